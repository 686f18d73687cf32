"""What a reader sets in the Several-inputs lab: all its fields, and the params of the page."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.multi_input.sections.pins import Pin
from app.labs.multi_input.settings import (
    PRESET,
    PRESET_LABELS,
    SETTING_FIELDS,
    preset_values,
    settings_of,
)
from app.training_lab.controls import SPEED, Schema, controls_of
from app.training_lab.pins import Pins
from app.ui.fields import Choices, Field
from app.ui.language import marked
from core.multi_input.training import MultiInputSettings

SECTION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "examples": marked("Examples"),
        "contributions": marked("Who moves the weights"),
        "pins": marked("Pinned runs"),
        "numbers": marked("In numbers"),
    }
)
"""What each section is called in the address, and on the page."""
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
Controls = controls_of(SCHEMA)
