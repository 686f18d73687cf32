"""What a reader sets in the Network lab: the params of the page, and their fields."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import param

from app.labs.network.drawing import Ink
from app.labs.network.sections.names import SECTION_LABELS
from app.labs.network.sections.pins import Pin
from app.labs.network.settings import (
    DATA,
    DATA_LABELS,
    DIGITS,
    PRESET,
    PRESET_LABELS,
    SETTING_FIELDS,
    preset_values,
    settings_of,
)
from app.training_lab.controls import SPEED, LabControls
from app.training_lab.pins import Pins
from app.training_lab.schema import Schema
from app.ui.fields import Choices, Field, Number
from core import Range
from core.network.settings import NETWORK_RANGES, NetworkSettings

DIGIT = Number("digit", Range(0, 9999), "d")
"""Which of the images held out is looked at; where there are fewer, the last."""
FIRST_PRESET = next(iter(PRESET_LABELS))
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "preset": FIRST_PRESET,
        **preset_values(FIRST_PRESET),
        "data": DIGITS,
        "speed": 1.0,
        "open": (),
        "digit": 0,
        "ink": "",
        "pins": (),
    }
)
SCHEMA: Schema[NetworkSettings] = Schema(
    presets=PRESET_LABELS,
    preset=PRESET,
    preset_values=preset_values,
    settings=SETTING_FIELDS,
    extra=(DATA,),
    views=(SPEED, Choices("open", tuple(SECTION_LABELS)), DIGIT, Ink(), Pins(Pin)),
    defaults=DEFAULTS,
    settings_of=settings_of,
)
FIELDS: Mapping[str, Field] = MappingProxyType(SCHEMA.fields)


def _whole(name: str, doc: str) -> Any:
    low, high = NETWORK_RANGES[name]
    return param.Integer(DEFAULTS[name], bounds=(int(low), int(high)), doc=doc)


class Controls(LabControls):
    """The settings of the Network lab."""

    SCHEMA: ClassVar[Schema[NetworkSettings]] = SCHEMA
    pin_kind = Pin

    networks: Any = param.Parameter(DEFAULTS["networks"], doc="what each network has of its own")
    mini_batch = _whole("mini_batch", "examples for one update")
    epochs = _whole("epochs", "length of a run")
    seed = _whole("seed", "of the start and of the order of the examples")
    digit = param.Integer(0, bounds=(0, 9999), doc="which image held out is looked at")
    ink: Any = param.Parameter("", doc="what was drawn instead")
    data: Any = param.Selector(default=DIGITS, objects=list(DATA_LABELS), doc="what is learned")

    def written(self) -> list[Field]:
        """Return the fields that an address needs, that of the data among them."""
        return [*super().written(), DATA]
