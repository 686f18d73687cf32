"""Has the steps of jobs done elsewhere, a few at a time, the pages in turn."""

import asyncio
import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from typing import Any

from app.jobs.child_process import CannotRead, Step, StepFailed, take
from app.jobs.fair_queue import FairQueue
from app.jobs.job import (
    FAILED,
    LOST,
    UNREACHABLE,
    UNREADABLE,
    CannotReach,
    Job,
    JobStatus,
    JobUpdate,
    Over,
    StepExecutor,
    Tell,
    TooManyJobs,
)

log = logging.getLogger(__name__)

MOST_PER_OWNER = 8
"""Seven networks side by side, and one more."""
MOST = 64
"""In all, unless it is known how many owners there may be."""
SECONDS_BETWEEN_PLACES = 0.5
"""The places in the queue are found no more often: there may be thousands."""
MOST_LOSSES = 3
"""How often in a row the step of a job is submitted again after whoever took it was lost."""


class Scheduler:
    """Lets jobs take turns, step by step. All of it happens in the thread of one event loop.

    What counts is the time that the steps of an owner take, in seconds of ``clock``.

    ``executor`` is its own, and is shut down when it is closed. A job's ``tell`` is called by the
    loop, never from within a method of this class.
    """

    def __init__(
        self,
        executor: StepExecutor,
        *,
        most_per_owner: int = MOST_PER_OWNER,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._executor = executor
        self._most_per_owner = most_per_owner
        self._most = most
        self._jobs: dict[Job, None] = {}
        self._queue: FairQueue[Job] = FairQueue()
        self._clock = clock
        self._placed = -SECONDS_BETWEEN_PLACES
        self._closed = False

    def begin(self, owner: Hashable, step: Step, state: Any, over: Over, tell: Tell) -> Job:
        """Begin a job from ``state`` until it is ``over``; ``tell(update)`` hears of all of it.

        It has one step or more. After ``close`` it is one that has been stopped and tells nothing.
        Raises TooManyJobs.
        """
        job = Job(owner, step, state, over, tell)
        if self._closed:
            job.status = JobStatus.STOPPED
            return job
        going_on = [each.owner for each in self._jobs if not each.status.ended]
        if going_on.count(owner) >= self._most_per_owner:
            raise TooManyJobs(self._most_per_owner, of_page=True)
        if len(going_on) >= self._most:
            raise TooManyJobs(self._most, of_page=False)
        self._loop = asyncio.get_running_loop()
        self._jobs[job] = None
        self._queue.add(job)
        self._loop.call_soon(self._go_on)
        return job

    def stop(self, job: Job) -> None:
        """End ``job`` now, with the state that it has; a step that is under way is for nothing.

        Whoever takes that may never be heard of again.
        """
        if job in self._jobs and not job.status.ended:
            self._end(job, JobStatus.STOPPED)

    def place(self, job: Job) -> int | None:
        """Return the place in the queue of ``job``, if it waits for its first turn (1: next)."""
        now = self._clock()
        if now - self._placed >= SECONDS_BETWEEN_PLACES:
            self._placed = now
            # Who gets a turn at once need not be told to wait.
            free = max(self._executor.count - self._queue.in_flight, 0)
            for place, each in enumerate(self._queue.order(), start=1 - free):
                waits = each.status is JobStatus.WAITING and place > 0
                each.place = place if waits else None
        return job.place

    def leave(self, owner: Hashable) -> None:
        """End all jobs of ``owner`` and forget them; nothing more is told of them."""
        for job in [each for each in self._jobs if each.owner == owner]:
            self._forget(job)
        self._queue.forget(owner)
        if self._queue:
            self._loop.call_soon(self._go_on)

    def close(self) -> None:
        """End all jobs and forget them, and end those who train."""
        self._closed = True
        for job in list(self._jobs):
            self._forget(job)
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _forget(self, job: Job) -> None:
        self._jobs.pop(job, None)
        self._queue.remove(job)
        if not job.status.ended:
            job.status = JobStatus.STOPPED
        job.tell = None

    def _go_on(self) -> None:
        """Submit steps while somebody is free."""
        while self._queue and self._queue.in_flight < self._executor.count:
            self._submit(self._queue.take())

    def _submit(self, job: Job) -> None:
        if job.status is JobStatus.WAITING:
            job.status, job.place = JobStatus.RUNNING, None
            self._tell(job)
        try:
            future = self._executor.submit(take, job.step, job.state)
        except (BrokenExecutor, OSError) as error:
            self._queue.back(job.owner, 0.0)
            self._lost(job, error)
            return
        loop, began = self._loop, self._clock()

        def done(future: Future[Any]) -> None:
            # In whichever thread; the loop may have ended.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._came_back, job, future, began)

        future.add_done_callback(done)

    def _came_back(self, job: Job, future: Future[Any], began: float) -> None:
        self._queue.back(job.owner, self._clock() - began)
        if job in self._jobs and not job.status.ended:
            error = None if future.cancelled() else future.exception()
            if future.cancelled() or isinstance(error, BrokenExecutor):
                self._lost(job, error)
            elif error is not None:
                told = isinstance(error, StepFailed)
                log.error("a step of a job failed: %s", error if told else type(error).__name__)
                reason = UNREADABLE if isinstance(error, CannotRead) else FAILED
                self._end(job, JobStatus.FAILED, reason=reason)
            else:
                self._advance(job, *future.result())
        if not self._closed:
            self._go_on()

    def _advance(self, job: Job, state: Any, result: Any) -> None:
        job.state = state
        job.steps += 1
        job.losses = 0
        if job.over(state):
            self._end(job, JobStatus.FINISHED, result)
        else:
            self._queue.add(job)
            self._tell(job, result)

    def _lost(self, job: Job, error: BaseException | None) -> None:
        job.losses += 1
        if job.losses > MOST_LOSSES:
            log.error("a job was given up: its step was lost %d times in a row", job.losses)
            reason = UNREACHABLE if isinstance(error, CannotReach) else LOST
            self._end(job, JobStatus.FAILED, reason=reason)
        else:
            log.warning("a step of a job was lost and is tried again: %s", error)
            self._queue.add(job)

    def _end(
        self, job: Job, status: JobStatus, result: Any = None, reason: str | None = None
    ) -> None:
        self._queue.remove(job)
        job.status, job.place = status, None
        self._tell(job, result, reason)
        self._loop.call_soon(self._go_on)

    def _tell(self, job: Job, result: Any = None, reason: str | None = None) -> None:
        update = JobUpdate(job.status, job.steps, result, reason)
        self._loop.call_soon(self._deliver, job, update)

    def _deliver(self, job: Job, update: JobUpdate) -> None:
        """Tell, unless the owner has left since."""
        tell = job.tell
        if update.status.ended:
            self._forget(job)
        if tell is not None:
            tell(update)
