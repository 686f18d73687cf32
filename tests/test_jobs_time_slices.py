"""app.jobs.time_slices.

Long training leaves everybody else be, and the last that was asked for counts.
"""

import asyncio
import logging
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.jobs import time_slices
from app.jobs.time_slices import SlicedWork, Steps, finished
from tests.serving import Visitors, is_locked, server_of, soon, until


class Work:
    """Steps without an end, until they are let go to it."""

    def __init__(self, result: object = None) -> None:
        self.result = result
        self.steps_done = 0
        self.may_end = False

    def steps(self) -> Steps[object]:
        while not self.may_end:
            self.steps_done += 1
            yield
        return self.result

    def failing(self) -> Steps[object]:
        yield from self.steps()
        raise ValueError("no such luck")


class Place:
    """A place for work of a page, and what came of the work."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.work = SlicedWork[object]()
        self.results: list[object] = []
        self.locked: list[bool] = []
        self.failures = 0

    def begin(self, steps: Steps[object]) -> object:
        """Begin as a callback of the page would."""
        with set_curdoc(self.document):
            return self.work.begin(steps, self._later, self._failed)

    def _later(self, result: object) -> None:
        self.results.append(result)
        self.locked.append(is_locked(self.document.session_context.session))

    def _failed(self) -> None:
        self.failures += 1


@pytest.fixture(autouse=True)
def _one_step_a_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the clock of slices go on so fast that each step fills one."""
    ticks: Iterator[int] = count()
    monkeypatch.setattr(time_slices, "monotonic", lambda: next(ticks))


async def place(visitors: Visitors) -> Place:
    """Open a page; return a place for its work."""
    await visitors.page().open()
    return Place(visitors.server.documents[-1])


def test_steps_that_are_finished_have_a_result() -> None:
    work = Work("done")
    steps = work.steps()
    next(steps)
    work.may_end = True
    assert finished(steps) == "done"


@pytest.mark.parametrize("document", [None, Document()])
def test_without_a_server_all_is_done_at_once(document: Any) -> None:
    def three() -> Steps[str]:
        for _step in range(3):
            yield
        return "done"

    assert Place(document).begin(three()) == "done"


def test_what_one_slice_is_enough_for_is_done_at_once() -> None:
    async def job() -> None:
        async with server_of() as visitors:
            here = await place(visitors)
            work = Work("done")
            work.may_end = True
            assert here.begin(work.steps()) == "done"
            assert not here.work.under_way
            assert here.results == []

    asyncio.run(job())


def test_others_are_served_meanwhile_and_the_result_comes_under_the_lock() -> None:
    async def job() -> None:
        async with server_of() as visitors:
            here = await place(visitors)
            work = Work("done")
            assert here.begin(work.steps()) is None
            assert here.work.under_way
            other = await place(visitors)
            assert other.document is not here.document
            assert here.results == []
            work.may_end = True
            await until(lambda: here.results == ["done"])
            assert here.locked == [True]
            assert not here.work.under_way

    asyncio.run(job())


def test_pages_take_turns_slice_by_slice() -> None:
    async def job() -> None:
        async with server_of() as visitors:
            places = [await place(visitors) for _page in range(3)]
            works = [Work() for _page in places]
            for here, work in zip(places, works, strict=True):
                here.begin(work.steps())
            await until(lambda: min(work.steps_done for work in works) > 2)
            before = [work.steps_done for work in works]
            await until(lambda: works[0].steps_done >= before[0] + 20)
            more = [work.steps_done - then for work, then in zip(works, before, strict=True)]
            assert max(more) - min(more) <= 2
            for here in places:
                here.work.cancel()

    asyncio.run(job())


@pytest.mark.parametrize("again", [True, False])
def test_new_work_takes_the_place_of_what_is_under_way(again: bool) -> None:
    async def job() -> None:
        async with server_of() as visitors:
            here = await place(visitors)
            first, second = Work("first"), Work("second")
            here.begin(first.steps())
            await until(lambda: first.steps_done > 3)
            if again:
                here.begin(second.steps())
            else:
                here.work.cancel()
            first.may_end = second.may_end = True
            done = first.steps_done
            if again:
                await until(lambda: here.results == ["second"])
            else:
                await place(visitors)
            assert first.steps_done == done
            assert here.results == (["second"] if again else [])

    asyncio.run(job())


def test_the_work_of_a_page_that_is_closed_is_dropped() -> None:
    async def job() -> None:
        async with server_of() as visitors:
            page = visitors.page()
            await page.open()
            here = Place(visitors.server.documents[-1])
            work = Work()
            here.begin(work.steps())
            await until(lambda: work.steps_done > 3)
            await page.leave()
            await until(lambda: not visitors.server.documents)
            done = work.steps_done
            await place(visitors)
            assert work.steps_done <= done + 1
            assert here.results == []

    asyncio.run(job())


def test_work_that_raises_is_logged_and_told_and_other_work_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def job() -> None:
        async with server_of() as visitors:
            here = await place(visitors)
            broken, sound = Work(), Work("done")
            here.begin(broken.failing())
            broken.may_end = True
            await until(lambda: here.failures == 1)
            assert not here.work.under_way
            here.begin(sound.steps())
            sound.may_end = True
            await until(lambda: here.results == ["done"])
            assert here.failures == 1
            await soon(asyncio.sleep(0))

    with caplog.at_level(logging.ERROR):
        asyncio.run(job())
    assert [record.message for record in caplog.records] == ["training failed"]
