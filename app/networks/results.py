"""What has come so far of the networks that a page trains side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from app.jobs.job import JobStatus
from app.networks.datasets import DIGITS
from app.networks.jobs import Learned, Place, Record, Training
from app.networks.sweep import SweepResults
from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.training import NetworkState


class Seen(NamedTuple):
    """One network as it was at a frame.

    ``state`` is its state at ``epoch``: that of the frame, or an earlier one if only that was kept.
    """

    key: str
    label: str
    settings: Any
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
    data: str = DIGITS.name
    frames: int = 0
    """How many frames there will be, that of the start among them; 0 until it is known."""
    sweep: SweepResults = field(default_factory=SweepResults)
    """What these networks come to with other settings, where a reader has asked for that."""

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

    def shown(self, training: Training) -> Sequence[Any]:
        """Return the frames of a network up to the last on the screen."""
        return training.frames[: self.last + 1]

    @property
    def schedule(self) -> list[Place] | None:
        """What a page that comes back hands over to have the same run again; None without one."""
        if self.last < 0 and not self.going_on:
            return None
        return [each.goal for each in self.networks]

    def goals(self, given: object) -> list[Place]:
        """Return where the networks of a schedule are to end: all at their end if it is none."""
        whole = [each.whole for each in self.networks]
        if not isinstance(given, list) or len(given) != len(whole):
            return whole
        if not all(map(_is_place, given)):
            return whole
        return [min((epoch, batch), end) for (epoch, batch), end in zip(given, whole, strict=True)]

    @property
    def going_on(self) -> bool:
        """Whether more is to come."""
        return any(each.going_on for each in self.networks)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return all(each.status.ended for each in self.networks)

    @property
    def over(self) -> bool:
        """Whether nothing more will come, and something has."""
        return self.ended and self.last >= 0

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
