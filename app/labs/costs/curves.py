"""The curves of the Costs lab, over the output a for one target y."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from core import Range
from core.costs.entropy import average_surprise, binary_entropy, surprise
from core.costs.over_output import CURVES
from core.costs.power_family import asked_output_error, integrated_cost

OUTPUTS = np.unique(
    np.concatenate(
        [
            np.linspace(0.0, 1.0, 101),
            np.geomspace(1e-4, 0.02, 12),
            1.0 - np.geomspace(1e-4, 0.02, 12),
        ]
    )
)
"""Where the curves are worked out: denser at both ends, where costs are steep."""

LIMITS: Mapping[str, Range] = MappingProxyType(
    {"value": Range(0.0, 4.0), "derivative": Range(-12.0, 12.0), "output_error": Range(-1.1, 1.1)}
)
"""What the pictures of C, ∂C/∂a and ∂C/∂z reach over at most."""

SEEN = (0.01, 0.99)
"""The outputs between which ∂C/∂a and ∂C/∂z are in their pictures, as far as these reach."""
ROOM = 0.08
"""Room beyond the lowest and the highest of them, as a part of what is between."""

ENDS = (0.0, 1.0)
"""The targets for which the swapped form is infinite."""

FAR = 1e3
"""What is infinite is drawn to here, far outside of every picture."""

CLOSED = {0.0: "cross-entropy", 1.0: "quadratic"}
"""The costs of the chapter that a power makes."""


def drawn(values: object) -> list[float]:
    """Return ``values`` as a browser can have them: what is infinite is only far away."""
    return np.clip(np.asarray(values, dtype=float), -FAR, FAR).tolist()  # type: ignore[no-any-return]


def curves_at(y: float) -> dict[str, dict[str, list[float]]]:
    """Return C, ∂C/∂a and ∂C/∂z of every cost over ``OUTPUTS``."""
    return {
        quantity: {
            name: drawn(getattr(curve, quantity)(OUTPUTS, y)) for name, curve in CURVES.items()
        }
        for quantity in LIMITS
    }


def values_at(a: float, y: float) -> dict[str, dict[str, float]]:
    """Return the same at one output, where it may be infinite."""
    return {
        quantity: {name: float(getattr(curve, quantity)(a, y)) for name, curve in CURVES.items()}
        for quantity in LIMITS
    }


def slope_at(a: float) -> float:
    """Return σ′ where the output is a: a(1 − a)."""
    return a * (1.0 - a)


def limits_at(y: float) -> dict[str, list[float]]:
    """Return what the pictures of C, ∂C/∂a and ∂C/∂z reach over for a target, 0 among it."""
    return {"value": list(LIMITS["value"])} | {
        quantity: _limits(quantity, y) for quantity in ("derivative", "output_error")
    }


def _limits(quantity: str, y: float) -> list[float]:
    """Return the least and the most of a quantity within ``SEEN``, with room at both ends."""
    first, last = SEEN
    outputs = OUTPUTS[(first <= OUTPUTS) & (last >= OUTPUTS)]
    every = np.array([getattr(curve, quantity)(outputs, y) for curve in CURVES.values()])
    low, high = LIMITS[quantity]
    finite = np.append(every[np.isfinite(every)], 0.0).clip(low, high)
    least, most = float(finite.min()), float(finite.max())
    room = ROOM * (most - least)
    return [least - room, most + room]


def entropy() -> list[float]:
    """Return the smallest cross-entropy for each y of ``OUTPUTS`` (eq. 64)."""
    return drawn(binary_entropy(OUTPUTS))


def made(y: float, power: float) -> dict[str, Any]:
    """Return the ∂C/∂z that is asked for and the C that it makes, over ``OUTPUTS``.

    Where the chapter has that cost in closed form, this is there too, with its name.
    """
    name = CLOSED.get(power)
    return {
        "asked": drawn(asked_output_error(OUTPUTS, y, power)),
        "cost": drawn(integrated_cost(OUTPUTS, y, power)),
        "closed": None if name is None else drawn(CURVES[name].value(OUTPUTS, y)),
        "name": name,
    }


def surprises(a: float, y: float) -> dict[str, float]:
    """Return the surprise at each answer, how likely it is, and the average (eq. 57)."""
    return {
        "one": float(surprise(a)),
        "zero": float(surprise(1.0 - a)),
        "average": float(average_surprise(a, y)),
    }
