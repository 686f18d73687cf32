"""app.labs.neuron.words: the sentences say what the frames say, and never anything else."""

import math
import re
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.history import History
from app.labs.neuron.settings import PRESET_LABELS, preset_values
from app.labs.neuron.spec import SCHEMA, Controls
from app.labs.neuron.words import CURVE, NAMED_CURVE, after, before, findings
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.training_lab.view import DURING
from app.ui.language import Translate, languages, translator
from app.ui.numbers import numeral
from core import COSTS, RANGES, Settings
from tests.histories import at_start, branch, run
from tests.sentences import assert_readable

ENGLISH = translator("en")
NAMED = list(PRESET_LABELS)

N = r"(−?\d+(?:\.\d+)?(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
OUTCOME = re.compile(rf"output {N} → {N}, cost {N} → {N}")
PLATEAU = re.compile(rf"(?:For the first {N} epochs|To the end) the output barely moved")
BOUND = re.compile(rf"\(σ′ stayed below {N}\), so less than {N}\u00a0% of the error got")
CANCELS = re.compile(rf"σ is flat \(σ′ = {N}\), but with this cost σ′ cancels \(eq\. 61\)")
OVERSHOT = re.compile(rf"At epoch {N} it overshot: z went from {N} to {N}")
OSCILLATED = re.compile(rf"went past y = {N} {N} times")
CLOSE = re.compile(rf"From epoch {N} on within {N} of y")
AWAY = re.compile(rf"It ends {N} off the target")
FLOOR = re.compile(rf"Cross-entropy cannot come below {N}, its value at a = y = {N} \(eq\. 64\)")
SATURATED = re.compile(rf"saturated: σ′\(z\) is below {N} at z = {N}")

in_every_language = pytest.mark.parametrize("language", languages())


def values(**chosen: Any) -> dict[str, Any]:
    """The first preset's values, but for those chosen."""
    return preset_values(NAMED[0]) | chosen


def history_of(**chosen: Any) -> History:
    """A run of the first preset, but for what is chosen."""
    return run(Controls(**values(**chosen)).settings())


numbers = {name: st.floats(low, high) for name, (low, high) in RANGES.items()}
numbers["epochs"] = st.integers(1, 100)
any_values = st.fixed_dictionaries(numbers | {"cost": st.sampled_from(list(COST_CHOICES))}).map(
    lambda each: {name: SCHEMA.fields[name].read(value) for name, value in each.items()}
)
one_cost = any_values.filter(lambda each: len(COST_CHOICES[each["cost"]]) == 1)


def all_sentences(history: History, translate: Translate) -> list[str]:
    """Everything that is said of a history."""
    said = [before(history, translate)]
    if history.epochs:
        said.append(after(history, translate))
    return said


@in_every_language
@given(chosen=any_values, epoch=st.integers(0, 100), then=any_values)
def test_whatever_is_chosen_is_said_in_words(language, chosen, epoch, then):
    translate = translator(language)
    controls = Controls(**chosen)
    history = run(controls.settings())
    controls.param.update(cost=then["cost"], learning_rate=then["learning_rate"])
    branched = branch(history, min(epoch, history.epochs), controls.settings())
    for each in (at_start(controls.settings()), history, branched):
        for sentence in all_sentences(each, translate):
            assert_readable(sentence)
    for each in (history, branched):
        # The page looks for what was found in what is said.
        lines = after(each, translate).split("\n")
        for found in findings(each, translate):
            assert any(found in line for line in lines)


@in_every_language
@pytest.mark.parametrize("rate", RANGES["learning_rate"])
def test_the_longest_run_can_be_said(language, rate):
    for cost in ("both", "quadratic"):
        history = history_of(cost=cost, epochs=int(RANGES["epochs"].high), learning_rate=rate)
        for sentence in all_sentences(history, translator(language)):
            assert_readable(sentence)
    assert "0–5000" in after(history, translator(language))


@in_every_language
@pytest.mark.parametrize("cost", COST_CHOICES)
def test_at_every_extreme_it_can_be_said(language, cost):
    names = [name for name in RANGES if name != "epochs"]
    for corner in product(*(RANGES[name] for name in names)):
        history = history_of(cost=cost, epochs=20, **dict(zip(names, corner, strict=True)))
        for frame in history.frames.values():
            assert np.isfinite(frame).all()
        for sentence in all_sentences(history, translator(language)):
            assert_readable(sentence)


