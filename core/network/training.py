"""A network of fully connected layers that learns by mini-batch gradient descent.

The output layer of the settings says what the outputs and their error are, and the techniques they
ask for what else there is to an update (`core.network.update`). Each plain update takes the mean
gradient of the next examples, η times, off all weights and biases; where a linear output is further
from its target than any that learns, that of a bounded error.

Several networks of one shape are trained together, as numpy takes hardly longer for ten small
matrices than for one. Each becomes what it would be alone, to the last bit.

Everything is a function of settings, state and data. A state holds all that a run goes on from, so
that it may be kept, and go on in another process, and come out the same to the last bit. That holds
for one build of numpy on one kind of processor: others may add up products in another order.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer, as_layers, as_matrices
from core.network.dropout import masks
from core.network.mini_batches import mini_batches
from core.network.no_improvement import Progress, after
from core.network.output_layers import Array
from core.network.random import Stream, shuffled, stream
from core.network.settings import NetworkSettings, Start
from core.network.stacks import apart, stacked
from core.network.update import has_momentum, update_of


class NetworkState(NamedTuple):
    """What a network has learned after `epoch` epochs and `batch` mini-batches of the next one.

    The last of the layers is that of the outputs. With momentum there are the `velocities` of the
    matrices of all layers, as `core.network.momentum` has them, none before the first update.
    `progress` is how the validation accuracy has moved, where the schedule of η depends on it.
    """

    epoch: int
    batch: int
    layers: tuple[Layer, ...]
    velocities: tuple[Array, ...] = ()
    progress: Progress = Progress()


def start(settings: NetworkSettings, images: LabelledImages) -> NetworkState:
    """The state before the first update, of a network for such images."""
    random = stream(settings.seed, Stream.START)
    sizes = (images.inputs.shape[1], *settings.hidden, images.classes)
    layers: list[Layer] = []
    for inputs, neurons in pairwise(sizes):
        weights = random.standard_normal((inputs, neurons))
        biases = random.standard_normal(neurons)
        if settings.start is not Start.UNIT:
            weights /= np.sqrt(inputs)
            if len(layers) < len(settings.hidden):
                weights *= settings.hidden_neurons.weight_spread
                biases *= settings.hidden_neurons.bias_spread
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
    return advance_together([settings], [state], [training], count)[0]


def advance_together(
    settings: Sequence[NetworkSettings],
    states: Sequence[NetworkState],
    trainings: Sequence[LabelledImages],
    count: int,
) -> list[NetworkState]:
    """The states of several networks after `count` more mini-batches, each as by `advance`.

    They may differ in their seed, start and η, and in λ, what is regularised, dropout, momentum
    and patience. All else must be the same, as `shape` has it, and they must be as far in their
    epoch. Each has training images of its own, as many as the others. Raises ValueError for
    networks of different shapes, and if the epoch has not so many mini-batches left.
    """
    if len(set(map(shape, settings, states, trainings))) != 1:
        raise ValueError("networks that are trained together must be of one shape")
    first, begin, whole = settings[0], states[0].batch, batches(settings[0], trainings[0])
    if not 0 <= count <= whole - begin:
        raise ValueError(f"there are not {count} mini-batches left, but {whole - begin}")
    end, size = begin + count, first.mini_batch
    matrices = stacked([as_matrices(state.layers, first.hidden_neurons) for state in states])
    velocities = _velocities(states, matrices) if has_momentum(settings) else []
    rates = [
        each.learning_rate * state.progress.factor
        for each, state in zip(settings, states, strict=True)
    ]
    batch_masks = _batch_masks(settings, states, whole)
    update = update_of(settings, rates, len(trainings[0]), batch_masks, velocities)
    orders = [
        shuffled(each.seed, state.epoch + 1, len(trainings[0]))[begin * size : end * size]
        for each, state in zip(settings, states, strict=True)
    ]
    for inputs, targets in mini_batches(size, trainings, orders):
        for matrix, taken in zip(matrices, update(matrices, inputs, targets), strict=True):
            matrix -= taken
    ended = end == whole
    return [
        NetworkState(
            state.epoch + ended,
            0 if ended else end,
            as_layers(trained),
            tuple(map(np.array, moving)) if each.momentum else (),
            state.progress,
        )
        for each, state, trained, moving in zip(
            settings,
            states,
            apart(matrices, len(states)),
            apart(velocities, len(states)),
            strict=True,
        )
    ]


def shape(
    settings: NetworkSettings, state: NetworkState, training: LabelledImages
) -> tuple[object, ...]:
    """What networks must have in common to be trained together; it can be compared and hashed."""
    layers = (settings.hidden, settings.hidden_neurons, settings.output_layer)
    data = (*training.inputs.shape, training.classes, settings.mini_batch)
    return (*layers, *data, state.batch)


def batches(settings: NetworkSettings, training: LabelledImages) -> int:
    """How many mini-batches an epoch has."""
    return -(-len(training) // settings.mini_batch)


def validated(settings: NetworkSettings, state: NetworkState, accuracy: float) -> NetworkState:
    """The state at the end of an epoch when its accuracy on the validation images is known.

    The schedule of η goes by that; without one nothing changes.
    """
    if not settings.patience:
        return state
    return state._replace(progress=after(state.progress, accuracy, settings.patience))


def is_over(settings: NetworkSettings, state: NetworkState) -> bool:
    """Whether all epochs are over, or η has come down to where a run ends."""
    return state.epoch >= settings.epochs or state.progress.over


def _velocities(states: Sequence[NetworkState], matrices: Sequence[Array]) -> list[Array]:
    """The velocities of all networks, copies; 0 of those that have none yet."""
    shapes = [matrix.shape[-2:] for matrix in matrices]
    return stacked([[*map(np.array, each.velocities or map(np.zeros, shapes))] for each in states])


def _batch_masks(
    settings: Sequence[NetworkSettings], states: Sequence[NetworkState], whole: int
) -> Iterator[list[Array]]:
    """The masks of dropout for each mini-batch to come; they are drawn when the first is asked."""
    drawn = [
        masks(each.dropout, each.hidden, whole, each.seed, state.epoch + 1)
        for each, state in zip(settings, states, strict=True)
    ]
    layers = stacked(drawn, axis=1)
    for batch in range(states[0].batch, whole):
        yield [layer[batch] for layer in layers]
