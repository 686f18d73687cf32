"""app.server.application: pages are built one at a time, and pages that run have turns between."""

import asyncio
import weakref
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast

from bokeh.application.application import SessionContext
from bokeh.document import Document

import app.server.application
from app.jobs.process_executor import ProcessExecutor
from app.jobs.scheduler import Scheduler
from app.page.shell import TITLE
from app.server.application import PageApplication
from app.server.quota import PageQuota
from app.server.workers import new_counts
from app.ui.language import translator
from tests.serving import server_of, until


async def test_between_two_pages_that_are_built_a_page_that_runs_has_its_turn(monkeypatch):
    happened: list[str] = []
    monkeypatch.setattr(
        app.server.application, "build_page", lambda _document: happened.append("built")
    )
    application = PageApplication(
        PageQuota(10, 10, b"", new_counts(1)), Scheduler(ProcessExecutor(1))
    )

    async def join() -> None:
        document = Document()
        context = cast("SessionContext", SimpleNamespace(id="page", _document=document))
        await application.on_session_created(context)
        application.initialize_document(document)

    async def run() -> None:
        while happened.count("built") < 5:
            happened.append("ran")
            await asyncio.sleep(0)

    await asyncio.gather(run(), *(join() for _ in range(5)))
    for before, after in pairwise(happened):
        assert (before, after) != ("built", "built")
    assert happened.count("built") == 5


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
    quota = PageQuota(10, 10, b"", new_counts(1))
    quota.take("page", "10.0.0.1")
    document = Document()
    context: Any = SimpleNamespace(id="page", _document=weakref.proxy(document), destroyed=True)
    await PageApplication(quota, Scheduler(ProcessExecutor(1))).on_session_destroyed(context)
    assert not quota.holds("page")
    assert sum(quota.counts) == 0


async def test_when_the_last_page_has_gone_its_memory_is_given_back(monkeypatch):
    given_back: list[int] = []
    monkeypatch.setattr(app.server.application, "SECONDS_UNTIL_TIDY", 0.0)
    async with server_of() as visitors:
        monkeypatch.setattr(
            app.server.application,
            "give_back",
            lambda: given_back.append(len(visitors.server.documents)),
        )
        first, second = visitors.page(), visitors.page()
        await first.open()
        await second.open()
        await first.leave()
        await until(lambda: len(visitors.server.documents) == 1)
        assert given_back == []
        await second.leave()
        await until(lambda: given_back == [0])
