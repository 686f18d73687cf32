"""What was learned: a run of frames for each cost, from epoch 0 on.

A history is a value: a run, a branch or another start makes a new one from the settings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from core import Cost, State


class Rule(Protocol):
    """What the settings of every run have, whatever learns."""

    @property
    def cost(self) -> Cost: ...
    @property
    def learning_rate(self) -> Any: ...
    @property
    def epochs(self) -> int: ...


class Frames(Protocol):
    """What the frames of every run have: arrays whose first axis is the epoch."""

    @property
    def epoch(self) -> NDArray[Any]: ...
    @property
    def weight(self) -> NDArray[Any]: ...
    @property
    def bias(self) -> NDArray[Any]: ...
    @property
    def cost(self) -> NDArray[Any]: ...


S = TypeVar("S", bound=Rule)
F = TypeVar("F", bound=Frames)


@dataclass(frozen=True)
class Learner(Generic[S, F]):
    """The functions of the core that train one kind of settings, as those of :mod:`core`."""

    start: Callable[[S], State]
    train: Callable[[S, State, int], F]
    observe: Callable[[S, State], F]


@dataclass(frozen=True)
class History(Generic[S, F]):
    """Frames by cost, and how they came about.

    ``frames[cost]`` holds arrays of shape (epochs + 1, …), element k being epoch k. ``settings``
    are those in force at its end; ``branches`` lists each epoch at which they were changed, with
    what they were before.
    """

    learner: Learner[S, F]
    settings: Mapping[str, S]
    frames: Mapping[str, F]
    branches: tuple[tuple[int, Mapping[str, S]], ...] = ()

    @property
    def epochs(self) -> int:
        """The last epoch of the run; 0 before it."""
        return len(next(iter(self.frames.values())).epoch) - 1


def at_start(learner: Learner[S, F], settings: Mapping[str, S]) -> History[S, F]:
    """Return what there is before anything is learned: epoch 0 alone."""
    return _trained(learner, settings, 0)


def run(learner: Learner[S, F], settings: Mapping[str, S]) -> History[S, F]:
    """Return the whole run from the start."""
    return _trained(learner, settings, next(iter(settings.values())).epochs)


def _trained(learner: Learner[S, F], settings: Mapping[str, S], epochs: int) -> History[S, F]:
    frames = {
        cost: learner.train(each, learner.start(each), epochs) for cost, each in settings.items()
    }
    return History(learner, settings, frames)


def branch(history: History[S, F], epoch: int, settings: Mapping[str, S]) -> History[S, F]:
    """Return ``history`` up to ``epoch``, and from there on a run with other ``settings``.

    What was learned is kept. A cost that had no curve before takes it from the first that had; what
    it cost is said by the cost that the curve is of.
    """
    history = _before(history, epoch)
    learner = history.learner
    frames = {}
    for cost, each in settings.items():
        past = history.frames.get(cost) or next(iter(history.frames.values()))
        future = learner.train(each, _state(past, epoch), each.epochs - epoch)
        before = State(past.epoch[:epoch], past.weight[:epoch], past.bias[:epoch])
        frames[cost] = _joined(learner.observe(each, before), future)
    changed = () if history.settings == settings else ((epoch, history.settings),)
    return History(learner, settings, frames, (*history.branches, *changed))


def _state(frames: Frames, epoch: int) -> State:
    """Return the state at an epoch, a single weight as a float: the core is quicker with those."""
    weight = frames.weight[epoch]
    return State(epoch, weight if np.ndim(weight) else float(weight), float(frames.bias[epoch]))


def _joined(first: F, second: F) -> F:
    """Return the frames of one run after those of another."""
    parts: Any = (first, second)
    joined: F = type(parts[0])(*map(np.concatenate, zip(*parts, strict=True)))
    return joined


def _before(history: History[S, F], epoch: int) -> History[S, F]:
    """Return ``history`` as it was before what was changed at ``epoch`` or later.

    Its curves may have been others then, so that it is trained again.
    """
    kept = [at for at, _settings in history.branches if at < epoch]
    if len(kept) == len(history.branches):
        return history
    first, *changed = [settings for _at, settings in history.branches[: len(kept) + 1]]
    again = run(history.learner, first)
    for at, settings in zip(kept, changed, strict=True):
        again = branch(again, at, settings)
    return again
