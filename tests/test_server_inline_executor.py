"""app.server.inline_executor.

Whatever a server does for its pages is done in the thread of its loop.
"""

import asyncio
import threading

import pytest

import app.server.application
from app.server.inline_executor import InlineExecutor
from tests.serving import server_of


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

    def watched(document: object) -> None:
        threads.append(threading.current_thread())
        build_page(document)

    monkeypatch.setattr(app.server.application, "build_page", watched)
    async with server_of() as visitors:
        await visitors.page().open()
        document = visitors.server.documents[-1]
        session = document.session_context.session
        await session.with_document_locked(lambda: threads.append(threading.current_thread()))
    assert threads == [threading.current_thread()] * 2
