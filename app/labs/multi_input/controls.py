"""What a reader sets in the Several-inputs lab: the params of the page, and their fields."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import param

from app.labs.multi_input.sections.names import SECTION_LABELS
from app.labs.multi_input.sections.pins import Pin
from app.labs.multi_input.settings import (
    CHOICES,
    DATA,
    PRESET,
    PRESET_LABELS,
    SETTING_FIELDS,
    WEIGHTS,
    preset_values,
    settings_of,
)
from app.training_lab.controls import SPEED, RunControls
from app.training_lab.pins import Pins
from app.training_lab.schema import Schema
from app.ui.fields import Choices, Field
from core import RANGES
from core.multi_input.training import MultiInputSettings

FIRST_PRESET = next(iter(PRESET_LABELS))
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "preset": FIRST_PRESET,
        **preset_values(FIRST_PRESET),
        "speed": 1.0,
        "open": (),
        "pins": (),
    }
)
SCHEMA: Schema[MultiInputSettings] = Schema(
    presets=PRESET_LABELS,
    preset=PRESET,
    preset_values=preset_values,
    settings=SETTING_FIELDS,
    extra=(),
    views=(SPEED, Choices("open", tuple(SECTION_LABELS)), Pins(Pin)),
    defaults=DEFAULTS,
    settings_of=settings_of,
)
FIELDS: Mapping[str, Field] = MappingProxyType(SCHEMA.fields)


class Controls(RunControls):
    """The settings of the Several-inputs lab; ``w1`` to ``w8`` are where the weights start."""

    SCHEMA: ClassVar[Schema[MultiInputSettings]] = SCHEMA
    pin_kind = Pin

    data: Any = param.Parameter(DEFAULTS["data"], doc="the examples to learn from")
    w1 = param.Number(DEFAULTS["w1"], bounds=RANGES["weight"])
    w2 = param.Number(DEFAULTS["w2"], bounds=RANGES["weight"])
    w3 = param.Number(DEFAULTS["w3"], bounds=RANGES["weight"])
    w4 = param.Number(DEFAULTS["w4"], bounds=RANGES["weight"])
    w5 = param.Number(DEFAULTS["w5"], bounds=RANGES["weight"])
    w6 = param.Number(DEFAULTS["w6"], bounds=RANGES["weight"])
    w7 = param.Number(DEFAULTS["w7"], bounds=RANGES["weight"])
    w8 = param.Number(DEFAULTS["w8"], bounds=RANGES["weight"])
    bias = param.Number(DEFAULTS["bias"], bounds=RANGES["bias"], doc="b₀, at epoch 0")
    cost: Any = param.Selector(default=DEFAULTS["cost"], objects=list(CHOICES), doc="C")

    def weights(self) -> dict[str, float]:
        """Return the starting weights that the table has inputs for, by their names."""
        return {name: getattr(self, name) for name in WEIGHTS[: self.data.inputs.shape[1]]}

    def travels(self) -> bool:
        """Return whether the table is short enough for the address."""
        return DATA.travels(self.data)
