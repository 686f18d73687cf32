"""app.jobs.background: long work leaves everybody else be, and its result comes back in order."""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any

import panel as pn
import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

import app.server.application
import app.server.serve
from app.jobs import background
from app.jobs.background import InlineExecutor, in_background
from app.page.page import Page
from tests.serving import LONGEST, Visitors, is_locked, server_of, soon, until


class Work:
    """Work that takes until it is let go on."""

    def __init__(self, result: object = None) -> None:
        self.begun = threading.Event()
        self.may_end = threading.Event()
        self.result = result
        self.thread: threading.Thread | None = None

    def __call__(self) -> object:
        self.thread = threading.current_thread()
        self.begun.set()
        assert self.may_end.wait(LONGEST)
        return self.result


async def all_work_done() -> None:
    """Wait until whatever was begun in the background before is done, and has been handed on."""
    await soon(asyncio.wrap_future(background._WORKERS.submit(lambda: None)))
    for _ in range(10):
        await asyncio.sleep(0)


async def opened(visitors: Visitors) -> Any:
    """Open a page; return the session of its document."""
    await visitors.page().open()
    return visitors.server.documents[-1].session_context.session


def no_failure() -> None:
    """Where nothing fails, nobody hears that it does."""
    pytest.fail("sound work was said to have failed")


def start(
    document: Document,
    work: Callable[[], object],
    use: Callable[[Any], None],
    failed: Callable[[], None] = no_failure,
) -> None:
    """Begin as a callback of the page would."""
    with set_curdoc(document):
        in_background(work, use, failed)


@pytest.mark.parametrize("document", [None, Document()])
def test_without_a_server_it_happens_at_once_and_here(document: Document | None) -> None:
    done: list[object] = []

    def work() -> str:
        done.append(threading.current_thread())
        return "result"

    with set_curdoc(document):
        in_background(work, done.append, no_failure)
    assert done == [threading.current_thread(), "result"]


async def test_on_a_server_it_is_done_beside_the_thread_that_answers():
    used: list[object] = []
    async with server_of() as visitors:
        session = await opened(visitors)
        work = Work("result")
        start(session.document, work, used.append)
        await until(work.begun.is_set)
        # It goes on, and so does the page.
        assert used == []
        assert (await visitors.ask("/")).code == 200
        await visitors.page("?weight=2").open()
        assert used == []
        work.may_end.set()
        await until(lambda: bool(used))
        assert used == ["result"]
        assert work.thread is not threading.current_thread()


async def test_the_result_is_used_in_the_loop_under_the_lock_with_the_document_at_hand():
    events: list[object] = []
    worked = threading.Event()

    def work() -> str:
        worked.set()
        return "result"

    def use(result: object) -> None:
        assert is_locked(session)
        events.append((result, threading.current_thread(), pn.state.curdoc))

    async with server_of() as visitors:
        session = await opened(visitors)
        held, release = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            held.set()
            await release.wait()
            events.append("released")

        holding = asyncio.ensure_future(session.with_document_locked(hold))
        await soon(held.wait())
        start(session.document, work, use)
        await until(worked.is_set)
        await all_work_done()
        assert events == []
        release.set()
        await soon(holding)
        await until(lambda: len(events) > 1)
        mine = (threading.current_thread(), session.document)
        assert events == ["released", ("result", *mine)]


async def test_one_after_the_other_and_more_can_be_begun_from_a_result():
    used: list[object] = []
    async with server_of() as visitors:
        session = await opened(visitors)
        start(session.document, lambda: 1, used.append)
        start(
            session.document,
            lambda: 2,
            lambda two: in_background(lambda: two + 1, used.append, no_failure),
        )
        await until(lambda: len(used) == 2)
        assert used == [1, 3]


async def test_a_page_that_is_closed_meanwhile_leaves_no_trouble(caplog, monkeypatch):
    monkeypatch.setattr(app.server.serve, "UNUSED_SESSION_MS", 50)
    used: list[object] = []
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        document = visitors.server.documents[-1]
        work = Work("late")
        start(document, work, used.append)
        await until(work.begun.is_set)
        await page.leave()
        await until(lambda: visitors.server.documents == [])
        work.may_end.set()
        await all_work_done()
        assert (await visitors.ask("/")).code == 200
    troubles = [each for each in caplog.records if each.levelno >= logging.WARNING]
    assert troubles == []
    assert used == []


async def test_work_that_raises_is_logged_and_told_under_the_lock(caplog):
    def work() -> object:
        raise ValueError("no such luck")

    told: list[bool] = []
    async with server_of() as visitors:
        session = await opened(visitors)
        start(session.document, work, told.append, lambda: told.append(is_locked(session)))
        await until(lambda: bool(told))
    assert told == [True]
    (record,) = [each for each in caplog.records if each.name == "app.jobs.background"]
    assert record.exc_info
    assert record.exc_info[0] is ValueError


def test_without_a_server_work_that_raises_is_told_at_once():
    told: list[str] = []
    in_background(lambda: 1 // 0, lambda _result: None, lambda: told.append("failed"))
    assert told == ["failed"]


# In the thread of the loop.


def test_what_is_submitted_is_done_here_and_at_once():
    def add(one: int, *, other: int) -> tuple[int, threading.Thread]:
        return one + other, threading.current_thread()

    future = InlineExecutor().submit(add, 1, other=2)
    assert future.done()
    assert future.result() == (3, threading.current_thread())


def test_an_error_is_for_whoever_asks_for_the_result():
    future = InlineExecutor().submit(int, "no number")
    with pytest.raises(ValueError, match="no number"):
        future.result()


def test_what_ends_the_program_is_no_result():
    def leave() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        InlineExecutor().submit(leave)


async def test_the_loop_of_a_server_hands_nothing_to_other_threads():
    async with server_of():
        assert await asyncio.to_thread(threading.current_thread) is threading.current_thread()


async def test_pages_are_built_and_changed_in_the_thread_of_the_loop(monkeypatch):
    threads: list[threading.Thread] = []
    build_page = app.server.application.build_page

    def watched(document: Document) -> Page:
        threads.append(threading.current_thread())
        return build_page(document)

    monkeypatch.setattr(app.server.application, "build_page", watched)
    async with server_of() as visitors:
        await visitors.page().open()
        document = visitors.server.documents[-1]
        session = document.session_context.session
        await session.with_document_locked(lambda: threads.append(threading.current_thread()))
    assert threads == [threading.current_thread()] * 2
