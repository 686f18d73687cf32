"""What a reader asks for in the unfolded sections, as changes of the controls.

A command comes from a browser, unchecked; what it would set is checked where it is set.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.neuron.controls import Controls
from app.labs.neuron.history import History
from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections.predict import SHAPES, shaped
from app.training_lab import commands
from app.training_lab.commands import Changes, Command, Handler
from app.ui.fields import Refused


def _tolerance(command: Command, _controls: Controls, _history: History) -> Changes:
    return {"tolerance": command.get("tolerance")}


def _predict(command: Command, _controls: Controls, history: History) -> Changes:
    """Take the outputs that were drawn, or those of a shape from where the neuron starts."""
    shape = command.get("shape")
    if not isinstance(shape, str) or shape not in SHAPES:
        return {"prediction": command.get("prediction")}
    first = next(iter(history.frames.values()))
    target = float(next(iter(history.settings.values())).target)
    return {"prediction": shaped(shape, float(first.output[0]), target)}


def _take(command: Command, controls: Controls, _history: History) -> Changes:
    """Start from a point of the plane (weight, bias), or of the map (z, η)."""
    if "z" not in command:
        return {"weight": command.get("weight"), "bias": command.get("bias")}
    z = command["z"]
    # Compared, not converted: it may be an integer too large for a float.
    low, high = slowdown_map.reach(controls.input)
    if isinstance(z, bool) or not isinstance(z, int | float) or not low <= z <= high:
        raise Refused("z")
    weight, bias = slowdown_map.start_at(z, controls.weight, controls.bias, controls.input)
    return {"weight": weight, "bias": bias, "learning_rate": command.get("learning_rate")}


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {**commands.HANDLERS, "tolerance": _tolerance, "predict": _predict, "take": _take}
)
