"""Backpropagation: the gradient of the cost in every layer, from the error of the outputs.

All hidden neurons are sigmoid: a = σ(z) with zⱼ = Σₖ wⱼₖaₖ + bⱼ, the aₖ being those of the layer
before. Errors δ = ∂C/∂z propagate back from the outputs, δₖ = σ′(zₖ) Σⱼ wⱼₖδⱼ, and in every layer
∂C/∂wⱼₖ is the mean of aₖδⱼ over the examples, and ∂C/∂bⱼ that of δⱼ (eqs. 65, 67, 69, 70 and 82 in
the output layer).

All work is done on matrices in which a bias is one more weight. That halves the number of calls
to numpy, and for mini-batches of ten these are what takes the time.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.network.output_layers import Array

ALWAYS_ON = 1000.0
"""A bias so large that σ rounds to 1."""

ONE_THREAD = 2**18
"""So many multiplications OpenBLAS, which comes with numpy, leaves to one thread; more it divides.

Sums are then made in another order, and come out otherwise in their last bits. The number of
threads differs from process to process, but a run should not; nor gain networks as small as these
anything from threads.
"""


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


def weighted_inputs(matrices: Sequence[Array], inputs: Array) -> Array:
    """z of the output layer, (n, classes), for n examples, (n, d + 1)."""
    pieces = _pieces(matrices, len(inputs))
    return np.concatenate([_forward(matrices, inputs[piece])[1] for piece in pieces])


def gradient(
    matrices: Sequence[Array],
    inputs: Array,
    targets: Array,
    output_error: Callable[[Array, Array], Array],
    rate: float = 1.0,
) -> list[Array]:
    """The gradient of the mean cost, times `rate`, for each layer in the shape of its matrix.

    It is that of n examples, (n, d + 1), and their targets, (n, classes); `output_error(z, y)` is
    the δ of an output layer.
    """
    total: list[Array] = []
    for piece in _pieces(matrices, len(inputs)):
        activations, z = _forward(matrices, inputs[piece])
        error = output_error(z, targets[piece])
        error *= rate / len(inputs)
        sums = _backward(matrices, activations, error)
        total = [np.add(*pair) for pair in zip(total, sums, strict=True)] if total else sums
    return total


def _pieces(matrices: Sequence[Array], count: int) -> list[slice]:
    """The examples, in pieces of at most as many as one thread multiplies alone."""
    size = max(ONE_THREAD // max(matrix.size for matrix in matrices), 1)
    return [slice(first, first + size) for first in range(0, count, size)]


def _forward(matrices: Sequence[Array], inputs: Array) -> tuple[list[Array], Array]:
    """What each layer is given, and z of the output layer.

    The first that is given are the inputs, the others the outputs of the layer before, of which
    the last is always 1 too.
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


def _backward(matrices: Sequence[Array], activations: Sequence[Array], error: Array) -> list[Array]:
    """The sum of aₖδⱼ over the examples for each layer, from the δ of the outputs."""
    sums = [activations[-1].T @ error]
    for matrix, output, given in zip(
        matrices[:0:-1], activations[:0:-1], activations[-2::-1], strict=True
    ):
        error = error @ matrix.T
        error *= output * (1.0 - output)
        sums.append(given.T @ error)
    return sums[::-1]
