"""core.costs.integration.

The integral against closed forms, in the middle, in the tails and beyond.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.integration import REACH, integral
from core.sigmoid import sigmoid, sigmoid_slope, softplus

Z = np.concatenate([np.linspace(-60, 60, 481), [-700.0, -40.0, 40.0, 700.0]])


def closed_form_of_a_half(z):
    """The integral of √(a/(1 − a)) over a, by a = sin²θ, without a difference in the left tail."""
    root, other = np.sqrt(sigmoid(z)), np.sqrt(sigmoid(-z))
    return np.arctan2(root, other) - root * other


def test_power_0_is_softplus():
    np.testing.assert_allclose(integral(Z, 0.0), softplus(Z), rtol=1e-14)


def test_power_1_is_half_the_square_of_the_output():
    np.testing.assert_allclose(integral(Z, 1.0), sigmoid(Z) ** 2 / 2, rtol=1e-14)


def test_power_2_is_a_polynomial_of_the_output():
    a = sigmoid(Z)
    np.testing.assert_allclose(integral(Z, 2.0), a**3 / 3 - a**4 / 4, rtol=1e-13)


def test_power_one_half_is_an_arc():
    middle = Z[abs(Z) < 60]
    wanted = closed_form_of_a_half(middle)
    np.testing.assert_allclose(integral(middle, 0.5), wanted, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("power", [1e-9, 0.001, 0.1, 0.5, 1.5, 2.0])
def test_all_of_it_is_the_beta_function(power):
    wanted = math.exp(2 * math.lgamma(1 + power) - math.lgamma(1 + 2 * power)) / power
    assert integral(np.array(math.inf), power) == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("power", [0.0, 5e-324, 1e-3, 0.3, 1.0, 2.0])
def test_infinities_and_the_largest_numbers_give_no_warning(power):
    first, low, high, last = integral(np.array([-math.inf, -1e308, 1e308, math.inf]), power)
    assert (first, low) == (0, 0)
    assert 0 < high <= last


def test_the_small_powers_approach_power_0():
    np.testing.assert_allclose(integral(Z, 1e-13), integral(Z, 0.0), rtol=1e-9)
    near = REACH + np.array([1e-5, 1e-3])
    for power in (5e-324, 1e-313, 1e-290):
        np.testing.assert_allclose(integral(near, power), integral(near, 0.0), rtol=1e-15)


@given(st.floats(-REACH - 5, REACH + 5), st.floats(0, 2))
def test_its_slope_is_the_integrand(z, power):
    h = 1e-5
    low, high = integral(np.array([z - h, z + h]), power)
    wanted = sigmoid(z) * sigmoid_slope(z) ** power
    assert (high - low) / (2 * h) == pytest.approx(wanted, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("edge", [-REACH, -1, 0, 1, REACH])
@pytest.mark.parametrize("power", [0.0, 0.3, 2.0])
def test_it_goes_on_smoothly_from_piece_to_piece(edge, power):
    below, at = integral(np.array([np.nextafter(edge, -math.inf), edge]), power)
    assert below == pytest.approx(at, rel=1e-13, abs=0)


def test_it_has_the_shape_of_z():
    assert integral(np.zeros((2, 3)), 0.5).shape == (2, 3)
    assert integral(np.zeros(()), 0.5).shape == ()
