"""The example that a reader looks at: its place on σ, what it pushes, and where the others are."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.labs.multi_input.history import History
from app.training_lab.controls import LabControls
from app.training_lab.history import joined, part
from app.ui.fields import Number
from app.ui.numbers import short
from core import Range, State
from core.multi_input.examples import MOST_EXAMPLES, Examples
from core.multi_input.training import (
    Contributions,
    MultiInputFrame,
    MultiInputSettings,
    contributions,
    most_wrong,
    weighted_inputs,
)

FIELD = Number("example", Range(0, MOST_EXAMPLES), "d")
"""The number of the example in the table; 0 is the one that is most wrong at the start."""
COLUMNS = ("weighted_input", "output", "residual", "sigmoid_slope")
"""What is told of its place on σ, as the picture of one neuron has it."""
PLACES = "places"
MOST_PLACES = 20_000
"""So many places of examples on σ travel in a run: with more, only those of every so many-th epoch.
"""
FAR = 10.0
"""A place further out on σ is told as this."""
MOST_SAID = 3
"""So many inputs of an example are said, and that there are more."""


def index_of(settings: MultiInputSettings, chosen: int) -> int:
    """Return which of the examples is looked at where number ``chosen`` is asked for."""
    known = 1 <= chosen <= len(settings.examples.targets)
    return chosen - 1 if known else most_wrong(settings)


def columns(
    controls: LabControls, history: History, curve: str, first: int, last: int
) -> Mapping[str, Any]:
    """Return the place of the example on σ and its pushes, (epochs,), and the places of all.

    Each row is of the rule that is in force at its epoch.
    """
    looked_at = joined([*_of_stages(history, curve, first, last, controls.example)])
    pushes = looked_at.weight[:, 0]
    return {
        **{name: getattr(looked_at, name)[:, 0] for name in COLUMNS},
        **dict(zip(_pushes(pushes.shape[1]), pushes.T, strict=True)),
        PLACES: _places(history, curve, first, last),
    }


def _pushes(inputs: int) -> list[str]:
    """Return the names of xⱼδ for each weight."""
    return [f"push{number}" for number in range(1, inputs + 1)]


def _of_stages(
    history: History, curve: str, first: int, last: int, chosen: int
) -> Iterator[Contributions]:
    """Yield the contributions of the one example, stage by stage."""
    rules = history.rules(curve)
    ends = [*(begin for begin, _cost, _settings in rules[1:]), history.epochs + 1]
    for (begin, _cost, settings), end in zip(rules, ends, strict=True):
        epochs = slice(max(begin, first), min(end, last + 1))
        if epochs.start < epochs.stop:
            only = settings.examples.only(index_of(settings, chosen))
            states = _states(part(history.frames[curve], epochs))
            yield contributions(replace(settings, examples=only), states)


def described(history: History, chosen: int) -> dict[str, Any]:
    """Return which example is looked at, what all are called, and what its columns are."""
    settings = next(iter(history.settings.values()))
    inputs, targets = settings.examples.inputs, settings.examples.targets
    index = index_of(settings, chosen)
    return {
        "example": index,
        "most_wrong": most_wrong(settings),
        "given": inputs[index].tolist(),
        "target": float(targets[index]),
        "examples": [
            [name_of(each), float(target)] for each, target in zip(inputs, targets, strict=True)
        ],
        "every": every(history),
        # They are of this example alone, and the file is of the run.
        "unfiled": [*COLUMNS, *_pushes(inputs.shape[1]), PLACES],
    }


def name_of(inputs: NDArray[Any]) -> str:
    """Return what an example of these inputs is called."""
    more = ["…"] if len(inputs) > MOST_SAID else []
    return f"({', '.join([*map(short, inputs[:MOST_SAID].tolist()), *more])})"


def _examples(history: History) -> Examples:
    return next(iter(history.settings.values())).examples


def _states(frames: MultiInputFrame) -> State:
    return State(frames.epoch, frames.weight, frames.bias)


def every(history: History) -> int:
    """Return of every how many-th epoch the places of all examples travel."""
    places = len(_examples(history).targets) * len(history.frames) * history.epochs
    return max(1, -(-places // MOST_PLACES))


def _places(history: History, curve: str, first: int, last: int) -> list[list[float]]:
    """Return z of each example, to two decimals, in each row that has them; else nothing."""
    epochs = np.arange(first, last + 1)
    told = np.flatnonzero((epochs % every(history) == 0) | (epochs == history.epochs))
    frames = part(history.frames[curve], epochs[told])
    z = weighted_inputs(_examples(history), frames.weight, frames.bias)
    found: list[list[float]] = [[] for _epoch in epochs]
    for at, places in zip(told.tolist(), z.clip(-FAR, FAR).round(2).tolist(), strict=True):
        found[at] = places
    return found
