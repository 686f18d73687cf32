"""When a single neuron first comes close to its target, and how far that can be known."""

import numpy as np

from core import Settings, train

EPSILON = float(np.finfo(float).eps)
SAFETY = 64.0


def first_close(settings: Settings, tolerance: float, epochs: int) -> tuple[int, int]:
    """The first epoch of a run at which the output is closer than ``tolerance``, or epochs + 1;
    and from which epoch on another order of the same sums could have said otherwise.

    Large steps on a target in the middle are chaos: what rounding does to z grows with each. It is
    followed as |1 − η(x² + 1) ∂δ/∂z| makes it grow.
    """
    frame = train(settings, epochs=epochs)
    distance = np.abs(frame.output - settings.target)
    found = np.flatnonzero(distance < tolerance)
    first = int(found[0]) if len(found) else epochs + 1
    z = frame.weighted_input
    steps = float(settings.learning_rate) * (float(settings.input) ** 2 + 1.0)
    with_slope = settings.cost.output_error(z + 1e-30j, settings.target)
    growth = np.abs(1.0 - steps * np.imag(with_slope) / 1e-30).tolist()
    sizes = 1.0 + np.abs(frame.weight * settings.input) + np.abs(frame.bias)
    rounded = (SAFETY * EPSILON * (sizes + np.abs(steps * frame.output_error))).tolist()
    error = 0.0
    for epoch, margin in enumerate(np.abs(distance - tolerance).tolist()):
        error += rounded[epoch]
        # σ′ is 1/4 at most, so this is four times what the output can be off by.
        if margin <= error:
            return first, epoch
        error *= growth[epoch]
    return first, epochs + 1


def agrees(found: int, settings: Settings, tolerance: float, epochs: int) -> bool:
    """Whether ``found`` is the first epoch that is close, as far as that can be known."""
    first, certain = first_close(settings, tolerance, epochs)
    return found == first if first < certain else found >= certain
