"""Has the steps of runs done elsewhere, a few at a time, the pages in turn."""

import asyncio
import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from typing import Any

from app.jobs.child_process import CannotRead, Step, StepFailed, take
from app.jobs.executor import CannotReach, Trainers
from app.jobs.fair_queue import Line
from app.jobs.job import (
    FAILED,
    LOST,
    UNREACHABLE,
    UNREADABLE,
    Over,
    Progress,
    Run,
    Standing,
    Tell,
    TooManyRuns,
)

log = logging.getLogger(__name__)

MOST_PER_OWNER = 5
"""Four networks side by side, and one more."""
MOST = 64
"""In all, unless it is known how many owners there may be."""
SECONDS_BETWEEN_PLACES = 0.5
"""The places in line are found no more often: there may be thousands."""
MOST_LOSSES = 3
"""How often in a row the step of a run is submitted again after whoever took it was lost."""


class Turns:
    """Lets runs take turns, step by step. All of it happens in the thread of one event loop.

    What counts is the time that the steps of an owner take, in seconds of ``clock``.

    ``trainers`` are its own, and are shut down when it is closed. A run's ``tell`` is called by the
    loop, never from within a method of this class.
    """

    def __init__(
        self,
        trainers: Trainers,
        *,
        most_per_owner: int = MOST_PER_OWNER,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._trainers = trainers
        self._most_per_owner = most_per_owner
        self._most = most
        self._runs: dict[Run, None] = {}
        self._line: Line[Run] = Line()
        self._clock = clock
        self._placed = -SECONDS_BETWEEN_PLACES
        self._closed = False

    def begin(self, owner: Hashable, step: Step, state: Any, over: Over, tell: Tell) -> Run:
        """Begin a run from ``state`` until it is ``over``; ``tell(progress)`` hears of all of it.

        It has one step or more. After ``close`` it is one that has been stopped and tells nothing.
        Raises TooManyRuns.
        """
        run = Run(owner, step, state, over, tell)
        if self._closed:
            run.standing = Standing.STOPPED
            return run
        going_on = [each.owner for each in self._runs if not each.standing.ended]
        if going_on.count(owner) >= self._most_per_owner:
            raise TooManyRuns(self._most_per_owner, of_page=True)
        if len(going_on) >= self._most:
            raise TooManyRuns(self._most, of_page=False)
        self._loop = asyncio.get_running_loop()
        self._runs[run] = None
        self._line.add(run)
        self._loop.call_soon(self._go_on)
        return run

    def stop(self, run: Run) -> None:
        """End ``run`` now, with the state that it has; a step that is under way is for nothing.

        Whoever takes that may never be heard of again.
        """
        if run in self._runs and not run.standing.ended:
            self._end(run, Standing.STOPPED)

    def place(self, run: Run) -> int | None:
        """Return the place in line of ``run``, if it waits for its first turn (1: next)."""
        now = self._clock()
        if now - self._placed >= SECONDS_BETWEEN_PLACES:
            self._placed = now
            # Who gets a turn at once need not be told to wait.
            free = max(self._trainers.count - self._line.in_flight, 0)
            for place, each in enumerate(self._line.order(), start=1 - free):
                waits = each.standing is Standing.WAITING and place > 0
                each.place = place if waits else None
        return run.place

    def leave(self, owner: Hashable) -> None:
        """End all runs of ``owner`` and forget them; nothing more is told of them."""
        for run in [each for each in self._runs if each.owner == owner]:
            self._forget(run)
        self._line.forget(owner)
        if self._line:
            self._loop.call_soon(self._go_on)

    def close(self) -> None:
        """End all runs and forget them, and end those who train."""
        self._closed = True
        for run in list(self._runs):
            self._forget(run)
        self._trainers.shutdown(wait=True, cancel_futures=True)

    def _forget(self, run: Run) -> None:
        self._runs.pop(run, None)
        self._line.remove(run)
        if not run.standing.ended:
            run.standing = Standing.STOPPED
        run.tell = None

    def _go_on(self) -> None:
        """Submit steps while somebody is free."""
        while self._line and self._line.in_flight < self._trainers.count:
            self._submit(self._line.take())

    def _submit(self, run: Run) -> None:
        if run.standing is Standing.WAITING:
            run.standing, run.place = Standing.RUNNING, None
            self._tell(run)
        try:
            future = self._trainers.submit(take, run.step, run.state)
        except (BrokenExecutor, OSError) as error:
            self._line.back(run.owner, 0.0)
            self._lost(run, error)
            return
        loop, began = self._loop, self._clock()

        def done(future: Future[Any]) -> None:
            # In whichever thread; the loop may have ended.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._came_back, run, future, began)

        future.add_done_callback(done)

    def _came_back(self, run: Run, future: Future[Any], began: float) -> None:
        self._line.back(run.owner, self._clock() - began)
        if run in self._runs and not run.standing.ended:
            error = None if future.cancelled() else future.exception()
            if future.cancelled() or isinstance(error, BrokenExecutor):
                self._lost(run, error)
            elif error is not None:
                told = isinstance(error, StepFailed)
                log.error("a step of a run failed: %s", error if told else type(error).__name__)
                reason = UNREADABLE if isinstance(error, CannotRead) else FAILED
                self._end(run, Standing.FAILED, reason=reason)
            else:
                self._advance(run, *future.result())
        if not self._closed:
            self._go_on()

    def _advance(self, run: Run, state: Any, result: Any) -> None:
        run.state = state
        run.steps += 1
        run.losses = 0
        if run.over(state):
            self._end(run, Standing.FINISHED, result)
        else:
            self._line.add(run)
            self._tell(run, result)

    def _lost(self, run: Run, error: BaseException | None) -> None:
        run.losses += 1
        if run.losses > MOST_LOSSES:
            log.error("a run was given up: its step was lost %d times in a row", run.losses)
            reason = UNREACHABLE if isinstance(error, CannotReach) else LOST
            self._end(run, Standing.FAILED, reason=reason)
        else:
            log.warning("a step of a run was lost and is tried again: %s", error)
            self._line.add(run)

    def _end(
        self, run: Run, standing: Standing, result: Any = None, reason: str | None = None
    ) -> None:
        self._line.remove(run)
        run.standing, run.place = standing, None
        self._tell(run, result, reason)
        self._loop.call_soon(self._go_on)

    def _tell(self, run: Run, result: Any = None, reason: str | None = None) -> None:
        progress = Progress(run.standing, run.steps, result, reason)
        self._loop.call_soon(self._deliver, run, progress)

    def _deliver(self, run: Run, progress: Progress) -> None:
        """Tell, unless the owner has left since."""
        tell = run.tell
        if progress.standing.ended:
            self._forget(run)
        if tell is not None:
            tell(progress)
