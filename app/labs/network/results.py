"""What has come so far of the networks that a page trains side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from app.jobs.job import Job, JobStatus
from app.labs.network.settings import DIGITS
from app.labs.network.step import Learned, Record
from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.frames import NetworkFrame
from core.network.settings import NetworkSettings
from core.network.training import NetworkState

MOST_BYTES = 2**21
"""So much memory the layers of all records of one network may take."""
Place = tuple[int, int]
"""Where in its training a network is: epochs, and mini-batches of the next."""


@dataclass(eq=False)
class Training:
    """One network: what it is called, how it is made, and the records of it so far.

    It is to be trained ``until`` it is there, which is the end of all its epochs or before.
    """

    key: str
    label: str
    settings: NetworkSettings
    records: list[Record] = field(default_factory=list)
    status: JobStatus = JobStatus.WAITING
    reason: str | None = None
    job: Job | None = None
    until: Place = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.whole

    def keep(self, records: Sequence[Record]) -> None:
        """Add ``records``; of a large network only some keep their layers, the last always.

        Frames, tables and mistakes are small. Layers of a hundred neurons at a hundred epochs would
        be a hundred megabytes for each page.
        """
        self.records += records
        kept = [at for at, each in enumerate(self.records) if each.layers]
        size = sum(part.nbytes for layer in self.records[-1].layers for part in layer)
        while len(kept) > 2 and len(kept) * size > MOST_BYTES:
            for at in kept[1:-1:2]:
                self.records[at] = replace(self.records[at], layers=())
            kept = [*kept[:-1:2], kept[-1]]

    def stands(self, status: JobStatus) -> None:
        """Note how its run stands; one that was to have some epochs only is as if stopped."""
        cut = status is JobStatus.FINISHED and self.epoch < self.settings.epochs
        self.status = JobStatus.STOPPED if cut else status

    @property
    def whole(self) -> Place:
        """Where all its epochs are over."""
        return self.settings.epochs, 0

    @property
    def goal(self) -> Place:
        """Where it is to be again on a page that comes back: where it was stopped or is to end."""
        if self.job is None or self.job.status is not JobStatus.STOPPED:
            return self.until
        state = self.job.state
        return (0, 0) if state is None else (state.epoch, state.batch)

    @property
    def going_on(self) -> bool:
        """Whether it is being trained, or waits to be."""
        return self.job is not None and not self.status.ended

    @property
    def frames(self) -> list[NetworkFrame]:
        """The frames of all records."""
        return [record.frame for record in self.records]

    @property
    def epoch(self) -> float:
        """The last epoch that is known of; 0 before any."""
        return self.records[-1].frame.epoch if self.records else 0.0


class Seen(NamedTuple):
    """One network as it was at a frame.

    ``state`` is its state at ``epoch``: that of the frame, or an earlier one if only that was kept.
    """

    key: str
    label: str
    settings: NetworkSettings
    state: NetworkState
    epoch: float
    record: Record


@dataclass
class Trainings:
    """All networks of a page; the screen shows no frame that one of them does not have yet.

    One that has failed gets no more, and keeps nobody waiting.
    """

    networks: Sequence[Training]
    test: LabelledImages
    data: str = DIGITS
    frames: int = 0
    """How many frames there will be, that of the start among them; 0 until it is known."""

    def learned(self, training: Training, learned: Learned) -> None:
        """Add what a step came to."""
        training.keep(learned.records)
        self.frames = learned.frames

    @property
    def last(self) -> int:
        """The number of the last frame that all networks have, −1 before the first."""
        every = [(each.status is JobStatus.FAILED, len(each.records)) for each in self.networks]
        going_on = [count for failed, count in every if not failed]
        return (min(going_on) if going_on else max(count for _failed, count in every)) - 1

    @property
    def path(self) -> list[Place] | None:
        """What a page that comes back hands over to have the same run again; None without one."""
        if self.last < 0 and not self.going_on:
            return None
        return [each.goal for each in self.networks]

    def goals(self, path: object) -> list[Place]:
        """Return where the networks of ``path`` are to end: all at their end if it says nothing."""
        whole = [each.whole for each in self.networks]
        if not isinstance(path, list) or len(path) != len(whole) or not all(map(_is_place, path)):
            return whole
        return [min((epoch, batch), end) for (epoch, batch), end in zip(path, whole, strict=True)]

    @property
    def going_on(self) -> bool:
        """Whether more is to come."""
        return any(each.going_on for each in self.networks)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return all(each.status.ended for each in self.networks)

    def at(self, frame: int) -> list[Seen]:
        """Return every network at a frame, the last it has if it has not that one; none before.

        A network that failed before its first frame is not among them.
        """
        at = min(frame, self.last)
        return [_seen(each, at) for each in self.networks if each.records and at >= 0]


def _is_place(given: Any) -> bool:
    is_pair = isinstance(given, list) and len(given) == 2
    return is_pair and all(type(part) is int and part >= 0 for part in given)


def _seen(training: Training, at: int) -> Seen:
    until = training.records[: at + 1]
    kept = next(each for each in reversed(until) if each.layers)
    layers = (Layer(*(part.astype(np.float64) for part in each)) for each in kept.layers)
    epoch = kept.frame.epoch
    state = NetworkState(int(epoch), 0, tuple(layers))
    return Seen(training.key, training.label, training.settings, state, epoch, until[-1])
