"""Builds the page of a visit when its websocket is opened, one page at a time."""

import asyncio

import panel as pn
from bokeh.application.application import SessionContext
from bokeh.application.handlers import FunctionHandler
from bokeh.document import Document
from panel.io.application import Application
from panel.io.state import set_curdoc

from app.jobs.scheduler import Scheduler
from app.page.page import build
from app.server.memory import give_back
from app.server.query import read_query
from app.server.quota import PageQuota

SECONDS_UNTIL_TIDY = 1.0
"""By then what the last page of several needed is let go of."""


def build_page(document: Document) -> None:
    """Build the page of the visit that ``document`` is for, from its address and its language."""
    with set_curdoc(document):
        query = read_query(pn.state.session_args)
        build(document, query, str(pn.state.headers.get("Accept-Language", "")))


class PageApplication(Application):
    """Makes a page for each session, and gives its place back in the end.

    ``scheduler`` is what the pages find here for their long runs, ``data`` the data sets that labs
    find here; ``slices`` is held by the page whose training has its slice, see
    :mod:`app.jobs.time_slices`.
    """

    def __init__(
        self, quota: PageQuota, scheduler: Scheduler, data: tuple[object, ...] = ()
    ) -> None:
        super().__init__(FunctionHandler(build_page))
        self.scheduler = scheduler
        self.data = data
        self._quota = quota
        self.slices = asyncio.Lock()
        self._turn = asyncio.Lock()

    async def on_session_created(self, session_context: SessionContext) -> None:
        """Wait for this page's turn, and before that let the pages that run have theirs.

        Building one takes longer than serving many that run; a class that joins must not stop them.
        """
        async with self._turn:
            await asyncio.sleep(0)
        await super().on_session_created(session_context)

    async def on_session_destroyed(self, session_context: SessionContext) -> None:
        """Free the page's place."""
        self._quota.leave(session_context.id)
        await super().on_session_destroyed(session_context)
        if not self._quota.taken:
            asyncio.get_running_loop().call_later(SECONDS_UNTIL_TIDY, self._tidy)

    def _tidy(self) -> None:
        """Give back the memory of the pages that were there, if nobody has come since."""
        if not self._quota.taken:
            give_back()
