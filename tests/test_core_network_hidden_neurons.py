"""core.network.hidden_neurons: outputs, slopes, and the neuron that is always on."""

import numpy as np
import pytest

from core.network.backpropagation import Layer, as_matrices, weighted_inputs, with_ones
from core.network.hidden_neurons import HIDDEN_NEURONS, RECTIFIED_LINEAR, SIGMOID, TANH
from core.sigmoid import sigmoid

every_kind = pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)
Z = np.array([[-800.0, -2.0, -0.3, 0.2, 3.0, 800.0]])


def outputs(kind, z):
    a = np.array(z)
    kind.activate(a)
    return a


def test_outputs_are_what_they_are_called():
    np.testing.assert_allclose(outputs(SIGMOID, Z), sigmoid(Z), rtol=0, atol=1e-15)
    np.testing.assert_array_equal(outputs(TANH, Z), np.tanh(Z))
    np.testing.assert_array_equal(outputs(RECTIFIED_LINEAR, Z), np.where(Z > 0, Z, 0))


def test_a_sigmoid_is_a_tanh_moved_and_scaled():
    """Equation 111."""
    np.testing.assert_allclose(
        outputs(SIGMOID, Z), (1 + outputs(TANH, Z / 2)) / 2, rtol=0, atol=1e-15
    )


@every_kind
def test_slopes_are_central_differences(kind):
    """Of all but the last column, which is that of the neuron that is always on."""
    error = np.ones(Z.shape)
    kind.times_slope(error, outputs(kind, Z))
    wanted = (outputs(kind, Z + 1e-6) - outputs(kind, Z - 1e-6)) / 2e-6
    np.testing.assert_allclose(error[:, :-1], wanted[:, :-1], rtol=0, atol=1e-9)


def test_at_its_kink_a_rectified_neuron_does_not_learn():
    error = np.ones((1, 2))
    RECTIFIED_LINEAR.times_slope(error, np.zeros((1, 2)))
    assert error.tolist() == [[0, 0]]


@every_kind
def test_the_neuron_that_is_always_on_is_one_and_has_no_slope(kind):
    always_on = outputs(kind, [[0.0, kind.always_on]])
    error = np.ones((1, 2))
    kind.times_slope(error, always_on)
    assert (always_on[0, 1], error[0, 1]) == (1, 0)


@every_kind
def test_a_network_of_the_kind_is_layer_after_layer(kind):
    random = np.random.RandomState(0)
    layers = [Layer(random.standard_normal((3, 4)), random.standard_normal(4)) for _ in range(1)]
    layers.append(Layer(random.standard_normal((4, 2)), random.standard_normal(2)))
    inputs = random.uniform(size=(5, 3))
    hidden = outputs(kind, inputs @ layers[0].weights + layers[0].biases)
    z = weighted_inputs(as_matrices(layers, kind), with_ones(inputs), kind)
    np.testing.assert_allclose(z, hidden @ layers[1].weights + layers[1].biases, rtol=1e-13)


@every_kind
def test_what_says_it_is_bounded_is(kind):
    assert (abs(outputs(kind, Z)).max() <= 1) == kind.bounded
