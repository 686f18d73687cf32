"""What the neuron has learned: a run of frames for each cost, from epoch 0 on.

A history is a value: a run, a branch or another start makes a new one from the settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import Frame, Settings, State, observe, start, train

Run = Frame[NDArray[Any]]


@dataclass(frozen=True)
class History:
    """Frames by cost, and how they came about.

    ``frames[cost]`` holds arrays of shape (epochs + 1,), element k being epoch k. ``settings`` are
    those in force at its end; ``branches`` lists each epoch at which they were changed, with what
    they were before.
    """

    settings: Mapping[str, Settings]
    frames: Mapping[str, Run]
    branches: tuple[tuple[int, Mapping[str, Settings]], ...] = ()

    @property
    def epochs(self) -> int:
        """The last epoch of the run; 0 before it."""
        return len(next(iter(self.frames.values())).epoch) - 1


def at_start(settings: Mapping[str, Settings]) -> History:
    """Return the neuron before it has learned anything: epoch 0 alone."""
    frames = {cost: train(each, start(each), 0) for cost, each in settings.items()}
    return History(settings, frames)


def run(settings: Mapping[str, Settings]) -> History:
    """Return the whole run from the start."""
    return History(settings, {cost: train(each) for cost, each in settings.items()})


def branch(history: History, epoch: int, settings: Mapping[str, Settings]) -> History:
    """Return ``history`` up to ``epoch``, and from there on a run with other ``settings``.

    The neuron keeps the weights and biases it has had. A cost that had no curve before takes them
    from the first that had; what they cost is said by the cost that the curve is of.
    """
    history = _before(history, epoch)
    frames = {}
    for cost, each in settings.items():
        past = history.frames.get(cost) or next(iter(history.frames.values()))
        state = State(epoch, float(past.weight[epoch]), float(past.bias[epoch]))
        future = train(each, state, each.epochs - epoch)
        seen = observe(each, State(past.epoch[:epoch], past.weight[:epoch], past.bias[:epoch]))
        frames[cost] = Frame(*map(np.concatenate, zip(seen, future, strict=True)))
    changed = () if history.settings == settings else ((epoch, history.settings),)
    return History(settings, frames, (*history.branches, *changed))


def _before(history: History, epoch: int) -> History:
    """Return ``history`` as it was before what was changed at ``epoch`` or later.

    Its curves may have been others then, so that it is trained again.
    """
    kept = [at for at, _settings in history.branches if at < epoch]
    if len(kept) == len(history.branches):
        return history
    first, *changed = [settings for _at, settings in history.branches[: len(kept) + 1]]
    again = run(first)
    for at, settings in zip(kept, changed, strict=True):
        again = branch(again, at, settings)
    return again
