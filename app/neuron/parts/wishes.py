"""What a reader asks for in the unfolded parts, as changes of the controls.

A wish comes from a browser, unchecked; what it would set is checked where it is set.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.fields import Refused
from app.neuron.controls import FIELDS, Controls
from app.neuron.history import History
from app.neuron.parts import slowdown
from app.neuron.parts.pins import MOST_PINS, Pin, own_power, pins_of, renamed
from app.neuron.parts.prediction import SHAPES, shaped
from app.neuron.settings import OWN_COST, choice_of
from core import CROSS_ENTROPY_AS_PUBLISHED

Wish = Mapping[str, Any]
Changes = dict[str, object]


def _open(wish: Wish, _controls: Controls, _history: History) -> Changes:
    return {"open": wish.get("open")}


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


def _pin(_wish: Wish, controls: Controls, history: History) -> Changes:
    """Pin each curve of the run that is not pinned already."""
    pinned = [renamed(replace(pin, hidden=False), "") for pin in controls.pins]
    new = [pin for pin in pins_of(history) if pin not in pinned]
    return _pinned([*controls.pins, *new][:MOST_PINS])


def _name_pin(wish: Wish, controls: Controls, _history: History) -> Changes:
    name = wish.get("name")
    if not isinstance(name, str):
        raise Refused("pins")
    return _with(controls, wish, lambda pin: renamed(pin, name))


def _hide_pin(wish: Wish, controls: Controls, _history: History) -> Changes:
    return _with(controls, wish, lambda pin: replace(pin, hidden=wish.get("hidden") is True))


def _remove_pin(wish: Wish, controls: Controls, _history: History) -> Changes:
    index = _index(wish, controls)
    return _pinned([*controls.pins[:index], *controls.pins[index + 1 :]])


def _take_pin(wish: Wish, controls: Controls, _history: History) -> Changes:
    """Take over a pin's start, and the η and cost that were in force at its end."""
    pin = controls.pins[_index(wish, controls)]
    _epoch, rate, cost = pin.stages[-1]
    published = cost == CROSS_ENTROPY_AS_PUBLISHED.name
    start = {name: getattr(pin, name) for name in ("weight", "bias", "input", "target", "epochs")}
    power = own_power(cost)
    if power is not None:
        return {**start, "learning_rate": rate, "cost": OWN_COST, "power": power}
    choice = "as-published" if published else choice_of((cost,))
    return {**start, "learning_rate": rate, "cost": choice}


def _index(wish: Wish, controls: Controls) -> int:
    index = wish.get("pin")
    if type(index) is not int or not 0 <= index < len(controls.pins):
        raise Refused("pins")
    return index


def _with(controls: Controls, wish: Wish, change: Callable[[Pin], Pin]) -> Changes:
    index = _index(wish, controls)
    pins = list(controls.pins)
    pins[index] = change(pins[index])
    return _pinned(pins)


def _pinned(pins: list[Pin]) -> Changes:
    return {"pins": FIELDS["pins"].write(tuple(pins))}


GRANTED: Mapping[str, Callable[[Wish, Controls, History], Changes]] = MappingProxyType(
    {
        "open": _open,
        "tolerance": _tolerance,
        "predict": _predict,
        "take": _take,
        "pin": _pin,
        "name-pin": _name_pin,
        "hide-pin": _hide_pin,
        "remove-pin": _remove_pin,
        "take-pin": _take_pin,
    }
)
"""What follows from each kind of wish: values for the controls, not yet checked.

Raises Refused for what no page of ours would ask for.
"""
