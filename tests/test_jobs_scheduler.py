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
from app.jobs.job import (
    FAILED,
    LOST,
    UNREACHABLE,
    UNREADABLE,
    CannotReach,
    Job,
    JobStatus,
    JobUpdate,
    TooManyJobs,
)
from app.jobs.scheduler import MOST_LOSSES, SECONDS_BETWEEN_PLACES, Scheduler
from tests.jobs import Told, after, rest
from tests.steps import add, fail

WAITING, RUNNING, FINISHED, STOPPED, FAILED_ = JobStatus


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

    def __init__(
        self, scheduler: Scheduler, name: str = "reader", notes: list[str] | None = None
    ) -> None:
        self.scheduler = scheduler
        self.name = name
        self.notes: list[str] = [] if notes is None else notes
        self.heard: list[JobUpdate] = []

    def begin(self, count: int = 3, step: Any = None, state: Any = 0) -> Job:
        step = step or partial(noting, self.notes, self.name)
        return self.scheduler.begin(self.name, step, state, after(count), self.heard.append)

    @property
    def standings(self) -> list[JobStatus]:
        return [each.status for each in self.heard]


async def test_a_run_tells_of_every_step_in_order_and_of_its_end():
    executor = Told()
    reader = Reader(Scheduler(executor, clock=Clock()))
    job = reader.begin(3, partial(add, 5), 1)
    assert reader.heard == []
    await rest()
    await executor.take_all()
    assert reader.heard == [
        JobUpdate(RUNNING, 0),
        JobUpdate(RUNNING, 1, 1),
        JobUpdate(RUNNING, 2, 6),
        JobUpdate(FINISHED, 3, 11),
    ]
    assert (job.state, job.steps, job.status) == (16, 3, FINISHED)


@pytest.mark.parametrize("workers", [1, 2, 3])
async def test_a_page_with_four_runs_gets_no_more_than_another_with_one(workers):
    executor, notes = Told(workers), []
    scheduler = Scheduler(executor, clock=Clock())
    many, one, two = (Reader(scheduler, name, notes) for name in "abc")
    for reader, jobs in ((many, 4), (one, 1), (two, 2)):
        for _ in range(jobs):
            reader.begin(100)
    await rest()
    for _ in range(90):
        await executor.take()
    assert executor.most == workers
    assert {name: notes.count(name) for name in "abc"} == dict.fromkeys("abc", 30)
    scheduler.close()


async def test_who_has_a_long_step_under_way_gets_no_second_before_those_who_have_none():
    executor, notes = Told(2), []
    scheduler = Scheduler(executor, clock=Clock())
    for name in "aaaab":
        Reader(scheduler, name, notes).begin(100)
    await rest()
    for _ in range(40):
        await executor.take(1)
    assert notes == ["b"] * 40
    scheduler.close()


async def test_a_page_with_slow_steps_gets_no_more_time_than_others():
    executor, clock, notes = Told(), Clock(), []
    scheduler = Scheduler(executor, clock=clock)
    seconds = {"slow": 1.0, "quick": 0.01, "medium": 0.1}

    def take_long(name: str, state: int) -> tuple[int, None]:
        clock.now += seconds[name]
        return noting(notes, name, state)

    for name in ("slow", "slow", "slow", "slow", "quick", "medium"):
        scheduler.begin(name, partial(take_long, name), 0, after(10**9), lambda _progress: None)
    await rest()
    while notes.count("slow") < 20:
        await executor.take()
    used = {name: seconds[name] * notes.count(name) for name in seconds}
    assert max(used.values()) - min(used.values()) <= 1.0 + 1e-9
    assert notes.index("quick") == 1
    scheduler.close()


async def test_with_one_at_a_time_pages_alternate_and_so_do_the_runs_of_a_page():
    executor, notes = Told(), []
    scheduler = Scheduler(executor, clock=Clock())
    for job in ("a1", "a2"):
        scheduler.begin("a", partial(noting, notes, job), 0, after(3), lambda _progress: None)
    scheduler.begin("b", partial(noting, notes, "b"), 0, after(3), lambda _progress: None)
    await rest()
    await executor.take_all()
    assert notes == ["a1", "b", "a2", "b", "a1", "b", "a2", "a1", "a2"]


async def test_a_step_that_takes_long_holds_up_only_its_run():
    executor = Told(2)
    scheduler = Scheduler(executor, clock=Clock())
    slow, quick = Reader(scheduler, "slow"), Reader(scheduler, "quick")
    long = slow.begin(2)
    short = quick.begin(50)
    await rest()
    for _ in range(50):
        await executor.take(1)
    assert (long.steps, short.steps) == (0, 50)


async def test_the_next_step_is_submitted_only_when_the_last_came_back():
    executor = Told(4)
    reader = Reader(Scheduler(executor, clock=Clock()))
    reader.begin(5)
    await rest()
    for _ in range(5):
        assert len(executor.given) == 1
        await executor.take()


