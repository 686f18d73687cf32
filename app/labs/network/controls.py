"""What a reader sets in the Network lab: all its fields, and the params of the page."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.network.sections.draw import Ink
from app.labs.network.sections.pins import Pin
from app.labs.network.settings import (
    DATA,
    DIGITS,
    PRESET,
    PRESET_LABELS,
    SETTING_FIELDS,
    preset_values,
    settings_of,
)
from app.training_lab.controls import SPEED, Schema, controls_of
from app.training_lab.pins import Pins
from app.ui.fields import Choices, Field, Number
from app.ui.language import marked
from core import Range
from core.network.settings import NetworkSettings

SECTION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "draw": marked("Draw a digit"),
        "confusion": marked("Which digits are mixed up"),
        "worst": marked("Most wrong"),
        "pins": marked("Pinned networks"),
        "numbers": marked("In numbers"),
    }
)
"""What each section is called in the address, and on the page."""
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
Controls = controls_of(SCHEMA)
