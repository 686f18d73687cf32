"""What a run can be set to: the fields of its settings, and the problems that set them all."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.multi_input.table import Table
from app.training_lab.controls import OWN_SETTINGS
from app.training_lab.cost_choices import COST_CHOICES, choice_of
from app.ui.fields import Choice, Field, Number
from app.ui.language import marked
from core import COSTS, RANGES
from core.multi_input.examples import MOST_INPUTS
from core.multi_input.presets import PRESETS
from core.multi_input.training import MultiInputSettings

PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "and": marked("AND: 1 if both are 1"),
        "or": marked("OR: 1 if one of them is 1"),
        "nand": marked("NAND: 0 if both are 1"),
        "cloud": marked("A cloud of points that a line parts"),
        "input-near-zero": marked("An input that is always near zero"),
        "xor": marked("XOR: 1 if just one of them is 1"),
        OWN_SETTINGS: marked("Own settings"),
    }
)
WEIGHTS = tuple(f"w{number}" for number in range(1, MOST_INPUTS + 1))
"""The names of the starting weights; a table of fewer inputs leaves the last of them unused."""
CHOICES = ("quadratic", "cross-entropy", "both")
DATA = Table()
SETTING_FIELDS: tuple[Field, ...] = (
    DATA,
    *(Number(name, RANGES["weight"]) for name in WEIGHTS),
    Number("bias", RANGES["bias"]),
    Number("learning_rate", RANGES["learning_rate"], ".3g"),
    Choice("cost", CHOICES),
    Number("epochs", RANGES["epochs"], "d"),
)
PRESET = Choice("preset", tuple(PRESET_LABELS))


def preset_values(name: str) -> dict[str, Any]:
    """Return what problem ``name`` of the core sets each setting to; OWN_SETTINGS sets none."""
    if name == OWN_SETTINGS:
        return {}
    problem = PRESETS[name]
    unused = (0.0,) * (MOST_INPUTS - len(problem.weights))
    return {
        "data": problem.examples,
        **dict(zip(WEIGHTS, problem.weights + unused, strict=True)),
        "bias": problem.bias,
        "learning_rate": problem.learning_rate,
        "cost": choice_of(problem.costs),
        "epochs": problem.epochs,
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
