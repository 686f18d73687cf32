"""core.network.saturation: histograms of the hidden neurons, and how many are saturated."""

import math
from itertools import pairwise

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.hidden_neurons import HIDDEN_NEURONS, RECTIFIED_LINEAR, SIGMOID, TANH
from core.network.saturation import (
    OUTPUT_BINS,
    SATURATED,
    SIGMOID_OUTPUT,
    SIGMOID_Z,
    WEIGHTED_INPUTS,
    Z_BINS,
    counts,
    hidden_layers,
    output_range,
)
from core.network.settings import NetworkSettings, Start
from core.network.training import NetworkState, start
from core.neuron.settings import Range
from core.sigmoid import sigmoid, sigmoid_slope

every_kind = pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)


def one_layer(z, kind=SIGMOID):
    """What is said of a network whose hidden neurons have these z, (n, neurons), at n images."""
    z = np.asarray(z, dtype=float)
    neurons = z.shape[1]
    layers = (Layer(np.eye(neurons), np.zeros(neurons)), Layer(np.ones((neurons, 2)), np.zeros(2)))
    settings = NetworkSettings((neurons,), hidden_neurons=kind)
    (found,) = hidden_layers(settings, NetworkState(0, 0, layers), z)
    return found


@every_kind
@pytest.mark.parametrize("hidden", [(), (5,), (7, 3, 2)])
def test_every_neuron_counts_once_for_each_image(kind, hidden):
    inputs = np.random.RandomState(0).uniform(size=(23, 6))
    images = LabelledImages(inputs, np.zeros(23, dtype=int), 4)
    settings = NetworkSettings(hidden, hidden_neurons=kind, start=Start.UNIT)
    state = start(settings, images)
    found = hidden_layers(settings, state, inputs)
    assert len(found) == len(hidden)
    for neurons, layer, made in zip(hidden, found, state.layers[:-1], strict=True):
        assert layer.weight_size == pytest.approx(np.sqrt(np.mean(made.weights**2)), rel=1e-13)
        assert layer.z.shape == (Z_BINS,)
        assert layer.outputs.shape == (OUTPUT_BINS,)
        assert layer.z.sum() == layer.outputs.sum() == 23 * neurons
        assert 0 <= layer.saturated <= 1


def test_histograms_are_those_of_numpy_layer_after_layer():
    random = np.random.RandomState(1)
    inputs = random.uniform(size=(40, 6))
    sizes = (6, 5, 3, 2)
    layers = tuple(
        Layer(4 * random.standard_normal((given, neurons)), random.standard_normal(neurons))
        for given, neurons in pairwise(sizes)
    )
    found = hidden_layers(NetworkSettings((5, 3)), NetworkState(0, 0, layers), inputs)
    given = inputs
    for layer, seen in zip(layers, found, strict=False):
        z = given @ layer.weights + layer.biases
        given = sigmoid(z)
        assert (seen.z == np.histogram(z, Z_BINS, WEIGHTED_INPUTS)[0]).all()
        assert (seen.outputs == np.histogram(given, OUTPUT_BINS, (0, 1))[0]).all()
        assert seen.saturated == np.mean(sigmoid_slope(z) < SATURATED / 4)


@pytest.mark.parametrize(
    ("kind", "limit"), [(SIGMOID, SIGMOID_Z), (TANH, math.atanh(math.sqrt(1 - SATURATED)))]
)
def test_a_neuron_is_saturated_where_its_slope_is_below_a_tenth_of_the_largest(kind, limit):
    around = [[-limit * 1.001, -limit * 0.999, 0.0, limit * 0.999, limit * 1.001]]
    assert one_layer(around, kind).saturated == 2 / 5


def test_a_rectified_neuron_is_saturated_where_it_is_off():
    assert one_layer([[-5.0, -1e-9, 1e-9, 100.0]], RECTIFIED_LINEAR).saturated == 1 / 2


def test_the_limits_of_a_sigmoid_neuron_are_one_point():
    assert sigmoid(SIGMOID_Z) == pytest.approx(SIGMOID_OUTPUT, rel=1e-14)
    assert sigmoid_slope(SIGMOID_Z) == pytest.approx(0.025, rel=1e-13)
    assert round(SIGMOID_Z, 2) == 3.64


def test_what_is_beyond_a_range_is_in_the_last_bin_on_that_side():
    values = np.array([-1e300, -1.0, 0.0, 0.5, 1.0, 1e300])
    assert counts(values, Range(0.0, 1.0), 2).tolist() == [3, 3]
    assert values.tolist() == [-1e300, -1.0, 0.0, 0.5, 1.0, 1e300]


@every_kind
def test_the_largest_slope_and_the_range_of_outputs_are_those_of_the_kind(kind):
    output = np.linspace(-50, 50, 2001).reshape(-1, 1).repeat(2, axis=1)
    kind.activate(output)
    slope = np.ones_like(output)
    kind.times_slope(slope, output)
    assert slope[:, 0].max() == kind.largest_slope
    low, high = output_range(kind)
    assert math.isfinite(high)
    assert output.min() == pytest.approx(low, abs=1e-12)
    assert output.max() == pytest.approx(kind.outputs.high if kind.bounded else 50)


def test_divided_weights_keep_the_neurons_of_the_book_off_their_ends():
    """1,000 inputs, half of them 1: z has a standard deviation of √501, or of √(3/2)."""
    inputs = np.tile([0.0, 1.0], (1, 500))
    images = LabelledImages(inputs, np.zeros(1, dtype=int), 10)
    for begin, deviation, low, high in (
        (Start.UNIT, math.sqrt(501), 0.8, 1.0),
        (Start.SCALED, math.sqrt(1.5), 0.0, 0.02),
    ):
        z = []
        for seed in range(30):
            settings = NetworkSettings((100,), start=begin, seed=seed)
            state = start(settings, images)
            z.append(inputs @ state.layers[0].weights + state.layers[0].biases)
            (layer,) = hidden_layers(settings, state, inputs)
            assert low <= layer.saturated <= high
        assert np.std(z) == pytest.approx(deviation, rel=0.03)
