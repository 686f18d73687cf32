"""core.network.output_layers.

Outputs, costs, errors and slopes against exact forms and differences.
"""

import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.mathml import mathml
from core.network.output_layers import (
    LARGEST_LINEAR_ERROR,
    LINEAR_QUADRATIC,
    OUTPUT_LAYERS,
    SIGMOID_CROSS_ENTROPY,
    SIGMOID_QUADRATIC,
    SOFTMAX_LOG_LIKELIHOOD,
)

every_output_layer = pytest.mark.parametrize(
    "output_layer", OUTPUT_LAYERS.values(), ids=OUTPUT_LAYERS
)


@st.composite
def layers(draw, largest=20.0):
    """z and y of a few examples."""
    count, classes = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    random = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    z = random.uniform(-largest, largest, (count, classes))
    return z, np.eye(classes)[random.randint(0, classes, count)]


def test_the_registry_lists_every_pairing_by_its_name():
    assert list(OUTPUT_LAYERS.values()) == [
        SIGMOID_QUADRATIC,
        SIGMOID_CROSS_ENTROPY,
        LINEAR_QUADRATIC,
        SOFTMAX_LOG_LIKELIHOOD,
    ]
    assert [output_layer.name for output_layer in OUTPUT_LAYERS.values()] == list(OUTPUT_LAYERS)
    with pytest.raises(TypeError):
        OUTPUT_LAYERS["other"] = SIGMOID_QUADRATIC
    with pytest.raises(FrozenInstanceError):
        SIGMOID_QUADRATIC.name = "other"


def test_equation_numbers_and_formulas():
    numbers = [
        (output_layer.equation, output_layer.output_error_equation, output_layer.gradient_equation)
        for output_layer in OUTPUT_LAYERS.values()
    ]
    assert numbers == [(54, None, 65), (63, 66, 67), (54, 68, 69), (80, 84, 82)]
    for output_layer in OUTPUT_LAYERS.values():
        for formula in (
            output_layer.outputs_formula,
            output_layer.formula,
            output_layer.output_error_formula,
        ):
            assert "<math" in mathml(formula)


@every_output_layer
def test_pairings_are_values(output_layer):
    assert pickle.loads(pickle.dumps(output_layer)) == output_layer
    assert hash(output_layer) == hash(pickle.loads(pickle.dumps(output_layer)))


@given(layers(largest=5))
def test_outputs_and_costs_are_the_equations_where_these_can_be_computed(layer):
    z, y = layer
    a = 1 / (1 + np.exp(-z))
    entropy = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a), axis=-1)
    soft = np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)
    likelihood = -np.log(np.sum(soft * y, axis=-1))
    for output_layer, outputs, cost in (
        (SIGMOID_QUADRATIC, a, np.sum((y - a) ** 2, axis=-1) / 2),
        (SIGMOID_CROSS_ENTROPY, a, entropy),
        (LINEAR_QUADRATIC, z, np.sum((y - z) ** 2, axis=-1) / 2),
        (SOFTMAX_LOG_LIKELIHOOD, soft, likelihood),
    ):
        np.testing.assert_allclose(output_layer.outputs(z), outputs, rtol=1e-13)
        np.testing.assert_allclose(output_layer.cost(z, y), cost, rtol=1e-10, atol=1e-14)


@every_output_layer
@given(layers())
def test_the_output_error_is_the_slope_of_the_cost_and_slopes_those_of_the_outputs(
    output_layer, layer
):
    z, y = layer
    error = output_layer.output_error(z, y)
    slope = np.ones(z.shape) if output_layer.slope is None else output_layer.slope(z)
    for output in range(z.shape[1]):
        step = np.zeros(z.shape[1])
        step[output] = 1e-5
        by_cost = (output_layer.cost(z + step, y) - output_layer.cost(z - step, y)) / 2e-5
        by_output = (output_layer.outputs(z + step) - output_layer.outputs(z - step))[
            :, output
        ] / 2e-5
        np.testing.assert_allclose(error[:, output], by_cost, rtol=0, atol=1e-7)
        np.testing.assert_allclose(slope[:, output], by_output, rtol=0, atol=1e-7)


