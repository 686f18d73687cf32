"""core.costs.entropy: surprise, its average, and the least of that (eq. 64)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.costs import CROSS_ENTROPY
from core.costs.entropy import average_surprise, binary_entropy, surprise, weighted
from core.sigmoid import sigmoid

ENDS = np.array([0.0, 5e-324, 1e-300, 0.25, 0.5, 1 - 1e-16, 1.0])


def lowest(function, low, high):
    """Where a convex function is lowest, by golden section."""
    ratio = (math.sqrt(5) - 1) / 2
    while high - low > 1e-9:
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, right) if function(left) < function(right) else (left, high)
    return (low + high) / 2


def test_surprise():
    assert surprise(0.5) == math.log(2)
    assert surprise(math.exp(-3)) == pytest.approx(3, rel=1e-15)
    assert surprise(0.0) == math.inf
    assert str(float(surprise(1.0))) == "0.0"
    np.testing.assert_array_equal(surprise(np.array([[1.0], [0.5]])), [[0.0], [math.log(2)]])


def test_average_surprise_is_the_surprise_of_both_answers_weighed():
    assert average_surprise(0.25, 0.0) == surprise(0.75)
    assert average_surprise(0.25, 1.0) == surprise(0.25)
    assert average_surprise(0.25, 0.5) == (surprise(0.25) + surprise(0.75)) / 2
    assert average_surprise(1e-20, 0.0) == 1e-20


def test_what_has_no_weight_adds_nothing_and_what_has_adds_even_infinity():
    assert (average_surprise(0.0, 0.0), average_surprise(1.0, 1.0)) == (0, 0)
    assert average_surprise(0.0, 5e-324) == average_surprise(1.0, 0.999) == math.inf
    assert weighted(0.0, math.inf) == 0
    np.testing.assert_array_equal(
        weighted(np.array([0.0, 1.0, 2.0]), np.array([math.inf, math.inf, 3.0])), [0, math.inf, 6]
    )


def test_all_ends_are_without_nan_and_without_warnings():
    values = average_surprise(ENDS, ENDS[:, None])
    assert values.shape == (len(ENDS), len(ENDS))
    assert np.all(values >= 0)
    singly = [[average_surprise(a, y) for a in ENDS.tolist()] for y in ENDS.tolist()]
    np.testing.assert_allclose(values, singly, rtol=1e-15)
    assert np.all(np.isfinite(binary_entropy(ENDS)))


def test_binary_entropy():
    assert binary_entropy(0.5) == pytest.approx(math.log(2), rel=1e-15)
    np.testing.assert_array_equal(binary_entropy(np.array([0.0, 1.0])), [0, 0])
    assert binary_entropy(0.1) == pytest.approx(0.3250829733914482, rel=1e-15)
    assert binary_entropy(0.9) == pytest.approx(binary_entropy(0.1), rel=1e-15)
    assert np.all(binary_entropy(np.linspace(0, 1, 101)) <= binary_entropy(0.5))


@given(st.floats(0, 1), st.floats(-30, 30))
def test_average_surprise_is_the_cross_entropy_of_the_core(y, z):
    wanted = CROSS_ENTROPY.value(z, y)
    # An output near 1 does not say to the last place how near it is.
    assert average_surprise(sigmoid(z), y) == pytest.approx(wanted, rel=1e-15 * math.exp(abs(z)))


@given(st.floats(0, 1))
def test_the_least_average_surprise_is_at_the_target_and_is_the_binary_entropy(y):
    """Equation 64, against a minimum found by search."""
    found = lowest(lambda a: average_surprise(a, y), 0.0, 1.0)
    assert found == pytest.approx(y, abs=1e-6)
    assert average_surprise(found, y) == pytest.approx(binary_entropy(y), abs=1e-8)
    assert np.all(average_surprise(np.linspace(0, 1, 101), y) >= binary_entropy(y) - 1e-15)
