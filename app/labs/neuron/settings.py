"""What a run can be set to: the fields of its settings, the costs and the presets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.training_lab.controls import OWN_SETTINGS
from app.training_lab.cost_choices import COST_CHOICES, OWN_COST, choice_of
from app.ui.fields import Choice, Field, Number
from app.ui.language import marked
from core import COSTS, PRESETS, RANGES, Settings
from core.costs.power_family import POWERS, cost_of_power

POWER = Number("power", POWERS)
DEFAULT_POWER = 0.5
PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "slightly-wrong": marked("Quadratic cost, wrong start"),
        "badly-wrong": marked("Quadratic cost, badly wrong start"),
        "slightly-wrong-cross-entropy": marked("Cross-entropy, wrong start"),
        "badly-wrong-cross-entropy": marked("Cross-entropy, badly wrong start"),
        "slightly-wrong-as-published": marked("The book’s figure as published, wrong start"),
        "badly-wrong-as-published": marked("The book’s figure as published, badly wrong start"),
        OWN_SETTINGS: marked("Own settings"),
    }
)
SETTING_FIELDS: tuple[Field, ...] = (
    Number("weight", RANGES["weight"]),
    Number("bias", RANGES["bias"]),
    Number("learning_rate", RANGES["learning_rate"], ".3g"),
    Choice("cost", tuple(COST_CHOICES)),
    Number("input", RANGES["input"]),
    Number("target", RANGES["target"]),
    Number("epochs", RANGES["epochs"], "d"),
)
PRESET = Choice("preset", tuple(PRESET_LABELS))


def preset_values(name: str) -> dict[str, Any]:
    """Return what preset ``name`` of the core sets each setting to; OWN_SETTINGS sets none."""
    if name == OWN_SETTINGS:
        return {}
    preset = PRESETS[name]
    return {
        "weight": preset.weight,
        "bias": preset.bias,
        "learning_rate": preset.learning_rate,
        "cost": choice_of(preset.costs),
        "input": preset.input,
        "target": preset.target,
        "epochs": preset.epochs,
    }


def settings_of(values: Mapping[str, Any]) -> dict[str, Settings]:
    """Return the core's settings for each cost that ``values`` choose, with their power if any."""
    numbers = {name: value for name, value in values.items() if name not in ("cost", "power")}
    power = values.get("power", DEFAULT_POWER)
    return {
        cost: Settings(**numbers, cost=cost_of_power(power) if cost == OWN_COST else COSTS[cost])
        for cost in COST_CHOICES[values["cost"]]
    }
