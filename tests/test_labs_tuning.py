"""app.labs.tuning: what can be swept, what is drawn, and what is said of a sweep."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.job import JobStatus
from app.labs.tuning import left_over, plot_columns, words
from app.labs.tuning.knob_words import stopped_at
from app.labs.tuning.knobs import KNOBS, MOST_VALUES, NEURONS, Sweep, SweepField, value_name
from app.labs.tuning.learning import LEARNING
from app.labs.tuning.outcomes import as_good, best_of, found_threshold, outcomes
from app.labs.tuning.program import program
from app.labs.tuning.settings import (
    DEFAULTS,
    PLAIN_FIELDS,
    PRESET_LABELS,
    labels,
    plain_values,
    preset_values,
    settings_of,
    stack_settings,
)
from app.labs.tuning.spec import SCHEMA, Controls
from app.labs.tuning.view import STOPS, describe, texts
from app.networks import columns
from app.networks.stack_records import SUMMARY
from app.training_lab.controls import read, write
from app.ui.fields import Number, Refused
from app.ui.language import languages, translator
from app.ui.numbers import percent
from app.ui.query import refusal
from core.network.learning_rates import Threshold
from core.network.settings import NETWORK_RANGES
from tests.stacks import rows_printed
from tests.tuning import RATES, controls_for, made_up, trainings_for, trainings_of

FIELD = SweepField()
ENGLISH = translator("en")
ROOT = Path(__file__).parent.parent
in_every_language = pytest.mark.parametrize("language", languages())
of_every_knob = pytest.mark.parametrize("knob", KNOBS)


@st.composite
def sweeps(draw: st.DrawFn) -> Sweep:
    """Any sweep that a reader can set."""
    knob = draw(st.sampled_from(list(KNOBS)))
    field = KNOBS[knob].field
    any_value = st.sampled_from(KNOBS[NEURONS].values)
    if isinstance(field, Number):
        low, high = field.limits
        whole = field.digits == "d"
        any_value = st.integers(int(low), int(high)) if whole else st.floats(low, high)
    drawn = draw(st.lists(any_value, min_size=1, max_size=MOST_VALUES))
    return FIELD.read([knob, ",".join(map(field.write, map(field.read, drawn)))])


@given(sweep=sweeps())
def test_a_sweep_comes_back_from_an_address_and_from_the_editor(sweep):
    assert FIELD.read(FIELD.write(sweep)) == sweep
    assert FIELD.read(FIELD.edited(sweep)) == sweep


@pytest.mark.parametrize("text", ["momentum:0.5,−0.5,0.5,0", "momentum: 0 0.5，-0.5"])
def test_values_are_in_order_each_once_however_they_are_written(text):
    assert FIELD.read(text) == Sweep("momentum", (-0.5, 0.0, 0.5))


@of_every_knob
def test_a_knob_alone_stands_for_its_first_values(knob):
    assert FIELD.read([knob, ""]) == FIELD.read(knob) == Sweep(knob, KNOBS[knob].values)


@pytest.mark.parametrize(
    "given",
    [
        *("", "x:1", "momentum:2", "learning_rate:0", "hidden_neurons:relu", "mini_batch:1.5"),
        *("learning_rate:1,2,3,4,5,6,7,8", 3, ["momentum"] * 3, ["momentum", 0.5]),
    ],
)
@in_every_language
def test_what_cannot_be_swept_is_refused_and_it_is_said_what_can(given, language):
    with pytest.raises(Refused):
        FIELD.read(given)
    told = refusal(FIELD, given, FIELD.read(RATES), translator(language))
    assert told
    assert not re.search(r"{\w+}", told)


def test_of_several_values_the_one_that_is_wrong_is_named():
    told = refusal(FIELD, "momentum:0,7,0.5", FIELD.read("momentum:0,0.9"), ENGLISH)
    assert "“7”" in told
    assert "Momentum" in told
    assert "Using 0, 0.9." in told


@of_every_knob
def test_only_the_knob_that_is_swept_differs(knob):
    values = {**DEFAULTS, "sweep": Sweep(knob, KNOBS[knob].values)}
    made = [plain_values(each) for each in settings_of(values).values()]
    assert tuple(each[knob] for each in made) == KNOBS[knob].values
    rate = {"learning_rate"} if knob == "mini_batch" else set()
    for each in made:
        others = each.keys() - {knob} - rate
        assert {name: each[name] for name in others} == {name: DEFAULTS[name] for name in others}


def test_eta_grows_with_the_mini_batch_within_what_it_may_be():
    values = {**DEFAULTS, "learning_rate": 5.0, "sweep": FIELD.read("mini_batch:1,10,1000")}
    rates = [each.network.learning_rate for each in settings_of(values).values()]
    assert rates == [0.5, 5.0, NETWORK_RANGES["learning_rate"].high]
    assert labels(values, ENGLISH)[0] == "mini-batch 1, η = 0.5"


@pytest.mark.parametrize("hidden", [0, 30])
def test_settings_are_what_their_values_say_and_the_other_way_round(hidden):
    values = {**DEFAULTS, "hidden_layer": hidden, "regularisation_parameter": 3.0, "wrong": 20}
    made = plain_values(stack_settings(values))
    assert made == {name: each for name, each in values.items() if name != "epochs"}


@pytest.mark.parametrize("name", PRESET_LABELS)
def test_a_preset_is_written_as_its_name_alone_and_can_be_trained(name):
    query = {} if name == next(iter(PRESET_LABELS)) else {"preset": name}
    values, problems = read(query, SCHEMA, ENGLISH)
    assert problems == []
    controls = Controls(**values)
    assert controls.preset == name
    assert write(controls) == query
    stacks = controls.settings()
    assert len(stacks) == len(controls.sweep.values) <= MOST_VALUES
    assert len({*labels(controls.trained_values(), ENGLISH)}) == len(stacks)


def test_the_first_preset_sweeps_seven_rates_from_three_seeds():
    values = preset_values(next(iter(PRESET_LABELS)))
    assert values["sweep"].knob == "learning_rate"
    assert (len(values["sweep"].values), values["seeds"]) == (7, 3)


def test_every_number_among_the_knobs_has_stops_within_its_limits():
    numbers = {name: knob.field for name, knob in KNOBS.items() if knob.is_number}
    assert {*STOPS} == {*numbers}
    for name, stops in STOPS.items():
        low, high = numbers[name].limits
        assert list(stops) == sorted(stops)
        assert (stops[0], stops[-1]) == (low, high)


@in_every_language
@of_every_knob
@pytest.mark.parametrize("frames", [0, 1, 3, None])
def test_a_run_is_described_by_what_can_travel(language, knob, frames):
    translate = translator(language)
    controls = controls_for(knob)
    trainings = trainings_for(controls, frames, translate)
    told = describe(trainings, controls, translate)
    assert json.loads(json.dumps(told, allow_nan=False)) == json.loads(json.dumps(told))
    assert not re.search(r"\bnan\b|\{[a-z_]+\}", json.dumps(told, ensure_ascii=False))
    assert told["trained"] == (0 if frames == 0 else controls.epochs)
    assert bool(told["after"]) == (frames is None)


def test_nothing_of_the_test_set_travels_with_the_frames():
    controls = controls_for()
    trainings = trainings_for(controls)
    table = columns.rows(LEARNING, trainings, 0, trainings.last)
    assert {*table} == {"curve", "epoch", *plot_columns.NAMES}
    assert {name for name in SUMMARY if name not in table} == {
        name for name in SUMMARY if name.startswith("test_")
    }
    assert "test" not in program(trainings, controls).split("table.writerow")[1]


def test_what_is_drawn_and_told_of_is_sent():
    controls = controls_for()
    told = describe(trainings_for(controls), controls, ENGLISH)
    for curve in told["curves"]:
        (trace,) = curve["traces"]
        edges = [name for pair in trace["bands"].values() for name in pair]
        assert {*trace["columns"].values(), *edges} <= {*plot_columns.NAMES}
    assert {name for name, *_rest in told["tabled"]} <= {*plot_columns.NAMES}
    assert {*plot_columns.QUANTITIES} <= {*texts(ENGLISH)}


@of_every_knob
def test_the_small_picture_draws_columns_that_are_sent(knob):
    controls = controls_for(knob)
    trainings = trainings_for(controls)
    left = left_over.picture(controls.sweep, trainings.networks, controls, None, ENGLISH)
    assert {left["y"], left.get("along", "epoch")} <= {"epoch", *plot_columns.NAMES}
    for low, high in (left["x"], left["range"]):
        assert low < high
    if left["kind"] == "dots":
        assert len(left["places"]) == len(controls.sweep.values) == len(left["ticks"])
        assert left["x"][0] < min(left["places"]) <= max(left["places"]) < left["x"][1]


def test_zero_stands_one_power_of_ten_before_the_smallest_other():
    sweep = FIELD.read("regularisation_parameter:0,1,100")
    assert left_over.positions(sweep) == [-1.0, 0.0, 2.0]
    assert left_over.positions(FIELD.read("regularisation_parameter:0")) == [-1.0]


def test_the_threshold_and_half_of_it_are_marked():
    controls = controls_for("learning_rate:0.1,1,10")
    trainings = trainings_for(controls)
    found = Threshold(1.0, 10.0)
    left = left_over.picture(controls.sweep, trainings.networks, controls, found, ENGLISH)
    assert [mark[0] for mark in left["marks"]] == [pytest.approx(np.log10(0.5)), 0.0]
    assert [mark[1] for mark in left["marks"]] == ["half: 0.5", "threshold: 1"]


def costs(*over_epochs, accuracy=0.9):
    """Frames with these costs on training."""
    return [
        made_up(epoch, training_cost=cost, validation_accuracy=accuracy)
        for epoch, cost in enumerate(over_epochs)
    ]


def test_the_threshold_is_found_once_the_sweep_is_over():
    controls = controls_for("learning_rate:0.1,1,10")
    frames = [costs(4, 3, 2), costs(4, 2, 1), costs(4, 2, 3)]
    trainings = trainings_of(controls, frames)
    assert found_threshold(trainings, controls) == Threshold(1.0, 10.0)
    said = words.after(trainings, controls, ENGLISH)
    assert "Up to η = 1 " in said
    assert "falls steadily in the first 2 epochs; from η = 10 on it does not." in said
    assert "advises 0.5, half of 1: a margin" in said
    # What η is chosen by comes first, and is what was found.
    assert words.findings(trainings, controls, ENGLISH) == [said.partition("\n")[0]]
    assert said.startswith("Up to η = 1 ")
    trainings.networks[0].status = JobStatus.RUNNING
    assert found_threshold(trainings, controls) is None
    other = controls_for("momentum:0,0.5,0.9")
    assert found_threshold(trainings_of(other, frames), other) is None


@pytest.mark.parametrize(
    ("frames", "wanted"),
    [
        ([costs(4, 3, 2), costs(4, 2, 1)], "try larger ones"),
        ([costs(4, 3, 5), costs(4, 2, 1)], "With no η here"),
    ],
)
def test_a_threshold_may_be_beyond_what_was_tried(frames, wanted):
    controls = controls_for("learning_rate:0.1,1")
    assert wanted in words.after(trainings_of(controls, frames), controls, ENGLISH)


def sweep_of(knob, *accuracies):
    """A sweep over these values whose seeds ended with these accuracies."""
    values = ",".join(str(index / 10) for index in range(len(accuracies)))
    controls = controls_for(f"{knob}:{values}")
    frames = [
        [made_up(0), made_up(1, validation_accuracy=each, training_cost=1.0)] for each in accuracies
    ]
    return controls, trainings_of(controls, frames)


def test_the_best_is_that_of_the_validation_set_and_others_within_its_spread_are_as_good():
    controls, trainings = sweep_of("momentum", [0.7, 0.8, 0.9], [0.8, 0.9, 0.95], [0.2, 0.3, 0.4])
    found = outcomes(trainings, controls)
    best = best_of(found)
    assert best.value == 0.1
    assert [each.value for each in as_good(best, found)] == [0.0]
    said = words.after(trainings, controls, ENGLISH)
    assert said.startswith(
        f"Best on validation in the end: μ = 0.1, with {percent(0.9)}"
        f" ({percent(0.8)} to {percent(0.95)} by seed). As good,"
    )
    assert "μ = 0.2" not in said


def test_a_rate_that_did_best_without_falling_steadily_is_told_of():
    controls = controls_for("learning_rate:0.1,1")

    def said(*best: float, accuracy: float = 0.9) -> str:
        ends = [costs(4, 3, 2, accuracy=accuracy - 0.05), costs(*best, accuracy=accuracy)]
        return words.after(trainings_of(controls, ends), controls, ENGLISH)

    though = (
        "With η = 1 the cost on training did not fall steadily, though: the safer η = 0.1 ended"
        " with"
    )
    assert f"{though} {percent(0.85)}." in said(4, 5, 1)
    assert though not in said(4, 2, 1)
    assert though not in said(4, 5, 1, accuracy=0.15)


def test_a_sweep_that_learns_nothing_says_so():
    controls, trainings = sweep_of("momentum", 0.1, 0.12)
    said = words.after(trainings, controls, ENGLISH)
    assert said.startswith(f"Nothing is learned: {percent(0.12)} on validation at best")


@pytest.mark.parametrize(
    ("parameter", "wanted"), [(1000, "turns its sign"), (50, "off every weight"), (0.1, "")]
)
def test_a_penalty_that_is_too_large_is_explained(parameter, wanted):
    controls = controls_for(f"regularisation_parameter:{parameter}", epochs=8)
    said = words.after(trainings_for(controls), controls, ENGLISH)
    assert ("each update takes" in said) == bool(wanted)
    assert wanted in said


def test_a_penalty_that_spoils_every_rate_is_explained():
    controls = controls_for("learning_rate:10", regularisation_parameter=1000.0)
    said = words.after(trainings_for(controls), controls, ENGLISH)
    assert "Nothing is learned" in said
    assert "λ = 1000 with η = 10: each update takes off ηλ/n = 100.0 times" in said


def test_momentum_beyond_1_and_below_0_is_told_as_it_went():
    controls = controls_for("momentum:-0.5,0,1.2", learning_rate=0.1, epochs=8)
    trainings = trainings_for(controls)
    said = words.after(trainings, controls, ENGLISH)
    slow, plain, beyond = (each.frames[-1].median("training_cost") for each in trainings.networks)
    assert slow > plain
    assert beyond > trainings.networks[2].frames[0].median("training_cost")
    assert "μ = −0.5 learns more slowly than μ = 0" in said
    assert "η/(1 − μ) = 0.06667" in said
    assert "with μ = 1.2 C₀ on training went from" in said


def test_what_momentum_did_not_do_is_not_told():
    controls = controls_for("momentum:-0.5,0,1.1")
    frames = [costs(4, 1), costs(4, 2), costs(4, 3)]
    said = words.after(trainings_of(controls, frames), controls, ENGLISH)
    assert "Below 0" not in said
    assert "Beyond 1" not in said


def test_the_mini_batch_that_is_good_after_the_least_processor_time_is_named():
    controls = controls_for("mini_batch:1,10")
    slow = [made_up(epoch, validation_accuracy=0.9 * (epoch > 0)) for epoch in range(3)]
    fast = [
        made_up(epoch, validation_accuracy=0.9 * (epoch > 1))._replace(seconds=0.1 * epoch)
        for epoch in range(3)
    ]
    said = words.after(trainings_of(controls, [slow, fast]), controls, ENGLISH)
    assert "after 0.2000 s of processor time: mini-batch 10, in epoch 2." in said
    assert "An epoch took 0.5000 s with mini-batch 1, 0.1000 s with mini-batch 10." in said


def test_processor_time_is_measured_and_grows():
    controls = controls_for("mini_batch:1")
    (training,) = trainings_for(controls).networks
    seconds = [frame.seconds for frame in training.frames]
    assert seconds[0] == 0
    assert seconds == sorted(seconds)
    assert seconds[-1] > 0


def test_the_epoch_is_told_in_which_a_schedule_ended_learning():
    rates = [1.0, 1.0, *(0.5**power for power in range(1, 8)), 1 / 128]
    assert stopped_at(rates) == 7
    assert stopped_at(rates[:7]) is None
    controls = controls_for("patience:0,1", learning_rate=2.5, epochs=40)
    trainings = trainings_for(controls)
    said = words.after(trainings, controls, ENGLISH)
    ended = trainings.networks[1].frames[-1].of("learning_rate")
    assert "where learning stops: patience 1 at epoch" in said
    assert ended.tolist() == [2.5 / 128] * 2
    assert "constant η at epoch" not in said


def test_every_kind_of_neurons_is_told_when_it_was_good():
    controls = controls_for("hidden_neurons:sigmoid,tanh")
    frames = [costs(4, 1, accuracy=0.95), costs(4, 1, accuracy=0.5)]
    said = words.after(trainings_of(controls, frames), controls, ENGLISH)
    assert f"First at {percent(0.9)} on validation: Sigmoid at epoch 0." in said


@in_every_language
def test_every_value_has_a_name_of_its_own(language):
    translate = translator(language)
    names = [value_name(knob, each, translate) for knob in KNOBS for each in KNOBS[knob].values]
    assert len({*names}) == len(names)
    assert not re.search(r"[{}]", " ".join(names))


def test_networks_that_are_stopped_or_have_failed_say_so():
    controls = controls_for("learning_rate:0.1,1")
    trainings = trainings_for(controls, 3)
    for each in trainings.networks:
        each.status = JobStatus.STOPPED
    assert "Stopped at epoch 2" in words.after(trainings, controls, ENGLISH)
    trainings.networks[1].status = JobStatus.FAILED
    trainings.networks[1].reason = "It ended."
    assert "It ended." in words.after(trainings, controls, ENGLISH)


def test_the_axis_of_the_cost_is_for_those_that_learn():
    learns, lost = costs(9, 2, 1), costs(9, 1e6, 1e7)
    assert plot_columns.limits([learns, lost])["training_cost"][1] < 5
    assert plot_columns.limits([lost])["training_cost"][1] > 1e7
    assert plot_columns.limits([[], []])["training_cost"][1] > 0


def test_every_plain_setting_has_a_default():
    assert {field.name for field in PLAIN_FIELDS} == {*DEFAULTS}


def test_a_program_prints_the_numbers_of_its_run(tmp_path):
    controls = controls_for("patience:0,1", epochs=6, learning_rate=2.5)
    trainings = trainings_for(controls)
    text = program(trainings, controls)
    rows = rows_printed(text, tmp_path)
    assert len(rows) == 2 * 2 * 7
    for row in rows:
        (training,) = [each for each in trainings.networks if each.label == row["value"]]
        frame = training.frames[int(row["epoch"])]
        for name in ("training_cost", "validation_accuracy"):
            number = frame.of(name)[int(row["seed"]) - controls.seed]
            np.testing.assert_allclose(float(row[name]), number, rtol=1e-12)


def test_the_program_of_seven_values_has_50_lines_of_either_data():
    controls = Controls(**preset_values("rates"))
    trainings = trainings_for(controls, 0)
    assert len(program(trainings, controls).splitlines()) <= 50
    text = program(replace(trainings, data="mnist"), controls)
    assert len(text.splitlines()) <= 50
    assert "read_mnist" in text
    compile(text, "run.py", "exec")


@pytest.mark.parametrize(("ends", "low"), [((0.95, 0.97), 0.9), ((0.91, 0.97), 0.8), ((0.1, 1), 0)])
def test_the_small_picture_shows_where_accuracies_end_once_all_are_trained(ends, low):
    controls = controls_for("momentum:0,0.5")
    trainings = trainings_of(controls, [costs(4, 1, accuracy=each) for each in ends])
    drawn = [
        left_over.picture(controls.sweep, trainings.networks, controls, None, ENGLISH)["range"]
    ]
    trainings.networks[0].status = JobStatus.RUNNING
    drawn.append(
        left_over.picture(controls.sweep, trainings.networks, controls, None, ENGLISH)["range"]
    )
    assert drawn == [[pytest.approx(low), 1.0], [0.0, 1.0]]
