"""core.multi_input.training.

Gradients of n examples against differences, and that runs are what they say.
"""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import core
from core.costs.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from core.costs.power_family import cost_of_power
from core.multi_input.examples import Examples
from core.multi_input.training import (
    MultiInputSettings,
    contributions,
    gradient,
    mean_cost,
    most_wrong,
    record,
    start,
    train,
    weighted_inputs,
)
from core.neuron.settings import Settings, SettingsError
from core.neuron.training import State
from core.sigmoid import sigmoid, sigmoid_slope

both_costs = pytest.mark.parametrize("cost", [QUADRATIC, CROSS_ENTROPY], ids=lambda cost: cost.name)

AND = Examples(np.array([(0, 0), (0, 1), (1, 0), (1, 1)]), np.array([0, 0, 0, 1]))


@st.composite
def experiments(draw):
    """Settings with examples of any shape, made by a seed."""
    count, inputs = draw(st.integers(1, 256)), draw(st.integers(1, 8))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    examples = Examples(random.uniform(-3, 3, (count, inputs)), random.uniform(0, 1, count))
    return MultiInputSettings(
        examples,
        random.uniform(-5, 5, inputs),
        random.uniform(-5, 5),
        learning_rate=random.uniform(0.001, 1),
        cost=draw(st.sampled_from([QUADRATIC, CROSS_ENTROPY])),
    )


def differences(settings, weight, bias, h):
    """∂C/∂wⱼ and ∂C/∂b by central differences, or by complex steps if h is imaginary."""
    turn = 1j if isinstance(h, complex) else 1
    found = []
    for index in range(len(weight) + 1):
        step = np.zeros(len(weight) + 1, dtype=type(h))
        step[index] = h
        ahead = mean_cost(settings, weight + step[:-1], bias + step[-1])
        behind = mean_cost(settings, weight - step[:-1], bias - step[-1])
        found.append(((ahead - behind) / (2 * h / turn) / turn).real)
    return np.array(found[:-1]), found[-1]


@given(experiments(), st.floats(0.1, 4))
def test_gradients_against_differences(settings, scale):
    weight, bias = np.array(settings.weights) * scale, settings.bias * scale
    by_weight, by_bias = gradient(settings, weight, bias)
    for h, relative in ((1e-30j, 1e-8), (1e-5, 0)):
        weight_difference, bias_difference = differences(settings, weight, bias, h)
        tolerance = 1e-14 if relative else 1e-8
        np.testing.assert_allclose(by_weight, weight_difference, rtol=relative, atol=tolerance)
        np.testing.assert_allclose(by_bias, bias_difference, rtol=relative, atol=tolerance)


@both_costs
def test_gradients_are_the_equations_of_the_chapter(cost):
    settings = MultiInputSettings(AND, (0.5, -1.5), 0.25, cost=cost)
    z = np.array([0.25, -1.25, 0.75, -0.75])
    a, y = sigmoid(z), np.array([0, 0, 0, 1])
    error = a - y if cost is CROSS_ENTROPY else (a - y) * sigmoid_slope(z)
    by_weight, by_bias = gradient(settings, np.array(settings.weights), settings.bias)
    assert by_weight[0] == pytest.approx((error[2] + error[3]) / 4, rel=1e-15)
    assert by_weight[1] == pytest.approx((error[1] + error[3]) / 4, rel=1e-15)
    assert by_bias == pytest.approx(sum(error) / 4, rel=1e-15)
    assert mean_cost(settings, np.array(settings.weights), settings.bias) == pytest.approx(
        -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
        if cost is CROSS_ENTROPY
        else np.mean((y - a) ** 2 / 2),
        rel=1e-15,
    )


