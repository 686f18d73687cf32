"""core.softmax_learning: weighted inputs that learn by gradient descent."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.softmax import softmax
from core.softmax_costs import LOG_LIKELIHOOD, QUADRATIC, SOFTMAX_COSTS
from core.softmax_learning import (
    SoftmaxSettings,
    SoftmaxSettingsError,
    SoftmaxState,
    observe,
    record,
    start,
    train,
)

BADLY_WRONG = SoftmaxSettings(z=(-4.0, 0.0, 0.0, 5.0))
some_settings = st.builds(
    SoftmaxSettings,
    z=st.tuples(*[st.floats(-5, 5)] * 4),
    correct=st.integers(0, 3),
    learning_rate=st.floats(0.001, 10),
    cost=st.sampled_from(list(SOFTMAX_COSTS.values())),
    epochs=st.integers(1, 30),
)


@given(some_settings)
def test_each_update_goes_down_the_gradient_and_frames_say_what_is_there(settings):
    frames = train(settings)
    assert frames.epoch.tolist() == list(range(settings.epochs + 1))
    assert tuple(frames.z[0]) == settings.z
    gradients = settings.cost.gradient(frames.z, settings.correct)
    np.testing.assert_allclose(
        frames.z[1:], frames.z[:-1] - settings.learning_rate * gradients[:-1], atol=1e-13
    )
    np.testing.assert_array_equal(frames.output, softmax(frames.z))
    np.testing.assert_array_equal(frames.right_output, frames.output[:, settings.correct])
    np.testing.assert_array_equal(frames.cost, settings.cost.value(frames.z, settings.correct))
    np.testing.assert_array_equal(
        frames.quadratic_gradient, QUADRATIC.gradient(frames.z, settings.correct)
    )
    np.testing.assert_array_equal(
        frames.log_likelihood_gradient, LOG_LIKELIHOOD.gradient(frames.z, settings.correct)
    )
    assert np.all(np.isfinite(frames.z))
    # The gradient has no part along (1, 1, 1, 1): the sum of all z stays.
    np.testing.assert_allclose(frames.z.sum(axis=1), sum(settings.z), atol=1e-11)


@given(some_settings, st.integers(0, 12))
def test_a_run_goes_on_where_a_part_of_it_ended(settings, first):
    settings = replace(settings, epochs=20)
    whole = record(settings, start(settings), 20)
    begin = record(settings, start(settings), first)
    rest = record(settings, SoftmaxState(first, begin.z[-1]), 20 - first)
    np.testing.assert_array_equal(rest.epoch, whole.epoch[first:])
    np.testing.assert_array_equal(rest.z, whole.z[first:])
    for found, expected in zip(observe(settings, rest), train(settings), strict=True):
        np.testing.assert_allclose(found, expected[first:], atol=1e-13)


def test_a_badly_wrong_start_is_slow_with_the_quadratic_cost_and_not_with_the_log_likelihood():
    quick = train(BADLY_WRONG)
    slow = train(replace(BADLY_WRONG, cost=QUADRATIC))
    assert quick.output[0, 0] == slow.output[0, 0] == pytest.approx(1.2e-4, rel=0.05)
    assert quick.output[100, 0] > 0.9
    assert slow.output[300, 0] < 0.01


def test_the_cost_never_rises_with_small_steps():
    for cost in SOFTMAX_COSTS.values():
        frames = train(replace(BADLY_WRONG, cost=cost))
        assert np.all(np.diff(frames.cost) < 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("z", (0.0, 5.1)),
        ("z", (0.0, math.nan)),
        ("z", ("1", 0.0)),
        ("z", 3.0),
        ("correct", -1),
        ("correct", 1.0),
        ("correct", True),
        ("learning_rate", 0.0),
        ("epochs", 0),
        ("cost", "quadratic"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_one_line(name, value):
    with pytest.raises(ValueError, match=rf"^{name} must be .*, not ") as refused:
        SoftmaxSettings(**{name: value})
    assert "\n" not in str(refused.value)
    if name in ("z", "correct", "cost"):
        assert isinstance(refused.value, SoftmaxSettingsError)


def test_there_must_be_an_output_of_the_right_number_and_epochs_to_train():
    with pytest.raises(IndexError):
        SoftmaxSettings(z=(0.0, 0.0), correct=2)
    with pytest.raises(ValueError, match="negative"):
        record(BADLY_WRONG, start(BADLY_WRONG), -1)


def test_settings_can_be_compared_and_hashed():
    assert SoftmaxSettings() == SoftmaxSettings()
    assert len({SoftmaxSettings(), SoftmaxSettings(), BADLY_WRONG}) == 2
