"""core.network_answers: outputs, predictions, counts of them, and the worst of them."""

import numpy as np
import pytest

from core.backpropagation import Layer
from core.labelled import LabelledImages
from core.network import NetworkState, start
from core.network_answers import confusion, outputs, predictions, worst
from core.network_settings import NetworkSettings
from core.neuron import sigmoid
from core.pairings import PAIRINGS

every_pairing = pytest.mark.parametrize("pairing", PAIRINGS.values(), ids=PAIRINGS)

COPYING = NetworkState(0, 0, (Layer(4 * np.eye(3), np.zeros(3)),))
"""A network whose z are four times its inputs."""

IMAGES = LabelledImages(
    np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0.5, 0], [0.2, 0, 0], [0.5, 1, 0]]),
    np.array([0, 1, 2, 1, 2, 0]),
    3,
)


@every_pairing
def test_outputs_are_those_of_the_pairing(pairing):
    settings = NetworkSettings((2,), pairing)
    state = start(settings, IMAGES)
    hidden, last = state.layers
    z = sigmoid(IMAGES.inputs @ hidden.weights + hidden.biases) @ last.weights + last.biases
    np.testing.assert_allclose(
        outputs(settings, state, IMAGES.inputs), pairing.outputs(z), rtol=1e-12
    )
    assert outputs(settings, state, [[0, 1, 0]]).shape == (1, 3)


def test_predictions_are_the_largest_and_confusion_counts_them():
    assert predictions(COPYING, IMAGES.inputs).tolist() == [0, 1, 2, 0, 0, 1]
    # The row is the class, the column what it is taken for.
    assert confusion(COPYING, IMAGES).tolist() == [[1, 1, 0], [1, 1, 0], [1, 0, 1]]


def test_outputs_that_all_round_to_1_are_told_apart():
    saturated = NetworkState(0, 0, (Layer(np.zeros((3, 3)), np.array([40.0, 60.0, 50.0])),))
    assert outputs(NetworkSettings(()), saturated, IMAGES.inputs[:1]).tolist() == [[1, 1, 1]]
    assert predictions(saturated, IMAGES.inputs[:1]).tolist() == [1]


@every_pairing
def test_the_worst_are_wrong_and_cost_the_most_first(pairing):
    settings = NetworkSettings((), pairing)
    costs = pairing.cost(4 * IMAGES.inputs, IMAGES.targets)
    wanted = sorted([3, 4, 5], key=lambda index: -costs[index])
    found = worst(settings, COPYING, IMAGES, 9).tolist()
    assert costs[found].tolist() == costs[wanted].tolist()
    assert sorted(found) == [3, 4, 5]
    assert worst(settings, COPYING, IMAGES, 2).tolist() == found[:2]
    assert worst(settings, COPYING, IMAGES, 0).tolist() == []
    with pytest.raises(ValueError, match="negative"):
        worst(settings, COPYING, IMAGES, -1)


def test_of_equal_costs_the_first_is_first():
    twice = LabelledImages(np.repeat(IMAGES.inputs[3:], 2, axis=0), np.repeat([1, 2, 0], 2), 3)
    found = worst(NetworkSettings(()), COPYING, twice, 6).tolist()
    assert all(found[at] + 1 == found[at + 1] for at in (0, 2, 4))