@in_every_language
@pytest.mark.parametrize("name", NAMED)
def test_the_numbers_are_those_of_the_frames(language, name):
    history = run(Controls(**preset_values(name)).settings())
    first, last = (say(history, translator(language)) for say in (before, after))
    assert ("0–300" in last) == (len(history.frames) == 1)
    for frame in history.frames.values():
        for column in (frame.output, frame.cost):
            assert numeral(column[0]) in first
        # No cost stands beside one of another kind, and of several curves the reason is enough.
        is_alone = len(history.frames) == 1
        told = () if findings(history, translator(language)) else (frame.output,)
        for column in (frame.output, frame.cost) if is_alone else told:
            assert f"{numeral(column[0])} → {numeral(column[-1])}" in last


@in_every_language
def test_before_a_run_it_says_what_is_to_be_learned(language):
    controls = Controls(**values(input=-2.5, target=0.25))
    sentence = before(at_start(controls.settings()), translator(language))
    assert "−2.5" in sentence
    assert "0.25" in sentence


@given(chosen=one_cost)
def test_the_outcome_is_that_of_the_first_and_the_last_frame(chosen):
    history = run(Controls(**chosen).settings())
    (frame,) = history.frames.values()
    text = after(history, ENGLISH)
    assert f"Epochs 0–{history.epochs}: output" in text
    found = OUTCOME.search(text)
    assert found
    ends = (frame.output[0], frame.output[-1], frame.cost[0], frame.cost[-1])
    assert found.groups() == tuple(map(numeral, ends))


@in_every_language
def test_with_both_costs_each_is_named_with_its_own_outcome(language):
    translate = translator(language)
    history = history_of(cost="both")
    for sentence, last in ((before(history, translate), 0), (after(history, translate), -1)):
        for name, frame in history.frames.items():
            own = sentence.partition(translate(COST_LABELS[name]))[2]
            assert numeral(frame.output[last]) in own
            assert (numeral(frame.cost[last]) in own) == (last == 0)


@in_every_language
def test_with_both_costs_each_is_named_with_its_own_reason(language):
    translate = translator(language)
    history = history_of(cost="both", weight=2.0, bias=2.0)
    found = findings(history, translate)
    lines = after(history, translate).split("\n")
    assert len(found) == len(lines) == 2
    for name, reason, line in zip(history.frames, found, lines, strict=True):
        assert line.startswith(translate(COST_LABELS[name]))
        assert reason in line


def test_the_badly_wrong_neuron_barely_moves_for_150_epochs():
    history = run(Controls(**preset_values("badly-wrong")).settings())
    text = after(history, ENGLISH)
    found, bound = PLATEAU.search(text), BOUND.search(text)
    assert found
    assert bound
    epochs = int(found[1])
    assert epochs == 150
    frame = history.frames["quadratic"]
    assert (frame.sigmoid_slope[: epochs + 1] < float(bound[1])).all()
    assert frame.output[epochs] > 0.9
    assert float(bound[1]) < 0.1


@given(chosen=one_cost)
@example(chosen=values(weight=0.0, bias=0.0, learning_rate=0.001))
@example(chosen=values(weight=0.0, bias=0.0, learning_rate=0.001, target=1.0, epochs=1))
@example(chosen=values(weight=5.0, bias=5.0, input=5.0))
@example(chosen=preset_values("badly-wrong"))
@example(chosen=preset_values("badly-wrong-cross-entropy"))
@example(chosen=values(weight=2.0, bias=2.0, cost="own"))
def test_a_plateau_is_true_of_every_frame_in_it(chosen):
    history = run(Controls(**chosen).settings())
    (frame,) = history.frames.values()
    text = after(history, ENGLISH)
    found, bound = PLATEAU.search(text), BOUND.search(text)
    assert found or not bound
    if found:
        epochs = int(found[1] or history.epochs)
        moved = np.abs(frame.output[: epochs + 1] - frame.output[0])
        assert moved.max() <= 0.05 * abs(frame.residual[0])
    if found and bound:
        assert (frame.sigmoid_slope[: epochs + 1] < float(bound[1])).all()
        assert float(bound[1]) < 0.25
        wrong = frame.residual[:epochs] != 0
        through = (
            np.abs(frame.output_error[:epochs])[wrong] / np.abs(frame.residual[:epochs])[wrong]
        )
        assert (100 * through < float(bound[2])).all()
    cancels = CANCELS.search(text)
    if cancels:
        assert cancels[1] == numeral(frame.sigmoid_slope[0])
        np.testing.assert_allclose(frame.output_error, frame.residual)


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_where_the_slope_is_steepest_it_is_not_blamed(target):
    history = history_of(weight=0.0, bias=0.0, target=target, learning_rate=0.001)
    assert history.frames["quadratic"].sigmoid_slope[0] == 0.25
    assert "σ′" not in after(history, ENGLISH)


