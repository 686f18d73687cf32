"""Why an output barely moves at first: the plateau of a run, and what is to blame for it.

The functions read the frames of a run, (n + 1,) each for epochs 0 to n, and the x and y it was
trained with. The learning rate and the cost may change from epoch to epoch, see `core.schedule`.
"""

import math
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.neuron.frames import Frame
from core.sigmoid import sigmoid, weighted_input_of

WAY = 0.1
"""A first output within this of y has no way to go."""
BARELY = 0.05
"""Up to this part of the way, an output has barely moved."""
LONG = 0.2
"""A plateau is at least this part of its run."""
SHORTEST = 5
"""A plateau has at least so many updates."""
NEARLY = 0.9
"""Updates that are at least this part of those in a plateau are nearly all of them."""
FLAT = 0.1
"""Up to this σ′(z), of 1/4 at most, σ counts as flat."""
FLAT_FROM = float(weighted_input_of((1.0 + math.sqrt(1.0 - 4.0 * FLAT)) / 2.0))
"""The abs(z) from which on it is: there a is a root of a(1 − a) = FLAT."""


class Reason(Enum):
    """Why an output barely moved: what is so of all updates in a plateau, or of nearly all."""

    FLAT = "flat"
    """σ was flat: σ′(z) ≤ FLAT was a factor of every step, and with 1/4 for it the output moves."""
    SMALL_STEPS = "small steps"
    """No factor of the cost is to blame: with 1/4 for σ′(z) in every step it barely moves, too."""


class Plateau(NamedTuple):
    """Epochs 0 to `epochs`, in which the output barely moved.

    `part` are the first and the last epoch of the updates that the reason is of, where that are not
    all; `steepest` is the largest σ′(z) in these epochs. There is no reason where σ was neither
    flat nor without effect.
    """

    epochs: int
    steepest: float
    reason: Reason | None
    part: tuple[int, int] | None = None


def moved(output: NDArray[Any], target: float) -> NDArray[np.float64]:
    """How far each output is from the first, as a part of the way from there to the target.

    Where the first output is the target, there is no way, and all parts are 0.
    """
    way = abs(float(output[0]) - target)
    return np.abs(output - output[0]) / way if way else np.zeros(len(output))


def plateau(run: Frame[NDArray[Any]], x: float, y: float) -> Plateau | None:
    """The epochs from the start in which the output barely moved, if there are enough.

    In them it stays within BARELY of the way. They are at least LONG of the run and SHORTEST, and
    the way is at least WAY. Where no reason holds for all their updates, one is sought for those in
    a row that one cost made, the most there are, if these are NEARLY all.
    """
    last = _still_until(run.output, y)
    if abs(run.residual[0]) < WAY or last < max(LONG * (len(run.output) - 1), SHORTEST):
        return None
    reason = _reason(run, 0, last, x, y)
    begin, end = _longest_by_one_cost(run, last)
    if reason is None and NEARLY * last <= end - begin < last:
        reason = _reason(run, begin, end, x, y)
        if reason is not None:
            return Plateau(last, _steepest(run, begin, end), reason, (begin, end))
    return Plateau(last, _steepest(run, 0, last), reason)


def let_through(run: Frame[NDArray[Any]], found: Plateau) -> float:
    """The largest part of the error that σ′(z)^p left in δ, in the updates that the reason is of.

    That is of costs which have σ′ as a factor, p > 0: for the quadratic cost it is σ′(z) itself.
    """
    updates = slice(*(found.part or (0, found.epochs)))
    return float((run.sigmoid_slope[updates] ** run.slope_power[updates]).max())


def starts_flat_with_slope_cancelled(run: Frame[NDArray[Any]]) -> bool:
    """Whether the run starts where σ is flat, with way to go, by a cost that cancels σ′.

    A cost cancels σ′ where its error δ has no power of it (eqs. 60, 61), as cross-entropy does.
    """
    has_way = abs(float(run.residual[0])) >= WAY
    return bool(has_way and run.sigmoid_slope[0] <= FLAT and run.slope_power[0] == 0)


def _longest_by_one_cost(run: Frame[NDArray[Any]], last: int) -> tuple[int, int]:
    """The epochs before and after the most updates in a row, up to `last`, with one slope power."""
    changed = np.flatnonzero(np.diff(run.slope_power[:last])) + 1
    return max(pairwise([0, *changed.tolist(), last]), key=lambda ends: ends[1] - ends[0])


def _reason(run: Frame[NDArray[Any]], begin: int, end: int, x: float, y: float) -> Reason | None:
    """Why the output barely moved in the updates from epoch `begin` to epoch `end`."""
    if not _moves_where_steepest(run, begin, end, x, y):
        return Reason.SMALL_STEPS
    is_factor = np.all(run.slope_power[begin:end] > 0)
    return Reason.FLAT if is_factor and _steepest(run, begin, end) <= FLAT else None


def _steepest(run: Frame[NDArray[Any]], begin: int, end: int) -> float:
    """The largest σ′(z) from epoch `begin` to epoch `end`, both included."""
    return float(run.sigmoid_slope[begin : end + 1].max())


def _still_until(output: NDArray[Any], target: float) -> int:
    """The last epoch before the first at which the output has more than barely moved."""
    beyond = np.flatnonzero(moved(output, target) > BARELY)
    return int(beyond[0]) - 1 if len(beyond) else len(output) - 1


def _moves_where_steepest(
    run: Frame[NDArray[Any]], begin: int, end: int, x: float, y: float
) -> bool:
    """Whether these updates move the output if 1/4 stands for σ′ in δ = (a − y) σ′(z)^p.

    A cost without that factor, or one that divides by it, keeps its own δ.
    """
    powers = np.maximum(run.slope_power[begin:end], 0.0)
    factors = run.learning_rate[begin:end] * (x * x + 1.0) * 0.25**powers
    z = float(run.weighted_input[begin])
    first, output = float(run.output[0]), float(run.output[begin])
    for factor in factors.tolist():
        z -= factor * (output - y)
        output = float(sigmoid(z))
        if abs(output - first) > BARELY * abs(first - y):
            return True
    return False
