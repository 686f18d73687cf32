"""core.costs.costs: values and output errors, against exact forms and against differences."""

import math
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.costs import COSTS, CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, QUADRATIC
from core.sigmoid import sigmoid, sigmoid_slope

Z = np.linspace(-40, 40, 321)
TARGETS = (0.0, 0.25, 0.5, 1.0)


def complex_step(cost, y):
    """∂C/∂z at Z, exact to rounding."""
    return cost.value(Z + 1e-30j, y).imag / 1e-30


def central_difference(cost, y):
    """∂C/∂z at Z, to about 1e-9."""
    return (cost.value(Z + 1e-5, y) - cost.value(Z - 1e-5, y)) / 2e-5


def test_the_registry_lists_every_cost_by_its_name():
    assert list(COSTS) == ["quadratic", "cross-entropy", "cross-entropy-as-published"]
    assert [cost.name for cost in COSTS.values()] == list(COSTS)
    assert list(COSTS.values()) == [QUADRATIC, CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED]
    with pytest.raises(TypeError):
        COSTS["absolute"] = QUADRATIC
    with pytest.raises(FrozenInstanceError):
        QUADRATIC.name = "other"


def test_equation_numbers_and_formulas():
    numbers = [(cost.equation, *cost.gradient_equations) for cost in COSTS.values()]
    assert numbers == [(54, 55, 56), (57, 61, 62), (57, 75, 75)]
    for cost in COSTS.values():
        assert cost.formula.startswith("C = ")
        for formula in (cost.formula, cost.output_error_formula):
            assert formula.count("{") == formula.count("}")


def test_costs_are_values():
    for cost in COSTS.values():
        assert pickle.loads(pickle.dumps(cost)) == cost
        assert hash(cost) == hash(pickle.loads(pickle.dumps(cost)))
    assert QUADRATIC != CROSS_ENTROPY


@pytest.mark.parametrize("y", TARGETS)
def test_values_are_the_equations_where_these_can_be_computed(y):
    z = np.linspace(-10, 10, 81)
    a = sigmoid(z)
    entropy = -(y * np.log(a) + (1 - y) * np.log(1 - a))
    np.testing.assert_allclose(QUADRATIC.value(z, y), (y - a) ** 2 / 2, rtol=1e-14)
    np.testing.assert_allclose(CROSS_ENTROPY.value(z, y), entropy, rtol=1e-11)
    np.testing.assert_array_equal(CROSS_ENTROPY_AS_PUBLISHED.value(z, y), CROSS_ENTROPY.value(z, y))


def test_cross_entropy_where_the_output_rounds_to_0_or_1():
    assert CROSS_ENTROPY.value(800.0, 0.0) == 800.0
    assert CROSS_ENTROPY.value(-800.0, 1.0) == 800.0
    assert CROSS_ENTROPY.value(40.0, 1.0) == pytest.approx(math.exp(-40), rel=1e-15, abs=0)
    assert CROSS_ENTROPY.value(-40.0, 0.0) == pytest.approx(math.exp(-40), rel=1e-15, abs=0)


@pytest.mark.parametrize("cost", [QUADRATIC, CROSS_ENTROPY], ids=lambda cost: cost.name)
@pytest.mark.parametrize("y", TARGETS)
def test_output_error_is_the_slope_of_the_cost(cost, y):
    error = cost.output_error(Z, y)
    np.testing.assert_allclose(error, complex_step(cost, y), rtol=1e-8, atol=1e-14)
    np.testing.assert_allclose(error, central_difference(cost, y), rtol=0, atol=1e-8)


@pytest.mark.parametrize("y", TARGETS)
def test_output_errors_have_the_slope_to_the_power_that_they_say(y):
    middle = Z[abs(Z) < 5]
    for cost in COSTS.values():
        wanted = (sigmoid(middle) - y) * sigmoid_slope(middle) ** cost.slope_power
        np.testing.assert_allclose(cost.output_error(middle, y), wanted, rtol=1e-11, atol=1e-11)
    assert [cost.slope_power for cost in COSTS.values()] == [1, 0, -1]


@pytest.mark.parametrize("y", TARGETS)
def test_published_output_error_is_the_slope_against_the_output(y):
    error = CROSS_ENTROPY_AS_PUBLISHED.output_error(Z, y)
    slope = complex_step(CROSS_ENTROPY, y) / sigmoid_slope(Z)
    np.testing.assert_allclose(error, slope, rtol=1e-8, atol=100)
    middle = abs(Z) < 5
    np.testing.assert_allclose(error[middle], slope[middle], rtol=1e-11, atol=1e-11)


def test_published_output_error_is_what_the_page_computes_and_bounded():
    z = np.linspace(-30, 30, 121)
    page = CROSS_ENTROPY_AS_PUBLISHED.output_error(z, 0.0)
    np.testing.assert_allclose(page, 1 / sigmoid(-z), rtol=1e-14)
    for y in TARGETS:
        largest = CROSS_ENTROPY_AS_PUBLISHED.output_error(np.array([-1e6, 1e6]), y)
        assert np.all(abs(largest) <= 1 + math.exp(40))


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
@pytest.mark.parametrize("y", TARGETS)
def test_extremes_are_finite_and_floats_agree_with_arrays(cost, y):
    z = np.array([-1e100, -710.0, -700.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0, 710.0, 1e100])
    for function in (cost.value, cost.output_error):
        values = function(z, y)
        assert np.all(np.isfinite(values))
        singly = [function(one, y) for one in z.tolist()]
        np.testing.assert_allclose(values, singly, rtol=1e-15, atol=1e-15)


def test_values_and_errors_broadcast():
    for cost in COSTS.values():
        assert cost.value(np.zeros((3, 1)), np.ones(4)).shape == (3, 4)
        assert cost.output_error(np.zeros((3, 1)), np.ones(4)).shape == (3, 4)


@given(st.floats(0.001, 0.999), st.floats(-40, 40))
def test_cross_entropy_is_smallest_at_the_target_and_equals_the_binary_entropy(y, z):
    """Equation 64."""
    at_target = CROSS_ENTROPY.value(math.log(y / (1 - y)), y)
    binary_entropy = -(y * math.log(y) + (1 - y) * math.log(1 - y))
    assert at_target == pytest.approx(binary_entropy, rel=1e-12)
    assert CROSS_ENTROPY.value(z, y) >= at_target - 1e-15
    assert CROSS_ENTROPY.output_error(math.log(y / (1 - y)), y) == pytest.approx(0, abs=1e-15)


@given(st.floats(0, 1), st.floats(-40, 40))
def test_no_cost_is_negative(y, z):
    for cost in COSTS.values():
        assert cost.value(z, y) >= 0


def test_only_the_quadratic_output_error_slows_down_where_the_neuron_saturates():
    z = np.array([2.0, 4.0, 8.0, 16.0])
    assert np.all(np.diff(QUADRATIC.output_error(z, 0.0)) < 0)
    assert np.all(np.diff(CROSS_ENTROPY.output_error(z, 0.0)) > 0)
