"""What a reader sets in the Neuron lab: all its fields, and the params of the page."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

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
from app.training_lab.controls import SPEED, Schema, controls_of
from app.training_lab.cost_choices import OWN_COST
from app.training_lab.pins import Pins
from app.ui.fields import Choice, Choices, Field
from app.ui.language import marked
from core import Settings

SECTION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "questions": marked("Five questions"),
        "predict": marked("Predict"),
        "why": marked("The gradient"),
        "where": marked("Where it stands"),
        "map": marked("Slowdown map"),
        "pins": marked("Pinned runs"),
        "numbers": marked("In numbers"),
    }
)
"""What each section is called in the address, and on the page."""
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
    extra_counts=lambda values: bool(values["cost"] == OWN_COST),
)
FIELDS: Mapping[str, Field] = MappingProxyType(SCHEMA.fields)
Controls = controls_of(SCHEMA)
