"""How an output comes to y, goes past it, or stays away: each claim with its definition.

The functions read the frames of a run, (n + 1,) each for epochs 0 to n, and the x and y it was
trained with. The learning rate and the cost may change from epoch to epoch, see `core.schedule`.
Below, c = η(x² + 1): an update takes z to z − cδ (eqs. 55 and 56, or 61 and 62).
"""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.neuron.frames import Frame
from core.sigmoid import sigmoid, weighted_input_of

CLOSE = 0.1
"""An output within this of y has learned it."""
SATURATED = 1e-3
"""Below this σ′(z) a neuron is saturated."""
ROUNDING = 1e-9
"""Residuals up to this are on neither side of y."""
LOOKED_AT = 257
"""At so many z is it checked that steps do not lead away from y."""
NEAR_GOAL = 1e-6
"""So near to σ⁻¹(y), δ is taken to be linear in z."""

Run: TypeAlias = Frame[NDArray[Any]]


class Overshoot(NamedTuple):
    """An update that took the output past y, and beyond CLOSE: to `epoch`, from z to z."""

    epoch: int
    before: float
    after: float


def crossings(run: Run) -> NDArray[np.int_]:
    """The epochs at which the output is on the other side of y than it last was.

    Residuals up to ROUNDING are on no side.
    """
    sides = np.flatnonzero(np.abs(run.residual) > ROUNDING)
    signs = np.sign(run.residual[sides])
    return np.asarray(sides[1:][signs[1:] != signs[:-1]])


def overshoot(run: Run) -> Overshoot | None:
    """The first update that took the output past y, if it went on beyond CLOSE."""
    crossed = crossings(run)
    if not len(crossed) or abs(run.residual[crossed[0]]) <= CLOSE:
        return None
    epoch = int(crossed[0])
    before, after = run.weighted_input[epoch - 1 : epoch + 1].tolist()
    return Overshoot(epoch, before, after)


def settles(run: Run, x: float, y: float) -> bool:
    """Whether the last rule, however often it is applied, never takes z farther from its goal.

    With z* = σ⁻¹(y) and d the distance of the last z from it, |cδ(z)| ≤ 2|z − z*| for all z within
    d of z*: each step is toward z*, and ends no farther from it than it began; or |cδ(z)| ≤
    |z − z*| for those on the side of the last z: no step goes past z*. It is checked at LOOKED_AT
    of them. For y = 0 and y = 1 the goal is infinitely far, and always ahead.
    """
    own_side, both_sides = _strides(run, x, y)
    return own_side <= 1.0 or both_sides <= 2.0


def oscillates(run: Run, x: float, y: float) -> bool:
    """Whether the output went past y three times or more, and cannot come to rest there.

    Next to z* = σ⁻¹(y) the last rule takes z − z* to (1 − cσ′(z*)^(p + 1)) (z − z*): away from z*
    where cσ′(z*)^(p + 1) > 2.
    """
    return len(crossings(run)) > 2 and _stride_at_goal(run, x, y) > 2.0


def within(run: Run, x: float, y: float, distance: float = CLOSE) -> int | None:
    """The epoch from which on |a − y| < distance, to the end of the run and after it.

    None if the last output is farther away, or the last rule may yet take it there: where it does
    not settle, or steps past σ⁻¹(y) and may come as far beyond as the last z is before it.
    """
    left = np.flatnonzero(np.abs(run.residual) >= distance)
    first = int(left[-1]) + 1 if len(left) else 0
    if first == len(run.residual):
        return None
    own_side, both_sides = _strides(run, x, y)
    if own_side <= 1.0:
        return first
    mirrored = 2.0 * float(weighted_input_of(y)) - float(run.weighted_input[-1])
    return first if both_sides <= 2.0 and abs(float(sigmoid(mirrored)) - y) < distance else None


def _strides(run: Run, x: float, y: float) -> tuple[float, float]:
    """The largest step |cδ(z)| of the last rule as a part of |z − z*|, where z* = σ⁻¹(y).

    Of the z from z* to the last z, and of those and as many beyond z*. At z* itself it is the slope
    of cδ. Where z* is infinitely far, every step is 0 of the way.
    """
    goal = float(weighted_input_of(y))
    if np.isinf(goal):
        return 0.0, 0.0
    power = float(run.slope_power[-1])
    factor = float(run.learning_rate[-1]) * (x * x + 1.0)
    parts = np.linspace(-1.0, 1.0, LOOKED_AT)
    way = parts * (float(run.weighted_input[-1]) - goal)
    output = np.asarray(sigmoid(goal + way))
    slope = output * (1.0 - output)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        strides = factor * (output - y) * slope**power / way
    # Nearer than rounding allows, the quotient is that of two roundings.
    strides[np.abs(way) < NEAR_GOAL] = _stride_at_goal(run, x, y)
    strides[np.isnan(strides)] = np.inf
    return float(strides[parts >= 0.0].max()), float(strides.max())


def _stride_at_goal(run: Run, x: float, y: float) -> float:
    """What `_strides` are next to z*: the slope cσ′(z*)^(p + 1) of cδ."""
    factor = float(run.learning_rate[-1]) * (x * x + 1.0)
    return float(factor * (y * (1.0 - y)) ** (float(run.slope_power[-1]) + 1.0))


def saturated(run: Run) -> bool:
    """Whether σ′(z) of the last frame is below SATURATED."""
    return bool(run.sigmoid_slope[-1] < SATURATED)
