"""The controls by which a reader sets something, as data from which the browser draws them.

``assets/js/controls.js`` makes a native control of each. What a reader does there comes back
as a :class:`Change`, and is answered with what the settings are then, also where it was refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import param

from app.ui.component import ScriptComponent
from app.ui.language import Translate

LARGEST = 2**53
"""JavaScript counts up to here."""


@dataclass(frozen=True, kw_only=True)
class Control:
    """A control for the setting ``name``, called ``label``.

    ``place`` is the part of the page where it stands.
    """

    name: str
    label: str
    place: str = "settings"

    @property
    def described(self) -> dict[str, Any]:
        """The control as the browser is told of it."""
        return {"kind": type(self).__name__, **vars(self)}


@dataclass(frozen=True, kw_only=True)
class NumberField(Control):
    """A field for a number, which arrow keys change by ``step``; whoever types may leave the steps.

    With ``stops`` they go from one to the next instead. With ``decimals`` the number is written
    with so many, without as it is.
    """

    low: float
    high: float
    step: float = 1.0
    decimals: int | None = None
    stops: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slider(NumberField):
    """A slider with a number field beside it, which is called ``field_label``.

    It goes from each of its ``stops`` to the next, all equally far apart; or, without, in steps.
    """

    symbol: str
    field_label: str


@dataclass(frozen=True, kw_only=True)
class Sliders(Control):
    """A slider for each number of a setting that has several."""

    sliders: Sequence[Slider]

    @property
    def described(self) -> dict[str, Any]:
        """The control as the browser is told of it, and each of its sliders."""
        return {**super().described, "sliders": [each.described for each in self.sliders]}


@dataclass(frozen=True, kw_only=True)
class Select(Control):
    """One of ``options``, pairs of a value and its label, in a list that opens."""

    options: Sequence[tuple[Any, str]]


@dataclass(frozen=True, kw_only=True)
class Radios(Select):
    """One of a few options, all of them in sight but those that are ``rare`` and not chosen."""

    rare: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Changes(Control):
    """The changes of a run, each as ``text`` with the name of its cost, and a button to drop them.

    They can be made by changing what changes; there is nothing to be seen while there are none.
    """

    text: str
    drop: str
    costs: Mapping[str, str]


def field_label(label: str, _: Translate) -> str:
    """Return what the number field beside the slider called ``label`` is called."""
    return _("{name}: value").format(name=label)


class Change(NamedTuple):
    """What a reader did to a control.

    ``epoch`` was on the screen. ``done`` is False while a slider is being dragged. ``number`` is
    given back with the answer.
    """

    name: str
    value: object
    epoch: int
    done: bool
    number: int


def read_change(message: object) -> Change | None:
    """Return the change that ``message``, which may be anything, tells of; else None."""
    if not isinstance(message, dict) or message.get("kind") != "set":
        return None
    name = message.get("name")
    if not isinstance(name, str):
        return None
    epoch, number = (count(message.get(each)) for each in ("epoch", "number"))
    return Change(name, message.get("value"), epoch, message.get("done") is True, number)


def count(given: object) -> int:
    """Return the number of a change as a browser gives it, or 0 for what is none."""
    return given if type(given) is int and 0 <= given <= LARGEST else 0


class ControlsView(ScriptComponent):
    """A component with controls in it."""

    __abstract = True

    widgets = param.List(doc="what each control is, see Control.described")
    restriction = param.Dict(doc="what is hidden and locked, see Restriction.described")
    settings = param.Dict(doc="``values`` by their names, and the change that they ``answer``")

    def show_settings(self, values: Mapping[str, Any], answer: int) -> None:
        """Have the controls say these values, in answer to the change of that number."""
        self.settings = {"values": dict(values), "answer": answer}

    def tell(self, section: str, content: dict[str, Any]) -> None:
        """Tell the browser what is in a section that is unfolded."""
        self._send_msg({"kind": "section", "section": section, "content": content})
