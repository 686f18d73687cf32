"""What a reader can ask for in every lab with runs, by the kinds of the browser's messages.

Most of it is asked of the session: these are *requests*. What only sets something has a *handler*,
which says what the controls become. A message comes from a browser, unchecked; what it would set is
checked where it is set.
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
Request = Callable[[Any, Command], None]
"""What a :class:`app.training_lab.session.TrainingSession` does about a command."""


def _run(lab: Any, _command: Command) -> None:
    lab.trainer.run()


def _resume(lab: Any, command: Command) -> None:
    lab.trainer.resume(command.get("schedule"), _epoch(command) or 0)


def _show(lab: Any, command: Command) -> None:
    epoch = _epoch(command)
    if epoch is not None:
        lab.trainer.show_epoch(epoch)


def _program(lab: Any, _command: Command) -> None:
    lab.view.say("program", text=lab.spec.program(lab.history, lab.controls))


def _section(lab: Any, command: Command) -> None:
    lab.sections.tell(command.get("section"), _epoch(command) or 0)


def _epoch(command: Command) -> int | None:
    epoch = command.get("epoch")
    return epoch if type(epoch) is int and epoch >= 0 else None


REQUESTS: Mapping[str, Request] = MappingProxyType(
    {"run": _run, "resume": _resume, "show": _show, "section": _section, "program": _program}
)


def _open(command: Command, _controls: Any, _history: object) -> Changes:
    return {"open": command.get("open")}


def _pin(_command: Command, controls: Any, history: History[Any, Any]) -> Changes:
    """Pin each curve of the run that is not pinned already."""
    pinned = [renamed(replace(pin, hidden=False), "") for pin in controls.pins]
    new = [pin for pin in controls.schema.pin.all_of(history) if pin not in pinned]
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
    return {"pins": Pins(controls.schema.pin).write(pins)}


LEFT_ALONE = ("preset", "open", "pins")
"""What an experiment does not set: what the reader has unfolded and pinned; and a preset is all."""


def _experiment(command: Command, controls: Any, _history: object) -> Changes:
    """Set up what the lab's part of an address says.

    Of a run, what it lacks is the default; views that it does not name stay as they are.
    """
    address = command.get("address")
    if not isinstance(address, Mapping):
        raise Refused("address")
    fields, schema = controls.schema.fields, controls.schema
    preset = schema.preset.read(address.get("preset", schema.defaults["preset"]))
    defaults = {**schema.defaults, **schema.values_of(preset)}
    wanted = {field.name: field.write(defaults[field.name]) for field in schema.trained}
    wanted |= {name: given for name, given in address.items() if name in fields}
    # A run of just these settings stays.
    return {
        name: given
        for name, given in wanted.items()
        if name not in LEFT_ALONE and not fields[name].means(given, getattr(controls, name))
    }


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "open": _open,
        "pin": _pin,
        "name-pin": _name_pin,
        "hide-pin": _hide_pin,
        "remove-pin": _remove_pin,
        "take-pin": _take_pin,
        "experiment": _experiment,
    }
)
