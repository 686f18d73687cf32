"""What a reader asks for in the parts that every lab with runs has, as changes of the controls.

A wish comes from a browser, unchecked; what it would set is checked where it is set.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.training_lab.history import History
from app.training_lab.pins import MOST_PINS, Pin, Pins, renamed
from app.ui.fields import Refused

Wish = Mapping[str, Any]
Changes = dict[str, object]
Grant = Callable[[Wish, Any, History[Any, Any]], Changes]
"""What follows from a wish: values for the controls, not yet checked.

Raises Refused for what no page of ours would ask for.
"""


def _open(wish: Wish, _controls: Any, _history: object) -> Changes:
    return {"open": wish.get("open")}


def _pin(_wish: Wish, controls: Any, history: History[Any, Any]) -> Changes:
    """Pin each curve of the run that is not pinned already."""
    pinned = [renamed(replace(pin, hidden=False), "") for pin in controls.pins]
    new = [pin for pin in controls.pin_kind.all_of(history) if pin not in pinned]
    return _pinned(controls, [*controls.pins, *new][:MOST_PINS])


def _name_pin(wish: Wish, controls: Any, _history: object) -> Changes:
    name = wish.get("name")
    if not isinstance(name, str):
        raise Refused("pins")
    return _with(controls, wish, lambda pin: renamed(pin, name))


def _hide_pin(wish: Wish, controls: Any, _history: object) -> Changes:
    return _with(controls, wish, lambda pin: replace(pin, hidden=wish.get("hidden") is True))


def _remove_pin(wish: Wish, controls: Any, _history: object) -> Changes:
    index = _index(wish, controls)
    return _pinned(controls, [*controls.pins[:index], *controls.pins[index + 1 :]])


def _take_pin(wish: Wish, controls: Any, _history: object) -> Changes:
    """Take over a pin's start, and the η and cost that were in force at its end."""
    pin: Pin = controls.pins[_index(wish, controls)]
    return pin.taken()


def _index(wish: Wish, controls: Any) -> int:
    index = wish.get("pin")
    if type(index) is not int or not 0 <= index < len(controls.pins):
        raise Refused("pins")
    return index


def _with(controls: Any, wish: Wish, change: Callable[[Pin], Pin]) -> Changes:
    index = _index(wish, controls)
    pins = list(controls.pins)
    pins[index] = change(pins[index])
    return _pinned(controls, pins)


def _pinned(controls: Any, pins: list[Any]) -> Changes:
    return {"pins": Pins(controls.pin_kind).write(pins)}


GRANTED: Mapping[str, Grant] = MappingProxyType(
    {
        "open": _open,
        "pin": _pin,
        "name-pin": _name_pin,
        "hide-pin": _hide_pin,
        "remove-pin": _remove_pin,
        "take-pin": _take_pin,
    }
)
