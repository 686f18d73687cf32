"""Has the steps of runs done elsewhere, a few at a time, the pages in turn."""

import asyncio
import logging
from collections import Counter
from collections.abc import Hashable
from concurrent.futures import BrokenExecutor, Future
from contextlib import suppress
from itertools import count
from typing import Any

from app.turns.child import Step, StepFailed, take
from app.turns.line import line
from app.turns.run import FAILED, LOST, UNREACHABLE, Progress, Run, Standing, Tell, TooManyRuns
from app.turns.trainers import CannotReach, Trainers

log = logging.getLogger(__name__)

MOST_PER_OWNER = 4
MOST = 64
MOST_LOSSES = 3
"""How often in a row the step of a run is submitted again after whoever took it was lost."""


class Turns:
    """Lets runs take turns, step by step. All of it happens in the thread of one event loop.

    ``trainers`` are its own, and are shut down when it is closed. A run's ``tell`` is called by the
    loop, never from within a method of this class.
    """

    def __init__(
        self, trainers: Trainers, *, most_per_owner: int = MOST_PER_OWNER, most: int = MOST
    ) -> None:
        self._trainers = trainers
        self._most_per_owner = most_per_owner
        self._most = most
        self._runs: dict[Run, None] = {}
        self._ready: list[Run] = []
        self._in_flight: Counter[Hashable] = Counter()
        self._served: dict[Hashable, int] = {}
        self._clock = count()
        self._closed = False

    def begin(self, owner: Hashable, step: Step, state: Any, count: int, tell: Tell) -> Run:
        """Begin a run of ``count`` steps from ``state``; ``tell(progress)`` hears of all of it.

        After ``close`` it is one that has been stopped and tells nothing. Raises TooManyRuns, and
        ValueError for no steps.
        """
        if count < 1:
            raise ValueError(f"a run must have one step or more, not {count}")
        run = Run(owner, step, state, count, tell)
        if self._closed:
            run.standing = Standing.STOPPED
            return run
        going_on = [each.owner for each in self._runs if each.counts]
        if going_on.count(owner) >= self._most_per_owner:
            raise TooManyRuns(self._most_per_owner, of_page=True)
        if len(going_on) >= self._most:
            raise TooManyRuns(self._most, of_page=False)
        self._loop = asyncio.get_running_loop()
        self._runs[run] = None
        self._ready.append(run)
        self._served.setdefault(owner, next(self._clock))
        self._loop.call_soon(self._go_on)
        return run

    def stop(self, run: Run) -> None:
        """End ``run`` now, or when the step that is under way comes back."""
        if run not in self._runs or not run.counts:
            return
        run.stopping = True
        if run in self._ready:
            self._end(run, Standing.STOPPED)

    def leave(self, owner: Hashable) -> None:
        """End all runs of ``owner`` and forget them; nothing more is told of them."""
        for run in [each for each in self._runs if each.owner == owner]:
            self._forget(run)
        if self._ready:
            self._loop.call_soon(self._go_on)

    def close(self) -> None:
        """End all runs and forget them, and end those who train."""
        self._closed = True
        for run in list(self._runs):
            self._forget(run)
        self._trainers.shutdown(wait=True, cancel_futures=True)

    def _forget(self, run: Run) -> None:
        self._runs.pop(run, None)
        if run in self._ready:
            self._ready.remove(run)
        if not run.standing.ended:
            run.standing = Standing.STOPPED
        run.tell = None
        if all(each.owner != run.owner for each in self._runs):
            # Should the page come again, it comes last.
            self._served.pop(run.owner, None)

    def _go_on(self) -> None:
        """Submit steps while somebody is free, and tell those who wait of their places."""
        while self._ready and self._in_flight.total() < self._trainers.count:
            self._submit(line(self._ready, self._in_flight, self._served)[0])
        for place, run in enumerate(line(self._ready, self._in_flight, self._served), start=1):
            if run.standing is Standing.WAITING and run.place != place:
                run.place = place
                self._tell(run)

    def _submit(self, run: Run) -> None:
        self._ready.remove(run)
        self._served[run.owner] = next(self._clock)
        if run.standing is Standing.WAITING:
            run.standing, run.place = Standing.RUNNING, None
            self._tell(run)
        try:
            future = self._trainers.submit(take, run.step, run.state)
        except (BrokenExecutor, OSError) as error:
            self._lost(run, error)
            return
        self._in_flight[run.owner] += 1
        loop = self._loop

        def done(future: Future[Any]) -> None:
            # In whichever thread; the loop may have ended.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._came_back, run, future)

        future.add_done_callback(done)

    def _came_back(self, run: Run, future: Future[Any]) -> None:
        self._in_flight -= Counter({run.owner: 1})
        if run in self._runs:
            error = None if future.cancelled() else future.exception()
            if future.cancelled() or isinstance(error, BrokenExecutor):
                self._lost(run, error)
            elif error is not None:
                told = isinstance(error, StepFailed)
                log.error("a step of a run failed: %s", error if told else type(error).__name__)
                self._end(run, Standing.FAILED, reason=FAILED)
            else:
                self._advance(run, *future.result())
        if not self._closed:
            self._go_on()

    def _advance(self, run: Run, state: Any, result: Any) -> None:
        run.state = state
        run.steps += 1
        run.losses = 0
        if run.steps == run.count:
            self._end(run, Standing.FINISHED, result)
        elif run.stopping:
            self._end(run, Standing.STOPPED, result)
        else:
            self._ready.append(run)
            self._tell(run, result)

    def _lost(self, run: Run, error: BaseException | None) -> None:
        run.losses += 1
        if run.stopping:
            self._end(run, Standing.STOPPED)
        elif run.losses > MOST_LOSSES:
            log.error("a run was given up: its step was lost %d times in a row", run.losses)
            reason = UNREACHABLE if isinstance(error, CannotReach) else LOST
            self._end(run, Standing.FAILED, reason=reason)
        else:
            log.warning("a step of a run was lost and is tried again: %s", error)
            self._ready.append(run)

    def _end(
        self, run: Run, standing: Standing, result: Any = None, reason: str | None = None
    ) -> None:
        if run in self._ready:
            self._ready.remove(run)
        run.standing, run.place = standing, None
        self._tell(run, result, reason)
        self._loop.call_soon(self._go_on)

    def _tell(self, run: Run, result: Any = None, reason: str | None = None) -> None:
        progress = Progress(run.standing, run.steps, result, run.place, reason)
        self._loop.call_soon(self._deliver, run, progress)

    def _deliver(self, run: Run, progress: Progress) -> None:
        """Tell, unless the owner has left since."""
        tell = run.tell
        if progress.standing.ended:
            self._forget(run)
        if tell is not None:
            tell(progress)
