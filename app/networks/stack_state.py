"""What a stack of networks is, and how far it has come.

The networks differ in their seeds alone, learn the same images, and are trained together as one
stack of arrays, which takes little longer than one of them.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from app.networks.sets import ImageChoice
from core.network.settings import NetworkSettings
from core.network.training import NetworkState


@dataclass(frozen=True)
class StackSettings:
    """How a stack is trained: ``network`` is the one with the first of so many ``seeds``.

    The seeds follow each other. What the networks learn is the same for all.
    """

    network: NetworkSettings
    seeds: int
    images: ImageChoice

    @property
    def epochs(self) -> int:
        """How many epochs they are trained."""
        return self.network.epochs

    @cached_property
    def each(self) -> list[NetworkSettings]:
        """The settings of each network."""
        first = self.network.seed
        return [replace(self.network, seed=first + index) for index in range(self.seeds)]


class StackState(NamedTuple):
    """The state of each network after ``epoch`` epochs and ``batch`` mini-batches of the next.

    A network whose schedule of η is at its end stays what it is, while others go on. ``seconds`` of
    processor time have been spent on the updates.
    """

    epoch: int
    batch: int
    states: tuple[NetworkState, ...]
    seconds: float = 0.0
