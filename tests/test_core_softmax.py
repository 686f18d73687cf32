"""core.softmax: equations 78 to 83."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.softmax import (
    HIGH,
    LOW,
    START,
    STEP,
    largest_take_all,
    log_likelihood,
    sharpened,
    softmax,
    softmax_jacobian,
    weighted_inputs_of,
)

SMOOTH = np.exp([0.25, -0.1, 0.32, 0.05]).sum()
vectors = st.lists(st.floats(-50, 50), min_size=1, max_size=8).map(np.array)


def test_the_sliders_of_the_book():
    assert (START, LOW, HIGH, STEP) == ((2.5, -1.0, 3.2, 0.5), -5, 5, 0.1)
    assert np.round(softmax(START), 3).tolist() == [0.315, 0.009, 0.633, 0.043]


@given(vectors, st.floats(-1000, 1000))
def test_outputs_are_positive_sum_to_1_and_ignore_a_shift(z, shift):
    outputs = softmax(z)
    assert outputs.shape == z.shape
    assert np.all(outputs > 0)
    assert outputs.sum() == pytest.approx(1, abs=1e-14)
    np.testing.assert_allclose(softmax(z + shift), outputs, rtol=1e-12 * (1 + abs(shift)))


@given(vectors)
def test_the_jacobian_against_differences(z):
    jacobian = softmax_jacobian(z)
    columns = z + 1e-30j * np.eye(len(z))
    by_complex_step = (softmax(columns).imag / 1e-30).T
    np.testing.assert_allclose(jacobian, by_complex_step, rtol=1e-10, atol=1e-15)
    np.testing.assert_allclose(jacobian.sum(axis=0), 0, atol=1e-15)
    if np.ptp(z) < 10:
        up, down = softmax(z + 1e-5 * np.eye(len(z))), softmax(z - 1e-5 * np.eye(len(z)))
        np.testing.assert_allclose(jacobian, ((up - down) / 2e-5).T, rtol=0, atol=1e-8)


@given(vectors, st.data())
def test_log_likelihood_is_minus_ln_and_its_slope_is_output_minus_target(z, data):
    correct = data.draw(st.integers(0, len(z) - 1))
    cost = log_likelihood(z, correct)
    assert cost.shape == ()
    assert cost == pytest.approx(-np.log(softmax(z)[correct]), rel=1e-12, abs=1e-14)
    gradient = log_likelihood(z + 1e-30j * np.eye(len(z)), correct).imag / 1e-30
    np.testing.assert_allclose(gradient, softmax(z) - np.eye(len(z))[correct], atol=1e-14)


def test_raising_one_input_raises_its_output_and_lowers_the_others():
    jacobian = softmax_jacobian(START)
    signs = np.where(np.eye(4) == 1, 1, -1)
    np.testing.assert_array_equal(np.sign(jacobian), signs)


def test_far_apart_and_huge_inputs_are_finite_without_a_warning():
    np.testing.assert_array_equal(softmax([1e4, -1e4]), [1, 0])
    np.testing.assert_array_equal(softmax([1e300, 1e300]), [0.5, 0.5])
    assert log_likelihood([1e4, -1e4], 1) == 2e4
    assert log_likelihood([1e4, -1e4], 0) == 0
    assert np.all(np.isfinite(softmax_jacobian([700.0, -700.0, 0.0])))


def test_layers_broadcast():
    z = np.arange(24.0).reshape(2, 3, 4) / 7
    assert softmax(z).shape == (2, 3, 4)
    assert softmax_jacobian(z).shape == (2, 3, 4, 4)
    assert log_likelihood(z, 3).shape == (2, 3)
    correct = np.array([0, 1, 3])
    costs = log_likelihood(z, correct)
    for layer in np.ndindex(2, 3):
        np.testing.assert_allclose(softmax(z)[layer], softmax(z[layer]), rtol=1e-15)
        np.testing.assert_allclose(softmax_jacobian(z)[layer], softmax_jacobian(z[layer]))
        assert costs[layer] == pytest.approx(log_likelihood(z[layer], correct[layer[1]]))
    with pytest.raises(IndexError):
        log_likelihood(z, 4)


def test_c_sharpens_the_outputs_until_the_largest_take_all_and_ties_share():
    np.testing.assert_array_equal(sharpened(START, 1.0), softmax(START))
    np.testing.assert_allclose(sharpened(START, 0.1), np.exp([0.25, -0.1, 0.32, 0.05]) / SMOOTH)
    np.testing.assert_allclose(sharpened(START, 200.0), largest_take_all(START), atol=1e-14)
    tied = np.array([3.0, -1.0, 3.0, 0.5])
    np.testing.assert_array_equal(largest_take_all(tied), [0.5, 0, 0.5, 0])
    np.testing.assert_allclose(sharpened(tied, 200.0), [0.5, 0, 0.5, 0], atol=1e-14)


@given(vectors, st.floats(0.1, 20))
def test_more_c_is_more_for_the_largest(z, c):
    outputs, limit = sharpened(z, c), largest_take_all(z)
    assert limit.sum() == pytest.approx(1)
    largest = z == z.max()
    assert np.all(limit[~largest] == 0)
    assert outputs[largest].min() >= sharpened(z, c / 2)[largest].min() - 1e-15


@given(st.lists(st.floats(1e-4, 1), min_size=1, max_size=8).map(np.array), st.floats(-5, 5))
def test_outputs_tell_z_but_for_a_constant(outputs, shift):
    z = weighted_inputs_of(outputs)
    np.testing.assert_allclose(softmax(z), outputs / outputs.sum(), rtol=1e-12)
    assert z.max() == pytest.approx(-z.min(), abs=1e-12)
    again = weighted_inputs_of(softmax(z + shift))
    np.testing.assert_allclose(again, z, atol=1e-12)
