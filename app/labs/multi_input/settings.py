"""What a run can be set to: the fields of its settings, and the problems that set them all."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.multi_input.table import Table
from app.training_lab.cost_choices import COST_CHOICES, choice_of
from app.training_lab.schedule import Changes
from app.training_lab.schema import RunSettings
from app.ui.fields import Choice, Field, Number
from app.ui.language import marked
from core import COSTS, RANGES
from core.multi_input.examples import MOST_INPUTS
from core.multi_input.presets import PRESETS
from core.multi_input.training import MultiInputSettings

PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "and": marked("AND, 1 if both are 1"),
        "or": marked("OR, 1 if any is 1"),
        "nand": marked("NAND, 0 if both are 1"),
        "cloud": marked("60 points, a line separates them"),
        "input-near-zero": marked("Input near zero, both costs"),
        "xor": marked("XOR, 1 if only one is 1"),
    }
)
WEIGHTS = tuple(f"w{number}" for number in range(1, MOST_INPUTS + 1))
"""The names of the starting weights; a table of fewer inputs leaves the last of them unused."""
CHOICES = ("quadratic", "cross-entropy", "both")
DATA = Table()
LEARNING_RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
COST = Choice("cost", CHOICES)
SETTING_FIELDS: tuple[Field, ...] = (
    DATA,
    *(Number(name, RANGES["weight"]) for name in WEIGHTS),
    Number("bias", RANGES["bias"]),
    LEARNING_RATE,
    COST,
    Number("epochs", RANGES["epochs"], "d"),
    Changes(LEARNING_RATE, COST, RANGES["epochs"]),
)


def preset_values(name: str) -> dict[str, Any]:
    """Return what problem ``name`` of the core sets each setting to."""
    problem = PRESETS[name]
    unused = (0.0,) * (MOST_INPUTS - len(problem.weights))
    return {
        "data": problem.examples,
        **dict(zip(WEIGHTS, problem.weights + unused, strict=True)),
        "bias": problem.bias,
        "learning_rate": problem.learning_rate,
        "cost": choice_of(problem.costs),
        "epochs": problem.epochs,
        "changes": (),
    }


def settings_of(values: Mapping[str, Any]) -> dict[str, MultiInputSettings]:
    """Return the core's settings for each cost that ``values`` choose."""
    examples = values["data"]
    return {
        cost: MultiInputSettings(
            examples=examples,
            weights=tuple(values[name] for name in WEIGHTS[: examples.inputs.shape[1]]),
            bias=values["bias"],
            learning_rate=values["learning_rate"],
            cost=COSTS[cost],
            epochs=values["epochs"],
        )
        for cost in COST_CHOICES[values["cost"]]
    }


RUN: RunSettings[MultiInputSettings] = RunSettings(
    SETTING_FIELDS, PRESET_LABELS, preset_values, settings_of
)
