"""What a run can be set to: the fields of its settings, and the presets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.training_lab.cost_choices import COST_CHOICES, OWN_COST, choice_of
from app.training_lab.schedule import Changes
from app.training_lab.schema import RunSettings
from app.ui.fields import Choice, Field, Number
from app.ui.language import marked
from core import COSTS, PRESETS, RANGES, Settings
from core.costs.power_family import cost_of_power

DEFAULT_POWER = 0.5
PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "slightly-wrong": marked("Start 0.6 / 0.9, quadratic"),
        "badly-wrong": marked("Start 2 / 2, quadratic"),
        "slightly-wrong-cross-entropy": marked("Start 0.6 / 0.9, cross-entropy"),
        "badly-wrong-cross-entropy": marked("Start 2 / 2, cross-entropy"),
        "badly-wrong-both": marked("Start 2 / 2, both costs"),
        "slightly-wrong-as-published": marked("Start 0.6 / 0.9, the book’s figure"),
        "badly-wrong-as-published": marked("Start 2 / 2, the book’s figure"),
    }
)
LEARNING_RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
COST = Choice("cost", tuple(COST_CHOICES))
SETTING_FIELDS: tuple[Field, ...] = (
    Number("weight", RANGES["weight"]),
    Number("bias", RANGES["bias"]),
    LEARNING_RATE,
    COST,
    Number("input", RANGES["input"]),
    Number("target", RANGES["target"]),
    Number("epochs", RANGES["epochs"], "d"),
    Changes(LEARNING_RATE, COST, RANGES["epochs"]),
)


def preset_values(name: str) -> dict[str, Any]:
    """Return what preset ``name`` of the core sets each setting to."""
    preset = PRESETS[name]
    return {
        "weight": preset.weight,
        "bias": preset.bias,
        "learning_rate": preset.learning_rate,
        "cost": choice_of(preset.costs),
        "input": preset.input,
        "target": preset.target,
        "epochs": preset.epochs,
        "changes": (),
    }


def settings_of(values: Mapping[str, Any]) -> dict[str, Settings]:
    """Return the core's settings for each cost that ``values`` choose, with their power if any."""
    numbers = {
        name: value for name, value in values.items() if name not in ("cost", "power", "changes")
    }
    power = values.get("power", DEFAULT_POWER)
    return {
        cost: Settings(**numbers, cost=cost_of_power(power) if cost == OWN_COST else COSTS[cost])
        for cost in COST_CHOICES[values["cost"]]
    }


RUN: RunSettings[Settings] = RunSettings(SETTING_FIELDS, PRESET_LABELS, preset_values, settings_of)
