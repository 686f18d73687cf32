"""app.jobs.scheduler.

Whose step is taken when, and what a run hears, with trainers that are told.
"""

import asyncio
import gc
import logging
import weakref
from concurrent.futures import BrokenExecutor
from functools import partial
from typing import Any

import pytest

from app.jobs.child_process import CannotRead
from app.jobs.executor import CannotReach
from app.jobs.job import FAILED, LOST, UNREACHABLE, UNREADABLE, Progress, Run, Standing, TooManyRuns
from app.jobs.scheduler import MOST_LOSSES, SECONDS_BETWEEN_PLACES, Turns
from tests.jobs import Told, after, rest
from tests.steps import add, fail

WAITING, RUNNING, FINISHED, STOPPED, FAILED_ = Standing


def noting(notes: list[str], name: str, state: int) -> tuple[int, None]:
    """Note whose step this is."""
    notes.append(name)
    return state + 1, None


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Reader:
    """Somebody who begins runs and hears of them."""

    def __init__(self, turns: Turns, name: str = "reader", notes: list[str] | None = None) -> None:
        self.turns = turns
        self.name = name
        self.notes: list[str] = [] if notes is None else notes
        self.heard: list[Progress] = []

    def begin(self, count: int = 3, step: Any = None, state: Any = 0) -> Run:
        step = step or partial(noting, self.notes, self.name)
        return self.turns.begin(self.name, step, state, after(count), self.heard.append)

    @property
    def standings(self) -> list[Standing]:
        return [each.standing for each in self.heard]


async def test_a_run_tells_of_every_step_in_order_and_of_its_end():
    trainers = Told()
    reader = Reader(Turns(trainers, clock=Clock()))
    run = reader.begin(3, partial(add, 5), 1)
    assert reader.heard == []
    await rest()
    await trainers.take_all()
    assert reader.heard == [
        Progress(RUNNING, 0),
        Progress(RUNNING, 1, 1),
        Progress(RUNNING, 2, 6),
        Progress(FINISHED, 3, 11),
    ]
    assert (run.state, run.steps, run.standing) == (16, 3, FINISHED)


@pytest.mark.parametrize("workers", [1, 2, 3])
async def test_a_page_with_four_runs_gets_no_more_than_another_with_one(workers):
    trainers, notes = Told(workers), []
    turns = Turns(trainers, clock=Clock())
    many, one, two = (Reader(turns, name, notes) for name in "abc")
    for reader, runs in ((many, 4), (one, 1), (two, 2)):
        for _ in range(runs):
            reader.begin(100)
    await rest()
    for _ in range(90):
        await trainers.take()
    assert trainers.most == workers
    assert {name: notes.count(name) for name in "abc"} == dict.fromkeys("abc", 30)
    turns.close()


async def test_who_has_a_long_step_under_way_gets_no_second_before_those_who_have_none():
    trainers, notes = Told(2), []
    turns = Turns(trainers, clock=Clock())
    for name in "aaaab":
        Reader(turns, name, notes).begin(100)
    await rest()
    for _ in range(40):
        await trainers.take(1)
    assert notes == ["b"] * 40
    turns.close()


async def test_a_page_with_slow_steps_gets_no_more_time_than_others():
    trainers, clock, notes = Told(), Clock(), []
    turns = Turns(trainers, clock=clock)
    seconds = {"slow": 1.0, "quick": 0.01, "medium": 0.1}

    def take_long(name: str, state: int) -> tuple[int, None]:
        clock.now += seconds[name]
        return noting(notes, name, state)

    for name in ("slow", "slow", "slow", "slow", "quick", "medium"):
        turns.begin(name, partial(take_long, name), 0, after(10**9), lambda _progress: None)
    await rest()
    while notes.count("slow") < 20:
        await trainers.take()
    used = {name: seconds[name] * notes.count(name) for name in seconds}
    assert max(used.values()) - min(used.values()) <= 1.0 + 1e-9
    assert notes.index("quick") == 1
    turns.close()


async def test_with_one_at_a_time_pages_alternate_and_so_do_the_runs_of_a_page():
    trainers, notes = Told(), []
    turns = Turns(trainers, clock=Clock())
    for run in ("a1", "a2"):
        turns.begin("a", partial(noting, notes, run), 0, after(3), lambda _progress: None)
    turns.begin("b", partial(noting, notes, "b"), 0, after(3), lambda _progress: None)
    await rest()
    await trainers.take_all()
    assert notes == ["a1", "b", "a2", "b", "a1", "b", "a2", "a1", "a2"]


async def test_a_step_that_takes_long_holds_up_only_its_run():
    trainers = Told(2)
    turns = Turns(trainers, clock=Clock())
    slow, quick = Reader(turns, "slow"), Reader(turns, "quick")
    long = slow.begin(2)
    short = quick.begin(50)
    await rest()
    for _ in range(50):
        await trainers.take(1)
    assert (long.steps, short.steps) == (0, 50)


