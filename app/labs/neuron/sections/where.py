"""Where the neuron stands: σ(z), C against z, and the plane of weight and bias.

With one input both costs depend on w and b by z = wx + b alone: their contours in the plane are
straight lines, and every run moves across them along the direction (x, 1).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.labs.neuron.history import History
from app.labs.neuron.sections.why import powers
from app.training_lab.controls import LabControls
from app.training_lab.cost_choices import COST_LABELS, OWN_COST
from app.ui.language import Translate
from core import COSTS, CROSS_ENTROPY, QUADRATIC, RANGES, sigmoid

SMALLEST_REACH = 10.0
"""The least abs(z) that is shown."""
ROOM = 1.06
LEVELS = 9
"""So many contours of the cost are drawn, evenly spaced in C."""


def content(controls: LabControls, history: History, _: Translate) -> dict[str, Any]:
    """Return the curves over z, and per cost the z of its contours with their C."""
    z = shown(history)
    y = controls.target
    costs = {each.name: each for each in (QUADRATIC, CROSS_ENTROPY)}
    if OWN_COST in history.costs:
        costs[OWN_COST] = history.costs[OWN_COST]
    return {
        "start": list(RANGES["weight"]),
        "z": z.tolist(),
        "sigmoid": np.asarray(sigmoid(z)).tolist(),
        "costs": {
            name: {
                "values": np.asarray(cost.value(z, y)).tolist(),
                "contours": contours(z, np.asarray(cost.value(z, y))),
            }
            for name, cost in costs.items()
        },
        "names": {name: _(COST_LABELS[name]) for name in costs},
        "powers": powers(controls),
        "formula_of": {**{name: formula_of(name) for name in COSTS}, OWN_COST: OWN_COST},
        "texts": {
            "curve": _("The output: σ(z), and its slope σ′(z) where the neuron stands"),
            "cost": _("{name}: C against z, and its derivative ∂C/∂z"),
            "plane": _("{name}: lines of equal C over weight and bias"),
            "only_z": _(
                "With one input only z = wx + b matters: every line of equal cost is a line of"
                " equal z, and every run goes straight along (x, 1)."
            ),
            "take": _("Click in a plane, or use arrow keys and Enter, to start there."),
            "untrained": _("not trained in this run"),
            "here": _("w = {weight}, b = {bias}"),
        },
    }


def formula_of(cost: str) -> str:
    """Return the cost of the chapter that has the same C as ``cost``."""
    same = (each.name for each in (QUADRATIC, CROSS_ENTROPY) if each.value is COSTS[cost].value)
    return next(same)


def shown(history: History) -> NDArray[np.float64]:
    """Return the z over which curves are drawn: all that the run comes to, dense around 0."""
    furthest = max(float(np.abs(frame.weighted_input).max()) for frame in history.frames.values())
    reach = max(SMALLEST_REACH, ROOM * furthest)
    near = np.linspace(-SMALLEST_REACH, SMALLEST_REACH, 121)
    return np.union1d(near, np.linspace(-reach, reach, 41))


def contours(z: NDArray[np.float64], cost: NDArray[np.float64]) -> list[list[float]]:
    """Return pairs (z, C) of evenly spaced C, by straight lines between the given points."""
    near = np.abs(z) <= SMALLEST_REACH
    z, cost = z[near], cost[near]
    found = []
    for level in np.linspace(cost.min(), cost.max(), LEVELS + 2)[1:-1]:
        above = cost >= level
        for at in np.flatnonzero(above[1:] != above[:-1]):
            part = (level - cost[at]) / (cost[at + 1] - cost[at])
            found.append([float(z[at] + part * (z[at + 1] - z[at])), float(level)])
    return found
