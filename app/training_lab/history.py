"""What was learned: a run of frames for each cost, from epoch 0 on.

A history is a value: a run, a new stage or another start makes a new one from the settings, see
:mod:`app.training_lab.training`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

MOST_STAGES = 20
"""A run of more stages would be too long for an address."""


States: TypeAlias = Any
"""What a learner has learned: a named tuple, the epoch first; of several epochs, of arrays."""


class Rule(Protocol):
    """What the settings of every run have, whatever learns.

    The cost has a ``name``, and a ``slope_power``: in which power its gradient has the slope of the
    output.
    """

    @property
    def cost(self) -> Any: ...
    @property
    def learning_rate(self) -> Any: ...
    @property
    def epochs(self) -> int: ...


class Frames(Protocol):
    """What the frames of every run have: arrays whose first axis is the epoch."""

    @property
    def epoch(self) -> NDArray[Any]: ...
    @property
    def cost(self) -> NDArray[Any]: ...


S = TypeVar("S", bound=Rule)
F = TypeVar("F", bound=Frames)
R = TypeVar("R")


@dataclass(frozen=True)
class Learner(Generic[S, F]):
    """The functions of the core that train one kind of settings, as those of :mod:`core`."""

    start: Callable[[S], States]
    record: Callable[[S, States, int], States]
    observe: Callable[[S, States], F]


Change: TypeAlias = tuple[int, Mapping[str, S]]
"""The epoch from which on there are other settings, and these for each cost."""


@dataclass(frozen=True)
class Stage(Generic[S]):
    """A part of a run between two changes of its settings.

    ``settings`` by cost are in force from epoch ``begin`` on. ``states[cost]`` holds arrays of
    shape (epochs + 1, …): the state at epoch ``begin``, and after each update of this stage.
    """

    begin: int
    settings: Mapping[str, S]
    states: Mapping[str, States]

    @property
    def end(self) -> int:
        """The last epoch that was trained with them."""
        return self.begin + len(next(iter(self.states.values())).epoch) - 1

    def source(self, cost: str) -> str:
        """Return the cost whose curve ``cost`` of a later stage continues, or the first."""
        return cost if cost in self.settings else next(iter(self.settings))

    def until(self, epoch: int) -> "Stage[S]":
        """Return the stage without what comes after ``epoch``."""
        count = epoch - self.begin + 1
        return Stage(
            self.begin,
            self.settings,
            {cost: part(states, slice(count)) for cost, states in self.states.items()},
        )


@dataclass(frozen=True)
class History(Generic[S, F]):
    """Frames by cost, and the stages in which they were learned.

    ``frames[cost]`` holds arrays of shape (epochs + 1, …), element k being epoch k. A curve has the
    name of the cost it is trained by in the end; each frame was observed with the settings in force
    at its epoch, which ``rules`` lists.
    """

    learner: Learner[S, F]
    stages: tuple[Stage[S], ...]
    frames: Mapping[str, F]

    @property
    def settings(self) -> Mapping[str, S]:
        """The settings in force at the end."""
        return self.stages[-1].settings

    @property
    def epochs(self) -> int:
        """The last epoch of the run; 0 before it."""
        return len(next(iter(self.frames.values())).epoch) - 1

    def rules(self, curve: str) -> list[tuple[int, str, S]]:
        """Return for each stage of a curve its first epoch, its cost and the settings in force."""
        found = course(self.stages, curve)
        return [(stage.begin, cost, stage.settings[cost]) for stage, cost in found]

    def rule_at(self, curve: str, epoch: int) -> tuple[str, S]:
        """Return the cost and the settings of a curve that are in force at ``epoch``."""
        _begin, cost, settings = [each for each in self.rules(curve) if each[0] <= epoch][-1]
        return cost, settings

    @property
    def costs(self) -> dict[str, Any]:
        """Every cost that a curve is learned by, by its name."""
        rules = (rule for curve in self.frames for rule in self.rules(curve))
        return {name: settings.cost for _begin, name, settings in rules}

    @property
    def changes(self) -> tuple[Change[S], ...]:
        """Each epoch at which the settings were changed, with what they were before."""
        earlier = zip(self.stages[1:], self.stages, strict=False)
        return tuple((stage.begin, before.settings) for stage, before in earlier)


def course(stages: Sequence[Stage[S]], cost: str) -> list[tuple[Stage[S], str]]:
    """Return each of ``stages`` with the cost that the curve of ``cost`` learned by there.

    A curve that a later stage began took, up to there, the course of the first before it.
    """
    found: list[tuple[Stage[S], str]] = []
    for stage in reversed(stages):
        cost = stage.source(cost)
        found.insert(0, (stage, cost))
    return found


def part(records: R, epochs: slice | NDArray[Any]) -> R:
    """Return those epochs of states or frames, a named tuple of arrays whose first axis is that."""
    arrays: Any = records
    found: R = type(arrays)(*(np.asarray(each)[epochs] for each in arrays))
    return found


def joined(parts: Sequence[R]) -> R:
    """Return the epochs of several states or frames after each other."""
    arrays: Any = parts
    found: R = type(arrays[0])(*map(np.concatenate, zip(*arrays, strict=True)))
    return found
