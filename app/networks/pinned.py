"""What the pinned networks of a page have learned: kept from the screen, or trained again."""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from app.jobs.job import Job, JobStatus, JobUpdate, TooManyJobs
from app.jobs.page_jobs import PageJobs
from app.networks.datasets import Dataset
from app.networks.jobs import SECONDS_BETWEEN_NEWS, begin
from app.networks.learning import Frame, NetworkLearning, NetworkPin
from app.training_lab.pins import bare
from app.ui.language import Translate, marked

NO_DATA = marked("This server does not have the digits that this network learns from.")
NO_ROOM = marked("Too many networks are being trained on this server. Open the page again later.")


class PinnedNetworks:
    """The frames of the pinned networks of one page, trained one after the other where need be.

    ``known()`` returns what is learned elsewhere on the page: pins and their frames.
    ``changed()`` is called when more is known of them. Pins are the same to it that are the same
    but for their names, or whether they are hidden.
    """

    def __init__(
        self,
        jobs: PageJobs,
        learning: NetworkLearning,
        data: Mapping[str, Dataset],
        known: Callable[[], Iterable[tuple[NetworkPin, Sequence[Frame]]]],
        changed: Callable[[], None],
    ) -> None:
        self._jobs = jobs
        self._learning = learning
        self._data = data
        self._known = known
        self._changed = changed
        self._frames: dict[NetworkPin, list[Frame]] = {}
        self._troubles: dict[NetworkPin, str] = {}
        self._under_way: tuple[list[Frame], Job] | None = None
        self._told = -math.inf

    def want(self, pins: Iterable[NetworkPin]) -> None:
        """Have all ``pins`` trained of which nothing is known, and forget all others."""
        self._frames = {pin: self._frames.get(pin, []) for pin in map(bare, pins)}
        self._troubles = {pin: self._troubles[pin] for pin in self._frames if pin in self._troubles}
        for pin, frames in self._known():
            if pin in self._frames:
                self._frames[pin] = [each for each in frames if each.epoch <= pin.epochs]
                self._troubles.pop(pin, None)
        if self._under_way is not None:
            frames, job = self._under_way
            if not any(each is frames for each in self._frames.values()):
                self._jobs.stop(job)
                self._under_way = None
        self._go_on()

    @property
    def busy(self) -> bool:
        """Whether a pinned network is being trained."""
        return self._under_way is not None

    def copy(self, other: "PinnedNetworks") -> None:
        """Know what ``other`` knows now, and have nothing trained."""
        self._frames = {pin: list(frames) for pin, frames in other._frames.items()}
        unknown = [pin for pin, frames in self._frames.items() if not frames]
        self._troubles = {**dict.fromkeys(unknown, NO_ROOM), **other._troubles}

    def frames(self, pin: NetworkPin) -> Sequence[Frame]:
        """Return the frames of a pin that are known by now."""
        return self._frames.get(bare(pin), [])

    def drawn(self, pin: NetworkPin) -> Any:
        """Return what is drawn of a pin by now, or None if it has no frame yet."""
        return self._learning.curves(self.frames(pin))

    def outcomes(self, pin: NetworkPin, _: Translate) -> dict[str, tuple[str, str]]:
        """Return what a pin came to by now, and what was in the way of more."""
        found = pin.outcomes(self.frames(pin), _)
        trouble = self._troubles.get(bare(pin))
        if trouble is not None:
            label, _done = found["trained"]
            found["trained"] = (label, _(trouble))
        return found

    def _go_on(self) -> None:
        """Begin to train the next of which nothing is known, if none is under way."""
        for pin, frames in self._frames.items():
            if self._under_way is None and not frames and pin not in self._troubles:
                self._begin(pin, frames)

    def _begin(self, pin: NetworkPin, frames: list[Frame]) -> None:
        if pin.data not in self._data:
            self._troubles[pin] = NO_DATA
            return
        settings, data, until = pin.settings(), self._data[pin.data], (pin.epochs, 0)
        try:
            hear = partial(self._hear, pin, frames)
            job = begin(self._jobs, self._learning.learn, settings, data, until, hear)
        except TooManyJobs:
            self._troubles[pin] = NO_ROOM
            return
        self._under_way = (frames, job)

    def _hear(self, pin: NetworkPin, frames: list[Frame], update: JobUpdate) -> None:
        if self._under_way is None or self._under_way[0] is not frames:
            return
        if update.result is not None:
            frames += [record.frame for record in update.result.records]
        if update.status is JobStatus.FAILED:
            self._troubles[pin] = update.reason or ""
        ended = update.status.ended
        now = time.monotonic()
        if ended or now - self._told >= SECONDS_BETWEEN_NEWS:
            self._told = now
            self._changed()
        if ended:
            self._under_way = None
            self._go_on()
