"""core.sigmoid: the sigmoid, its slope and softplus, in the middle and far out in both tails."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sigmoid import (
    exponential,
    sigmoid,
    sigmoid_and_slope,
    sigmoid_slope,
    softplus,
    weighted_input,
    weighted_input_of,
)

GRID = [*np.linspace(-700, 700, 141).tolist(), *np.linspace(-40, 40, 162).tolist(), 1e-9]
EXTREMES = [-1e308, -1e6, -746.0, -710.0, -700.0, 0.0, 700.0, 710.0, 746.0, 1e6, 1e308]


def exactly(z: float) -> tuple[float, float, float]:
    """σ(z), σ′(z) and softplus(z), with hundreds of digits on the way."""
    with localcontext() as context:
        context.prec = 700
        power = Decimal(z).exp()
        output = power / (1 + power)
        return float(output), float(output / (1 + power)), float((1 + power).ln())


def test_accurate_in_both_tails():
    wanted = np.array([exactly(z) for z in GRID])
    for function, exact in zip((sigmoid, sigmoid_slope, softplus), wanted.T, strict=True):
        np.testing.assert_allclose(function(np.array(GRID)), exact, rtol=1e-15)
        np.testing.assert_allclose([function(z) for z in GRID], exact, rtol=1e-15)


def test_known_values():
    assert sigmoid(0.0) == 0.5
    assert sigmoid_slope(0.0) == 0.25
    assert sigmoid(-40.0) == pytest.approx(4.248e-18, rel=1e-4)
    assert sigmoid(1.5) == pytest.approx(0.8176, abs=1e-4)
    assert weighted_input(2.0, 3.0, 4.0) == 11.0


@pytest.mark.parametrize("z", EXTREMES)
def test_extremes_are_finite_and_give_no_warning(z):
    for value in (z, np.array([z]), np.float64(z)):
        assert np.all(np.isfinite(sigmoid(value)))
        assert np.all(np.isfinite(sigmoid_slope(value)))
        assert np.all(np.isfinite(softplus(value)))
        assert np.all((sigmoid(value) >= 0) & (sigmoid(value) <= 1))


def test_infinities_are_the_limits_and_nan_stays_nan():
    assert sigmoid(np.inf) == 1
    assert sigmoid(-np.inf) == pytest.approx(0, abs=1e-300)
    assert sigmoid_slope(np.inf) == 0
    assert sigmoid_slope(-np.inf) == pytest.approx(0, abs=1e-300)
    for nan in (float("nan"), np.array([np.nan])):
        assert np.all(np.isnan(sigmoid(nan)))
        assert np.all(np.isnan(sigmoid_slope(nan)))


def test_exponential_stops_at_the_largest_exponent():
    z = np.array([-800.0, 0.0, 3.0, 5.0])
    expected = np.exp([-800.0, 0.0, 3.0, 3.0])
    np.testing.assert_array_equal(exponential(z, 3.0), expected)
    np.testing.assert_allclose([exponential(one, 3.0) for one in z.tolist()], expected, rtol=1e-15)


def test_floats_stay_floats_and_arrays_keep_their_shape():
    assert type(sigmoid(0.3)) is float
    assert [type(value) for value in sigmoid_and_slope(0.3)] == [float, float]
    z = weighted_input(np.zeros((3, 1)), np.ones(4), 2.0)
    for function in (sigmoid, sigmoid_slope, softplus):
        assert function(z).shape == (3, 4)
        assert function(0) == function(0.0)


def test_complex_steps_give_the_slopes():
    z = np.linspace(-40, 40, 161)
    step = 1e-30
    slope = sigmoid_slope(z)
    np.testing.assert_allclose(sigmoid(z + step * 1j).imag / step, slope, rtol=1e-13)
    np.testing.assert_allclose(softplus(z + step * 1j).imag / step, sigmoid(z), rtol=1e-13)


@given(st.floats(-700, 700))
def test_symmetry(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)
    assert sigmoid_slope(z) == pytest.approx(sigmoid_slope(-z), rel=1e-15, abs=0)
    assert softplus(z) - softplus(-z) == pytest.approx(z, rel=1e-15, abs=1e-15)
    assert sigmoid_slope(z) == pytest.approx(sigmoid(z) * sigmoid(-z), rel=1e-15, abs=0)


def test_the_weighted_input_of_an_output():
    z = np.linspace(-30, 30, 121)
    # An output near 1 does not say to the last place how near it is.
    assert np.all(abs(weighted_input_of(sigmoid(z)) - z) <= 1e-15 * np.exp(np.maximum(z, 3)))
    assert weighted_input_of(0.5) == 0
    assert [weighted_input_of(output) for output in (0.0, 1.0)] == [-np.inf, np.inf]
