"""How long neurons take to learn: the first epoch at which each is close to its target."""

from math import prod

import numpy as np
from numpy.typing import NDArray

from core.costs.costs import Cost
from core.neuron.settings import Settings
from core.neuron.training import BLOCK
from core.sigmoid import Numbers, weighted_input, weighted_input_of

KEPT = 0.85
"""Where fewer than this part of some neurons are still waited for, the others are let go of."""


def epochs_until_close(settings: Settings, tolerance: float, epochs: int) -> NDArray[np.int_]:
    """The first epoch at which the output is within `tolerance` of the target, for each neuron.

    Of the shape of the settings. Where the first `epochs` updates do not get there, it is
    epochs + 1. With one input only z matters: w → w − ηxδ and b → b − ηδ (eqs. 55 and 56, or 61
    and 62) together are z → z − η(x² + 1)δ. Raises ValueError unless the tolerance is positive
    and epochs is not negative.
    """
    if not tolerance > 0 or epochs < 0:
        raise ValueError(f"no run of {epochs} epochs, or nothing within {tolerance}")
    x = settings.input
    z = weighted_input(settings.weight, settings.bias, x)
    # Beyond 0 and 1 there are no outputs, and no z to wait for.
    close = (np.clip(settings.target + side * tolerance, 0.0, 1.0) for side in (-1, 1))
    low, high = map(weighted_input_of, close)
    columns = (z, settings.learning_rate * (x * x + 1.0), settings.target, low, high)
    flat = [np.broadcast_to(each, settings.shape).ravel() for each in columns]
    first = np.full(prod(settings.shape), epochs + 1)
    for begin in range(0, len(first), BLOCK):
        block = slice(begin, begin + BLOCK)
        _watch(settings.cost, first[block], *(each[block] for each in flat))
    return first.reshape(settings.shape)


def _watch(
    cost: Cost, first: NDArray[np.int_], z: Numbers, rate: Numbers, y: Numbers, *ends: Numbers
) -> None:
    """Write into `first` the epoch at which each z comes between its `ends`, if that is before.

    Those that have are let go of, some at a time: a map has many, and they cost as much as others.
    """
    columns = [np.asarray(each) for each in (z, rate, y, *ends)]
    index = np.arange(len(first))
    waiting = np.ones(len(first), dtype=bool)
    for epoch in range(int(first.max(initial=0))):
        z, rate, y, low, high = columns
        came = waiting & (low < z) & (z < high)
        first[index[came]] = epoch
        waiting &= ~came
        left = np.count_nonzero(waiting)
        if left == 0:
            return
        if left < KEPT * len(waiting):
            index, *columns = (each[waiting] for each in (index, *columns))
            z, rate, y, low, high = columns
            waiting = np.ones(left, dtype=bool)
        columns[0] = z - rate * cost.output_error(z, y)