async def test_the_next_step_is_submitted_only_when_the_last_came_back():
    trainers = Told(4)
    reader = Reader(Turns(trainers, clock=Clock()))
    reader.begin(5)
    await rest()
    for _ in range(5):
        assert len(trainers.given) == 1
        await trainers.take()


async def test_who_waits_has_a_place_that_is_found_anew_after_a_while():
    trainers, clock = Told(), Clock()
    turns = Turns(trainers, clock=clock)
    readers = [Reader(turns, name) for name in "abcd"]
    runs = [reader.begin(1) for reader in readers]
    # One gets a turn at once.
    assert [turns.place(run) for run in runs] == [None, 1, 2, 3]
    await rest()
    assert [turns.place(run) for run in runs] == [None, 1, 2, 3]
    assert [run.standing for run in runs] == [RUNNING, WAITING, WAITING, WAITING]
    turns.stop(runs[1])
    await rest()
    assert readers[1].standings == [STOPPED]
    assert [turns.place(run) for run in runs] == [None, None, 2, 3]
    clock.now += SECONDS_BETWEEN_PLACES
    assert [turns.place(run) for run in runs] == [None, None, 1, 2]
    turns.leave("c")
    await rest()
    clock.now += SECONDS_BETWEEN_PLACES
    assert turns.place(runs[3]) == 1
    await trainers.take()
    assert turns.place(runs[3]) is None
    assert readers[3].heard[-1] == Progress(RUNNING, 0)
    await trainers.take_all()
    assert runs[3].standing is FINISHED


async def test_stop_takes_effect_at_once_and_drops_the_step_that_is_under_way():
    trainers = Told()
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    run = reader.begin(10, partial(add, 1))
    await rest()
    await trainers.take()
    turns.stop(run)
    turns.stop(run)
    assert run.standing is STOPPED
    await rest()
    assert reader.heard[-2:] == [Progress(RUNNING, 1, 0), Progress(STOPPED, 1)]
    await trainers.take()
    assert trainers.given == []
    assert run.state == 1
    turns.stop(run)
    await rest()
    assert len(reader.heard) == 3


async def test_a_step_that_comes_back_between_a_stop_and_its_news_is_dropped_too():
    trainers = Told()
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    run = reader.begin(10, partial(add, 1))
    await rest()
    (future, work), *_none = trainers.given
    future.set_result(work())
    turns.stop(run)
    await rest()
    assert (run.steps, run.state) == (0, 0)
    assert reader.heard == [Progress(RUNNING, 0), Progress(STOPPED, 0)]


async def test_who_stopped_what_hangs_gets_a_turn_with_another_run():
    trainers = Told(2)
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    hanging = reader.begin(1)
    await rest()
    turns.stop(hanging)
    run = reader.begin(1)
    await rest()
    await trainers.take(1)
    assert run.standing is FINISHED


async def test_what_was_stopped_goes_on_from_its_state_as_if_it_never_had():
    trainers = Told()
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    run = reader.begin(10, partial(add, 3))
    await rest()
    await trainers.take()
    turns.stop(run)
    # Its place is free at once.
    rest_of_it = reader.begin(5, partial(add, 3), 100)
    turns.stop(rest_of_it)
    await trainers.take_all()
    resumed = reader.begin(10 - run.steps, partial(add, 3), run.state)
    await rest()
    await trainers.take_all()
    assert (run.steps + resumed.steps, resumed.state) == (10, 30)
    results = [each.result for each in reader.heard if each.result is not None]
    assert results == list(range(0, 30, 3))


async def test_of_a_page_that_leaves_nothing_is_told_and_nothing_is_kept():
    trainers = Told()
    turns = Turns(trainers, clock=Clock())
    leaving, staying = Reader(turns, "leaving"), Reader(turns, "staying")
    run = leaving.begin(10)
    leaving.begin(10)
    other = staying.begin(1)
    await rest()
    heard = list(leaving.heard)
    turns.leave("leaving")
    await trainers.take()
    assert leaving.heard == heard
    assert (run.steps, run.standing) == (0, STOPPED)
    await trainers.take_all()
    assert other.standing is FINISHED
    gone = weakref.ref(run)
    del run
    gc.collect()
    assert gone() is None
    assert turns._runs == {}
    assert (turns._line._ready, turns._line._in_flight) == ({}, {})
    turns.leave("staying")
    assert turns._line._used == {}


async def test_an_end_that_was_not_told_yet_is_not_told_to_a_page_that_left():
    trainers = Told()
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    turns.stop(reader.begin())
    turns.leave("reader")
    await rest()
    assert reader.heard == []
    assert trainers.given == []


