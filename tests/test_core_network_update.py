"""core.network.update: gradients with every combination of techniques, against differences."""

from itertools import pairwise

import numpy as np
import pytest

from core.network.backpropagation import Layer, as_layers, as_matrices, with_ones
from core.network.dropout import masks
from core.network.hidden_neurons import HIDDEN_NEURONS, RECTIFIED_LINEAR
from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_CROSS_ENTROPY
from core.network.settings import NetworkSettings
from core.network.update import LARGEST_CHANGE, update_of
from core.sigmoid import sigmoid

EXAMPLES = 7
INPUTS, CLASSES = 5, 4
LAMBDA, MOMENTUM = 0.8, 0.7
BY_HAND = {"sigmoid": sigmoid, "tanh": np.tanh, "rectified-linear": lambda z: np.maximum(z, 0)}


def network(hidden, scale):
    random = np.random.RandomState(4)
    return tuple(
        Layer(scale * random.standard_normal(pair), random.standard_normal(pair[1]))
        for pair in pairwise((INPUTS, *hidden, CLASSES))
    )


def examples():
    random = np.random.RandomState(1)
    labels = random.randint(0, CLASSES, EXAMPLES)
    return random.uniform(size=(EXAMPLES, INPUTS)), np.eye(CLASSES)[labels]


def cost_by_hand(settings, layers, kept):
    """The mean cost and the penalty, written down neuron layer by neuron layer."""
    output, targets = examples()
    for layer, factors in zip(layers[:-1], kept, strict=True):
        z = output @ layer.weights + layer.biases
        output = BY_HAND[settings.hidden_neurons.name](z) * factors
    z = output @ layers[-1].weights + layers[-1].biases
    weights = np.concatenate([layer.weights.ravel() for layer in layers])
    penalty = {
        "none": 0.0,
        "l2": LAMBDA / (2 * EXAMPLES) * np.sum(weights**2),
        "l1": LAMBDA / EXAMPLES * np.sum(np.abs(weights)),
    }[settings.regularisation]
    return np.mean(settings.output_layer.cost(z, targets)) + penalty


@pytest.mark.parametrize("output_layer", OUTPUT_LAYERS.values(), ids=OUTPUT_LAYERS)
@pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)
@pytest.mark.parametrize("regularisation", ["none", "l2", "l1"])
@pytest.mark.parametrize("dropout", [0, 0.4])
@pytest.mark.parametrize("momentum", [0, MOMENTUM])
def test_steps_with_any_techniques_are_central_differences(
    output_layer, kind, regularisation, dropout, momentum
):
    """The second step of two with the same mini-batch: with momentum 1 + μ gradients, else one."""
    hidden = (4, 3)
    settings = NetworkSettings(
        hidden,
        output_layer,
        hidden_neurons=kind,
        regularisation=regularisation,
        regularisation_parameter=LAMBDA,
        dropout=dropout,
        momentum=momentum,
    )
    layers, (inputs, targets) = network(hidden, 0.9), examples()
    drawn = masks(dropout, hidden, 1, seed=8, epoch=0)
    one = [layer[0] for layer in drawn]
    matrices = as_matrices(layers, kind)
    velocities = [np.zeros(matrix.shape) for matrix in matrices]
    update = update_of([settings], [1.0], EXAMPLES, iter([one, one]), velocities)
    for _time in range(2):
        taken = update(matrices, with_ones(inputs), targets)
    kept = [factors[:-1, 0] for factors in one]
    assert dropout == 0 or 0 in np.concatenate(kept)
    for layer, wanted in zip(layers, as_layers(taken), strict=True):
        for numbers, by_numbers in zip(layer, wanted, strict=True):
            for index in np.ndindex(numbers.shape):
                start, costs = numbers[index], []
                for change in (1e-5, -1e-5):
                    numbers[index] = start + change
                    costs.append(cost_by_hand(settings, layers, kept))
                numbers[index] = start
                difference = (costs[0] - costs[1]) / 2e-5 * (1 + momentum)
                assert by_numbers[index] == pytest.approx(difference, rel=0, abs=1e-7)


def test_what_is_always_on_stays_so_with_all_techniques():
    for kind in HIDDEN_NEURONS.values():
        settings = NetworkSettings(
            (3, 2),
            hidden_neurons=kind,
            regularisation="l2",
            regularisation_parameter=5.0,
            dropout=0.5,
            momentum=0.5,
        )
        layers, (inputs, targets) = network((3, 2), 1), examples()
        matrices = as_matrices(layers, kind)
        before = [matrix[:, -1].copy() for matrix in matrices[:-1]]
        drawn = masks(0.5, (3, 2), 50, seed=8, epoch=0)
        batch_masks = ([layer[batch] for layer in drawn] for batch in range(50))
        velocities = [np.zeros(matrix.shape) for matrix in matrices]
        update = update_of([settings], [0.1], EXAMPLES, batch_masks, velocities)
        for _update in range(50):
            taken = update(matrices, with_ones(inputs), targets)
            for matrix, each in zip(matrices, taken, strict=True):
                matrix -= each
        for matrix, column in zip(matrices, before, strict=False):
            np.testing.assert_array_equal(matrix[:, -1], column)


def test_steps_of_networks_that_run_away_are_bounded():
    settings = NetworkSettings((3,), SIGMOID_CROSS_ENTROPY, hidden_neurons=RECTIFIED_LINEAR)
    layers, (inputs, targets) = network((3,), 1e9), examples()
    update = update_of([settings], [1.0], EXAMPLES, iter(()), [])
    taken = update(as_matrices(layers, RECTIFIED_LINEAR), with_ones(inputs), targets)
    assert max(abs(each).max() for each in taken) == LARGEST_CHANGE
