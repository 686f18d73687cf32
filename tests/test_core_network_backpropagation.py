"""core.network.backpropagation: gradients of every layer against differences of the cost."""

from itertools import pairwise

import numpy as np
import pytest

from core.network.backpropagation import (
    Layer,
    as_layers,
    as_matrices,
    gradient,
    weighted_inputs,
    with_ones,
)
from core.network.output_layers import LINEAR_QUADRATIC, OUTPUT_LAYERS
from core.sigmoid import sigmoid

every_output_layer = pytest.mark.parametrize(
    "output_layer", OUTPUT_LAYERS.values(), ids=OUTPUT_LAYERS
)
all_depths = pytest.mark.parametrize("hidden", [(), (3,), (3, 2), (4, 2, 3)], ids=str)


def network(hidden, inputs=5, classes=4, seed=0, scale=1.0):
    """Layers of any sizes, with large and small numbers in them."""
    random = np.random.RandomState(seed)
    sizes = (inputs, *hidden, classes)
    return tuple(
        Layer(scale * random.standard_normal(pair), random.standard_normal(pair[1]))
        for pair in pairwise(sizes)
    )


def examples(count, inputs=5, classes=4, seed=1):
    """Inputs and targets."""
    random = np.random.RandomState(seed)
    labels = random.randint(0, classes, count)
    return random.uniform(size=(count, inputs)), np.eye(classes)[labels]


def mean_cost(output_layer, layers, inputs, targets):
    """The cost, written down layer by layer."""
    output = inputs
    for layer in layers[:-1]:
        output = sigmoid(output @ layer.weights + layer.biases)
    z = output @ layers[-1].weights + layers[-1].biases
    return np.mean(output_layer.cost(z, targets))


@every_output_layer
@all_depths
@pytest.mark.parametrize("scale", [0.5, 3])
def test_gradients_are_central_differences(output_layer, hidden, scale):
    layers, (inputs, targets) = network(hidden, scale=scale), examples(7)
    matrices = as_matrices(layers)
    found = as_layers(gradient(matrices, with_ones(inputs), targets, output_layer.output_error))
    for layer, wanted in zip(layers, found, strict=True):
        for numbers, by_numbers in zip(layer, wanted, strict=True):
            assert by_numbers.shape == numbers.shape
            for index in np.ndindex(numbers.shape):
                kept, costs = numbers[index], []
                for step in (1e-5, -1e-5):
                    numbers[index] = kept + step
                    costs.append(mean_cost(output_layer, layers, inputs, targets))
                numbers[index] = kept
                difference = (costs[0] - costs[1]) / 2e-5
                assert by_numbers[index] == pytest.approx(difference, rel=0, abs=1e-7)


@all_depths
def test_weighted_inputs_are_those_of_layer_after_layer(hidden):
    layers, (inputs, targets) = network(hidden), examples(6)
    z = weighted_inputs(as_matrices(layers), with_ones(inputs))
    cost = np.mean(LINEAR_QUADRATIC.cost(z, targets))
    assert z.shape == targets.shape
    assert cost == pytest.approx(mean_cost(LINEAR_QUADRATIC, layers, inputs, targets), rel=1e-13)


@all_depths
def test_matrices_are_the_layers_and_back(hidden):
    layers = network(hidden)
    matrices = as_matrices(layers)
    for layer, again in zip(layers, as_layers(matrices), strict=True):
        np.testing.assert_array_equal(layer.weights, again.weights)
        np.testing.assert_array_equal(layer.biases, again.biases)
        assert not np.shares_memory(layer.weights, again.weights)
    for matrix in matrices:
        matrix[...] = 0
    assert all(np.all(layer.weights != 0) for layer in layers)


@every_output_layer
def test_what_is_always_on_stays_exactly_so(output_layer):
    matrices = as_matrices(network((3, 2), scale=3))
    before = [matrix[:, -1].copy() for matrix in matrices[:-1]]
    inputs, targets = examples(9)
    for _update in range(200):
        steps = gradient(matrices, with_ones(inputs), targets, output_layer.output_error, 0.3)
        for matrix, step in zip(matrices, steps, strict=True):
            matrix -= step
    for matrix, column in zip(matrices, before, strict=False):
        np.testing.assert_array_equal(matrix[:, -1], column)


@every_output_layer
def test_many_examples_in_pieces_are_the_mean_of_all(output_layer):
    """40 examples of 784 inputs are more than are multiplied at once."""
    layers = network((100,), inputs=784, scale=0.05)
    inputs, targets = examples(40, inputs=784)
    matrices, given = as_matrices(layers), with_ones(inputs)
    whole = gradient(matrices, given, targets, output_layer.output_error)
    each = [
        gradient(matrices, given[[index]], targets[[index]], output_layer.output_error)
        for index in range(40)
    ]
    for total, singly in zip(whole, zip(*each, strict=True), strict=True):
        np.testing.assert_allclose(total, np.mean(singly, axis=0), rtol=1e-9, atol=1e-13)
    singly = np.vstack([weighted_inputs(matrices, given[[index]]) for index in range(40)])
    np.testing.assert_allclose(weighted_inputs(matrices, given), singly, rtol=1e-10, atol=1e-12)


def test_the_rate_multiplies_the_gradient():
    matrices, (inputs, targets) = as_matrices(network((3,))), examples(5)
    error = LINEAR_QUADRATIC.output_error
    once, twice = (
        gradient(matrices, with_ones(inputs), targets, error, rate) for rate in (1.0, 2.0)
    )
    for one, two in zip(once, twice, strict=True):
        np.testing.assert_allclose(2 * one, two, rtol=1e-14, atol=0)
