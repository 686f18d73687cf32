"""What can be said of a run of a neuron with several inputs, each claim with its definition."""

import numpy as np
from numpy.typing import NDArray

from core.multi_input.examples import Examples
from core.multi_input.training import (
    MultiInputFrame,
    MultiInputSettings,
    gradient,
    weighted_inputs,
)
from core.sigmoid import sigmoid

NEAR_ZERO = 0.1
"""Up to this, and up to this part of the largest input of all, an input is near zero."""
LITTLE = 0.25
"""A weight moved little if at most this part of the largest move of all weights and the bias."""
CANCELLED = 1e-12
"""A gradient that is no larger part of its input is 0 but for rounding."""
HALF = 0.1
"""An output within this of 1/2 is near it."""
STILL = 0.01
"""A neuron is at rest if as many epochs at its last pace would move no z by more than this."""


def all_right_from(frames: MultiInputFrame) -> int | None:
    """The epoch from which on every answer is right to the end of the run, None if the last is not.

    An undecided answer is not right, see `core.multi_input.training.UNDECIDED`.
    """
    wrong = np.flatnonzero(frames.accuracy < 1.0)
    first = int(wrong[-1]) + 1 if len(wrong) else 0
    return first if first < len(frames.accuracy) else None


def errors_cancel(settings: MultiInputSettings) -> bool:
    """Whether all targets are 0 or 1, and the gradient is 0 at w = 0 and b = 0.

    Cross-entropy is convex in the weights and the bias, so it has no smaller value anywhere: no
    point, line or plane (of 1, 2 or 3 inputs) parts the examples of target 0 from those of 1.
    """
    examples = settings.examples
    if not set(examples.targets) <= {0.0, 1.0}:
        return False
    # Each input by its own size: beside a large one a small one may still part the answers.
    largest = np.abs(examples.inputs).max(axis=0)
    by_weight, by_bias = gradient(settings, np.zeros(len(largest)), 0.0)
    return bool(np.all(np.abs(by_weight) <= CANCELLED * largest) and abs(by_bias) <= CANCELLED)


def near_half(settings: MultiInputSettings, frames: MultiInputFrame) -> bool:
    """Whether every output of the last epoch is within HALF of 1/2."""
    z = weighted_inputs(settings.examples, frames.weight[-1], frames.bias[-1])
    return bool(np.all(np.abs(sigmoid(z) - 0.5) <= HALF))


def at_rest(settings: MultiInputSettings, frames: MultiInputFrame) -> bool:
    """Whether as many epochs again, at the pace of the last frame, move no z beyond STILL.

    That is n η |Σⱼ xⱼ ∂C/∂wⱼ + ∂C/∂b| ≤ STILL for every example, n being the epochs of the run.
    """
    pace = settings.examples.inputs @ frames.weight_gradient[-1] + frames.bias_gradient[-1]
    epochs = len(frames.epoch) - 1
    return bool(epochs * settings.learning_rate * np.abs(pace).max() <= STILL)


def small_inputs(examples: Examples) -> dict[int, float]:
    """The inputs near zero, by their number from 1: the largest |xⱼ| of each.

    It is at most NEAR_ZERO, and at most that part of the largest |x| of all inputs. An input that
    is always 0 is none of them.
    """
    largest = np.abs(examples.inputs).max(axis=0)
    limit = NEAR_ZERO * min(1.0, float(largest.max()))
    return {
        number: each for number, each in enumerate(largest.tolist(), start=1) if 0.0 < each <= limit
    }


def largest_moves(frames: MultiInputFrame) -> NDArray[np.float64]:
    """How far each weight, and last the bias, was from its start at most, of shape (d + 1,)."""
    both = np.column_stack([frames.weight, frames.bias])
    return np.asarray(np.abs(both - both[0]).max(axis=0))


def moved_little(frames: MultiInputFrame, number: int) -> bool:
    """Whether the weight of that number, from 1, moved at most LITTLE of what moved most."""
    moves = largest_moves(frames)
    return bool(moves[number - 1] <= LITTLE * moves.max())
