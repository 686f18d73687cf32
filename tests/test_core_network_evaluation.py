"""core.network.evaluation: outputs, predictions, counts of them, and the worst of them."""

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.evaluation import answers
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, start
from core.sigmoid import sigmoid

every_output_layer = pytest.mark.parametrize(
    "output_layer", OUTPUT_LAYERS.values(), ids=OUTPUT_LAYERS
)

COPYING = NetworkState(0, 0, (Layer(4 * np.eye(3), np.zeros(3)),))
"""A network whose z are four times its inputs."""

IMAGES = LabelledImages(
    np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0.5, 0], [0.2, 0, 0], [0.5, 1, 0]]),
    np.array([0, 1, 2, 1, 2, 0]),
    3,
)


@every_output_layer
def test_outputs_are_those_of_the_pairing(output_layer):
    settings = NetworkSettings((2,), output_layer)
    state = start(settings, IMAGES)
    hidden, last = state.layers
    z = sigmoid(IMAGES.inputs @ hidden.weights + hidden.biases) @ last.weights + last.biases
    np.testing.assert_allclose(
        answers(settings, state, IMAGES.inputs).outputs, output_layer.outputs(z), rtol=1e-12
    )
    assert answers(settings, state, [[0, 1, 0]]).outputs.shape == (1, 3)


def test_predictions_are_the_largest_and_confusion_counts_them():
    found = answers(NetworkSettings(()), COPYING, IMAGES.inputs)
    assert found.predictions.tolist() == [0, 1, 2, 0, 0, 1]
    assert found.accuracy(IMAGES) == 0.5
    # The row is the class, the column what it is taken for.
    assert found.confusion(IMAGES).tolist() == [[1, 1, 0], [1, 1, 0], [1, 0, 1]]


def test_outputs_that_all_round_to_1_are_told_apart():
    saturated = NetworkState(0, 0, (Layer(np.zeros((3, 3)), np.array([40.0, 60.0, 50.0])),))
    found = answers(NetworkSettings(()), saturated, IMAGES.inputs[:1])
    assert found.outputs.tolist() == [[1, 1, 1]]
    assert found.predictions.tolist() == [1]


@every_output_layer
def test_the_worst_are_wrong_and_cost_the_most_first(output_layer):
    settings = NetworkSettings((), output_layer)
    costs = output_layer.cost(4 * IMAGES.inputs, IMAGES.targets)
    wanted = sorted([3, 4, 5], key=lambda index: -costs[index])
    asked = answers(settings, COPYING, IMAGES.inputs)
    assert asked.costs(IMAGES).tolist() == costs.tolist()
    found = asked.worst(IMAGES, 9).tolist()
    assert costs[found].tolist() == costs[wanted].tolist()
    assert sorted(found) == [3, 4, 5]
    assert asked.worst(IMAGES, 2).tolist() == found[:2]
    assert asked.worst(IMAGES, 0).tolist() == []
    with pytest.raises(ValueError, match="negative"):
        asked.worst(IMAGES, -1)


def test_of_equal_costs_the_first_is_first():
    twice = LabelledImages(np.repeat(IMAGES.inputs[3:], 2, axis=0), np.repeat([1, 2, 0], 2), 3)
    found = answers(NetworkSettings(()), COPYING, twice.inputs).worst(twice, 6).tolist()
    assert all(found[at] + 1 == found[at + 1] for at in (0, 2, 4))
