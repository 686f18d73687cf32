"""What has come so far of the networks that a page trains side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from app.network.training import Learned, Record
from app.turns.run import Run, Standing
from core.backpropagation import Layer
from core.labelled import LabelledImages
from core.network import NetworkState
from core.network_settings import NetworkSettings


@dataclass(eq=False)
class Training:
    """One network: what it is called, how it is made, and the records of it so far."""

    key: str
    label: str
    settings: NetworkSettings
    records: list[Record] = field(default_factory=list)
    standing: Standing = Standing.WAITING
    place: int | None = None
    reason: str | None = None
    run: Run | None = None
    done: int = 0
    """So many steps were done before the present run of it."""

    @property
    def epoch(self) -> float:
        """The last epoch that is known of; 0 before any."""
        return self.records[-1].frame.epoch if self.records else 0.0


class Seen(NamedTuple):
    """One network as it was at a frame."""

    key: str
    label: str
    settings: NetworkSettings
    state: NetworkState
    epoch: float
    record: Record


@dataclass
class Trainings:
    """All networks of a page; the screen shows no frame that one of them does not have yet."""

    networks: Sequence[Training]
    test: LabelledImages
    frames: int = 0
    """How many frames there will be, that of the start among them; 0 until it is known."""

    def learned(self, training: Training, learned: Learned) -> None:
        """Add what a step came to."""
        training.records += learned.records
        self.frames = learned.frames

    @property
    def last(self) -> int:
        """The number of the last frame that all networks have, −1 before the first."""
        return min((len(each.records) for each in self.networks), default=0) - 1

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return all(each.standing.ended for each in self.networks)

    def at(self, frame: int) -> list[Seen]:
        """Return every network at a frame, the last there is if it is not there; none before."""
        at = min(frame, self.last)
        return [_seen(each, each.records[at]) for each in self.networks] if at >= 0 else []


def _seen(training: Training, record: Record) -> Seen:
    epoch = record.frame.epoch
    layers = (Layer(*(part.astype(np.float64) for part in each)) for each in record.layers)
    state = NetworkState(int(epoch), 0, tuple(layers))
    return Seen(training.key, training.label, training.settings, state, epoch, record)
