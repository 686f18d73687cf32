"""How long neurons take to learn: the first epoch at which each is close to its target."""

from math import prod

import numpy as np
from numpy.typing import NDArray

from core.neuron import weighted_input, weighted_input_of
from core.settings import Settings
from core.training import BLOCK


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
    first = np.zeros(prod(settings.shape), dtype=int)
    for begin in range(0, len(first), BLOCK):
        block = slice(begin, begin + BLOCK)
        z, rate, target, low, high = (each[block] for each in flat)
        waiting = np.ones(z.shape, dtype=bool)
        for _ in range(epochs + 1):
            waiting &= (z <= low) | (z >= high)
            if not waiting.any():
                break
            first[block] += waiting
            z = z - rate * settings.cost.output_error(z, target)
    return first.reshape(settings.shape)
