"""Regularisation: a penalty on large weights, beside the cost.

A network that is regularised makes C = C₀ + P small, where C₀ is the cost of its output layer and
n the number of training examples, whatever set the cost is looked at on:

- L2, weight decay (eqs. 85 to 88): P = (λ/2n) Σ w², ∂P/∂w = (λ/n) w
- L1 (eqs. 95 to 97): P = (λ/n) Σ |w|, ∂P/∂w = (λ/n) sgn(w), where sgn(0) = 0

The sums are over all weights; biases are left alone. λ is from 0 to 1,000, `RANGE`; with 0 nothing
is penalised. P is a number of its own here and is never added to C₀.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.network.backpropagation import Layer, Update
from core.network.output_layers import Array
from core.neuron.settings import Range

RANGE = Range(0.0, 1000.0)
"""The limits of λ."""


class Regularisation(StrEnum):
    """What is penalised: nothing, the squares of the weights, or their absolute values."""

    NONE = "none"
    L2 = "l2"
    L1 = "l1"


class Penalty(NamedTuple):
    """P for λ/n = 1, as `of(w)` for an array of weights, and its `derivative(w)`, ∂P/∂w."""

    of: Callable[[Array], float]
    derivative: Callable[[Array], Array]


PENALTIES: Mapping[Regularisation, Penalty] = MappingProxyType(
    {
        Regularisation.L2: Penalty(lambda w: float(np.sum(w * w)) / 2.0, lambda w: w),
        Regularisation.L1: Penalty(lambda w: float(np.sum(abs(w))), np.sign),
    }
)
"""The penalty of each kind that has one."""


def penalty(
    kind: Regularisation, parameter: float, layers: Sequence[Layer], examples: int
) -> float:
    """P of a network, for λ = `parameter` and n = `examples` for training; 0 if there is none."""
    if kind not in PENALTIES:
        return 0.0
    return parameter / examples * sum(PENALTIES[kind].of(layer.weights) for layer in layers)


def regularised(update: Update, kind: Regularisation, decay: float | Array) -> Update:
    """The update that also takes off ηλ/n times ∂P/∂w, where `decay` is ηλ/n.

    Of several networks each may have a decay of its own, (networks, 1, 1).
    """
    derivative = PENALTIES[kind].derivative

    def regularised_update(matrices: Sequence[Array], inputs: Array, targets: Array) -> list[Array]:
        taken = update(matrices, inputs, targets)
        for each, matrix in zip(taken, matrices, strict=True):
            # The last row are the biases. What is always on has weights of 0, which stay so.
            each[..., :-1, :] += decay * derivative(matrix[..., :-1, :])
        return taken

    return regularised_update