@given(experiments())
def test_contributions_are_each_examples_and_their_mean_is_the_gradient(settings):
    state = start(settings)
    parts = contributions(settings, state)
    x, y = settings.examples.inputs, settings.examples.targets
    z = x @ settings.weights + settings.bias
    np.testing.assert_allclose(parts.weighted_input, z, rtol=1e-12, atol=1e-13)
    np.testing.assert_array_equal(parts.output, sigmoid(parts.weighted_input))
    np.testing.assert_array_equal(parts.residual, parts.output - y)
    np.testing.assert_array_equal(parts.sigmoid_slope, sigmoid_slope(parts.weighted_input))
    factor = parts.sigmoid_slope if settings.cost is QUADRATIC else 1.0
    np.testing.assert_array_equal(parts.output_error, parts.residual * factor)
    for index in range(x.shape[1]):
        np.testing.assert_array_equal(parts.weight[:, index], x[:, index] * parts.output_error)
    by_weight, by_bias = gradient(settings, state.weight, state.bias)
    np.testing.assert_allclose(parts.weight.mean(axis=0), by_weight, rtol=1e-11, atol=1e-14)
    np.testing.assert_allclose(parts.output_error.mean(), by_bias, rtol=1e-11, atol=1e-14)


@given(experiments(), st.integers(0, 20))
def test_contributions_of_many_states_are_those_of_each(settings, epochs):
    states = record(settings, start(settings), epochs)
    many = contributions(settings, states)
    for epoch in range(epochs + 1):
        one = State(epoch, states.weight[epoch], float(states.bias[epoch]))
        for whole, part in zip(many, contributions(settings, one), strict=True):
            np.testing.assert_allclose(whole[epoch], part, rtol=1e-9, atol=1e-12)


@given(experiments())
def test_an_example_alone_contributes_what_it_does_among_all(settings):
    index = len(settings.examples.targets) // 2
    alone = replace(settings, examples=settings.examples.only(index))
    whole = contributions(settings, start(settings))
    for of_all, of_one in zip(whole, contributions(alone, start(alone)), strict=True):
        assert len(of_one) == 1
        np.testing.assert_allclose(of_one[0], of_all[index], rtol=1e-9, atol=1e-12)


@given(experiments())
def test_the_most_wrong_example_is_farthest_from_its_target(settings):
    away = np.abs(contributions(settings, start(settings)).residual)
    assert away[most_wrong(settings)] == away.max()
    assert most_wrong(settings) == int(np.flatnonzero(away == away.max())[0])


@pytest.mark.parametrize("cost", [*COSTS.values(), cost_of_power(0.5)], ids=lambda cost: cost.name)
def test_one_input_and_one_example_is_the_neuron_of_the_chapter(cost):
    alone = core.train(Settings(weight=2, bias=2, learning_rate=0.15, cost=cost, input=0.5))
    examples = Examples(np.array([[0.5]]), np.array([0.0]))
    run = train(MultiInputSettings(examples, (2,), 2, learning_rate=0.15, cost=cost))
    for name in ("weight", "weight_gradient"):
        np.testing.assert_allclose(getattr(run, name)[:, 0], getattr(alone, name), rtol=1e-12)
    for name in ("epoch", "bias", "cost", "bias_gradient"):
        np.testing.assert_allclose(getattr(run, name), getattr(alone, name), rtol=1e-12)


@given(experiments(), st.integers(0, 20), st.integers(0, 20))
def test_a_run_goes_down_its_gradient_and_a_stage_begins_anywhere(settings, first, rest):
    count = settings.examples.inputs.shape[1]
    run = train(settings, epochs=first + rest)
    assert [column.shape for column in run] == [
        (first + rest + 1,),
        (first + rest + 1, count),
        *[(first + rest + 1,)] * 3,
        (first + rest + 1, count),
        (first + rest + 1,),
    ]
    assert run.epoch.tolist() == list(range(first + rest + 1))
    assert tuple(run.weight[0]) == settings.weights
    rate = settings.learning_rate
    np.testing.assert_allclose(
        np.diff(run.weight, axis=0), -rate * run.weight_gradient[:-1], rtol=0, atol=1e-13
    )
    np.testing.assert_allclose(
        np.diff(run.bias), -rate * run.bias_gradient[:-1], rtol=0, atol=1e-13
    )

    branch = train(settings, State(first, run.weight[first], run.bias[first]), rest)
    for column, whole in zip(branch, run, strict=True):
        np.testing.assert_allclose(column, whole[first:], rtol=0, atol=1e-13)