@every_output_layer
def test_extremes_are_finite(output_layer):
    ends = np.array([-700.0, -40.0, 0.0, 40.0, 700.0])
    z = np.stack(np.meshgrid(ends, ends, ends), axis=-1).reshape(-1, 3)
    for label in range(3):
        y = np.broadcast_to(np.eye(3)[label], z.shape)
        for values in (
            output_layer.outputs(z),
            output_layer.cost(z, y),
            output_layer.output_error(z, y),
            *([output_layer.slope(z)] if output_layer.slope else []),
        ):
            assert np.all(np.isfinite(values))
        assert np.all(output_layer.cost(z, y) >= 0)


def test_costs_are_exact_where_outputs_round_to_0_or_1():
    z, y = np.array([[700.0, -700.0]]), np.array([[0.0, 1.0]])
    assert SIGMOID_CROSS_ENTROPY.cost(z, y).tolist() == [1400]
    assert SOFTMAX_LOG_LIKELIHOOD.cost(z, y).tolist() == [1400]


def test_updates_take_an_error_of_linear_outputs_up_to_a_bound():
    z, y = np.array([[1e9, -1e9, 1000.5, 3.0]]), np.array([[0.0, 0.0, 1.0, 0.0]])
    assert LINEAR_QUADRATIC.output_error(z, y).tolist() == [[1e9, -1e9, 999.5, 3]]
    bounded = LINEAR_QUADRATIC.bounded_error(z, y)
    assert bounded.tolist() == [[LARGEST_LINEAR_ERROR, -LARGEST_LINEAR_ERROR, 999.5, 3]]


def test_no_other_error_needs_a_bound():
    for output_layer in set(OUTPUT_LAYERS.values()) - {LINEAR_QUADRATIC}:
        assert output_layer.bounded_error is output_layer.output_error
        z, y = np.array([[1e9, -1e9]]), np.array([[0.0, 1.0]])
        assert np.abs(output_layer.output_error(z, y)).max() <= 1


@every_output_layer
def test_nothing_given_is_changed_or_handed_back(output_layer):
    z, y = np.array([[1.0, 2.0]]), np.array([[0.0, 1.0]])
    slopes = [output_layer.slope(z)] if output_layer.slope else []
    for made in (output_layer.outputs(z), output_layer.output_error(z, y), *slopes):
        made[...] = 9
    assert (z.tolist(), y.tolist()) == ([[1, 2]], [[0, 1]])


@every_output_layer
@pytest.mark.parametrize("classes", [2, 3, 10])
def test_wrong_biases_make_as_many_outputs_wrong_as_can_be(output_layer, classes):
    biases = output_layer.wrong_biases(classes)
    assert biases.shape == (classes,)
    a = output_layer.outputs(biases)
    wrong = abs(a - np.eye(classes)) > 0.99
    if output_layer is SOFTMAX_LOG_LIKELIHOOD:
        assert wrong.sum(axis=1).tolist() == [0] + [2] * (classes - 1)
    else:
        assert wrong.sum(axis=1).tolist() == [classes - 1] * classes
    assert (output_layer.slope is None) == (output_layer is LINEAR_QUADRATIC)
    if output_layer.slope is not None:
        assert np.all(output_layer.slope(biases) < 1e-3)


def test_of_wrong_biases_only_the_quadratic_cost_of_sigmoid_outputs_hardly_learns():
    y = np.eye(10)
    errors = {
        name: abs(
            output_layer.output_error(np.tile(output_layer.wrong_biases(10), (10, 1)), y)
        ).max()
        for name, output_layer in OUTPUT_LAYERS.items()
    }
    assert errors.pop("sigmoid-quadratic") < 1e-4
    assert all(error > 0.99 for error in errors.values())