async def test_one_run_too_many_is_refused_with_the_limit():
    trainers = Told()
    turns = Turns(trainers, most_per_owner=2, most=3)
    first, second = Reader(turns, "first"), Reader(turns, "second")
    run = first.begin(1)
    first.begin(1)
    with pytest.raises(TooManyRuns) as caught:
        first.begin()
    assert (caught.value.most, caught.value.of_page) == (2, True)
    waiting = second.begin(1)
    with pytest.raises(TooManyRuns) as caught:
        second.begin()
    assert (caught.value.most, caught.value.of_page) == (3, False)
    turns.stop(waiting)
    second.begin(1)
    await rest()
    await trainers.take()
    assert run.standing is FINISHED
    first.begin(1)
    with pytest.raises(TooManyRuns):
        first.begin()
    turns.close()


async def test_a_step_that_raises_ends_its_run_alone(caplog):
    trainers = Told(2)
    turns = Turns(trainers, clock=Clock())
    bad, good = Reader(turns, "bad"), Reader(turns, "good")
    failing, going = bad.begin(10, fail), good.begin(10)
    await rest()
    await trainers.take_all()
    assert bad.heard[-1] == Progress(FAILED_, 2, reason=FAILED)
    assert (failing.steps, failing.state) == (2, 2)
    assert (going.standing, going.steps) == (FINISHED, 10)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "Unsendable in take:" in record.getMessage()
    assert "fail:" in record.getMessage()
    assert "secret" not in caplog.text


async def test_a_step_that_is_lost_is_taken_again_and_the_run_goes_on(caplog):
    trainers = Told()
    reader = Reader(Turns(trainers, clock=Clock()))
    run = reader.begin(4, partial(add, 1))
    await rest()
    for _ in range(3):
        for _ in range(MOST_LOSSES):
            await trainers.take(lost=BrokenExecutor("killed"))
        await trainers.take()
    assert (run.steps, run.state) == (3, 3)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    assert len(caplog.records) == 3 * MOST_LOSSES
    assert [each.result for each in reader.heard] == [None, 0, 1, 2]


@pytest.mark.parametrize(
    ("error", "reason"), [(BrokenExecutor("killed"), LOST), (CannotReach("gone"), UNREACHABLE)]
)
async def test_a_run_whose_step_is_always_lost_fails_and_says_why(error, reason, caplog):
    trainers = Told()
    reader = Reader(Turns(trainers, clock=Clock()))
    run = reader.begin(4)
    await rest()
    await trainers.take()
    for _ in range(MOST_LOSSES + 1):
        await trainers.take(lost=error)
    assert trainers.given == []
    assert reader.heard[-1] == Progress(FAILED_, 1, reason=reason)
    assert run.state == 1
    assert [record.levelno for record in caplog.records].count(logging.ERROR) == 1


async def test_a_step_that_cannot_even_be_submitted_counts_as_lost():
    trainers = Told()
    reader = Reader(Turns(trainers, clock=Clock()))
    trainers.trouble = [OSError("no more processes"), BrokenExecutor("killed")]
    run = reader.begin(1)
    await rest()
    await trainers.take()
    assert run.standing is FINISHED
    trainers.trouble = [OSError("no more processes")] * (MOST_LOSSES + 1)
    run = reader.begin(1)
    await rest()
    assert run.standing is FAILED_


async def test_a_file_that_cannot_be_read_is_named_in_the_log_and_said_to_be_the_reason(caplog):
    def read(_state: int) -> tuple[int, int]:
        raise CannotRead("images: there is no such file")

    trainers = Told()
    reader = Reader(Turns(trainers, clock=Clock()))
    reader.begin(step=read)
    await rest()
    await trainers.take()
    assert reader.heard[-1] == Progress(FAILED_, 0, reason=UNREADABLE)
    (line,) = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    assert line == "a step of a run failed: images: there is no such file"


async def test_a_run_that_is_to_stop_is_not_tried_again():
    trainers = Told()
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    run = reader.begin()
    await rest()
    turns.stop(run)
    await trainers.take(lost=BrokenExecutor("killed"))
    assert reader.heard[-1] == Progress(STOPPED, 0)
    assert trainers.given == []


async def test_trouble_of_one_who_hears_is_nobody_elses():
    trainers = Told()
    turns = Turns(trainers, clock=Clock())
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, told: complaints.append(told))

    def tell(_progress: Progress) -> None:
        raise RuntimeError

    turns.begin("bad", partial(add, 1), 0, after(2), tell)
    run = Reader(turns).begin(2)
    await rest()
    await trainers.take_all()
    assert run.standing is FINISHED
    assert len(complaints) == 3


async def test_when_it_is_closed_nothing_goes_on_and_nothing_begins():
    trainers = Told()
    reader = Reader(turns := Turns(trainers, clock=Clock()))
    runs = [reader.begin(), reader.begin()]
    await rest()
    heard = list(reader.heard)
    turns.close()
    assert trainers.ended
    given = len(trainers.given)
    late = reader.begin()
    turns.stop(late)
    turns.leave("reader")
    turns.close()
    await rest()
    assert reader.heard == heard
    assert len(trainers.given) == given
    assert {run.standing for run in (*runs, late)} == {STOPPED}
