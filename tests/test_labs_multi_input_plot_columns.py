"""app.labs.multi_input.history.

What travels is the core's numbers, and every line is drawn of some.
"""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.multi_input.history import PLOT_SPEC, QUANTITIES, columns, traces, weight
from app.labs.multi_input.spec import Controls
from app.training_lab.streaming import rows
from core.multi_input.boundary import Boundary, boundary
from core.multi_input.presets import PRESETS
from core.multi_input.training import gradient, mean_cost, train, weighted_inputs
from tests.histories import at_start, branch
from tests.multi_input import SMALL_TABLES, WILD_TABLES, history_of, some_values

any_values = some_values(SMALL_TABLES | WILD_TABLES)


@given(values=any_values)
def test_the_columns_are_the_numbers_of_the_core(values):
    for each in Controls(**values).settings().values():
        frames = train(each)
        found = columns(frames)
        inputs = each.examples.inputs.shape[1]
        for number in range(inputs):
            assert found.pop(f"w{number + 1}").tolist() == frames.weight[:, number].tolist()
            by_weight = found.pop(f"g{number + 1}").tolist()
            assert by_weight == frames.weight_gradient[:, number].tolist()
        for name in ("bias", "accuracy", "cost", "bias_gradient"):
            assert found.pop(name).tolist() == getattr(frames, name).tolist()
        if inputs == 2:
            line = boundary(frames.weight, frames.bias)
            for name in Boundary._fields:
                assert found.pop(name).tolist() == getattr(line, name).tolist()
        assert found == {}


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
def test_at_an_epoch_they_are_what_the_neuron_is_then(cost):
    """Not by way of the frames: from weights and bias alone."""
    (each,) = Controls(cost=cost, epochs=20).settings().values()
    found = columns(train(each))
    for epoch in (0, 7, 20):
        weights = np.array([found["w1"][epoch], found["w2"][epoch]])
        bias = found["bias"][epoch]
        by_weight, by_bias = gradient(each, weights, bias)
        assert found["cost"][epoch] == pytest.approx(float(mean_cost(each, weights, bias)))
        assert [found["g1"][epoch], found["g2"][epoch]] == pytest.approx(by_weight.tolist())
        assert found["bias_gradient"][epoch] == pytest.approx(float(by_bias))
        right = (weighted_inputs(each.examples, weights, bias) > 0) == each.examples.targets
        assert found["accuracy"][epoch] == right.mean()
        foot = found["foot_x"][epoch], found["foot_y"][epoch]
        assert np.dot(weights, foot) + bias == pytest.approx(0, abs=1e-12)


@given(values=any_values)
def test_there_is_a_line_for_each_weight_and_each_is_drawn_of_a_column(values):
    (frames, *_others) = history_of(values).frames.values()
    inputs = frames.weight.shape[1]
    found = traces(frames)
    every = [pair for line in found for pair in line.columns.items()]
    assert {quantity for quantity, _column in every} == set(QUANTITIES)
    assert {column for _quantity, column in every} <= set(columns(frames))
    assert len(set(every)) == len(every)
    weights = [line for line in found if "weight" in line.columns]
    assert [line.columns["weight"] for line in weights] == [f"w{n + 1}" for n in range(inputs)]
    assert [line.label for line in weights] == [weight(n + 1) for n in range(inputs)]
    assert len({line.colour for line in weights}) == inputs


def test_the_weights_are_called_as_in_the_chapter():
    assert [weight(number) for number in range(1, 9)] == [
        *("w₁", "w₂", "w₃", "w₄"),
        *("w₅", "w₆", "w₇", "w₈"),
    ]


@given(values=any_values, data=st.data())
def test_any_part_of_a_history_agrees_with_the_whole(values, data):
    history = history_of(values)
    if values["epochs"] > 1:
        controls = Controls(**values | {"learning_rate": 0.5, "cost": "both"})
        epoch = data.draw(st.integers(1, values["epochs"] - 1))
        history = branch(history, epoch, controls.settings())
    last = history.epochs
    whole = rows(history, PLOT_SPEC, 0, last)
    assert len(whole["epoch"]) == (last + 1) * len(history.frames)
    assert all(math.isfinite(value) for column in whole.values() for value in column)
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole
    first, end = sorted(data.draw(st.tuples(*[st.integers(0, last)] * 2)))
    part = rows(history, PLOT_SPEC, first, end)
    chosen = [at for at, epoch in enumerate(whole["epoch"]) if first <= epoch <= end]
    assert part == {name: [column[at] for at in chosen] for name, column in whole.items()}


@pytest.mark.parametrize("name", PRESETS)
def test_of_the_start_alone_there_is_one_row_for_each_curve(name):
    trained = Controls(data=PRESETS[name].examples, cost="both").settings()
    table = rows(at_start(trained), PLOT_SPEC, 0, 0)
    assert (table["curve"], table["epoch"]) == ([0, 1], [0, 0])
    assert table["w1"] == [each.weights[0] for each in trained.values()]
