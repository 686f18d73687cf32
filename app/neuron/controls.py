"""What a reader sets in the Neuron lab: the params, their fields and the presets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import param

from app.fields import Choice, Field, Number
from app.language import marked
from core import COSTS, PRESETS, RANGES, Settings

EPOCHS = (int(RANGES["epochs"].low), int(RANGES["epochs"].high))

OWN_SETTINGS = ""
"""The preset of settings that are none."""

COST_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quadratic": ("quadratic",),
        "cross-entropy": ("cross-entropy",),
        "both": ("quadratic", "cross-entropy"),
        "as-published": ("cross-entropy-as-published", "cross-entropy"),
    }
)
SHOWN_WHEN_CHOSEN = "as-published"
"""The choice that presets make: it reproduces an error, so it is not offered beside the others."""
COST_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "quadratic": marked("Quadratic"),
        "cross-entropy": marked("Cross-entropy"),
        "both": marked("Both, side by side"),
        "as-published": marked("As published, beside as derived"),
        "cross-entropy-as-published": marked("As published"),
    }
)
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
SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)

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
SPEED = Choice("speed", SPEEDS)
FIELDS: Mapping[str, Field] = MappingProxyType(
    {field.name: field for field in (PRESET, *SETTING_FIELDS, SPEED)}
)


def choice_of(costs: tuple[str, ...]) -> str:
    """Return the choice that trains these costs."""
    return next(choice for choice, chosen in COST_CHOICES.items() if chosen == costs)


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


FIRST_PRESET = next(iter(PRESET_LABELS))
DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {"preset": FIRST_PRESET, **preset_values(FIRST_PRESET), "speed": 1.0}
)


def settings_of(values: Mapping[str, Any]) -> dict[str, Settings]:
    """Return the core's settings for each cost that ``values`` choose."""
    return {
        cost: Settings(**{**values, "cost": COSTS[cost]}) for cost in COST_CHOICES[values["cost"]]
    }


class Controls(param.Parameterized):
    """The settings of the Neuron lab, which everything else on its page derives from.

    Ranges are the core's; see :data:`core.RANGES`.
    """

    weight = param.Number(DEFAULTS["weight"], bounds=RANGES["weight"], doc="w₀, at epoch 0")
    bias = param.Number(DEFAULTS["bias"], bounds=RANGES["bias"], doc="b₀, at epoch 0")
    learning_rate = param.Number(DEFAULTS["learning_rate"], bounds=RANGES["learning_rate"], doc="η")
    cost: Any = param.Selector(default=DEFAULTS["cost"], objects=list(COST_CHOICES), doc="C")
    input = param.Number(DEFAULTS["input"], bounds=RANGES["input"], doc="x")
    target = param.Number(DEFAULTS["target"], bounds=RANGES["target"], doc="y")
    epochs = param.Integer(DEFAULTS["epochs"], bounds=EPOCHS, doc="length of a run")
    speed: Any = param.Selector(default=1.0, objects=list(SPEEDS), doc="1 is 60 epochs a second")

    def values(self) -> dict[str, Any]:
        """Return every setting by its name."""
        return {field.name: getattr(self, field.name) for field in SETTING_FIELDS}

    @property
    def preset(self) -> str:
        """The name of the preset that these settings are, or OWN_SETTINGS."""
        values = self.values()
        return next((name for name in PRESET_LABELS if preset_values(name) == values), OWN_SETTINGS)

    def settings(self) -> dict[str, Settings]:
        """Return the core's settings for each cost that is to be trained."""
        return settings_of(self.values())