@given(chosen=any_values)
@example(chosen=preset_values("badly-wrong-cross-entropy"))
@example(chosen=preset_values("badly-wrong-cross-entropy") | {"learning_rate": 0.001})
def test_cross_entropy_is_never_said_to_be_slow_for_the_slope(chosen):
    controls = Controls(**(chosen | {"cost": "cross-entropy"}))
    text = after(run(controls.settings()), ENGLISH)
    assert not BOUND.search(text)
    assert "1/4" not in text


def test_where_eta_is_to_blame_flatness_is_not():
    """Neither cost gets anywhere: with η = 0.001 cross-entropy moves 3 % of the way, too."""
    history = history_of(cost="both", weight=1.5, bias=1.5, learning_rate=0.001)
    text = after(history, ENGLISH)
    assert text.count("To the end the output barely moved: with η = 0.001") == 2
    assert not BOUND.search(text)


def test_a_self_made_cost_of_power_1_has_the_sentence_of_the_quadratic():
    quadratic = history_of(weight=2.0, bias=2.0)
    own = run(Controls(**values(weight=2.0, bias=2.0, cost="own"), power=1.0).settings())
    assert PLATEAU.search(after(own, ENGLISH))[0] == PLATEAU.search(after(quadratic, ENGLISH))[0]
    assert BOUND.search(after(own, ENGLISH))[0] == BOUND.search(after(quadratic, ENGLISH))[0]


def test_a_run_that_jumps_about_is_not_said_to_be_within_y():
    history = history_of(
        weight=2.43, bias=2.05, learning_rate=2.32, cost="cross-entropy", input=5.0, target=0.3
    )
    (frame,) = history.frames.values()
    assert abs(frame.residual[-1]) < 0.1
    text = after(history, ENGLISH)
    assert not CLOSE.search(text)
    assert int(OSCILLATED.search(text)[2]) > 100


def test_a_run_that_goes_past_y_and_comes_to_rest_has_no_steps_too_large():
    history = history_of(cost="cross-entropy", weight=2.0, learning_rate=4.0, target=0.5)
    text = after(history, ENGLISH)
    assert "too large" not in text
    assert CLOSE.search(text)


@given(chosen=one_cost)
@example(chosen=values(weight=2.0, bias=2.0, input=5.0, target=0.5, learning_rate=10.0))
def test_an_overshoot_is_where_the_frames_have_it(chosen):
    history = run(Controls(**chosen).settings())
    (frame,) = history.frames.values()
    error = frame.output - chosen["target"]
    for epoch, come, gone in OVERSHOT.findall(after(history, ENGLISH)):
        here, there = int(epoch) - 1, int(epoch)
        assert come == numeral(frame.weighted_input[here])
        assert gone == numeral(frame.weighted_input[there])
        assert error[here] * error[there] < 0
        assert abs(error[there]) > 0.05


def test_one_step_too_large_is_said_to_overshoot():
    history = history_of(input=5.0, target=0.5, learning_rate=10.0)
    assert OVERSHOT.search(after(history, ENGLISH))


@given(chosen=one_cost)
@example(chosen=values(cost="cross-entropy", input=5.0, target=0.5, learning_rate=10.0))
def test_a_neuron_that_swings_to_and_fro_is_counted(chosen):
    history = run(Controls(**chosen).settings())
    (frame,) = history.frames.values()
    error = frame.output - chosen["target"]
    swings = sum(first * second < 0 for first, second in pairwise(np.sign(error)))
    for target, count in OSCILLATED.findall(after(history, ENGLISH)):
        assert float(target) == chosen["target"]
        assert int(count) == swings > 1


