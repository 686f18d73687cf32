"""app.server.application: pages are built one at a time, and pages that run have turns between."""

import asyncio
import gc
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any

import panel.io.document
import pytest
from bokeh.document import Document
from bokeh.model import Model

import app.server.application
from app.labs.registry import LABS
from app.page.page import Page
from app.page.shell import TITLE
from app.server.application import build_page
from app.server.memory import Memory
from app.ui.language import translator
from tests.serving import Visitors, server_of, soon, until


def pages_of(visitors: Visitors) -> list[Page]:
    """Return the pages that are open at a server."""
    application: Any = visitors.server._tornado.applications["/"].application
    return list(application._pages.values())


async def test_between_two_pages_that_are_built_a_page_that_runs_has_its_turn(monkeypatch):
    happened: list[str] = []

    def built(document: Document) -> Page:
        page = build_page(document)
        happened.append("built")
        return page

    monkeypatch.setattr(app.server.application, "build_page", built)

    async def run() -> None:
        while happened.count("built") < 4:
            happened.append("ran")
            await asyncio.sleep(0)

    async with server_of() as visitors:
        pages = [visitors.page() for _page in range(4)]
        for page in pages:
            await page.visit()
        await asyncio.gather(run(), *(page.knock() for page in pages))
    at = [place for place, each in enumerate(happened) if each == "built"]
    # To take a request, to answer it, and to write that takes several goes.
    assert min(after - before for before, after in pairwise(at)) > 5


async def test_those_who_join_at_once_all_get_their_page():
    async with server_of() as visitors:
        pages = [visitors.page(f"?weight={number}") for number in range(4)]
        opened = await asyncio.gather(*(page.open() for page in pages))
        addresses = [document.roots[0].data.address for document in opened]
        assert addresses == [{"weight": str(number)} for number in range(4)]


async def test_a_page_is_built_in_the_language_and_for_the_address_of_its_visit():
    async with server_of() as visitors:
        for language, query, title in [
            ("zh", "", "zh"),
            ("en", "?lang=zh", "zh"),
            ("zh", "?lang=en", "en"),
        ]:
            document = await visitors.page(query, language).open()
            assert document.title == translator(title)(TITLE)


async def test_nobody_can_change_what_the_visit_asked_for_when_it_opens_its_websocket():
    async with server_of() as visitors:
        page = visitors.page("?weight=2", Accept_Language="zh")
        document = await page.open()
        assert document.title == TITLE
        assert document.roots[0].data.address == {"weight": "2"}


async def test_a_session_that_ends_frees_its_place():
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        quota = visitors.server.quota
        assert (quota.taken, sum(quota.counts)) == (1, 1)
        await page.leave()
        await until(lambda: not quota.taken)
        assert sum(quota.counts) == 0


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Have Python free what nothing refers to, and nothing else."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.parametrize("lab", [lab.name for lab in LABS])
async def test_a_page_that_is_closed_is_free_without_a_search_for_cycles(lab, monkeypatch):
    monkeypatch.setattr(Memory, "changed", lambda _memory: None)
    # Panel would search a few seconds later.
    monkeypatch.setattr(panel.io.document, "_garbage_collect", lambda: None)
    async with server_of() as visitors:
        page = visitors.page(f"?lab={lab}")
        await page.join()
        # Cycles that building leaves, and what a visit leaves.
        await visitors.ask()
        (shown,) = pages_of(visitors)
        (session,) = visitors.server._tornado.get_sessions("/")
        other = LABS[1].name if lab == LABS[0].name else LABS[0].name
        await session.with_document_locked(partial(shown.show, other))
        # Each of Bokeh's callbacks is a cycle when it has run.
        await until(lambda document=session.document: not document.session_callbacks)
        del shown, session
        with no_search_for_cycles():
            (document,) = visitors.server.documents
            shown = pages_of(visitors)
            sessions = [session for each in shown for session in each._sessions.values()]
            parts = [*shown, *sessions, *(session.view for session in sessions)]
            parts += [document, *document.models]
            left = list(map(weakref.ref, parts))
            del document, shown, sessions, parts
            await page.leave()
            await until(lambda: not visitors.server.documents)
            await until(lambda: all(part() is None for part in left))


async def test_where_many_leave_at_once_others_are_served_between_two_of_them(monkeypatch):
    happened: list[str] = []
    close = Page.close

    def closed(page: Page, models: Iterable[Model]) -> None:
        happened.append("closed")
        close(page, models)

    async def ask() -> None:
        while happened.count("closed") < 4:
            happened.append("asked")
            await asyncio.sleep(0)

    monkeypatch.setattr(Page, "close", closed)
    async with server_of() as visitors:
        pages = [visitors.page() for _page in range(4)]
        for page in pages:
            await page.join()
        asking = asyncio.create_task(ask())
        await asyncio.gather(*(page.leave() for page in pages))
        await soon(asking)
    for before, after in pairwise(happened):
        assert (before, after) != ("closed", "closed")
