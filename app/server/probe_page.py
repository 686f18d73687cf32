"""A page with all labs open that nobody sees, so that not even the first reader waits longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import cast

from bokeh.application.application import SessionContext
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.page.page import Page, build, models_of
from app.ui.needed_scripts import needed_scripts


@contextmanager
def passing_document() -> Iterator[Document]:
    """Give a document to build into, and take it down again as if its session had ended."""
    document = Document()
    try:
        with set_curdoc(document):
            yield document
    finally:
        gone = cast("SessionContext", SimpleNamespace(id="probe-page", _document=document))
        for destroyed in document.session_destroyed_callbacks:
            destroyed(gone)
        # Panel keeps styles of the document, by which they would keep it.
        document.models.destroy()


@contextmanager
def probe_page() -> Iterator[tuple[Document, Page]]:
    """Build a page, and take it down again."""
    with passing_document() as document:
        page = build(document, {}, "")
        yield document, page
        models = models_of(document)
    page.close(models)


def warm_up() -> None:
    """Make what is the same for all pages, and the scripts that they fetch."""
    needed_scripts()
    with probe_page() as (document, page):
        for lab in page.labs:
            page.show(lab)
        document.to_json()
