"""A network of fully connected layers that learns by mini-batch gradient descent.

All hidden neurons are sigmoid: a = σ(z) with zⱼ = Σₖ wⱼₖaₖ + bⱼ, the aₖ being those of the layer
before. What the outputs are, the pairing of the settings says, and with it their error δ = ∂C/∂z.
From there on errors propagate back, δₖ = σ′(zₖ) Σⱼ wⱼₖδⱼ, and in every layer ∂C/∂wⱼₖ is the mean
of aₖδⱼ over the examples, and ∂C/∂bⱼ that of δⱼ (eqs. 65, 67, 69, 70 and 82 in the output layer).

Everything is a function of settings, state and data. A state holds all that a run goes on from, so
that it may be kept, and go on in another process, and come out the same to the last bit. That holds
for one build of numpy on one kind of processor: others may multiply matrices in another order.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.chance import shuffled, stream
from core.labelled import LabelledImages
from core.network_settings import NetworkSettings, Start
from core.neuron import sigmoid_and_slope
from core.pairings import Array

GATHERED = 8192
"""About how many examples in their shuffled order are held in memory at once."""


class Layer(NamedTuple):
    """A layer of neurons: `weights` of shape (inputs, neurons), and `biases`, (neurons,).

    The weight wⱼₖ, to neuron j from input k, is `weights[k, j]`.
    """

    weights: NDArray[np.float64]
    biases: NDArray[np.float64]


class NetworkState(NamedTuple):
    """What a network has learned after `epoch` epochs and `batch` mini-batches of the next one.

    The last of the layers is that of the outputs.
    """

    epoch: int
    batch: int
    layers: tuple[Layer, ...]


class Pass(NamedTuple):
    """What m examples make of a network.

    `activations` are what each layer is given, (m, inputs), first the examples themselves, and
    `slopes` the σ′(z) of each hidden layer, (m, neurons). `weighted_input` is the z of the output
    layer, (m, classes).
    """

    activations: Sequence[Array]
    slopes: Sequence[Array]
    weighted_input: Array


def start(settings: NetworkSettings, images: LabelledImages) -> NetworkState:
    """The state before the first update, of a network for such images."""
    random = stream(settings.seed, 0)
    sizes = (images.inputs.shape[1], *settings.hidden, images.classes)
    layers = []
    for inputs, neurons in pairwise(sizes):
        weights = random.standard_normal((inputs, neurons))
        biases = random.standard_normal(neurons)
        if settings.start is not Start.UNIT:
            weights /= np.sqrt(inputs)
        layers.append(Layer(weights, biases))
    if settings.start is Start.BADLY_WRONG:
        wrong = settings.pairing.wrong_biases(images.classes)
        layers[-1] = Layer(layers[-1].weights, wrong)
    return NetworkState(0, 0, tuple(layers))


def train_epoch(
    settings: NetworkSettings, state: NetworkState, training: LabelledImages
) -> NetworkState:
    """The state at the end of the epoch that has begun, or is about to."""
    return advance(settings, state, training, batches(settings, training) - state.batch)


def advance(
    settings: NetworkSettings, state: NetworkState, training: LabelledImages, count: int
) -> NetworkState:
    """The state after `count` more mini-batches of the epoch.

    Their order is a function of the seed and the epoch alone. Raises ValueError if the epoch has
    not so many left.
    """
    whole = batches(settings, training)
    if not 0 <= count <= whole - state.batch:
        raise ValueError(f"there are not {count} mini-batches left, but {whole - state.batch}")
    layers = tuple(Layer(layer.weights.copy(), layer.biases.copy()) for layer in state.layers)
    end = state.batch + count
    order = shuffled(settings.seed, state.epoch + 1, len(training))
    order = order[state.batch * settings.mini_batch : end * settings.mini_batch]
    for inputs, targets in _mini_batches(settings, training, order):
        passed = forward(layers, inputs)
        error = settings.pairing.output_error(passed.weighted_input, targets)
        error *= settings.learning_rate / len(inputs)
        for layer, step in zip(layers, backward(layers, passed, error), strict=True):
            np.subtract(layer.weights, step.weights, out=layer.weights)
            np.subtract(layer.biases, step.biases, out=layer.biases)
    if end == whole:
        return NetworkState(state.epoch + 1, 0, layers)
    return NetworkState(state.epoch, end, layers)


def batches(settings: NetworkSettings, training: LabelledImages) -> int:
    """How many mini-batches an epoch has."""
    return -(-len(training) // settings.mini_batch)


def forward(layers: Sequence[Layer], inputs: Array) -> Pass:
    """What m examples, (m, d), make of a network."""
    activations, slopes = [inputs], []
    for layer in layers[:-1]:
        z = activations[-1] @ layer.weights
        z += layer.biases
        output, slope = sigmoid_and_slope(z)
        activations.append(np.asarray(output))
        slopes.append(np.asarray(slope))
    z = activations[-1] @ layers[-1].weights
    z += layers[-1].biases
    return Pass(activations, slopes, z)


def backward(layers: Sequence[Layer], passed: Pass, error: Array) -> list[Layer]:
    """The sums of aₖδⱼ and of δⱼ over the examples, in the shape of the layers.

    `error` is the δ of the outputs, (m, classes). Divided by m before, it makes the gradient of
    the mean cost; multiplied by η besides, it makes the step that is taken off the layers.
    """
    sums = []
    for number in range(len(layers) - 1, -1, -1):
        sums.append(Layer(passed.activations[number].T @ error, np.add.reduce(error, axis=0)))
        if number > 0:
            error = error @ layers[number].weights.T
            error *= passed.slopes[number - 1]
    return sums[::-1]


def _mini_batches(
    settings: NetworkSettings, training: LabelledImages, order: NDArray[Any]
) -> Iterator[tuple[Array, Array]]:
    """The inputs and targets of each mini-batch, views of a shuffled copy of many of them."""
    size = settings.mini_batch
    gathered = max(GATHERED // size, 1) * size
    one_hot = np.eye(training.classes)
    for first in range(0, len(order), gathered):
        indexes = order[first : first + gathered]
        inputs, targets = training.inputs[indexes], one_hot[training.labels[indexes]]
        for begin in range(0, len(indexes), size):
            yield inputs[begin : begin + size], targets[begin : begin + size]
