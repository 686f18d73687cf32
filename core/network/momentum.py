"""Momentum: the gradient changes a velocity, and the velocity changes the weights.

v → μv − η∇C (eq. 107) and w → w + v (eq. 108). With μ = 0 that is gradient descent; 1 − μ is the
friction. μ is from −0.5 to 1.2 (`RANGE`): beyond 1 the velocity grows by itself, and below 0 each
update takes back a part of the last one. Source: chapter 3, the section on momentum.
"""

from collections.abc import Sequence

from core.network.backpropagation import Update
from core.network.output_layers import Array
from core.neuron.settings import Range

RANGE = Range(-0.5, 1.2)
"""The limits of μ."""


def with_momentum(update: Update, momentum: float | Array, velocities: list[Array]) -> Update:
    """The update that is −v, where `velocities` are the −v of each matrix and are kept up to date.

    Of several networks each may have a μ of its own, (networks, 1, 1).
    """

    def momentum_update(matrices: Sequence[Array], inputs: Array, targets: Array) -> list[Array]:
        taken = update(matrices, inputs, targets)
        for velocity, each in zip(velocities, taken, strict=True):
            velocity *= momentum
            velocity += each
        return velocities

    return momentum_update
