"""What a run can be set to: the fields of its settings, and the presets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.training_lab.cost_choices import SOFTMAX_CHOICES
from app.training_lab.schedule import Changes
from app.training_lab.schema import RunSettings
from app.ui.fields import Choice, Field, Number, Numbers
from app.ui.language import marked
from core import RANGES, Range
from core.softmax import HIGH, LOW, START
from core.softmax_costs import SOFTMAX_COSTS
from core.softmax_learning import SoftmaxSettings

LIMITS = Range(LOW, HIGH)
SUBSCRIPTS = "₁₂₃₄"
Z = Numbers("z", len(START), LIMITS, decimals=4, numbered=True)
RIGHT = Choice("y", tuple(range(1, len(START) + 1)))
"""Which output should be 1, counted from 1."""
LEARNING_RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
COST = Choice("cost", tuple(SOFTMAX_CHOICES))
SETTING_FIELDS: tuple[Field, ...] = (
    Z,
    RIGHT,
    LEARNING_RATE,
    COST,
    Number("epochs", RANGES["epochs"], "d"),
    Changes(LEARNING_RATE, COST, RANGES["epochs"]),
)

PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "book": marked("Log-likelihood, the book’s z"),
        "book-quadratic": marked("Quadratic, the book’s z"),
        "book-both": marked("Both costs, the book’s z"),
        "badly-wrong-both": marked("Worse still, both costs"),
        "equal-both": marked("All z equal, both costs"),
    }
)
BADLY_WRONG = (-3.0, 0.0, 0.0, 3.0)
_STARTS: Mapping[str, tuple[tuple[float, ...], int, float, str]] = MappingProxyType(
    {
        # Of the book's outputs a₂ is the smallest: if it should be 1, they are badly wrong.
        "book": (START, 2, 0.15, "log-likelihood"),
        "book-quadratic": (START, 2, 0.15, "quadratic"),
        "book-both": (START, 2, 0.15, "both"),
        "badly-wrong-both": (BADLY_WRONG, 1, 0.5, "both"),
        "equal-both": ((0.0,) * len(START), 1, 0.15, "both"),
    }
)
"""By preset the z at the start, the right output, η, and the choice of costs."""


def preset_values(name: str) -> dict[str, Any]:
    """Return what preset ``name`` sets each setting to."""
    z, right, learning_rate, cost = _STARTS[name]
    return {
        "z": z,
        "y": right,
        "learning_rate": learning_rate,
        "cost": cost,
        "epochs": 300,
        "changes": (),
    }


def settings_of(values: Mapping[str, Any]) -> dict[str, SoftmaxSettings]:
    """Return the core's settings for each cost that ``values`` choose."""
    return {
        cost: SoftmaxSettings(
            z=values["z"],
            correct=values["y"] - 1,
            learning_rate=values["learning_rate"],
            cost=SOFTMAX_COSTS[cost],
            epochs=values["epochs"],
        )
        for cost in SOFTMAX_CHOICES[values["cost"]]
    }


RUN: RunSettings[SoftmaxSettings] = RunSettings(
    SETTING_FIELDS, PRESET_LABELS, preset_values, settings_of
)