async def test_who_waits_has_a_place_that_is_found_anew_after_a_while():
    executor, clock = Told(), Clock()
    scheduler = Scheduler(executor, clock=clock)
    readers = [Reader(scheduler, name) for name in "abcd"]
    jobs = [reader.begin(1) for reader in readers]
    # One gets a turn at once.
    assert [scheduler.place(job) for job in jobs] == [None, 1, 2, 3]
    await rest()
    assert [scheduler.place(job) for job in jobs] == [None, 1, 2, 3]
    assert [job.status for job in jobs] == [RUNNING, WAITING, WAITING, WAITING]
    scheduler.stop(jobs[1])
    await rest()
    assert readers[1].standings == [STOPPED]
    assert [scheduler.place(job) for job in jobs] == [None, None, 2, 3]
    clock.now += SECONDS_BETWEEN_PLACES
    assert [scheduler.place(job) for job in jobs] == [None, None, 1, 2]
    scheduler.leave("c")
    await rest()
    clock.now += SECONDS_BETWEEN_PLACES
    assert scheduler.place(jobs[3]) == 1
    await executor.take()
    assert scheduler.place(jobs[3]) is None
    assert readers[3].heard[-1] == JobUpdate(RUNNING, 0)
    await executor.take_all()
    assert jobs[3].status is FINISHED


async def test_stop_takes_effect_at_once_and_drops_the_step_that_is_under_way():
    executor = Told()
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    job = reader.begin(10, partial(add, 1))
    await rest()
    await executor.take()
    scheduler.stop(job)
    scheduler.stop(job)
    assert job.status is STOPPED
    await rest()
    assert reader.heard[-2:] == [JobUpdate(RUNNING, 1, 0), JobUpdate(STOPPED, 1)]
    await executor.take()
    assert executor.given == []
    assert job.state == 1
    scheduler.stop(job)
    await rest()
    assert len(reader.heard) == 3


async def test_a_step_that_comes_back_between_a_stop_and_its_news_is_dropped_too():
    executor = Told()
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    job = reader.begin(10, partial(add, 1))
    await rest()
    (future, work), *_none = executor.given
    future.set_result(work())
    scheduler.stop(job)
    await rest()
    assert (job.steps, job.state) == (0, 0)
    assert reader.heard == [JobUpdate(RUNNING, 0), JobUpdate(STOPPED, 0)]


async def test_who_stopped_what_hangs_gets_a_turn_with_another_run():
    executor = Told(2)
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    hanging = reader.begin(1)
    await rest()
    scheduler.stop(hanging)
    job = reader.begin(1)
    await rest()
    await executor.take(1)
    assert job.status is FINISHED


async def test_what_was_stopped_goes_on_from_its_state_as_if_it_never_had():
    executor = Told()
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    job = reader.begin(10, partial(add, 3))
    await rest()
    await executor.take()
    scheduler.stop(job)
    # Its place is free at once.
    rest_of_it = reader.begin(5, partial(add, 3), 100)
    scheduler.stop(rest_of_it)
    await executor.take_all()
    resumed = reader.begin(10 - job.steps, partial(add, 3), job.state)
    await rest()
    await executor.take_all()
    assert (job.steps + resumed.steps, resumed.state) == (10, 30)
    results = [each.result for each in reader.heard if each.result is not None]
    assert results == list(range(0, 30, 3))


async def test_of_a_page_that_leaves_nothing_is_told_and_nothing_is_kept():
    executor = Told()
    scheduler = Scheduler(executor, clock=Clock())
    leaving, staying = Reader(scheduler, "leaving"), Reader(scheduler, "staying")
    job = leaving.begin(10)
    leaving.begin(10)
    other = staying.begin(1)
    await rest()
    heard = list(leaving.heard)
    scheduler.leave("leaving")
    await executor.take()
    assert leaving.heard == heard
    assert (job.steps, job.status) == (0, STOPPED)
    await executor.take_all()
    assert other.status is FINISHED
    gone = weakref.ref(job)
    del job
    gc.collect()
    assert gone() is None
    assert scheduler._jobs == {}
    assert (scheduler._queue._ready, scheduler._queue._in_flight) == ({}, {})
    scheduler.leave("staying")
    assert scheduler._queue._used == {}


async def test_an_end_that_was_not_told_yet_is_not_told_to_a_page_that_left():
    executor = Told()
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    scheduler.stop(reader.begin())
    scheduler.leave("reader")
    await rest()
    assert reader.heard == []
    assert executor.given == []


async def test_one_run_too_many_is_refused_with_the_limit():
    executor = Told()
    scheduler = Scheduler(executor, most_per_owner=2, most=3)
    first, second = Reader(scheduler, "first"), Reader(scheduler, "second")
    job = first.begin(1)
    first.begin(1)
    with pytest.raises(TooManyJobs) as caught:
        first.begin()
    assert (caught.value.most, caught.value.of_page) == (2, True)
    waiting = second.begin(1)
    with pytest.raises(TooManyJobs) as caught:
        second.begin()
    assert (caught.value.most, caught.value.of_page) == (3, False)
    scheduler.stop(waiting)
    second.begin(1)
    await rest()
    await executor.take()
    assert job.status is FINISHED
    first.begin(1)
    with pytest.raises(TooManyJobs):
        first.begin()
    scheduler.close()


