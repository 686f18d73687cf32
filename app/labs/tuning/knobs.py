"""The hyper-parameters that can be swept, each with the values that it has at first.

They have the names that they have in ``core.network.settings``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from app.ui.fields import Choice, Fault, Field, Number, Refused
from app.ui.language import Translate, marked
from app.ui.numbers import short
from core.network.hidden_neurons import HIDDEN_NEURONS
from core.network.settings import NETWORK_RANGES

MOST_VALUES = 7
"""So many values of a knob are trained side by side at most."""
RATE, PENALTY, MINI_BATCH = "learning_rate", "regularisation_parameter", "mini_batch"
MOMENTUM, PATIENCE, NEURONS = "momentum", "patience", "hidden_neurons"
_BETWEEN = re.compile(r"[,，、;；\s]+")

NEURON_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "sigmoid": marked("Sigmoid"),
        "tanh": marked("Tanh"),
        "rectified-linear": marked("Rectified linear"),
    }
)


@dataclass(frozen=True)
class Knob:
    """One hyper-parameter: what it may be, what it is called, and its ``values`` at first.

    ``name`` says what one value is, with its {value}.
    """

    field: Field
    label: str
    name: str
    values: tuple[Any, ...]

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers, which have an order."""
        return isinstance(self.field, Number)


KNOBS: Mapping[str, Knob] = MappingProxyType(
    {
        RATE: Knob(
            Number(RATE, NETWORK_RANGES[RATE], ".3g"),
            marked("Learning rate η"),
            "η = {value}",
            (0.025, 0.079, 0.25, 0.79, 2.5, 7.9, 25.0),
        ),
        PENALTY: Knob(
            Number(PENALTY, NETWORK_RANGES[PENALTY], ".4g"),
            marked("λ of the L2 penalty"),
            "λ = {value}",
            (0.0, 0.1, 1.0, 10.0, 100.0, 1000.0),
        ),
        MINI_BATCH: Knob(
            Number(MINI_BATCH, NETWORK_RANGES[MINI_BATCH], "d"),
            marked("Mini-batch"),
            marked("mini-batch {value}"),
            (1, 3, 10, 30, 100, 300),
        ),
        MOMENTUM: Knob(
            Number(MOMENTUM, NETWORK_RANGES[MOMENTUM], ".2f"),
            marked("Momentum μ"),
            "μ = {value}",
            (-0.5, 0.0, 0.5, 0.9, 1.0, 1.2),
        ),
        PATIENCE: Knob(
            Number(PATIENCE, NETWORK_RANGES[PATIENCE], "d"),
            marked("Patience, to halve η"),
            marked("patience {value}"),
            (0, 1, 2, 5, 10),
        ),
        NEURONS: Knob(
            Choice(NEURONS, tuple(HIDDEN_NEURONS)),
            marked("Hidden neurons"),
            "{value}",
            tuple(HIDDEN_NEURONS),
        ),
    }
)
"""Every knob by its name."""


class Sweep(NamedTuple):
    """A knob, by its name, and the values of it that are trained side by side."""

    knob: str
    values: tuple[Any, ...]


def value_text(knob: str, value: Any, _: Translate) -> str:
    """Return a value as the page writes it."""
    if knob == NEURONS:
        return _(NEURON_LABELS[value])
    if knob == PATIENCE and value == 0:
        return _("constant")
    return short(value)


def value_name(knob: str, value: Any, _: Translate) -> str:
    """Say what one value of a knob is."""
    if knob == PATIENCE and value == 0:
        return _("constant η")
    return _(KNOBS[knob].name).format(value=value_text(knob, value, _))


@dataclass(frozen=True)
class SweepField(Field):
    """What is swept: the name of a knob, a colon, and up to seven values with commas between them.

    Numbers are put in order, each once. Without a value those of the knob at first are taken.
    """

    name: str = "sweep"

    def read(self, given: object) -> Sweep:
        """Return the sweep that ``given``, a text or a knob and a text, stands for."""
        knob, parts = self._parts(given)
        if len(parts) > MOST_VALUES:
            raise Refused(self.name)
        if not parts:
            return Sweep(knob, KNOBS[knob].values)
        values = dict.fromkeys(map(KNOBS[knob].field.read, parts))
        return Sweep(knob, tuple(sorted(values) if KNOBS[knob].is_number else values))

    def _parts(self, given: object) -> tuple[str, list[str]]:
        pair = given.split(":", 1) if isinstance(given, str) else given
        if isinstance(pair, list) and len(pair) == 1:
            pair = [*pair, ""]
        if not isinstance(pair, list) or len(pair) != 2 or not _all_texts(pair):
            raise Refused(self.name)
        knob, text = pair
        if knob not in KNOBS:
            raise Refused(self.name)
        return knob, [part for part in _BETWEEN.split(text) if part]

    def write(self, value: Sweep) -> str:
        """Return the text from which ``read`` makes this sweep again."""
        return f"{value.knob}:{','.join(map(KNOBS[value.knob].field.write, value.values))}"

    def edited(self, value: Sweep) -> list[str]:
        """Return the knob and its values as the editor in the browser has them."""
        knob = KNOBS[value.knob]
        text = ", ".join(map(knob.field.write, value.values))
        return [value.knob, text.replace("-", "−") if knob.is_number else text]

    def fault(self, given: object, used: Sweep, _: Translate) -> Fault:
        """Return the first value that is wrong, where there is just one that is."""
        try:
            knob, parts = self._parts(given)
        except Refused:
            return super().fault(given, used, _)
        field = KNOBS[knob].field
        wrong = next((part for part in parts if not field.takes(part)), None)
        if wrong is None:
            return super().fault(given, used, _)
        fault = field.fault(wrong, KNOBS[knob].values[0], _)
        return fault._replace(name=_(KNOBS[knob].label), used=self._written(used))

    def _written(self, used: Sweep) -> str:
        _knob, values = self.edited(used)
        return values

    def allowed(self, _: Translate) -> str:
        """Say what can be swept, and how it is written."""
        text = _(
            "one of {knobs}, a colon and up to {most} of its values with commas between them, such"
            " as {example}"
        )
        example = self.write(Sweep(PENALTY, (0.0, 1.0, 10.0)))
        return text.format(knobs=", ".join(KNOBS), most=MOST_VALUES, example=example)


def _all_texts(parts: Sequence[object]) -> bool:
    return all(isinstance(part, str) for part in parts)
