"""Builds the page of a visit when its websocket is opened, one page at a time."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import panel as pn
from bokeh.application.application import SessionContext
from bokeh.core.property.validation import validate
from bokeh.document import Document
from panel.io.application import Application
from panel.io.state import set_curdoc

from app.jobs.scheduler import Scheduler
from app.page.page import Page, build, models_of
from app.server.memory import Memory
from app.server.quota import PageQuota
from app.ui.query import read_query


def build_page(document: Document) -> Page:
    """Build the page of the visit that ``document`` is for, from its address and its language."""
    # That every page's values are right, tests and the health check see. Bokeh converts values only
    # where it validates: models are given none that it would.
    with set_curdoc(document), validate(False):
        query = read_query(pn.state.session_args)
        return build(document, query, str(pn.state.headers.get("Accept-Language", "")))


class PageApplication(Application):
    """Makes a page for each session, and gives its place back in the end.

    ``scheduler`` is what the pages find here for their long runs, ``data`` the data sets that labs
    find here; ``slices`` is held by the page whose training has its slice, see
    :mod:`app.jobs.time_slices`.
    """

    def __init__(
        self, quota: PageQuota, scheduler: Scheduler, data: tuple[object, ...] = ()
    ) -> None:
        super().__init__()
        self.scheduler = scheduler
        self.data = data
        self._quota = quota
        self._pages: dict[str, Page] = {}
        self._close: dict[str, Callable[[], None]] = {}
        """How to take a page apart whose session ends."""
        self._memory = Memory(self._pages.__len__)
        self.slices = asyncio.Lock()

    def initialize_document(self, doc: Document) -> None:
        """Build the page of the session that ``doc`` is for."""
        super().initialize_document(doc)
        assert doc.session_context is not None
        self._pages[doc.session_context.id] = build_page(doc)
        doc.destroy = partial(self._destroy, doc, doc.destroy)  # type: ignore[method-assign]
        self._memory.changed()

    def _destroy(self, document: Document, destroy: Callable[[object], None], session: Any) -> None:
        """Remember the models of a document, which forgets them now."""
        page = self._pages.pop(session.id)
        self._close[session.id] = partial(page.close, models_of(document))
        destroy(session)

    async def on_session_destroyed(self, session_context: SessionContext) -> None:
        """Free the page's place, and the page itself."""
        self._quota.leave(session_context.id)
        await super().on_session_destroyed(session_context)
        self._close.pop(session_context.id)()
        self._memory.changed()
        # Where many leave at once, others are served between two of them.
        await asyncio.sleep(0)
