"""core.softmax_costs: values and gradients of both costs of softmax outputs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.softmax import START, log_likelihood, softmax, softmax_jacobian
from core.softmax_costs import LOG_LIKELIHOOD, QUADRATIC, SOFTMAX_COSTS, residuals

vectors = st.lists(st.floats(-10, 10), min_size=2, max_size=6).map(np.array)
costs = pytest.mark.parametrize("cost", SOFTMAX_COSTS.values(), ids=list(SOFTMAX_COSTS))


@costs
@given(z=vectors, data=st.data())
def test_gradients_agree_with_central_differences(cost, z, data):
    correct = data.draw(st.integers(0, len(z) - 1))
    step = 1e-5 * np.eye(len(z))
    by_differences = (cost.value(z + step, correct) - cost.value(z - step, correct)) / 2e-5
    np.testing.assert_allclose(cost.gradient(z, correct), by_differences, rtol=0, atol=1e-8)
    # Adding the same to all z changes no cost, so the gradient has no part in that direction.
    assert cost.gradient(z, correct).sum() == pytest.approx(0, abs=1e-14)


@given(z=vectors, data=st.data())
def test_the_chain_rule_leads_from_one_to_the_other(z, data):
    correct = data.draw(st.integers(0, len(z) - 1))
    errors = softmax(z) - np.eye(len(z))[correct]
    np.testing.assert_allclose(residuals(z, correct), errors, atol=1e-15)
    np.testing.assert_allclose(LOG_LIKELIHOOD.gradient(z, correct), errors, atol=1e-15)
    np.testing.assert_allclose(
        QUADRATIC.gradient(z, correct), errors @ softmax_jacobian(z), atol=1e-15
    )
    assert QUADRATIC.value(z, correct) == pytest.approx((errors**2).sum() / 2, abs=1e-15)


def test_the_values_at_the_book_s_sliders():
    outputs = softmax(START)
    assert LOG_LIKELIHOOD.value(np.array(START), 1) == pytest.approx(-np.log(outputs[1]))
    assert LOG_LIKELIHOOD.value is log_likelihood
    assert QUADRATIC.value(np.array(START), 0) == pytest.approx(0.436478, abs=1e-6)
    assert LOG_LIKELIHOOD.gradient(np.array(START), 2)[2] == pytest.approx(outputs[2] - 1)


def test_where_a_wrong_output_is_near_1_only_the_log_likelihood_pushes():
    """Badly wrong: each gradient of the quadratic cost has an output near 0 as a factor."""
    z = np.array([-5.0, 0.0, 0.0, 5.0])
    assert LOG_LIKELIHOOD.gradient(z, 0)[0] == pytest.approx(-1, abs=1e-4)
    assert np.abs(QUADRATIC.gradient(z, 0)).max() < 0.02
    assert QUADRATIC.gradient(z, 0)[0] == pytest.approx(-2 * softmax(z)[0], rel=0.03)


def test_a_right_output_that_rounds_to_1_keeps_its_error():
    z = np.array([50.0, 0.0, 0.0, 0.0])
    assert softmax(z)[0] == 1
    assert residuals(z, 0)[0] == pytest.approx(-3 * np.exp(-50.0), rel=1e-12)


@costs
def test_layers_broadcast(cost):
    z = np.arange(24.0).reshape(2, 3, 4) / 7
    assert cost.value(z, 1).shape == (2, 3)
    gradient = cost.gradient(z, 1)
    assert gradient.shape == z.shape
    for layer in np.ndindex(2, 3):
        np.testing.assert_allclose(gradient[layer], cost.gradient(z[layer], 1), rtol=1e-14)
