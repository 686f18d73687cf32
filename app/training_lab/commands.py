"""What a reader asks for in the sections that every lab with runs has, as changes of the controls.

A command comes from a browser, unchecked; what it would set is checked where it is set.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.training_lab.history import History
from app.training_lab.pins import MOST_PINS, Pin, Pins, renamed
from app.ui.fields import Refused

Command = Mapping[str, Any]
Changes = dict[str, object]
Handler = Callable[[Command, Any, History[Any, Any]], Changes]
"""What follows from a command: values for the controls, not yet checked.

Raises Refused for what no page of ours would ask for.
"""


def _open(command: Command, _controls: Any, _history: object) -> Changes:
    return {"open": command.get("open")}


def _pin(_command: Command, controls: Any, history: History[Any, Any]) -> Changes:
    """Pin each curve of the run that is not pinned already."""
    pinned = [renamed(replace(pin, hidden=False), "") for pin in controls.pins]
    new = [pin for pin in controls.pin_kind.all_of(history) if pin not in pinned]
    return _pinned(controls, [*controls.pins, *new][:MOST_PINS])


def _name_pin(command: Command, controls: Any, _history: object) -> Changes:
    name = command.get("name")
    if not isinstance(name, str):
        raise Refused("pins")
    return _with(controls, command, lambda pin: renamed(pin, name))


def _hide_pin(command: Command, controls: Any, _history: object) -> Changes:
    return _with(controls, command, lambda pin: replace(pin, hidden=command.get("hidden") is True))


def _remove_pin(command: Command, controls: Any, _history: object) -> Changes:
    index = _index(command, controls)
    return _pinned(controls, [*controls.pins[:index], *controls.pins[index + 1 :]])


def _take_pin(command: Command, controls: Any, _history: object) -> Changes:
    """Take over a pin's start, and the η and cost that were in force at its end."""
    pin: Pin = controls.pins[_index(command, controls)]
    return pin.taken()


def _index(command: Command, controls: Any) -> int:
    index = command.get("pin")
    if type(index) is not int or not 0 <= index < len(controls.pins):
        raise Refused("pins")
    return index


def _with(controls: Any, command: Command, change: Callable[[Pin], Pin]) -> Changes:
    index = _index(command, controls)
    pins = list(controls.pins)
    pins[index] = change(pins[index])
    return _pinned(controls, pins)


def _pinned(controls: Any, pins: list[Any]) -> Changes:
    return {"pins": Pins(controls.pin_kind).write(pins)}


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "open": _open,
        "pin": _pin,
        "name-pin": _name_pin,
        "hide-pin": _hide_pin,
        "remove-pin": _remove_pin,
        "take-pin": _take_pin,
    }
)
