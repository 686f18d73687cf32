"""Backpropagation: the gradient of the cost in every layer, from the error of the outputs.

All hidden neurons are sigmoid: a = σ(z) with zⱼ = Σₖ wⱼₖaₖ + bⱼ, the aₖ being those of the layer
before. Errors δ = ∂C/∂z propagate back from the outputs, δₖ = σ′(zₖ) Σⱼ wⱼₖδⱼ, and in every layer
∂C/∂wⱼₖ is the mean of aₖδⱼ over the examples, and ∂C/∂bⱼ that of δⱼ (eqs. 65, 67, 69, 70 and 82 in
the output layer).

All work is done on matrices in which a bias is one more weight. That halves the number of calls
to numpy, and for mini-batches of ten these are what takes the time.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.pairings import Array

ALWAYS_ON = 1000.0
"""A bias so large that σ rounds to 1."""


class Layer(NamedTuple):
    """A layer of neurons: `weights` of shape (inputs, neurons), and `biases`, (neurons,).

    The weight wⱼₖ, to neuron j from input k, is `weights[k, j]`.
    """

    weights: NDArray[np.float64]
    biases: NDArray[np.float64]


def as_matrices(layers: Sequence[Layer]) -> list[Array]:
    """Each layer as one matrix, a copy, in which biases are weights from a neuron that is always 1.

    That is the last row, (inputs + 1, neurons), and the last column makes such a neuron for the
    layer after: with a bias of `ALWAYS_ON`, its output is 1 and its slope is 0 to the last bit, so
    that it also stays as it is. The layer of the outputs has no such column.
    """
    matrices = [np.vstack(layer) for layer in layers]
    always_on = (np.append(np.zeros(len(matrix) - 1), ALWAYS_ON) for matrix in matrices[:-1])
    hidden = zip(matrices, always_on, strict=False)
    return [*map(np.column_stack, hidden), matrices[-1]]


def as_layers(matrices: Sequence[Array]) -> tuple[Layer, ...]:
    """The layers of which these are the matrices."""
    neurons = [matrix.shape[1] - 1 for matrix in matrices[:-1]] + [matrices[-1].shape[1]]
    return tuple(
        Layer(matrix[:-1, :width].copy(), matrix[-1, :width].copy())
        for matrix, width in zip(matrices, neurons, strict=True)
    )


def with_ones(inputs: Array) -> Array:
    """The inputs of n examples, (n, d), with a column of ones after them, (n, d + 1)."""
    return np.column_stack([inputs, np.ones(len(inputs))])


def forward(matrices: Sequence[Array], inputs: Array) -> tuple[list[Array], Array]:
    """What each layer is given, and z of the output layer, (n, classes).

    The first that is given are the inputs, (n, d + 1), the others the outputs of the layer before,
    of which the last is always 1 too.
    """
    activations = [inputs]
    for matrix in matrices[:-1]:
        # σ(z) = 1/2 + tanh(z/2)/2 never overflows, and nothing here needs its left tail.
        output = activations[-1] @ matrix
        output *= 0.5
        np.tanh(output, out=output)
        output *= 0.5
        output += 0.5
        activations.append(output)
    return activations, activations[-1] @ matrices[-1]


def backward(matrices: Sequence[Array], activations: Sequence[Array], error: Array) -> list[Array]:
    """The sum of aₖδⱼ over the examples for each layer, in the shape of its matrix.

    `error` is the δ of the outputs, (n, classes). Divided by n before, it makes the gradient of
    the mean cost; multiplied by η besides, it makes the step that is taken off the matrices.
    """
    sums = [activations[-1].T @ error]
    for matrix, output, given in zip(
        matrices[:0:-1], activations[:0:-1], activations[-2::-1], strict=True
    ):
        error = error @ matrix.T
        error *= output * (1.0 - output)
        sums.append(given.T @ error)
    return sums[::-1]
