"""A page with all labs open that nobody sees: what it needs is worked out once for all pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import cast

from bokeh.application.application import SessionContext
from bokeh.document import Document
from bokeh.resources import Resources
from bokeh.server.views.static_handler import StaticHandler
from panel.io.resources import Resources as PanelResources
from panel.io.resources import bundle_resources
from panel.io.state import set_curdoc

from app.page.page import Page, build, models_of

NOT_NEEDED = ("bokeh-gl.", "es-module-shims.")
"""Drawing by WebGL, which no lab uses, and a stand-in for import(), which browsers have.

All other parts of Bokeh that are sent, Panel refers to.
"""


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


def scripts_and_styles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses, relative to the page, of what Bokeh and Panel have to send for it.

    What is the same for all pages is there afterwards, so that not even the first must wait for it.
    """
    with probe_page() as (document, page):
        for lab in page.labs:
            page.show(lab)
        document.to_json()
        from_server = Resources(
            mode="server", root_url="/", path_versioner=StaticHandler.append_version
        )
        bundle = bundle_resources(document.roots, PanelResources.from_bokeh(from_server))
        scripts = (str(url) for url in bundle.js_files)
        needed = tuple(url for url in scripts if not any(name in url for name in NOT_NEEDED))
        return needed, tuple(map(str, bundle.css_files))
