"""core.schedule: how a run whose η and cost change is cut into stages, and trained."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from core.costs.power_family import cost_of_power
from core.multi_input.presets import PRESETS
from core.neuron.frames import train, train_stages
from core.neuron.settings import Settings, SettingsError
from core.schedule import Change, ScheduleError, cost_named, read_change, stages


def test_a_cost_is_found_by_its_name():
    for cost in (*COSTS.values(), cost_of_power(0.5), cost_of_power(2)):
        assert cost_named(cost.name) == cost


@pytest.mark.parametrize("name", ["", "power-", "power-2.1", "power--1", "power-x", "Quadratic"])
def test_another_name_is_refused(name):
    with pytest.raises(ScheduleError, match="cost must be one of"):
        cost_named(name)


def test_a_change_is_read():
    assert read_change("90:0.05:cross-entropy") == Change(90, 0.05, CROSS_ENTROPY)
    assert read_change("1:1e-2:power-0.5") == Change(1, 0.01, cost_of_power(0.5))


@pytest.mark.parametrize(
    "text", ["", "90", "90:1", "90:1:quadratic:", "90::quadratic", "1.5:1:own"]
)
def test_what_is_no_change_is_refused(text):
    with pytest.raises((ScheduleError, SettingsError)):
        read_change(text)


def test_the_stages_of_a_neuron_with_several_inputs_differ_in_their_rule_alone():
    settings = PRESETS["xor"].settings()[0]
    (first, begun), (second, changed) = stages(settings, [Change(7, 0.5, QUADRATIC)])
    assert (first, second, begun) == (0, 7, settings)
    assert (changed.learning_rate, changed.cost) == (0.5, QUADRATIC)
    assert (changed.examples, changed.weights) == (settings.examples, settings.weights)


@pytest.mark.parametrize("epochs", [(0,), (10,), (3, 3), (4, 3), (-1,)])
def test_changes_rise_within_the_run(epochs):
    changes = [Change(epoch, 1.0, QUADRATIC) for epoch in epochs]
    with pytest.raises(ScheduleError, match="from epoch 1 to 9"):
        stages(Settings(epochs=10), changes)


@given(
    st.lists(st.integers(1, 39), unique=True, max_size=4).map(sorted),
    st.lists(st.sampled_from(list(COSTS.values())), min_size=4, max_size=4),
)
def test_each_frame_has_the_gradient_of_the_rule_that_moves_it(epochs, costs):
    settings = Settings(weight=2, bias=2, epochs=40)
    changes = [Change(*each) for each in zip(epochs, (0.3, 0.02, 1.0, 0.1), costs, strict=False)]
    run = train_stages(stages(settings, changes))
    np.testing.assert_array_equal(run.epoch, np.arange(41))
    moves = run.learning_rate[:-1] * run.weight_gradient[:-1]
    np.testing.assert_allclose(run.weight[1:], run.weight[:-1] - moves, rtol=0, atol=1e-14)
    before = epochs[0] if epochs else 40
    np.testing.assert_array_equal(run.weight[: before + 1], train(settings).weight[: before + 1])
