"""core.costs.over_output.

The costs over the output, exact, against differences, and at both ends.
"""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.costs import CROSS_ENTROPY, QUADRATIC
from core.costs.entropy import binary_entropy
from core.costs.over_output import CURVES
from core.sigmoid import sigmoid

A = np.linspace(0.02, 0.98, 97)
TARGETS = (0.0, 0.1, 0.5, 0.9, 1.0)
ENDS = np.array([0.0, 5e-324, 1e-300, 0.25, 0.5, 1 - 1e-16, 1.0])
INF = math.inf

every_curve = pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)


def functions(curve):
    return curve.value, curve.derivative, curve.output_error


def test_the_registry_lists_every_curve_by_its_name():
    assert list(CURVES) == [curve.name for curve in CURVES.values()]
    assert list(CURVES) == ["quadratic", "cross-entropy", "swapped"]
    assert [curve.equation for curve in CURVES.values()] == [54, 57, None]
    with pytest.raises(TypeError):
        CURVES["absolute"] = CURVES["quadratic"]
    with pytest.raises(FrozenInstanceError):
        CURVES["quadratic"].name = "other"


@every_curve
def test_formulas_are_whole(curve):
    for formula in (curve.formula, curve.derivative_formula, curve.output_error_formula):
        assert "=" in formula
        assert formula.count("{") == formula.count("}")


@pytest.mark.parametrize("y", TARGETS)
@pytest.mark.parametrize("cost", [QUADRATIC, CROSS_ENTROPY], ids=lambda cost: cost.name)
def test_a_curve_is_the_cost_that_neurons_learn_by(cost, y):
    z = np.linspace(-10, 10, 81)
    a = sigmoid(z)
    curve = CURVES[cost.name]
    assert curve.formula == cost.formula
    np.testing.assert_allclose(curve.value(a, y), cost.value(z, y), rtol=1e-11)
    np.testing.assert_allclose(
        curve.output_error(a, y), cost.output_error(z, y), rtol=1e-11, atol=1e-15
    )


@pytest.mark.parametrize("y", TARGETS[1:-1])
def test_the_swapped_form_is_that_of_the_chapter(y):
    wanted = -(A * math.log(y) + (1 - A) * math.log(1 - y))
    np.testing.assert_allclose(CURVES["swapped"].value(A, y), wanted, rtol=1e-14)


@every_curve
@pytest.mark.parametrize("y", TARGETS)
def test_derivatives_against_differences(curve, y):
    if curve.name == "swapped" and y in (0, 1):
        return
    h = 1e-6
    difference = (curve.value(A + h, y) - curve.value(A - h, y)) / (2 * h)
    np.testing.assert_allclose(curve.derivative(A, y), difference, rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(
        curve.output_error(A, y), difference * A * (1 - A), rtol=1e-7, atol=1e-8
    )


def test_the_ends_of_cross_entropy():
    curve = CURVES["cross-entropy"]
    assert [curve.value(a, y) for a in (0.0, 1.0) for y in (0.0, 0.5, 1.0)] == [
        *(0, INF, INF),
        *(INF, INF, 0),
    ]
    assert [curve.derivative(a, y) for a in (0.0, 1.0) for y in (0.0, 0.5, 1.0)] == [
        *(1, -INF, -INF),
        *(INF, INF, -1),
    ]
    assert curve.output_error(1.0, 0.0) == 1


def test_the_swapped_form_at_a_target_of_0_or_1():
    curve = CURVES["swapped"]
    a = np.array([0.0, 1e-300, 0.5, 1.0])
    np.testing.assert_array_equal(curve.value(a, 0.0), [0, INF, INF, INF])
    np.testing.assert_array_equal(curve.value(a, 1.0), [INF, INF, INF, 0])
    np.testing.assert_array_equal(curve.derivative(a, 0.0), [INF, INF, INF, INF])
    np.testing.assert_array_equal(curve.derivative(a, 1.0), [-INF, -INF, -INF, -INF])
    np.testing.assert_array_equal(curve.output_error(a, 0.0), [0, INF, INF, 0])
    np.testing.assert_array_equal(curve.output_error(a, 1.0), [0, -INF, -INF, 0])


def test_the_swapped_form_is_no_smaller_at_the_target_than_elsewhere():
    curve = CURVES["swapped"]
    assert np.all(np.diff(curve.value(A, 0.1)) > 0)
    np.testing.assert_allclose(curve.value(A, 0.5), math.log(2), rtol=1e-15)
    assert np.all(curve.derivative(A, 0.5) == 0)


@every_curve
def test_ends_are_without_nan_and_floats_agree_with_arrays(curve):
    for function in functions(curve):
        values = function(ENDS, ENDS[:, None])
        assert values.shape == (len(ENDS), len(ENDS))
        assert not np.any(np.isnan(values))
        singly = [[function(a, y) for a in ENDS.tolist()] for y in ENDS.tolist()]
        np.testing.assert_allclose(values, singly, rtol=1e-14)
        assert np.ndim(function(0.5, 0.25)) == 0
        assert function(0, 1) == function(0.0, 1.0)


@every_curve
@given(st.floats(0, 1), st.floats(0, 1))
def test_no_output_and_no_target_makes_nan_or_a_negative_cost(curve, a, y):
    for function in functions(curve):
        assert not math.isnan(function(a, y))
    assert curve.value(a, y) >= 0


@given(st.floats(0, 1), st.floats(0, 1))
def test_cross_entropy_is_never_below_the_binary_entropy(a, y):
    """Equation 64."""
    curve = CURVES["cross-entropy"]
    assert curve.value(a, y) >= binary_entropy(y) - 1e-15
    assert curve.value(y, y) == binary_entropy(y)