def test_large_steps_on_a_target_in_the_middle_swing():
    history = history_of(cost="cross-entropy", input=5.0, target=0.5, learning_rate=10.0)
    frame = history.frames["cross-entropy"]
    assert np.abs(frame.weighted_input).max() > 100
    found = OSCILLATED.search(after(history, ENGLISH))
    assert found
    assert int(found[2]) == history.epochs


@pytest.mark.parametrize(
    ("epochs", "said"), [(2, None), (3, "y = 0.5 3 times"), (40, "y = 0.5 40 times")]
)
def test_from_three_swings_on_the_steps_are_said_to_be_too_large(epochs, said):
    swings = {"input": 5.0, "target": 0.5, "learning_rate": 10.0, "cost": "cross-entropy"}
    text = after(history_of(**swings, epochs=epochs), ENGLISH)
    if said is None:
        assert "too large" not in text
    else:
        assert f"It went past {said} and cannot settle there" in text


@given(chosen=one_cost)
@example(chosen=values())
@example(chosen=values(target=0.8))
def test_what_is_learned_is_learned_from_the_epoch_it_names(chosen):
    history = run(Controls(**chosen).settings())
    (frame,) = history.frames.values()
    distance = np.abs(frame.output - chosen["target"])
    text = after(history, ENGLISH)
    for epoch, close in CLOSE.findall(text):
        assert (distance[int(epoch) :] < float(close)).all()
        assert int(epoch) == 0 or distance[int(epoch) - 1] >= float(close)
    for away in AWAY.findall(text):
        assert away == numeral(distance[-1])
    assert bool(CLOSE.search(text)) + bool(AWAY.search(text)) <= 1


def test_done_early_it_says_when():
    history = history_of(cost="cross-entropy", learning_rate=1.0)
    found = CLOSE.search(after(history, ENGLISH))
    assert found
    assert 0 < int(found[1]) < 30


def test_done_at_the_start_it_says_so():
    found = CLOSE.search(after(history_of(target=0.8), ENGLISH))
    assert found
    assert found[1] == "0"


def test_not_done_it_says_how_far_it_is():
    history = history_of(weight=2.0, bias=2.0, target=0.05)
    (frame,) = history.frames.values()
    assert AWAY.findall(after(history, ENGLISH)) == [numeral(frame.residual[-1])]
    # How far it is from 0 is the output itself.
    history = run(Controls(**preset_values("badly-wrong")).settings())
    assert "0.2028" in after(history, ENGLISH)
    assert AWAY.findall(after(history, ENGLISH)) == []
    # Beside another cost it is told, as the outputs are not.
    history = run(Controls(**preset_values("badly-wrong-both")).settings())
    assert AWAY.findall(after(history, ENGLISH)) == ["0.2028"]


@given(chosen=one_cost)
def test_a_saturated_neuron_is_one(chosen):
    history = run(Controls(**chosen).settings())
    (frame,) = history.frames.values()
    for slope, z in SATURATED.findall(after(history, ENGLISH)):
        assert frame.sigmoid_slope[-1] < float(slope)
        assert z == numeral(frame.weighted_input[-1])


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
@pytest.mark.parametrize("side", [-1, 1])
def test_in_the_hundreds_it_is_said_to_be_saturated(cost, side):
    history = history_of(
        cost=cost, weight=5.0, bias=5.0, input=5.0, target=(1 - side) / 2, learning_rate=10.0
    )
    found = SATURATED.search(after(history, ENGLISH))
    assert bool(found) == (history.frames[cost].sigmoid_slope[-1] < 0.001)
    assert found


def binary_entropy(y: float) -> float:
    """The right side of equation 64."""
    return -(y * math.log(y) + (1 - y) * math.log(1 - y))


@given(chosen=any_values)
@example(chosen=values(cost="both", target=0.3))
@example(chosen=values(cost="as-published", target=0.01))
@example(chosen=values(cost="cross-entropy", target=0.0))
@example(chosen=values(cost="cross-entropy", target=1.0))
@example(chosen=values(cost="quadratic", target=0.5))
def test_a_target_in_between_has_a_floor_that_cross_entropy_does_not_come_below(chosen):
    history = run(Controls(**chosen).settings())
    floors = FLOOR.findall(after(history, ENGLISH))
    between = 0 < chosen["target"] < 1
    entropies = [cost for cost in history.frames if cost not in ("quadratic", "own")]
    # A self-made cost between the two has a floor as well, which is not that of eq. 64.
    assert len(floors) == len(entropies) * between
    for cost, (floor, target) in zip(entropies, floors, strict=False):
        assert float(target) == chosen["target"]
        assert floor == numeral(binary_entropy(chosen["target"]))
        assert history.frames[cost].cost.min() >= binary_entropy(chosen["target"]) - 1e-12


