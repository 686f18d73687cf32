"""core.neuron.frames: what is observed is what the equations say, and what the next step does."""

import math
from dataclasses import replace

import numpy as np
import pytest

import core
from core.costs.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from core.neuron.frames import Frame, observe, train
from core.neuron.settings import Settings
from core.neuron.training import State, advance, record, start, step
from core.sigmoid import sigmoid, sigmoid_slope

TARGETS = (0.0, 0.25, 0.5, 1.0)
INPUTS = (-5.0, -1.0, 0.3, 1.0, 5.0)


def cost_at(settings, weight, bias):
    return observe(settings, State(0, weight, bias)).cost


@pytest.mark.parametrize("cost", [QUADRATIC, CROSS_ENTROPY], ids=lambda cost: cost.name)
@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("x", INPUTS)
def test_gradients_against_differences(cost, target, x):
    settings = Settings(cost=cost, target=target, input=x)
    z = np.linspace(-40, 40, 81)[:, None]
    bias = np.array([-5.0, 0.0, 5.0])
    weight = (z - bias) / x
    frame = observe(settings, State(0, weight, bias))
    np.testing.assert_allclose(*np.broadcast_arrays(frame.weighted_input, z), atol=1e-13)

    h = 1e-30
    by_weight = cost_at(settings, weight + h * 1j, bias).imag / h
    by_bias = cost_at(settings, weight, bias + h * 1j).imag / h
    np.testing.assert_allclose(frame.weight_gradient, by_weight, rtol=1e-8, atol=1e-14)
    np.testing.assert_allclose(frame.bias_gradient, by_bias, rtol=1e-8, atol=1e-14)

    h = 1e-5
    by_weight = cost_at(settings, weight + h, bias) - cost_at(settings, weight - h, bias)
    by_bias = cost_at(settings, weight, bias + h) - cost_at(settings, weight, bias - h)
    np.testing.assert_allclose(frame.weight_gradient, by_weight / (2 * h), rtol=0, atol=1e-8)
    np.testing.assert_allclose(frame.bias_gradient, by_bias / (2 * h), rtol=0, atol=1e-8)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_a_frame_is_what_the_equations_say(cost):
    settings = Settings(cost=cost, input=2.0, target=0.25)
    frame = observe(settings, State(3, 0.5, -0.2))
    z = frame.weighted_input
    assert (frame.epoch, frame.weight, frame.bias) == (3, 0.5, -0.2)
    assert z == pytest.approx(0.8, rel=1e-15)
    assert frame.output == sigmoid(z)
    assert frame.sigmoid_slope == sigmoid_slope(z)
    assert frame.cost == cost.value(z, 0.25)
    assert frame.output_error == frame.bias_gradient
    assert frame.output_error == pytest.approx(cost.output_error(z, 0.25), rel=1e-14)
    assert frame.weight_gradient == 2 * frame.output_error
    assert all(isinstance(value, int | float) for value in frame)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
@pytest.mark.parametrize("target", TARGETS)
def test_the_residual_is_how_far_the_output_is_above_the_target(cost, target):
    one = Settings(cost=cost, target=target, epochs=20)
    many = replace(one, weight=np.linspace(-5, 5, 7)[:, None], target=np.array([target, 0.75]))
    for each in (one, many):
        run = train(each)
        np.testing.assert_allclose(run.residual, run.output - each.target, rtol=0, atol=4e-16)
        assert run.residual.shape == run.output.shape
    high, low = (observe(one, State(0, 0.0, bias)).residual for bias in (40.0, -40.0))
    assert high == pytest.approx(1 - target, abs=1e-15)
    assert low == pytest.approx(-target, abs=1e-15)
    assert isinstance(high, float)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_an_output_that_rounds_to_1_is_still_short_of_a_target_of_1(cost):
    frame = observe(Settings(cost=cost, target=1.0), State(0, 0.0, 60.0))
    assert frame.output == 1.0
    assert frame.residual == pytest.approx(-math.exp(-60.0), rel=1e-12)
    delta = frame.residual * frame.sigmoid_slope**cost.slope_power
    assert frame.output_error == pytest.approx(delta, rel=1e-12)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_the_gradients_are_what_the_next_step_takes(cost):
    settings = Settings(cost=cost, learning_rate=0.2, input=-1.5, target=0.75, epochs=20)
    run = train(settings)
    for values, gradient in ((run.weight, run.weight_gradient), (run.bias, run.bias_gradient)):
        np.testing.assert_allclose(values[1:], values[:-1] - 0.2 * gradient[:-1], atol=1e-15)


def test_train_is_start_record_and_observe():
    settings = Settings(epochs=12)
    run = train(settings)
    assert run.epoch.tolist() == list(range(13))
    assert all(column.shape == (13,) for column in run)
    expected = observe(settings, record(settings, start(settings), 12))
    state = start(settings)
    for column, other in zip(run, expected, strict=True):
        np.testing.assert_array_equal(column, other)
    for epoch in range(13):
        alone = observe(settings, state)
        together = [column[epoch] for column in run]
        np.testing.assert_allclose(together, alone, rtol=1e-14)
        state = step(settings, state)


def test_train_goes_on_from_a_state_to_the_end_or_for_so_many_epochs():
    settings = Settings(epochs=30)
    whole = train(settings)
    halfway = advance(settings, start(settings), 10)
    for column, part in zip(whole, train(settings, halfway), strict=True):
        np.testing.assert_array_equal(part, column[10:])
    assert train(settings, halfway, 5).epoch.tolist() == [10, 11, 12, 13, 14, 15]
    assert train(settings, epochs=2).epoch.tolist() == [0, 1, 2]
    assert train(settings, State(30, 1.0, 1.0)).epoch.tolist() == [30]
    assert train(replace(settings, epochs=7), halfway).epoch.tolist() == [10]
    with pytest.raises(ValueError, match="negative"):
        train(settings, halfway, -1)


def test_a_branch_with_another_cost_begins_where_the_run_was():
    before = Settings(weight=2, bias=2, epochs=100)
    state = advance(before, start(before), 40)
    after = train(replace(before, cost=CROSS_ENTROPY), state)
    assert (after.epoch[0], after.weight[0], after.bias[0]) == state
    assert after.epoch[-1] == 100
    assert after.output[-1] < train(before).output[-1]


def test_a_run_of_many_neurons_has_the_epoch_first():
    settings = Settings(weight=np.zeros((3, 1)), learning_rate=np.array([0.1, 0.2]), epochs=4)
    run = train(settings)
    assert run.epoch.shape == (5,)
    assert all(column.shape == (5, 3, 2) for column in run[1:])
    assert Frame._fields[0] == "epoch"


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
@pytest.mark.parametrize("target", TARGETS)
def test_the_wildest_runs_are_finite_without_a_warning(cost, target):
    for weight, bias, x in ((5, 5, 5), (-5, -5, 5), (5, -5, -5), (0, 0, 0)):
        settings = Settings(weight, bias, 10, cost, x, target, epochs=5000)
        assert all(np.all(np.isfinite(column)) for column in train(settings))


def test_the_flow_in_the_docstring_of_core_runs():
    lines = [line for line in core.__doc__.splitlines() if line.startswith("    ")]
    names = {name: getattr(core, name) for name in core.__all__}
    exec("\n".join(line.strip() for line in lines), names)
    assert len(lines) == 5
    assert names["frames"].epoch.tolist() == list(range(1, 11))


def test_everything_public_is_there():
    assert sorted(core.__all__) == sorted(set(core.__all__))
    assert all(hasattr(core, name) for name in core.__all__)
