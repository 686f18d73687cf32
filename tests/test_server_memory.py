"""app.server.memory: what pages leave is given back, also while others are open."""

import asyncio
import gc
from collections.abc import Iterator

import panel.io.document
import pytest

import app.server.memory
from app.server.memory import FEW_PAGES, LONGEST_WITHOUT_LOOK, Memory, give_back, settle
from tests.serving import server_of, until


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done for the memory of a server, as it is done."""
    done: list[str] = []
    monkeypatch.setattr(app.server.memory, "SECONDS_BETWEEN_LOOKS", 0.0)
    monkeypatch.setattr(app.server.memory.gc, "collect", lambda: done.append("looked at all"))
    monkeypatch.setattr(app.server.memory, "give_back", lambda: done.append("gave back"))
    return done


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave Python's collector, and Panel's use of it, as they were."""
    thresholds, collect = gc.get_threshold(), panel.io.document._garbage_collect
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    panel.io.document._garbage_collect = collect


async def changed(memory: Memory, done: list[str]) -> list[str]:
    """Return what ``memory`` does where a page comes or goes."""
    done.clear()
    memory.changed()
    await until(lambda: "gave back" in done)
    return done


async def test_memory_is_given_back_while_a_page_is_open(done):
    async with server_of() as visitors:
        first, second = visitors.page(), visitors.page()
        await first.join()
        await second.join()
        await until(lambda: "gave back" in done)
        done.clear()
        await second.leave()
        await until(lambda: "gave back" in done)
        assert len(visitors.server.documents) == 1


async def test_all_objects_are_looked_at_while_few_pages_are_open(done):
    assert await changed(Memory(lambda: FEW_PAGES), done) == ["looked at all", "gave back"]


async def test_many_pages_are_looked_through_no_more_often_than_now_and_then(done, monkeypatch):
    memory = Memory(lambda: FEW_PAGES + 1)
    assert await changed(memory, done) == ["looked at all", "gave back"]
    assert await changed(memory, done) == ["gave back"]
    monkeypatch.setattr(app.server.memory, "LONGEST_WITHOUT_LOOK", -LONGEST_WITHOUT_LOOK)
    assert await changed(memory, done) == ["looked at all", "gave back"]


async def test_where_many_come_or_go_at_once_memory_is_given_back_once(done):
    memory = Memory(lambda: 1)
    for _page in range(5):
        memory.changed()
    await until(lambda: bool(done))
    for _turn in range(3):
        await asyncio.sleep(0)
    assert done == ["looked at all", "gave back"]


def test_nobody_else_looks_at_all_objects(collector, monkeypatch):
    settle()
    assert gc.get_threshold()[2] > 10**9
    assert gc.get_freeze_count() > 0
    monkeypatch.setattr(gc, "collect", pytest.fail)
    panel.io.document._garbage_collect()


def test_what_panel_would_do_itself_is_still_called_so():
    assert "_garbage_collect" in panel.io.document._destroy_document.__code__.co_names


def test_memory_can_be_given_back_here():
    give_back()
