"""What a reader sets in the Neuron lab: the params of the page, and their fields."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import param

from app.labs.neuron.sections.names import SECTION_LABELS
from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.sections.predict import FIELD as PREDICTION
from app.labs.neuron.settings import (
    DEFAULT_POWER,
    POWER,
    PRESET,
    PRESET_LABELS,
    SETTING_FIELDS,
    preset_values,
    settings_of,
)
from app.training_lab.controls import SPEED, RunControls
from app.training_lab.cost_choices import COST_CHOICES, OWN_COST
from app.training_lab.pins import Pins
from app.training_lab.schema import Schema
from app.ui.fields import Choice, Choices, Field
from core import RANGES, Settings
from core.costs.power_family import POWERS

TOLERANCES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)

VIEW_FIELDS: tuple[Field, ...] = (
    SPEED,
    Choices("open", tuple(SECTION_LABELS)),
    Choice("tolerance", TOLERANCES),
    PREDICTION,
    Pins(Pin),
)
"""What a reader sees of the neuron, which learns the same whatever they are."""
FIRST_PRESET = next(iter(PRESET_LABELS))
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "preset": FIRST_PRESET,
        **preset_values(FIRST_PRESET),
        "power": DEFAULT_POWER,
        "speed": 1.0,
        "open": (),
        "tolerance": 0.1,
        "prediction": (),
        "pins": (),
    }
)
SCHEMA: Schema[Settings] = Schema(
    presets=PRESET_LABELS,
    preset=PRESET,
    preset_values=preset_values,
    settings=SETTING_FIELDS,
    extra=(POWER,),
    views=VIEW_FIELDS,
    defaults=DEFAULTS,
    settings_of=settings_of,
)
FIELDS: Mapping[str, Field] = MappingProxyType(SCHEMA.fields)


class Controls(RunControls):
    """The settings of the Neuron lab."""

    SCHEMA: ClassVar[Schema[Settings]] = SCHEMA
    pin_kind = Pin

    weight = param.Number(DEFAULTS["weight"], bounds=RANGES["weight"], doc="w₀, at epoch 0")
    bias = param.Number(DEFAULTS["bias"], bounds=RANGES["bias"], doc="b₀, at epoch 0")
    learning_rate = param.Number(DEFAULTS["learning_rate"], bounds=RANGES["learning_rate"], doc="η")
    cost: Any = param.Selector(default=DEFAULTS["cost"], objects=list(COST_CHOICES), doc="C")
    power = param.Number(DEFAULT_POWER, bounds=POWERS, doc="p, of a cost of the reader's own")
    input = param.Number(DEFAULTS["input"], bounds=RANGES["input"], doc="x")
    target = param.Number(DEFAULTS["target"], bounds=RANGES["target"], doc="y")
    tolerance: Any = param.Selector(
        default=0.1, objects=list(TOLERANCES), doc="what counts as near"
    )
    prediction: Any = param.Parameter((), doc="the outputs that the reader expects")

    def written(self) -> list[Field]:
        """Return the fields that an address needs, the power where it counts."""
        return [*super().written(), *([POWER] if self.cost == OWN_COST else [])]