def test_without_epochs_a_run_goes_on_to_its_last():
    settings = MultiInputSettings(AND, (1, 1), epochs=30)
    assert train(settings).epoch[-1] == 30
    assert train(settings, State(25, np.ones(2), 0.0)).epoch.tolist() == list(range(25, 31))
    assert train(settings, State(40, np.ones(2), 0.0)).epoch.tolist() == [40]
    assert train(settings, epochs=0).weight.tolist() == [[1, 1]]
    with pytest.raises(ValueError, match="negative"):
        train(settings, epochs=-1)


def test_training_changes_nothing_it_was_given():
    state = State(0, np.array([1.0, -1.0]), 0.5)
    train(MultiInputSettings(AND, (1, -1)), state)
    assert (state.weight.tolist(), state.bias) == ([1, -1], 0.5)


def test_accuracy_is_of_right_answers_and_one_half_is_none():
    run = train(MultiInputSettings(AND, (0, 0), 0), epochs=0)
    assert run.accuracy.tolist() == [0.0]
    run = train(MultiInputSettings(AND, (0, 0), -0.1), epochs=0)
    assert run.accuracy.tolist() == [0.75]
    assert train(MultiInputSettings(AND, (1, 1), -1.5), epochs=0).accuracy.tolist() == [1]
    assert train(MultiInputSettings(AND, (-1, -1), 1.5), epochs=0).accuracy.tolist() == [0]
    between = Examples(np.array([[1.0], [1.0]]), np.array([0.5, 0.6]))
    assert train(MultiInputSettings(between, (1,), 0), epochs=0).accuracy.tolist() == [0.5]


def test_weighted_inputs_of_many_neurons_at_once():
    weight, bias = np.zeros((3, 5, 2)), np.arange(15.0).reshape(3, 5)
    z = weighted_inputs(AND, weight, bias)
    assert z.shape == (3, 5, 4)
    assert np.all(z == bias[..., None])


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_the_longest_run_of_the_wildest_settings_stays_finite(cost):
    inputs = np.array([[1e6] * 8, [-1e6] * 8, [0.0] * 8, [1e6, -1e6] * 4])
    examples = Examples(inputs, np.array([0.0, 0.3, 1.0, 1.0]))
    run = train(MultiInputSettings(examples, (5, -5) * 4, 5, 10, cost, epochs=5000))
    assert all(np.all(np.isfinite(column)) for column in run)


def test_settings_are_checked_and_plain():
    settings = MultiInputSettings(AND, np.array([1, 2]), np.float64(3), 1, epochs=np.int64(7))
    assert settings.weights == (1.0, 2.0)
    assert [type(value) for value in (*settings.weights, settings.bias, settings.epochs)] == [
        *(float, float, float, int)
    ]
    for field, value in (("bias", 5.1), ("learning_rate", 0), ("epochs", 0), ("epochs", 1.5)):
        with pytest.raises(SettingsError, match=field):
            MultiInputSettings(AND, (0, 0), **{field: value})
    for weights in ((0, 5.1), (np.nan, 0), ("1", 0), (True, 0), 3, None):
        with pytest.raises(SettingsError, match="weight must be a number from -5 to 5"):
            MultiInputSettings(AND, weights)
    for weights in ((), (1,), (1, 2, 3)):
        with pytest.raises(ValueError, match=f"2 inputs must have 2 weights, not {len(weights)}"):
            MultiInputSettings(AND, weights)
    with pytest.raises(SettingsError, match="cost must be one of"):
        MultiInputSettings(AND, (0, 0), cost="quadratic")


def test_settings_compare_hash_and_do_not_change():
    settings = MultiInputSettings(AND, (1, 2))
    assert settings == MultiInputSettings(replace(AND), [1.0, 2.0])
    assert hash(settings) == hash(MultiInputSettings(replace(AND), [1.0, 2.0]))
    assert settings != replace(settings, cost=QUADRATIC)
    with pytest.raises(FrozenInstanceError):
        settings.bias = 1.0
