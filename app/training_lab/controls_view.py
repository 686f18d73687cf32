"""The controls that labs with runs have in common: the preset, η, the cost, lengths and speed."""

from typing import Any

from app.training_lab.controls import SPEEDS, Schema
from app.training_lab.cost_choices import COST_LABELS, SHOWN_WHEN_CHOSEN
from app.ui.fields import Choice, Number
from app.ui.language import Translate
from app.ui.widgets import NumberField, Radios, Select, Slider, field_label
from core import RANGES

DIGITS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
LEARNING_RATES = (
    *(float(f"{digit}e{power}") for power in (-3, -2, -1, 0) for digit in DIGITS),
    10.0,
)
"""Round numbers, nearly evenly spaced on a logarithmic scale."""
MORE = "more"
"""The place of what is folded away."""


def slider(
    name: str, label: str, symbol: str, _: Translate, *, kind: str = "", place: str = "settings"
) -> Slider:
    """Return a slider for ``name`` over the range of the core that is called ``kind`` or so too."""
    low, high = RANGES[kind or name]
    return Slider(
        name=name,
        label=label,
        field_label=field_label(label, _),
        symbol=symbol,
        place=place,
        low=low,
        high=high,
        step=0.1 if high > 1 else 0.05,
        decimals=2,
    )


def learning_rate(_: Translate) -> Slider:
    """Return the slider for η."""
    low, high = RANGES["learning_rate"]
    label = _("Learning rate")
    return Slider(
        name="learning_rate",
        label=label,
        field_label=field_label(label, _),
        symbol="η",
        low=low,
        high=high,
        stops=LEARNING_RATES,
        branches=True,
    )


def cost(schema: Schema[Any], _: Translate) -> Radios:
    """Return the choice of the cost."""
    field = schema.field("cost")
    assert isinstance(field, Choice)
    return Radios(
        name="cost",
        label=_("Cost"),
        options=[(name, _(COST_LABELS[name])) for name in field.options],
        rare=SHOWN_WHEN_CHOSEN,
        branches=True,
    )


def preset(schema: Schema[Any], _: Translate) -> Select:
    """Return the choice of a preset."""
    options = [(name, _(label)) for name, label in schema.presets.items()]
    return Select(name="preset", label=_("Preset"), options=options)


def whole(schema: Schema[Any], name: str, label: str) -> NumberField:
    """Return a field for the whole number ``name``, folded away."""
    field = schema.field(name)
    assert isinstance(field, Number)
    return NumberField(
        name=name, label=label, place=MORE, low=field.limits.low, high=field.limits.high
    )


def speed(_: Translate) -> Select:
    """Return the choice of a speed, which stands in the playback bar."""
    options = [(each, f"{each:g}×") for each in SPEEDS]
    return Select(name="speed", label=_("Speed"), place="playback", options=options)
