"""What a reader asks for in the unfolded parts, as changes of the controls.

A wish comes from a browser, unchecked; what it would set is checked where it is set.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.neuron.controls import Controls
from app.labs.neuron.history import History
from app.labs.neuron.sections import slowdown
from app.labs.neuron.sections.prediction import SHAPES, shaped
from app.training_lab import commands
from app.training_lab.commands import Changes, Grant, Wish
from app.ui.fields import Refused


def _tolerance(wish: Wish, _controls: Controls, _history: History) -> Changes:
    return {"tolerance": wish.get("tolerance")}


def _predict(wish: Wish, _controls: Controls, history: History) -> Changes:
    """Take the outputs that were drawn, or those of a shape from where the neuron starts."""
    shape = wish.get("shape")
    if not isinstance(shape, str) or shape not in SHAPES:
        return {"prediction": wish.get("prediction")}
    first = next(iter(history.frames.values()))
    target = float(next(iter(history.settings.values())).target)
    return {"prediction": shaped(shape, float(first.output[0]), target)}


def _take(wish: Wish, controls: Controls, _history: History) -> Changes:
    """Start from a point of the plane (weight, bias), or of the map (z, η)."""
    if "z" not in wish:
        return {"weight": wish.get("weight"), "bias": wish.get("bias")}
    z = wish["z"]
    # Compared, not converted: it may be an integer too large for a float.
    low, high = slowdown.reach(controls.input)
    if isinstance(z, bool) or not isinstance(z, int | float) or not low <= z <= high:
        raise Refused("z")
    weight, bias = slowdown.start_at(z, controls.weight, controls.bias, controls.input)
    return {"weight": weight, "bias": bias, "learning_rate": wish.get("learning_rate")}


GRANTED: Mapping[str, Grant] = MappingProxyType(
    {**commands.GRANTED, "tolerance": _tolerance, "predict": _predict, "take": _take}
)