@in_every_language
@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_the_floor_is_told_in_every_language_where_there_is_one(language, cost, target):
    text = after(history_of(cost=cost, target=target), translator(language))
    told = bool(re.search(r"(eq\. |式 )64\b", text))
    assert told == (cost == "cross-entropy" and 0 < target < 1)
    if told:
        assert numeral(binary_entropy(target)) in text
        assert f"{target:g}" in text


def test_the_floor_is_that_of_the_target_that_the_run_ends_by() -> None:
    controls = Controls(**values(cost="quadratic", target=0.3))
    before_ = run(controls.settings())
    controls.cost = "cross-entropy"
    assert not FLOOR.search(after(before_, ENGLISH))
    assert FLOOR.search(after(branch(before_, 100, controls.settings()), ENGLISH))


def test_one_epoch_is_not_several():
    history = history_of(epochs=1)
    assert not re.search(r"\b1 epochs", after(history, ENGLISH))


@in_every_language
def test_a_change_on_the_way_is_told(language):
    controls = Controls(**preset_values("badly-wrong"))
    history = run(controls.settings())
    untold = after(history, translator(language))
    controls.learning_rate = 1.5
    once = branch(history, 137, controls.settings())
    said = after(once, translator(language))
    for part in ("137", "0.15", "1.5"):
        assert part in said
    assert "137" not in untold
    controls.cost = "both"
    twice = after(branch(once, 211, controls.settings()), translator(language))
    assert "137" in twice
    assert "211" in twice


def test_of_two_costs_one_after_the_other_no_change_is_told():
    """The cost at the start is one of another kind than that at the end: no arrow leads there."""
    first, second = ({cost: Settings(cost=COSTS[cost])} for cost in ("quadratic", "cross-entropy"))
    text = after(branch(run(first), 100, second), ENGLISH)
    assert "output 0.8176 → " in text
    assert not OUTCOME.search(text)


@in_every_language
def test_the_templates_that_the_browser_fills_have_their_places(language):
    translate = translator(language)
    for template, places in (
        (DURING, {"epoch", "epochs", "curves"}),
        (CURVE, {"output", "cost"}),
        (NAMED_CURVE, {"name", "output", "cost"}),
    ):
        assert set(re.findall(r"{(\w+)}", translate(template))) == places


@in_every_language
@pytest.mark.parametrize("name", [name for name in NAMED if name.endswith("as-published")])
def test_what_the_book_s_figure_does_otherwise_is_told_with_its_numbers(language, name):
    history = run(Controls(**preset_values(name)).settings())
    text = after(history, translator(language))
    published, derived = history.frames.values()
    # By ∂C/∂a = δ / σ′(z), so the first step is so many times as long.
    factor = published.output_error[0] / derived.output_error[0]
    for told in map(numeral, (factor, derived.output[-1], published.output[-1])):
        assert told in text
    assert re.search(r"(eq\. |式 )61\b", text)
    assert "1/σ′(z)" in text
    assert "0.005" in text


def test_without_the_book_s_figure_or_after_a_change_there_is_no_erratum():
    settings = Controls(**preset_values("badly-wrong-as-published")).settings()
    changed = {cost: replace(each, learning_rate=0.05) for cost, each in settings.items()}
    for history in (branch(run(settings), 100, changed), history_of(cost="both")):
        assert "eq. 61" not in after(history, ENGLISH)


def test_what_ends_alike_is_not_said_to_end_differently():
    history = history_of(cost="as-published", target=0.3, learning_rate=0.5, epochs=5000)
    ends = {numeral(frame.output[-1]) for frame in history.frames.values()}
    assert ends == {"0.3000"}
    text = after(history, ENGLISH)
    assert "ends at 0.3000, too." in text
    assert "not at" not in text


def test_the_book_s_figure_and_its_presets_are_named_only_where_it_is_the_book_s():
    book = run(Controls(**preset_values("badly-wrong-as-published")).settings())
    for name in ("The book’s figure", "presets"):
        assert name not in after(history_of(cost="as-published"), ENGLISH)
        assert name in after(book, ENGLISH)
