"""Backpropagation: the gradient of the cost in every layer, from the error of the outputs.

In a hidden layer a = f(z) with zⱼ = Σₖ wⱼₖaₖ + bⱼ, the aₖ being those of the layer before; f is σ,
tanh or max(0, z) (`core.network.hidden_neurons`). Errors δ = ∂C/∂z propagate back from the outputs,
δₖ = f′(zₖ) Σⱼ wⱼₖδⱼ, and in every layer ∂C/∂wⱼₖ is the mean of aₖδⱼ over the examples, and ∂C/∂bⱼ
that of δⱼ (eqs. 65, 67, 69, 70 and 82 in the output layer).

All work is done on matrices in which a bias is one more weight. That halves the number of calls
to numpy, and for mini-batches of ten these are what takes the time. For the same reason several
networks of one shape may be worked on at once: whatever has shape (a, b) for one network may have
shape (networks, a, b), for the matrices, the inputs and the targets alike.
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.network.hidden_neurons import SIGMOID, HiddenNeurons
from core.network.output_layers import Array

ONE_THREAD = 2**18
"""So many multiplications OpenBLAS, which comes with numpy, leaves to one thread; more it divides.

Sums are then made in another order, and come out otherwise in their last bits. The number of
threads differs from process to process, but a run should not; nor gain networks as small as these
anything from threads.
"""


Update: TypeAlias = Callable[[Sequence[Array], Array, Array], list[Array]]
"""What is taken off each of the matrices for a mini-batch: `update(matrices, inputs, targets)`.

All shapes are those of `gradient`.
"""


class Layer(NamedTuple):
    """A layer of neurons: `weights` of shape (inputs, neurons), and `biases`, (neurons,).

    The weight wⱼₖ, to neuron j from input k, is `weights[k, j]`.
    """

    weights: NDArray[np.float64]
    biases: NDArray[np.float64]


def as_matrices(layers: Sequence[Layer], hidden_neurons: HiddenNeurons = SIGMOID) -> list[Array]:
    """Each layer as one matrix, a copy, in which biases are weights from a neuron that is always 1.

    That is the last row, (inputs + 1, neurons), and the last column makes such a neuron for the
    layer after: with the bias `always_on` of the hidden neurons its output is 1 and its slope is 0
    to the last bit, so that it also stays as it is. The layer of the outputs has no such column.
    """
    matrices = [np.vstack(layer) for layer in layers]
    always_on = (
        np.append(np.zeros(len(matrix) - 1), hidden_neurons.always_on) for matrix in matrices[:-1]
    )
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


def weighted_inputs(
    matrices: Sequence[Array], inputs: Array, hidden_neurons: HiddenNeurons = SIGMOID
) -> Array:
    """z of the output layer, (n, classes), for n examples, (n, d + 1)."""
    pieces = _pieces(matrices, inputs)
    outputs = [_forward(matrices, piece, hidden_neurons)[1] for (piece,) in pieces]
    return np.concatenate(outputs, axis=-2)


def gradient(
    matrices: Sequence[Array],
    inputs: Array,
    targets: Array,
    output_error: Callable[[Array, Array], Array],
    rate: float | Array = 1.0,
    hidden_neurons: HiddenNeurons = SIGMOID,
) -> list[Array]:
    """The gradient of the mean cost, times `rate`, for each layer in the shape of its matrix.

    It is that of n examples, (n, d + 1), and their targets, (n, classes); `output_error(z, y)` is
    the δ of an output layer. Of several networks each may have a rate of its own, (networks, 1, 1).
    """
    total: list[Array] = []
    count = inputs.shape[-2]
    for given, wanted in _pieces(matrices, inputs, targets):
        activations, z = _forward(matrices, given, hidden_neurons)
        error = output_error(z, wanted)
        error *= rate / count
        sums = _backward(matrices, activations, error, hidden_neurons)
        total = [np.add(*pair) for pair in zip(total, sums, strict=True)] if total else sums
    return total


def _pieces(matrices: Sequence[Array], *examples: Array) -> Sequence[tuple[Array, ...]]:
    """The examples, in pieces of at most as many as one thread multiplies alone."""
    *networks, count, _inputs = examples[0].shape
    largest = max([matrix.size for matrix in matrices]) // prod(networks)
    size = max(ONE_THREAD // largest, 1)
    if count <= size:
        return (examples,)
    pieces = (slice(first, first + size) for first in range(0, count, size))
    return [tuple(each[..., piece, :] for each in examples) for piece in pieces]


def _forward(
    matrices: Sequence[Array], inputs: Array, hidden_neurons: HiddenNeurons
) -> tuple[list[Array], Array]:
    """What each layer is given, and z of the output layer.

    The first that is given are the inputs, the others the outputs of the layer before, of which
    the last is always 1 too.
    """
    activations = [inputs]
    for matrix in matrices[:-1]:
        output = activations[-1] @ matrix
        hidden_neurons.activate(output)
        activations.append(output)
    return activations, activations[-1] @ matrices[-1]


def _backward(
    matrices: Sequence[Array],
    activations: Sequence[Array],
    error: Array,
    hidden_neurons: HiddenNeurons,
) -> list[Array]:
    """The sum of aₖδⱼ over the examples for each layer, from the δ of the outputs."""
    sums = [activations[-1].mT @ error]
    for matrix, output, given in zip(
        matrices[:0:-1], activations[:0:-1], activations[-2::-1], strict=True
    ):
        error = error @ matrix.mT
        hidden_neurons.times_slope(error, output)
        sums.append(given.mT @ error)
    return sums[::-1]
