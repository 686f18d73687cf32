"""The same networks with other settings, one after the other, each looked at when it is trained.

It is one job of a page, begun where a reader asks for it. Of each stack no more is kept than the
frame at its end.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from app.jobs.job import Job, JobStatus, JobUpdate
from app.jobs.page_jobs import PageJobs
from app.networks.datasets import Dataset
from app.networks.jobs import SECONDS_BETWEEN_NEWS
from app.networks.stack import begun, images_of, piece, trained
from app.networks.stack_records import StackFrame, asked, frame
from app.networks.stack_state import StackSettings, StackState
from app.networks.work_units import MOST_WORK


class SweepState(NamedTuple):
    """How many of the stacks are trained, and the state of the next one, if it has begun."""

    done: int = 0
    state: StackState | None = None


@dataclass
class SweepResults:
    """What a sweep came to so far: the frame at the end of each stack, in their order.

    ``total`` is how many there will be, 0 before a sweep is asked for. ``reason`` says why it
    ended, if it failed.
    """

    total: int = 0
    frames: list[StackFrame] = field(default_factory=list)
    going_on: bool = False
    reason: str | None = None


def advance_sweep(
    stacks: Sequence[StackSettings], data: Dataset, state: SweepState
) -> tuple[SweepState, list[StackFrame]]:
    """Train for about half a second; return where the sweep is, and the frames that are new.

    Raises CannotRead where the files of the images are not there any more.
    """
    done, current = state
    left, frames = MOST_WORK, []
    while left > 0 and done < len(stacks):
        settings = stacks[done]
        images = images_of(settings, data)
        current = current or begun(settings, images)
        count, work = piece(settings, current, images, left)
        current = trained(settings, current, images, count)
        left -= work
        if current.epoch >= settings.epochs:
            frames.append(frame(settings, current, images, asked(settings, current, images)))
            done, current = done + 1, None
    return SweepState(done, current), frames


def swept(total: int, state: SweepState) -> bool:
    """Return whether all stacks are trained."""
    return state.done >= total


class SweepJob:
    """The sweep of a page; ``changed()`` is called when there is more of it, once a second."""

    def __init__(self, jobs: PageJobs, changed: Callable[[], None]) -> None:
        self._jobs = jobs
        self._changed = changed
        self._job: Job | None = None
        self._told = 0.0
        self.results = SweepResults()

    def begin(self, stacks: Sequence[StackSettings], data: Dataset) -> None:
        """Train ``stacks`` with ``data``, from their start. Raises TooManyJobs."""
        self.end()
        self.results = results = SweepResults(len(stacks), going_on=True)
        step = partial(advance_sweep, tuple(stacks), data)
        hear = partial(self._hear, results)
        try:
            self._job = self._jobs.begin(step, SweepState(), partial(swept, len(stacks)), hear)
        except BaseException:
            self.results = SweepResults()
            raise
        self._changed()

    def end(self) -> None:
        """End the sweep, and forget it."""
        if self._job is not None:
            self._jobs.stop(self._job)
        self._job = None
        self.results = SweepResults()

    def _hear(self, results: SweepResults, update: JobUpdate) -> None:
        if results is not self.results:
            return
        if update.result is not None:
            results.frames += update.result
        results.going_on = not update.status.ended
        if update.status is JobStatus.FAILED:
            results.reason = update.reason
        now = time.monotonic()
        if update.status.ended or (update.result and now - self._told >= SECONDS_BETWEEN_NEWS):
            self._told = now
            self._changed()
