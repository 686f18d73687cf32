"""core.polynomials: ten points near a line, and what is fitted to them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.polynomials import (
    DEGREES,
    HIGH,
    LOW,
    PENALTIES,
    SLOPE,
    fitted,
    mean_distance,
    points,
    powers,
    values,
)

GRID = np.linspace(LOW, HIGH, 200)
degrees = st.integers(int(DEGREES.low), int(DEGREES.high))


def cost(coefficients, x, y, penalty):
    residual = values(coefficients, x) - y
    return (residual @ residual + penalty * coefficients[1:] @ coefficients[1:]) / (2 * len(x))


@given(seed=st.integers(0, 1000))
def test_a_polynomial_of_degree_nine_goes_through_all_ten_points(seed):
    x, y = points(seed)
    np.testing.assert_allclose(values(fitted(x, y, 9, 0.0), x), y, atol=1e-7)


@given(seed=st.integers(0, 1000))
def test_of_degree_one_without_penalty_it_is_the_line_of_least_squares(seed):
    x, y = points(seed)
    slope, start = np.polyfit(x, y, 1)
    np.testing.assert_allclose(
        values(fitted(x, y, 1, 0.0), GRID), slope * GRID + start, rtol=1e-8, atol=1e-9
    )


@given(degree=degrees, penalty=st.floats(0.001, 100), seed=st.integers(0, 50))
def test_nothing_near_by_costs_less(degree, penalty, seed):
    x, y = points(seed)
    found = fitted(x, y, degree, penalty)
    least = cost(found, x, y, penalty)
    for change in np.eye(degree + 1):
        for step in (1e-3, -1e-3):
            assert cost(found + step * change, x, y, penalty) >= least


@given(degree=degrees, seed=st.integers(0, 50))
def test_a_larger_penalty_makes_smaller_coefficients_and_fits_the_points_less(degree, seed):
    x, y = points(seed)
    found = [fitted(x, y, degree, penalty) for penalty in (0.0, 0.01, 1.0, 100.0)]
    sizes = [float(each[1:] @ each[1:]) for each in found]
    apart = [mean_distance(values(each, x), y) for each in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(one <= other + 1e-9 for one, other in pairwise(apart))


def test_a_penalty_bends_degree_nine_back_towards_the_line():
    line = SLOPE * GRID
    for seed in range(20):
        x, y = points(seed)
        wild, bent = (mean_distance(values(fitted(x, y, 9, each), GRID), line) for each in (0, 0.1))
        assert bent < wild


@pytest.mark.parametrize("degree", [0, 10, -1])
def test_other_degrees_are_refused(degree):
    with pytest.raises(ValueError, match="degree"):
        fitted(*points(0), degree, 0.0)


@pytest.mark.parametrize("penalty", [-1.0, PENALTIES.high + 1, float("nan")])
def test_other_penalties_are_refused(penalty):
    with pytest.raises(ValueError, match="λ"):
        fitted(*points(0), 3, penalty)


def test_powers_are_of_x_from_minus_one_to_one():
    np.testing.assert_allclose(powers([LOW, HIGH], 3), [[1, -1, 1, -1], [1, 1, 1, 1]])
