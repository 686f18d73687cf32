"""app.labs.neuron.sections.where.

The curves are the core's, and reach as far as the run does.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.sections.where import LEVELS, SMALLEST_REACH, content, formula_of
from app.labs.neuron.settings import preset_values
from app.labs.neuron.spec import SCHEMA, Controls
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.ui.language import languages, translator
from core import COSTS, RANGES, sigmoid
from tests.histories import at_start, branch, run
from tests.scripts import assert_is_what_the_script_uses

SHOWN = ("quadratic", "cross-entropy")

numbers = {name: st.floats(*RANGES[name]) for name in RANGES if name != "epochs"}
any_values = st.fixed_dictionaries(
    numbers | {"epochs": st.integers(1, 60), "cost": st.sampled_from(list(COST_CHOICES))}
).map(lambda each: {name: SCHEMA.fields[name].read(value) for name, value in each.items()})


def told(controls: Controls, language: str = "en", *, running: bool = True) -> dict[str, Any]:
    """What the browser is told of a run, or of its start."""
    history = (run if running else at_start)(controls.settings())
    return content(controls, history, translator(language))


@pytest.mark.parametrize("language", languages())
def test_the_content_is_what_the_script_uses(language: str) -> None:
    of = told(Controls(**preset_values("badly-wrong-as-published")), language)
    assert_is_what_the_script_uses("where", of)
    for cost in SHOWN:
        assert of["names"][cost] == translator(language)(COST_LABELS[cost])
        assert {"values", "contours"} == set(of["costs"][cost])


@given(chosen=any_values, running=st.booleans())
@example(chosen=preset_values("badly-wrong"), running=False)
@example(chosen=preset_values("badly-wrong-as-published") | {"learning_rate": 10.0}, running=True)
def test_the_curves_are_those_of_the_core_over_all_that_the_run_comes_to(chosen, running):
    controls = Controls(**chosen)
    history = (run if running else at_start)(controls.settings())
    of = content(controls, history, translator("en"))
    z = np.array(of["z"])
    assert (np.diff(z) > 0).all()
    assert z[0] == -z[-1] <= -SMALLEST_REACH
    for frame in history.frames.values():
        assert z[0] < frame.weighted_input.min()
        assert frame.weighted_input.max() < z[-1]
    near = z[np.abs(z) <= SMALLEST_REACH]
    assert np.diff(near).max() < 0.2
    np.testing.assert_array_equal(of["sigmoid"], sigmoid(z))
    own = history.settings.get("own")
    assert tuple(of["costs"]) == (*SHOWN, *(["own"] if own else []))
    for cost, shown in of["costs"].items():
        formula = own.cost if own and cost == "own" else COSTS[cost]
        np.testing.assert_array_equal(shown["values"], formula.value(z, chosen["target"]))
        assert len(shown["values"]) == len(of["z"])


@given(target=st.floats(0, 1).map(SCHEMA.fields["target"].read))
@example(target=0.0)
@example(target=0.5)
@example(target=1.0)
def test_the_contours_are_where_the_cost_has_their_value(target):
    of = told(Controls(target=target), running=False)
    for name, shown in of["costs"].items():
        cost = COSTS[name]
        near = np.linspace(-SMALLEST_REACH, SMALLEST_REACH, 4001)
        values = np.asarray(cost.value(near, target))
        low, high = values.min(), values.max()
        levels = sorted({level for _z, level in shown["contours"]})
        assert len(levels) == LEVELS
        assert low < levels[0]
        assert levels[-1] < high
        np.testing.assert_allclose(np.diff(levels), (high - low) / (LEVELS + 1), rtol=0.01)
        for z, level in shown["contours"]:
            assert -SMALLEST_REACH <= z <= SMALLEST_REACH
            assert abs(float(cost.value(z, target)) - level) < 0.005 * (high - low)
        # No crossing of a level is left out: as often as the cost itself crosses it.
        for level in levels:
            crossed = np.count_nonzero(np.diff(values > level))
            assert [each for _z, each in shown["contours"]].count(level) == crossed


def test_a_cost_without_a_formula_of_its_own_stands_on_that_of_the_chapter() -> None:
    of = told(Controls())
    assert of["formula_of"] == {
        "quadratic": "quadratic",
        "cross-entropy": "cross-entropy",
        "cross-entropy-as-published": "cross-entropy",
        "own": "own",
    }
    for cost, shown in list(of["formula_of"].items())[:-1]:
        assert formula_of(cost) == shown
        assert COSTS[cost].value(0.7, 0.2) == COSTS[shown].value(0.7, 0.2)
    powers = {name: cost.slope_power for name, cost in COSTS.items()}
    assert of["powers"] == powers | {"own": 0.5}


@pytest.mark.parametrize("x", [0.0, 1.0, -2.5])
def test_every_run_goes_straight_along_x_1(x: float) -> None:
    controls = Controls(**preset_values("badly-wrong") | {"input": x, "cost": "both"})
    before = run(controls.settings())
    controls.learning_rate = 2.0
    for frame in branch(before, 100, controls.settings()).frames.values():
        weights, biases = frame.weight - frame.weight[0], frame.bias - frame.bias[0]
        assert np.abs(biases).max() > 0.1
        np.testing.assert_allclose(weights, x * biases, atol=1e-12)
