"""A network of fully connected layers that learns by mini-batch gradient descent.

All hidden neurons are sigmoid; the output layer of the settings says what the outputs and their
error are. Each update takes the mean gradient of the next examples, η times, off all weights and
biases; where a linear output is further from its target than any that learns, that of a bounded
error.

Everything is a function of settings, state and data. A state holds all that a run goes on from, so
that it may be kept, and go on in another process, and come out the same to the last bit. That holds
for one build of numpy on one kind of processor: others may add up products in another order.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer, as_layers, as_matrices, gradient, with_ones
from core.network.output_layers import Array
from core.network.random import shuffled, stream
from core.network.settings import NetworkSettings, Start

GATHERED = 8192
"""About how many examples in their shuffled order are held in memory at once."""


class NetworkState(NamedTuple):
    """What a network has learned after `epoch` epochs and `batch` mini-batches of the next one.

    The last of the layers is that of the outputs.
    """

    epoch: int
    batch: int
    layers: tuple[Layer, ...]


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
        wrong = settings.output_layer.wrong_biases(images.classes)
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
    matrices, bounded_error = as_matrices(state.layers), settings.output_layer.bounded_error
    end = state.batch + count
    order = shuffled(settings.seed, state.epoch + 1, len(training))
    order = order[state.batch * settings.mini_batch : end * settings.mini_batch]
    for inputs, targets in _mini_batches(settings, training, order):
        steps = gradient(matrices, inputs, targets, bounded_error, settings.learning_rate)
        for matrix, step in zip(matrices, steps, strict=True):
            matrix -= step
    layers = as_layers(matrices)
    if end == whole:
        return NetworkState(state.epoch + 1, 0, layers)
    return NetworkState(state.epoch, end, layers)


def batches(settings: NetworkSettings, training: LabelledImages) -> int:
    """How many mini-batches an epoch has."""
    return -(-len(training) // settings.mini_batch)


def _mini_batches(
    settings: NetworkSettings, training: LabelledImages, order: NDArray[Any]
) -> Iterator[tuple[Array, Array]]:
    """The inputs and targets of each mini-batch, views of a shuffled copy of many of them."""
    size = settings.mini_batch
    gathered = max(GATHERED // size, 1) * size
    one_hot = np.eye(training.classes)
    for first in range(0, len(order), gathered):
        indexes = order[first : first + gathered]
        inputs = with_ones(training.inputs.take(indexes, axis=0))
        targets = one_hot[training.labels[indexes]]
        for begin in range(0, len(indexes), size):
            yield inputs[begin : begin + size], targets[begin : begin + size]
