"""The slowdown map: how long a neuron takes from every start z, with every η, by either cost."""

import base64
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from bokeh.palettes import viridis
from numpy.typing import NDArray

from app.labs.neuron.history import History
from app.training_lab.commands import Changes, Command
from app.training_lab.controls import LabControls
from app.training_lab.cost_choices import COST_LABELS
from app.ui.fields import Choice, Refused
from app.ui.language import Translate
from core import CROSS_ENTROPY, QUADRATIC, RANGES, Settings, epochs_until_close
from core.costs.costs import Cost

TOLERANCE = Choice("tolerance", (0.01, 0.02, 0.05, 0.1, 0.2, 0.3))
"""How near to y the output is to come."""
SIZE = 200
EPOCHS = 300
COLOURS = 64
TICKS = (1, 3, 10, 30, 100, 300)
"""Numbers of epochs that stand beside the scale of colours."""


def content(controls: LabControls, _history: History, _: Translate) -> dict[str, Any]:
    """Return both maps, packed, with what they reach over and how they are coloured."""
    return {
        "size": SIZE,
        "epochs": EPOCHS,
        "z": reach(controls.input),
        "rates": list(RANGES["learning_rate"]),
        "tolerance": controls.tolerance,
        "tolerances": list(TOLERANCE.options),
        "target": controls.target,
        "maps": packed(controls.input, controls.target, controls.tolerance),
        "here": here(controls),
        # Dark is fast: where learning is slow the picture glows.
        "palette": list(viridis(COLOURS)),
        "ticks": list(TICKS),
        "texts": {
            "map": _("{name}: epochs until the output is within {tolerance} of y"),
            **{cost.name: _(COST_LABELS[cost.name]) for cost in (QUADRATIC, CROSS_ENTROPY)},
            "z": _("starting z"),
            "rate": _("learning rate η"),
            "scale": _("Epochs"),
            "never": _("more than {epochs}"),
            "within": _("Distance from y that counts as learned"),
            "ring": _("At the ring, {cell}"),
            "cell": _("z = {z}, η = {rate}: {counts}"),
            "count": _("{name} {epochs}"),
            "take": _("Click in a map, or use arrow keys and Enter, to take that start and η."),
        },
    }


def here(controls: LabControls) -> dict[str, int]:
    """Return the epochs that it takes from the settings of now, by the cost; EPOCHS + 1 if more."""
    settings = next(iter(controls.settings().values()))
    return {
        cost.name: int(epochs_until_close(replace(settings, cost=cost), controls.tolerance, EPOCHS))
        for cost in (QUADRATIC, CROSS_ENTROPY)
    }


def reach(x: float) -> list[float]:
    """Return the lowest and the highest z = wx + b from which a neuron can start."""
    furthest = RANGES["weight"].high * abs(x) + RANGES["bias"].high
    return [-furthest, furthest]


def grid(x: float, y: float, cost: Cost) -> Settings:
    """Return the settings of all cells: η grows along the first axis, z along the second."""
    middles = (np.arange(SIZE) + 0.5) / SIZE
    low, high = RANGES["learning_rate"]
    along = RANGES["weight"].high * (2.0 * middles - 1.0)
    return Settings(
        weight=along * (1.0 if x >= 0 else -1.0),
        bias=along,
        learning_rate=(low * (high / low) ** middles)[:, None],
        cost=cost,
        input=x,
        target=y,
    )


@lru_cache(maxsize=16)
def packed(x: float, y: float, tolerance: float) -> dict[str, str]:
    """Return by cost the map's numbers of epochs: 16 bits each, deflated, in base 64."""
    texts = {}
    for cost in (QUADRATIC, CROSS_ENTROPY):
        found: NDArray[Any] = epochs_until_close(grid(x, y, cost), tolerance, EPOCHS)
        texts[cost.name] = base64.b64encode(zlib.compress(found.astype("<u2").tobytes())).decode()
    return texts


def start_at(z: float, weight: float, bias: float, x: float) -> tuple[float, float]:
    """Return the weight and bias of the nearest start whose wx + b is ``z``.

    Near is meant as seen from ``weight`` and ``bias``, in range and to two decimals; a z that no
    start has becomes the nearest that one has.
    """
    low, high = RANGES["weight"]
    change = (z - (weight * x + bias)) / (x * x + 1.0)
    near_bias = min(high, max(low, bias + change))
    if x:
        weight = round(min(high, max(low, (z - near_bias) / x)), 2)
    return weight + 0.0, round(min(high, max(low, z - weight * x)), 2) + 0.0


def set_tolerance(command: Command, _controls: object, _history: object) -> Changes:
    """Have the map of another tolerance."""
    return {"tolerance": command.get("tolerance")}


def take(command: Command, controls: LabControls, _history: object) -> Changes:
    """Start from a point of a plane (weight, bias), or of the map (z, η)."""
    if "z" not in command:
        return {"weight": command.get("weight"), "bias": command.get("bias")}
    z = command["z"]
    # Compared, not converted: it may be an integer too large for a float.
    low, high = reach(controls.input)
    if isinstance(z, bool) or not isinstance(z, int | float) or not low <= z <= high:
        raise Refused("z")
    weight, bias = start_at(z, controls.weight, controls.bias, controls.input)
    return {"weight": weight, "bias": bias, "learning_rate": command.get("learning_rate")}
