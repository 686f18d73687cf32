"""core.costs.power_family.

Integrated costs against closed forms, and neurons that learn by them.
"""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.costs import CROSS_ENTROPY, QUADRATIC
from core.costs.entropy import binary_entropy
from core.costs.over_output import CURVES
from core.costs.power_family import (
    POWERS,
    asked_derivative,
    asked_output_error,
    cost_of_power,
    integrated_cost,
    smallest_cost,
)
from core.neuron.frames import train
from core.neuron.settings import Settings
from core.sigmoid import sigmoid

NEAR = np.geomspace(1e-6, 0.5, 400)
A = np.concatenate([NEAR, 1 - NEAR])
TARGETS = (0.0, 0.1, 0.5, 0.9, 1.0)
BOOK = {0: ("cross-entropy", CROSS_ENTROPY), 1: ("quadratic", QUADRATIC)}

powers = st.floats(*POWERS)


@pytest.mark.parametrize("y", TARGETS)
@pytest.mark.parametrize("power", BOOK)
def test_the_integral_is_the_closed_form_constant_included(power, y):
    closed = CURVES[BOOK[power][0]]
    np.testing.assert_allclose(integrated_cost(A, y, power), closed.value(A, y), rtol=0, atol=1e-6)
    np.testing.assert_allclose(integrated_cost(A, y, power), closed.value(A, y), rtol=0, atol=1e-13)
    np.testing.assert_allclose(
        asked_derivative(A, y, power), closed.derivative(A, y), rtol=1e-9, atol=1e-12
    )
    np.testing.assert_array_equal(
        asked_output_error(A, y, power),
        closed.output_error(A, y) if power == 0 else (A - y) * (A * (1 - A)),
    )


