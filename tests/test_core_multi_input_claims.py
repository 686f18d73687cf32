"""core.multi_input.claims: what is said of a run is what its definition checks."""

from dataclasses import replace

import numpy as np
import pytest

from core.costs.costs import CROSS_ENTROPY, QUADRATIC
from core.multi_input import claims
from core.multi_input.examples import Examples
from core.multi_input.presets import PRESETS, gate
from core.multi_input.training import MultiInputSettings, train
from tests.explained import check_multi_input

XOR = PRESETS["xor"].settings()[0]


def test_what_is_said_of_random_runs_is_true():
    said = check_multi_input(seed=1, count=300)
    assert said.keys() == {"all right", "errors cancel", "near 1/2", "at rest", "near zero"}


def test_a_weight_moved_little_beside_the_largest_move_of_weights_and_bias():
    run = train(PRESETS["input-near-zero"].settings()[0])
    assert claims.largest_moves(run) == pytest.approx(
        [*np.abs(run.weight - run.weight[0]).max(axis=0), np.abs(run.bias - run.bias[0]).max()]
    )
    for second, little in ((1.25, True), (1.2501, False)):
        weight = np.array([[1.0, 1.0], [2.0, second]])
        frames = run._replace(weight=weight, bias=np.array([0.0, -0.5]))
        assert claims.moved_little(frames, 2) is little
        assert not claims.moved_little(frames, 1)


def test_outputs_of_one_half_up_to_rounding_are_undecided_and_not_right():
    examples = Examples(np.array([[1.0], [-1.0]]), np.array([0.5, 0.5]))
    run = train(MultiInputSettings(examples, (1.0,), bias=0.5))
    assert run.accuracy[-1] == 0.0
    assert claims.all_right_from(run) is None


def test_an_output_of_exactly_one_half_is_undecided():
    run = train(replace(XOR, weights=(0.0, 0.0), bias=0.0, epochs=1))
    assert run.accuracy[0] == 0.0


def test_xor_still_moves_with_the_quadratic_cost_after_a_short_run():
    slow = replace(XOR, cost=QUADRATIC, learning_rate=0.3)
    long = replace(slow, learning_rate=10.0, epochs=5000)
    assert not claims.at_rest(slow, train(slow))
    assert claims.at_rest(long, train(long))
    assert claims.near_half(long, train(long))


@pytest.mark.parametrize("inputs", [1, 2, 3])
def test_errors_cancel_where_each_input_is_wanted_with_either_answer(inputs):
    rows = np.eye(inputs)
    examples = Examples(np.vstack([rows, rows]), np.repeat([0.0, 1.0], inputs))
    settings = MultiInputSettings(examples, (1.0,) * inputs)
    assert claims.errors_cancel(settings)
    assert not claims.errors_cancel(replace(settings, examples=Examples(rows, np.ones(inputs))))


def test_errors_that_cancel_say_nothing_of_targets_between_0_and_1():
    examples = Examples(np.array([[1.0], [-1.0]]), np.array([0.5, 0.5]))
    settings = MultiInputSettings(examples, (1.0,), cost=CROSS_ENTROPY)
    assert not claims.errors_cancel(settings)


def test_only_an_input_that_is_small_by_itself_and_beside_the_others_is_near_zero():
    beside_a_hundred = Examples(np.array([[5.0, 100.0], [4.0, 90.0]]), np.array([0.0, 1.0]))
    alone = Examples(np.array([[0.01], [0.02]]), np.array([0.0, 1.0]))
    assert claims.small_inputs(beside_a_hundred) == {}
    assert claims.small_inputs(alone) == {}
    assert claims.small_inputs(gate(0, 0, 0, 1, second=0.01)) == {2: 0.01}
