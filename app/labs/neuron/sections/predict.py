"""What a reader expects the output to do, before it does it.

A prediction is an output between 0 and 1 for each of ``POINTS`` moments, evenly spread from epoch 0
to the last; or nothing.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from app.labs.neuron.history import Frames, History
from app.training_lab.commands import Changes, Command
from app.ui.fields import Numbers
from app.ui.language import Translate, marked
from app.ui.numbers import numeral, short
from core import Range

POINTS = 21
FIELD = Numbers("prediction", POINTS, Range(0.0, 1.0), 2, optional=True)

Prediction = tuple[float, ...]

NEAR = 0.05
"""A prediction that is nowhere further off than that was right."""

SHAPES: Mapping[str, tuple[str, Callable[[float], float]]] = MappingProxyType(
    {
        "stays": (marked("It stays where it is"), lambda _part: 0.0),
        "straight": (marked("It goes straight to the target"), lambda part: part),
        "early": (marked("Fast at first, then slower"), lambda part: 1.0 - (1.0 - part) ** 4),
        "late": (marked("Slow at first, then faster"), lambda part: part**4),
        "step": (marked("Slow, then fast, then slow"), lambda part: part**2 * (3.0 - 2.0 * part)),
    }
)
"""Shapes to choose from: what each is called, and which part of the way is done when."""


def shaped(shape: str, first: float, target: float) -> Prediction:
    """Return the prediction of that ``shape``, from the output ``first`` to ``target``.

    Raises KeyError if there is no such shape.
    """
    done = SHAPES[shape][1]
    outputs = (first + (target - first) * done(at / (POINTS - 1)) for at in range(POINTS))
    prediction: Prediction = FIELD.read(tuple(outputs))
    return prediction


def take(command: Command, _controls: object, history: History) -> Changes:
    """Take the outputs that were drawn, or those of a shape from where the neuron starts."""
    shape = command.get("shape")
    if not isinstance(shape, str) or shape not in SHAPES:
        return {"prediction": command.get("prediction")}
    first = next(iter(history.frames.values()))
    target = float(next(iter(history.settings.values())).target)
    return {"prediction": shaped(shape, float(first.output[0]), target)}


def content(_controls: object, _history: History, _: Translate) -> dict[str, Any]:
    """Return what the browser shows where a reader predicts."""
    return {
        "points": POINTS,
        "shapes": [[name, _(text)] for name, (text, _done) in SHAPES.items()],
        "texts": {
            "how": _(
                "Draw in the output plot what you expect the output to do, with the mouse or a"
                " finger; or choose a shape. Then press Run."
            ),
            "hint": _("Draw here what you expect"),
            "shape": _("Shape of the prediction"),
            "none": _("No prediction"),
            "drawn": _("Drawn by hand"),
            "said": _("Your prediction: {values}."),
        },
    }


def epochs(last: int) -> list[float]:
    """Return the epochs that the points of a prediction stand for, in a run of ``last`` epochs."""
    return [last * at / (POINTS - 1) for at in range(POINTS)]


def verdict(prediction: Sequence[float], frame: Frames, _: Translate) -> str:
    """Say how far ``prediction`` is from what the output did, and where it is furthest."""
    last = len(frame.output) - 1
    every = np.arange(last + 1)
    expected = np.interp(every, epochs(last), prediction)
    off = np.abs(expected - frame.output)
    epoch = int(off.argmax())
    if off[epoch] < NEAR:
        text = _("Well predicted: your curve is nowhere further off than {distance}.")
        # Rounded up, so that it is true.
        return text.format(distance=short(math.ceil(100 * off[epoch] - 1e-9) / 100))
    text = _("Your curve is furthest off at epoch {epoch}: {expected} instead of {output}.")
    return text.format(
        epoch=epoch,
        expected=numeral(expected[epoch]),
        output=numeral(frame.output[epoch]),
    )