@pytest.mark.parametrize("power", [0.0, 0.25, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("y", TARGETS)
def test_the_derivative_of_the_integral_is_what_was_asked_for(power, y):
    a, h = np.linspace(0.02, 0.98, 97), 1e-6
    difference = integrated_cost(a + h, y, power) - integrated_cost(a - h, y, power)
    np.testing.assert_allclose(
        asked_derivative(a, y, power), difference / (2 * h), rtol=1e-7, atol=1e-8
    )
    np.testing.assert_allclose(
        asked_derivative(a, y, power) * a * (1 - a), asked_output_error(a, y, power), atol=1e-15
    )


@given(powers, st.floats(0, 1), st.floats(0, 1))
def test_the_smallest_cost_is_at_the_target(power, y, a):
    least = smallest_cost(y, power)
    assert integrated_cost(y, y, power) == pytest.approx(least, abs=1e-14)
    assert integrated_cost(a, y, power) >= least


@pytest.mark.parametrize("power", [0, 0.5, 1, 2])
def test_rounding_does_not_take_the_cost_below_the_smallest(power):
    y = np.linspace(0, 1, 1001)
    for a in (np.nextafter(y, 0), np.nextafter(y, 1), abs(y - 1e-10)):
        assert np.all(integrated_cost(a, y, power) >= smallest_cost(y, power))


def test_the_constant_goes_straight_from_the_binary_entropy_to_nothing():
    y = np.linspace(0, 1, 11)
    np.testing.assert_array_equal(smallest_cost(y, 0), binary_entropy(y))
    np.testing.assert_array_equal(smallest_cost(y, 0.25), 0.75 * binary_entropy(y))
    for power in (1, 1.5, 2):
        np.testing.assert_array_equal(smallest_cost(y, power), np.zeros(11))
    np.testing.assert_array_equal(smallest_cost(np.array([0.0, 1.0]), 0.5), [0, 0])


def test_the_ends_are_infinite_for_power_0_only_and_never_nan():
    ends = np.array([0.0, 5e-324, 1e-300, 0.3, 1 - 1e-16, 1.0])
    for power in (0, 5e-324, 1e-3, 0.5, 1, 1.5, 2):
        for function in (integrated_cost, asked_derivative, asked_output_error):
            assert not np.any(np.isnan(function(ends, ends[:, None], power)))
        both = integrated_cost(np.array([0.0, 1.0]), np.array([[0.0], [0.3], [1.0]]), power)
        without_end = power <= 5e-324
        assert np.isinf(both).tolist() == [
            [False, without_end],
            [without_end, without_end],
            [without_end, False],
        ]
    assert integrated_cost(1.0, 0.0, 0.5) == pytest.approx(math.pi / 2, rel=1e-14)
    assert [asked_derivative(a, a, 0) for a in (0.0, 1.0)] == [1, -1]
    assert [asked_derivative(a, a, 0.5) for a in (0.0, 1.0)] == [0, 0]


def test_they_broadcast_and_take_plain_numbers():
    for function in (integrated_cost, asked_derivative, asked_output_error):
        assert function(np.full((3, 1), 0.5), np.full(4, 0.1), 0.5).shape == (3, 4)
        assert np.ndim(function(0.5, 0.1, 0.5)) == 0
        assert function(1, 0, 1) == function(1.0, 0.0, 1.0)


@pytest.mark.parametrize("power", [-0.001, 2.001, math.nan, math.inf])
def test_other_powers_are_refused(power):
    for attempt in (
        lambda: cost_of_power(power),
        lambda: integrated_cost(0.5, 0.5, power),
        lambda: asked_derivative(0.5, 0.5, power),
        lambda: asked_output_error(0.5, 0.5, power),
        lambda: smallest_cost(0.5, power),
    ):
        with pytest.raises(ValueError, match="power must be from 0 to 2, not"):
            attempt()


def test_costs_of_powers_are_values_that_say_what_they_are():
    cost = cost_of_power(0.25)
    assert (cost.name, cost.slope_power) == ("power-0.25", 0.25)
    assert (cost.equation, cost.gradient_equations) == (None, (None, None))
    assert cost.output_error_formula == r"(a - y)\,\sigma'(z)^{0.25}"
    assert cost.formula.count("{") == cost.formula.count("}")
    assert cost == cost_of_power(np.float64(0.25)) == pickle.loads(pickle.dumps(cost))
    assert hash(cost) == hash(cost_of_power(0.25))
    assert cost != cost_of_power(0.5)


def test_the_book_has_equations_for_what_it_asks_for_alone():
    derived = cost_of_power(0)
    assert (derived.equation, derived.gradient_equations) == (76, (71, 72))
    for power in (0.01, 1.0, 2.0):
        asked = cost_of_power(power)
        assert (asked.equation, asked.gradient_equations) == (None, (None, None))
    assert cost_of_power(-0.0) == cost_of_power(0)
    assert [cost_of_power(power).name for power in (0, 1, 2.0)] == ["power-0", "power-1", "power-2"]


@pytest.mark.parametrize("power", [0.0, 0.1, 0.5, 1.0, 1.7])
@pytest.mark.parametrize("y", TARGETS)
def test_the_output_error_is_the_derivative_of_the_value(power, y):
    cost = cost_of_power(power)
    z, h = np.linspace(-40, 40, 321), 1e-5
    difference = (cost.value(z + h, y) - cost.value(z - h, y)) / (2 * h)
    np.testing.assert_allclose(cost.output_error(z, y), difference, rtol=0, atol=1e-8)
    middle = np.linspace(-5, 5, 41)
    a = sigmoid(middle)
    np.testing.assert_allclose(cost.value(middle, y), integrated_cost(a, y, power), rtol=1e-12)
    np.testing.assert_allclose(
        cost.output_error(middle, y), asked_output_error(a, y, power), rtol=1e-12, atol=1e-15
    )


@pytest.mark.parametrize("power", [0.0, 1e-3, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("y", TARGETS)
def test_extremes_are_finite_and_floats_agree_with_arrays(power, y):
    cost = cost_of_power(power)
    z = np.array([-1e100, -710.0, -40.0, -1.0, 0.0, 1.0, 40.0, 710.0, 1e100])
    for function in (cost.value, cost.output_error):
        values = function(z, y)
        assert np.all(np.isfinite(values))
        singly = [function(one, y) for one in z.tolist()]
        np.testing.assert_allclose(values, singly, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("power", BOOK)
def test_a_neuron_learns_by_the_integrated_cost_as_by_that_of_the_book(power):
    for target in (0.0, 0.3, 1.0):
        book = train(Settings(weight=2, bias=2, cost=BOOK[power][1], target=target))
        made = train(Settings(weight=2, bias=2, cost=cost_of_power(power), target=target))
        np.testing.assert_array_equal(made.weight, book.weight)
        np.testing.assert_array_equal(made.output_error, book.output_error)
        np.testing.assert_allclose(made.cost, book.cost, rtol=0, atol=1e-13)


def test_the_larger_the_power_the_slower_a_badly_wrong_neuron():
    several = [Settings(weight=2, bias=2, cost=cost_of_power(power)) for power in (0, 0.5, 1, 2)]
    assert np.all(np.diff([train(settings).output[100] for settings in several]) > 0)
    assert type(several[1].cost.output_error(0.3, 0.0)) is float
