"""What there is to see of a network that learns, several times in its first epochs."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from core.data.dataset import LabelledImages
from core.network.backpropagation import as_layers, as_matrices, gradient, with_ones
from core.network.evaluation import Answers, answers
from core.network.output_layers import Array
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, advance, batches

FRAMES_IN_EPOCHS = (10, 5, 3, 2)
"""How many frames the first epochs have; all later ones have one, at their end."""


class NetworkFrame(NamedTuple):
    """A network at `epoch`, which is fractional within one.

    Costs are means over the images, in the units of the cost of the output layer; accuracies are
    the parts of them, from 0 to 1, whose largest output is that of their class. Over all training
    images and outputs, `output_error` is the mean of abs(δ). An output is wrong that is above 1/2
    where 0 is desired, or not above it where 1 is; `wrong_slope` is the mean of ∂aⱼ/∂zⱼ over those
    of the training images: σ′(zⱼ) where outputs are sigmoid, aⱼ(1 − aⱼ) with softmax. It is None
    if none is wrong, and where outputs are linear. For each layer from the first, `gradient_norms`
    has the Euclidean norm of the gradient of the training cost with respect to its weights and
    biases together.
    """

    epoch: float
    training_cost: float
    test_cost: float
    training_accuracy: float
    test_accuracy: float
    output_error: float
    wrong_slope: float | None
    gradient_norms: tuple[float, ...]


def observe(
    settings: NetworkSettings,
    state: NetworkState,
    training: LabelledImages,
    test: LabelledImages,
) -> NetworkFrame:
    """The frame of a state. All its numbers are finite."""
    return frame(settings, state, training, test, answers(settings, state, test.inputs))


def frame(
    settings: NetworkSettings,
    state: NetworkState,
    training: LabelledImages,
    test: LabelledImages,
    tested: Answers,
) -> NetworkFrame:
    """The frame of a state whose answers to the test images are known."""
    output_layer, y = settings.output_layer, training.targets
    pieces = []

    def output_error(z: Array, targets: Array) -> Array:
        # The gradient needs z of all images, and so does what follows.
        pieces.append(z)
        return output_layer.output_error(z, targets)

    kind = settings.hidden_neurons
    matrices, inputs = as_matrices(state.layers, kind), with_ones(training.inputs)
    gradients = as_layers(gradient(matrices, inputs, y, output_error, hidden_neurons=kind))
    trained = Answers(output_layer, np.concatenate(pieces))
    wrong = (trained.outputs > 0.5) != (y > 0.5)
    slope = output_layer.slope
    return NetworkFrame(
        epoch=state.epoch + state.batch / batches(settings, training),
        training_cost=float(np.mean(trained.costs(training))),
        test_cost=float(np.mean(tested.costs(test))),
        training_accuracy=trained.accuracy(training),
        test_accuracy=tested.accuracy(test),
        output_error=float(np.mean(abs(output_layer.output_error(trained.z, y)))),
        wrong_slope=float(np.mean(slope(trained.z)[wrong])) if slope and wrong.any() else None,
        # Not by numpy.linalg, which may divide its sums among threads.
        gradient_norms=tuple(
            math.sqrt(sum(float(np.sum(part * part)) for part in layer)) for layer in gradients
        ),
    )


def record_epoch(
    settings: NetworkSettings,
    state: NetworkState,
    training: LabelledImages,
    test: LabelledImages,
) -> tuple[NetworkState, list[NetworkFrame]]:
    """The state that `train_epoch` returns, and the frames on the way to it, that of the end last.

    `FRAMES_IN_EPOCHS` says how many there are, evenly spread, but no more than one for each
    mini-batch. There is none of the state itself.
    """
    states = list(states_within(settings, state, training))
    return states[-1], [observe(settings, each, training, test) for each in states]


def states_within(
    settings: NetworkSettings, state: NetworkState, training: LabelledImages
) -> Iterator[NetworkState]:
    """The states of an epoch that have a frame, from where `state` is to the end of the epoch."""
    epoch = state.epoch
    while state.epoch == epoch:
        state = advance(settings, state, training, until_frame(settings, state, training))
        yield state


def until_frame(settings: NetworkSettings, state: NetworkState, training: LabelledImages) -> int:
    """How many mini-batches there are from `state` to the next one that has a frame: 1 or more."""
    stops = _stops(state.epoch, batches(settings, training))
    return next(stop for stop in stops if stop > state.batch) - state.batch


def count_frames(settings: NetworkSettings, training: LabelledImages) -> int:
    """How many frames all epochs of a run have together, with that of the start."""
    whole = batches(settings, training)
    return 1 + sum(len(_stops(epoch, whole)) for epoch in range(settings.epochs))


def _stops(epoch: int, whole: int) -> list[int]:
    """After how many of the `whole` mini-batches of this epoch there is a frame."""
    parts = FRAMES_IN_EPOCHS[epoch] if epoch < len(FRAMES_IN_EPOCHS) else 1
    return sorted({-(-whole * part // parts) for part in range(1, parts + 1)})