async def test_a_step_that_raises_ends_its_run_alone(caplog):
    executor = Told(2)
    scheduler = Scheduler(executor, clock=Clock())
    bad, good = Reader(scheduler, "bad"), Reader(scheduler, "good")
    failing, going = bad.begin(10, fail), good.begin(10)
    await rest()
    await executor.take_all()
    assert bad.heard[-1] == JobUpdate(FAILED_, 2, reason=FAILED)
    assert (failing.steps, failing.state) == (2, 2)
    assert (going.status, going.steps) == (FINISHED, 10)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert "Unsendable in take:" in record.getMessage()
    assert "fail:" in record.getMessage()
    assert "secret" not in caplog.text


async def test_a_step_that_is_lost_is_taken_again_and_the_run_goes_on(caplog):
    executor = Told()
    reader = Reader(Scheduler(executor, clock=Clock()))
    job = reader.begin(4, partial(add, 1))
    await rest()
    for _ in range(3):
        for _ in range(MOST_LOSSES):
            await executor.take(lost=BrokenExecutor("killed"))
        await executor.take()
    assert (job.steps, job.state) == (3, 3)
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    assert len(caplog.records) == 3 * MOST_LOSSES
    assert [each.result for each in reader.heard] == [None, 0, 1, 2]


@pytest.mark.parametrize(
    ("error", "reason"), [(BrokenExecutor("killed"), LOST), (CannotReach("gone"), UNREACHABLE)]
)
async def test_a_run_whose_step_is_always_lost_fails_and_says_why(error, reason, caplog):
    executor = Told()
    reader = Reader(Scheduler(executor, clock=Clock()))
    job = reader.begin(4)
    await rest()
    await executor.take()
    for _ in range(MOST_LOSSES + 1):
        await executor.take(lost=error)
    assert executor.given == []
    assert reader.heard[-1] == JobUpdate(FAILED_, 1, reason=reason)
    assert job.state == 1
    assert [record.levelno for record in caplog.records].count(logging.ERROR) == 1


async def test_a_step_that_cannot_even_be_submitted_counts_as_lost():
    executor = Told()
    reader = Reader(Scheduler(executor, clock=Clock()))
    executor.trouble = [OSError("no more processes"), BrokenExecutor("killed")]
    job = reader.begin(1)
    await rest()
    await executor.take()
    assert job.status is FINISHED
    executor.trouble = [OSError("no more processes")] * (MOST_LOSSES + 1)
    job = reader.begin(1)
    await rest()
    assert job.status is FAILED_


async def test_a_file_that_cannot_be_read_is_named_in_the_log_and_said_to_be_the_reason(caplog):
    def read(_state: int) -> tuple[int, int]:
        raise CannotRead("images: there is no such file")

    executor = Told()
    reader = Reader(Scheduler(executor, clock=Clock()))
    reader.begin(step=read)
    await rest()
    await executor.take()
    assert reader.heard[-1] == JobUpdate(FAILED_, 0, reason=UNREADABLE)
    (queue,) = [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR]
    assert queue == "a step of a job failed: images: there is no such file"


async def test_a_run_that_is_to_stop_is_not_tried_again():
    executor = Told()
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    job = reader.begin()
    await rest()
    scheduler.stop(job)
    await executor.take(lost=BrokenExecutor("killed"))
    assert reader.heard[-1] == JobUpdate(STOPPED, 0)
    assert executor.given == []


async def test_trouble_of_one_who_hears_is_nobody_elses():
    executor = Told()
    scheduler = Scheduler(executor, clock=Clock())
    complaints: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, told: complaints.append(told))

    def tell(_progress: JobUpdate) -> None:
        raise RuntimeError

    scheduler.begin("bad", partial(add, 1), 0, after(2), tell)
    job = Reader(scheduler).begin(2)
    await rest()
    await executor.take_all()
    assert job.status is FINISHED
    assert len(complaints) == 3


async def test_when_it_is_closed_nothing_goes_on_and_nothing_begins():
    executor = Told()
    reader = Reader(scheduler := Scheduler(executor, clock=Clock()))
    jobs = [reader.begin(), reader.begin()]
    await rest()
    heard = list(reader.heard)
    scheduler.close()
    assert executor.ended
    given = len(executor.given)
    late = reader.begin()
    scheduler.stop(late)
    scheduler.leave("reader")
    scheduler.close()
    await rest()
    assert reader.heard == heard
    assert len(executor.given) == given
    assert {job.status for job in (*jobs, late)} == {STOPPED}
