"""app.labs.multi_input.words: the sentences say what the frames say, and never anything else."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.labs.multi_input.history import History
from app.labs.multi_input.settings import CHOICES, preset_values
from app.labs.multi_input.spec import Controls
from app.labs.multi_input.words import (
    CURVE,
    NAMED_CURVE,
    after,
    before,
    findings,
)
from app.training_lab.cost_choices import COST_LABELS
from app.ui.language import Translate, languages, translator
from app.ui.numbers import numeral, percent
from core import RANGES
from core.multi_input.claims import all_right_from, errors_cancel, moved_little, small_inputs
from core.multi_input.examples import Examples
from core.multi_input.presets import PRESETS
from core.multi_input.training import MultiInputSettings, weighted_inputs
from core.sigmoid import sigmoid
from tests.histories import at_start, branch
from tests.multi_input import SMALL_TABLES, WILD_TABLES, history_of, history_of_problem, some_values
from tests.sentences import assert_readable
from tests.tables import of_rows

ENGLISH = translator("en")

N = r"(−?\d+(?:\.\d+)?(?:e[−+]?\d+)?)"
OUTCOME = re.compile(rf"accuracy {N} → {N}, cost {N} → {N}\.")
RIGHT = re.compile(rf"From epoch {N} on every answer is right")
LEAST = re.compile(
    r"No (?:point|straight line|plane|hyperplane)\b.*"
    rf" Its smallest cross-entropy is ln 2 = {N}, where every output is 1/2"
)
SETTLED = "It ends where every output is near 1/2 and the examples cancel out, at C = 1/8."
SMALL = re.compile(rf"w(.) moved by no more than {N}: .* and x(.) is never beyond {N}\. No cost")

in_every_language = pytest.mark.parametrize("language", languages())
a_problem = pytest.mark.parametrize("name", PRESETS)


def number(text: str) -> float:
    """The number that a sentence has."""
    return float(text.replace("−", "-"))


def assert_all_readable(history: History, translate: Translate) -> None:
    """Check everything that is said of a history."""
    assert_readable(before(history, translate))
    if history.epochs:
        assert_readable(after(history, translate))


@in_every_language
@given(values=some_values(SMALL_TABLES | WILD_TABLES), then=some_values(), part=st.floats(0, 1))
def test_whatever_is_chosen_is_said_in_words(language, values, then, part):
    translate = translator(language)
    assert_all_readable(at_start(Controls(**values).settings()), translate)
    history = history_of(values)
    assert_all_readable(history, translate)
    epoch = int(part * history.epochs)
    if 0 < epoch < history.epochs:
        rule = {name: then[name] for name in ("cost", "learning_rate")}
        assert_all_readable(branch(history, epoch, Controls(**values | rule).settings()), translate)


@in_every_language
def test_the_longest_run_at_the_limits_can_be_said(language):
    row = [1e6, -1e6] * 4
    data = of_rows((*row, 1), (*row[::-1], 0.5), ([0.0] * 8 + [0]))
    epochs = int(RANGES["epochs"].high)
    for cost in ("both", "quadratic"):
        wild = {"data": data, "cost": cost, "learning_rate": 10.0, "epochs": epochs}
        history = history_of(preset_values("and") | wild)
        assert_all_readable(history, translator(language))
    assert f"0–{epochs}" in after(history, translator(language))


@in_every_language
@a_problem
def test_the_numbers_are_those_of_the_frames(language, name):
    translate = translator(language)
    history = history_of_problem(name)
    first, last = (say(history, translate) for say in (before, after))
    assert re.search(rf"\b{len(PRESETS[name].examples.inputs)}\b", first)
    assert ("0–300" in last) == (len(history.frames) == 1)
    # The page looks for what was found in what is said.
    found = findings(history, translate)
    assert found
    assert all(any(each in line for line in last.split("\n")) for each in found)
    for cost, frames in history.frames.items():
        both = len(history.frames) > 1
        accuracy, value = percent(frames.accuracy[0]), numeral(frames.cost[0])
        template = translate(NAMED_CURVE if both else CURVE)
        label = translate(COST_LABELS[cost])
        assert template.format(name=label, accuracy=accuracy, cost=value) in first
        assert (label in last) == both
        assert f"{accuracy} → {percent(frames.accuracy[-1])}" in last
        assert f"{numeral(frames.cost[0])} → {numeral(frames.cost[-1])}" in last


def test_what_is_seen_in_the_plane_is_said_where_there_is_one():
    plane = "4 examples: filled dots are to give 1, hollow ones 0."
    history = history_of_problem("and")
    (settings,) = history.settings.values()
    assert plane in before(history, ENGLISH)
    for examples, told in (
        (Examples(settings.examples.inputs, settings.examples.targets * 0.5), "4, inputs: 2."),
        (Examples(np.ones((4, 3)), settings.examples.targets), "4, inputs: 3."),
    ):
        weights = (1.0,) * examples.inputs.shape[1]
        changed = replace(settings, examples=examples, weights=weights)
        other = at_start(dict.fromkeys(history.settings, changed))
        assert f"Examples: {told}" in before(other, ENGLISH)


@a_problem
@pytest.mark.parametrize("cost", CHOICES)
def test_since_when_all_is_right_is_said_where_it_is_so_and_nowhere_else(name, cost):
    history = history_of_problem(name, cost=cost)
    said = iter(RIGHT.findall(after(history, ENGLISH)))
    for settings_of_it, frames in zip(
        history.settings.values(), history.frames.values(), strict=True
    ):
        z = weighted_inputs(settings_of_it.examples, frames.weight, frames.bias)
        right = np.all((z > 0) == (settings_of_it.examples.targets > 0.5), axis=-1)
        if right[-1]:
            since = int(next(said))
            assert right[since:].all()
            assert since == 0 or not right[since - 1]
            assert all_right_from(frames) == since
        else:
            assert all_right_from(frames) is None
    assert list(said) == []


def test_and_is_learned_and_xor_is_not():
    assert RIGHT.search(after(history_of_problem("and"), ENGLISH))
    assert not RIGHT.search(after(history_of_problem("xor"), ENGLISH))


def test_what_was_right_all_along_is_right_from_the_start():
    solved = history_of_problem("and", w1=4.0, w2=4.0, bias=-5.0)
    assert RIGHT.findall(after(solved, ENGLISH)) == ["0"]


def settings_for(examples: Examples, cost: str = "cross-entropy") -> MultiInputSettings:
    """The settings of a run of these examples."""
    controls = Controls(**preset_values("and") | {"data": examples, "cost": cost})
    return controls.settings()[cost]


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
def test_the_errors_of_xor_cancel_and_those_of_no_other_problem(cost):
    cancelling = {
        name: errors_cancel(settings_for(problem.examples, cost))
        for name, problem in PRESETS.items()
    }
    assert cancelling == dict.fromkeys(PRESETS, False) | {"xor": True}


@st.composite
def mixed_tables(draw: st.DrawFn, separable: bool) -> Examples:
    """Examples whose errors cancel: each column has the same numbers with 0s as with 1s.

    Or else ones that a line parts; in both the columns are of sizes that differ much.
    """
    inputs, half = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    whole = st.integers(-9, 9)
    columns = [draw(st.lists(whole, min_size=half, max_size=half)) for _ in range(inputs)]
    scales = [10.0 ** draw(st.integers(-7, 5)) for _ in range(inputs)]
    if separable:
        line = draw(st.lists(whole, min_size=inputs, max_size=inputs))
        away = np.array(line) @ np.array(columns) + draw(whole) + 0.5
        assume(len(set(away > 0)) == 2)
        return Examples(np.array(columns).T * scales, (away > 0).astype(float))
    twice = [[*column, *draw(st.permutations(column))] for column in columns]
    return Examples(np.array(twice).T * scales, np.array([1.0] * half + [0.0] * half))


@given(examples=mixed_tables(separable=False), values=some_values())
def test_where_errors_cancel_no_weights_have_a_smaller_cross_entropy(examples, values):
    assert errors_cancel(settings_for(examples))
    scaled = Examples(examples.inputs / np.abs(examples.inputs).max().clip(1), examples.targets)
    for data in (examples, scaled):
        run = history_of(values | {"data": data, "cost": "cross-entropy"})
        (frames,) = run.frames.values()
        assert frames.cost.min() >= math.log(2) - 1e-12
        assert frames.accuracy.max() < 1
        assert LEAST.findall(after(run, ENGLISH)) == ["0.6931"]


@given(examples=mixed_tables(separable=True))
@example(examples=of_rows((1e6, 0, 0), (1e6, 1e-7, 1)))
@example(examples=of_rows((-3e5, 0, 0), (-3e5, -2e-7, 1)))
def test_where_a_line_parts_the_answers_nothing_else_is_said(examples):
    assert not errors_cancel(settings_for(examples))
    said = after(history_of(preset_values("and") | {"data": examples, "epochs": 5}), ENGLISH)
    assert not LEAST.search(said)


@in_every_language
def test_xor_says_ln_2(language):
    history = history_of_problem("xor")
    assert "ln 2 = 0.6931" in after(history, translator(language))
    assert LEAST.findall(after(history, ENGLISH)) == ["0.6931"]
    assert numeral(math.log(2)) == "0.6931"
    for name in PRESETS:
        assert ("ln 2" in after(history_of_problem(name, cost="both"), ENGLISH)) == (name == "xor")


@pytest.mark.parametrize("target", [0.25, 0.5, 0.75])
def test_of_targets_between_0_and_1_no_least_cost_is_said(target):
    # There the least cross-entropy is not ln 2.
    data = of_rows((0, 0, target), (1, 1, target), (1, 0, 1 - target), (0, 1, 1 - target))
    for cost in CHOICES:
        said = after(history_of_problem("xor", data=data, cost=cost), ENGLISH)
        assert "cancel" not in said


@pytest.mark.parametrize(
    ("start", "epochs", "settled"),
    [
        # It is near 1/2, and moves on for long.
        ({}, 300, False),
        ({}, 5000, True),
        ({"w1": 0.0, "w2": 0.0, "bias": 0.0}, 1, True),
        ({}, 1, False),
        # Three answers are right and one is as wrong as it can be: that costs 1/8, too.
        ({"w1": 5.0, "w2": 5.0, "bias": -2.0}, 1, False),
        ({"w1": 5.0, "w2": 5.0, "bias": -2.0}, 300, False),
        ({"w1": 5.0, "w2": 5.0, "bias": 5.0}, 300, False),
    ],
)
def test_the_quadratic_cost_ends_at_one_half_only_where_every_output_does(start, epochs, settled):
    history = history_of_problem("xor", **start, cost="quadratic", epochs=epochs)
    (each,), (frames,) = history.settings.values(), history.frames.values()
    outputs = sigmoid(weighted_inputs(each.examples, frames.weight[-1], frames.bias[-1]))
    near = bool(np.abs(outputs - 0.5).max() <= 0.1)
    assert near or not settled
    assert ("it still moves" in after(history, ENGLISH)) == (near and not settled)
    assert (SETTLED in after(history, ENGLISH)) == settled
    if settled:
        assert frames.cost[-1] == pytest.approx(1 / 8, abs=0.01)


def test_small_inputs_are_those_near_zero_beside_the_largest():
    assert small_inputs(PRESETS["input-near-zero"].examples) == {2: 0.01}
    for name in PRESETS:
        assert bool(small_inputs(PRESETS[name].examples)) == (name == "input-near-zero")
    assert list(small_inputs(of_rows((0.01, 1, 0.1, 0.11, 0, 0), (-0.02, -1, -0.1, 0, 0, 1)))) == [
        1,
        3,
    ]
    assert small_inputs(of_rows((0.01, 0))) == {}


@given(
    largest=st.floats(1e-6, 0.1),
    values=some_values(),
    cost=st.sampled_from(["quadratic", "cross-entropy"]),
)
def test_what_is_said_of_an_input_near_zero_is_true(largest, values, cost):
    data = of_rows((1, -largest, 0), (-1, largest / 3, 1), (0.5, 0, 0))
    history = history_of(values | {"data": data, "cost": cost})
    (frames,) = history.frames.values()
    found = SMALL.findall(after(history, ENGLISH))
    assert bool(found) == moved_little(frames, 2)
    if not found:
        return
    ((weight, moved, named, beyond),) = found
    assert (weight, named) == ("₂", "₂")
    furthest = np.abs(frames.weight[:, 1] - frames.weight[0, 1]).max()
    assert furthest <= number(moved) <= max(1.11 * furthest, 5e-324)
    assert largest <= number(beyond) <= 1.00001 * largest


@in_every_language
def test_an_input_near_zero_is_named_with_its_numbers_in_every_language(language):
    history = history_of_problem("input-near-zero")
    said = after(history, translator(language))
    ((weight, moved, named, beyond),) = SMALL.findall(after(history, ENGLISH))
    for text in (f"w{weight}", f"x{named}", moved, beyond, "61"):
        assert text in said
    assert beyond == "0.01"


def test_an_input_near_zero_is_not_blamed_where_its_weight_moved_far():
    history = history_of_problem(
        "input-near-zero", cost="cross-entropy", epochs=5000, learning_rate=10.0
    )
    (frames,) = history.frames.values()
    assert np.ptp(frames.weight[:, 1]) > 50
    assert not SMALL.findall(after(history, ENGLISH))


def test_of_both_costs_the_furthest_move_is_said():
    history = history_of_problem("input-near-zero", cost="both")
    (found,) = SMALL.findall(after(history, ENGLISH))
    furthest = max(
        np.abs(frames.weight[:, 1] - frames.weight[0, 1]).max()
        for frames in history.frames.values()
    )
    assert furthest <= number(found[1]) <= 1.11 * furthest


@in_every_language
def test_a_change_in_mid_run_is_said_with_its_epoch(language):
    history = history_of_problem("and")
    changed = branch(
        history, 47, Controls(**preset_values("and") | {"learning_rate": 2.5}).settings()
    )
    said = after(changed, translator(language))
    assert "47" in said
    assert "2.5" in said
