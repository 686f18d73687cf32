"""app.labs.overfitting: what can be set, what is drawn, and what is said of a run."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.job import JobStatus
from app.labs.overfitting import plot_columns, words
from app.labs.overfitting.learning import LEARNING
from app.labs.overfitting.networks import (
    NAMES,
    STRENGTHS,
    TECHNIQUE_LABELS,
    Network,
    Networks,
    Technique,
)
from app.labs.overfitting.program import program
from app.labs.overfitting.sections.pins import Pin, network_of
from app.labs.overfitting.settings import PRESET_LABELS, labels, preset_values, settings_of
from app.labs.overfitting.spec import SCHEMA, Controls
from app.labs.overfitting.view import describe, texts
from app.networks import columns
from app.networks.side_by_side import MOST_NETWORKS
from app.networks.stack_records import SUMMARY, StackRecord
from app.training_lab.controls import read, write
from app.training_lab.pins import Pins
from app.ui.fields import Refused
from app.ui.language import languages, translator
from app.ui.numbers import numeral, percent
from app.ui.query import refusal
from core.network.regularisation import Regularisation
from tests.overfitting import BOTH, controls_for, trainings_for
from tests.stacks import records_of, rows_printed

FIELD = Networks()
ENGLISH = translator("en")
ROOT = Path(__file__).parent.parent
in_every_language = pytest.mark.parametrize("language", languages())


@st.composite
def some_networks(draw: st.DrawFn) -> Network:
    """Any network that a reader can set."""
    technique = draw(st.sampled_from(list(Technique)))
    strength = 0.0
    if technique is not Technique.NONE:
        field = STRENGTHS[technique]
        strength = field.read(draw(st.floats(*field.limits)))
    rate = FIELD.parts["η"].read(draw(st.floats(0.001, 10)))
    hidden = tuple(draw(st.lists(st.integers(1, 100), max_size=3)))
    return Network(technique.value, strength, rate, hidden)


@given(networks=st.lists(some_networks(), min_size=1, max_size=MOST_NETWORKS).map(tuple))
def test_networks_come_back_from_an_address(networks):
    assert FIELD.read(FIELD.write(networks)) == networks
    assert FIELD.read(FIELD.edited(networks)) == networks


@given(network=some_networks(), seed=st.integers(0, 99))
def test_a_stack_is_what_its_network_says_and_the_other_way_round(network, seed):
    values = {**preset_values("four"), "networks": (network,), "seed": seed, "data": "digits"}
    (settings,) = settings_of(values).values()
    assert settings.images.seed == settings.network.seed == seed
    kinds = {Technique.L2: Regularisation.L2, Technique.L1: Regularisation.L1}
    assert settings.network.regularisation is kinds.get(
        Technique(network.technique), Regularisation.NONE
    )
    if network.strength or network.technique != Technique.DROPOUT:
        assert network_of(settings) == network


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "l2:1:0.5", "l2:1001:0.5:30", "l2:-1:0.5:30", "dropout:1:0.5:30"),
        *("copies:181:0.5:30", "l3:1:0.5:30", "l2:1:0:30", "l2:1:0.5:101", "l2:nan:0.5:30"),
        ",".join(["none:0:0.5:30"] * 5),
    ],
)
@in_every_language
def test_what_is_no_network_is_refused_and_it_is_said_what_one_is(text, language):
    with pytest.raises(Refused):
        FIELD.read(text)
    told = refusal(FIELD, text, FIELD.read(BOTH), translator(language))
    assert told
    assert not re.search(r"{\w+}", told)


def test_a_network_without_a_technique_has_no_strength():
    assert FIELD.read("none:7:0.5:30") == FIELD.read("none:0:0.5:30")


@pytest.mark.parametrize("name", PRESET_LABELS)
def test_a_preset_is_written_as_its_name_alone_and_can_be_trained(name):
    query = {} if name == next(iter(PRESET_LABELS)) else {"preset": name}
    values, problems = read(query, SCHEMA, ENGLISH)
    assert problems == []
    controls = Controls(**values)
    assert controls.preset == name
    assert write(controls) == query
    stacks = controls.settings()
    assert len(stacks) == len(controls.networks) <= MOST_NETWORKS
    assert len({*labels(controls.networks, ENGLISH)}) == len(stacks)


def test_the_first_preset_is_five_seeds_of_four_networks_for_200_epochs():
    values = preset_values(next(iter(PRESET_LABELS)))
    assert (len(values["networks"]), values["seeds"], values["epochs"]) == (4, 5, 200)


def test_of_mnist_copies_are_shifted_too():
    values = {**preset_values("copies"), "data": "mnist"}
    shifts = [each.images.shift for each in settings_of(values).values()]
    assert shifts == [0, 1, 1]
    values["data"] = "digits"
    assert {each.images.shift for each in settings_of(values).values()} == {0}


@in_every_language
def test_every_technique_has_a_name(language):
    translate = translator(language)
    assert {*TECHNIQUE_LABELS} == {*NAMES} == {*Technique}
    assert len({translate(each) for each in TECHNIQUE_LABELS.values()}) == len(Technique)


@in_every_language
@pytest.mark.parametrize("frames", [0, 1, 3, None])
def test_a_run_is_described_by_what_can_travel(language, frames):
    controls = controls_for()
    trainings = trainings_for(controls, frames, translator(language))
    told = describe(trainings, controls, translator(language))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert not re.search(r"\bnan\b|\{[a-z_]+\}", json.dumps(told, ensure_ascii=False))
    assert told["trained"] == (0 if frames == 0 else 6)
    assert bool(told["after"]) == (frames is None)


def test_what_is_drawn_and_told_of_is_sent():
    controls = controls_for()
    trainings = trainings_for(controls)
    table = columns.rows(LEARNING, trainings, 0, trainings.last)
    assert {*table} == {"curve", "epoch", *SUMMARY}
    assert len(table["epoch"]) == 2 * 7
    told = describe(trainings, controls, ENGLISH)
    for curve in told["curves"]:
        (trace,) = curve["traces"]
        assert {*trace["columns"]} == {*plot_columns.QUANTITIES} == {*trace["bands"]}
        edges = [name for pair in trace["bands"].values() for name in pair]
        assert {*trace["columns"].values(), *edges} <= {*table}
    assert {name for name, *_rest in told["tabled"]} <= {*table}
    assert {*plot_columns.QUANTITIES} <= {*texts(ENGLISH)}


def test_a_band_holds_its_line_within_the_picture():
    controls = controls_for()
    trainings = trainings_for(controls)
    limits = plot_columns.limits([each.frames for each in trainings.networks])
    assert {*limits} == {*plot_columns.QUANTITIES}
    for training in trainings.networks:
        for frame in training.frames[plot_columns.SKIPPED :]:
            row = plot_columns.numbers(frame, frame)
            for name, (low, high) in plot_columns.TRACE.bands.items():
                line = row[plot_columns.COLUMNS[name]]
                assert row[low] <= line <= row[high]
                assert limits[name][0] <= row[low]
                assert row[high] <= limits[name][1]


def test_before_a_run_there_are_limits_all_the_same():
    for frames in ([], [[], []], [records_of_plain()[:1]]):
        for low, high in plot_columns.limits(
            [[each.frame for each in records] for records in frames]
        ).values():
            assert low < high


def records_of_plain():
    return records_of(next(iter(controls_for().settings().values())))


@in_every_language
def test_the_sentence_says_what_came_of_training_and_test(language):
    translate = translator(language)
    controls = controls_for()
    trainings = trainings_for(controls, language=translate)
    said = words.after(trainings, controls, translate).split("\n")
    *outcomes, does, best = said
    assert translate(words.IT_DOES[Technique.L2]) == does
    assert trainings.networks[0].label in best
    for line, training in zip(outcomes, trainings.networks, strict=True):
        last = training.frames[-1]
        assert training.label in line
        assert percent(last.median("training_accuracy")) in line
        peak = max(each.median("test_accuracy") for each in training.frames)
        assert percent(peak) in line


def with_accuracies(record: StackRecord, training: float, test: float) -> StackRecord:
    """The record as it would be with these medians."""
    summary = record.frame.summary.copy()
    summary[SUMMARY.index("training_accuracy")] = training
    summary[SUMMARY.index("test_accuracy")] = test
    return replace(record, frame=record.frame._replace(summary=summary))


@pytest.mark.parametrize("has_learned_wrong_ones", [True, False])
def test_of_one_network_it_is_said_what_it_learns_by_heart(has_learned_wrong_ones):
    controls = controls_for("none:0:0.5:30", wrong=20, epochs=2)
    trainings = trainings_for(controls)
    (plain,) = trainings.networks
    medians = zip(plain.records, (0.5, 0.7, 0.95), (0.85, 0.91, 0.8), strict=True)
    plain.records[:] = [with_accuracies(*each) for each in medians]
    by_heart = plain.records[1].learned_by_heart.copy()
    by_heart[0] += has_learned_wrong_ones
    plain.records[2] = replace(plain.records[2], learned_by_heart=by_heart)
    (found,) = words.findings(trainings, controls, ENGLISH)
    assert found.startswith("Up to epoch 1 what it learned helped with other digits, too.")
    assert found.endswith("and lost 11.0 points on the test.")
    assert ("wrong labels included" in found) == has_learned_wrong_ones
    # So little less may be chance.
    plain.records[2] = with_accuracies(plain.records[2], 0.95, 0.905)
    assert words.findings(trainings, controls, ENGLISH) == []


def test_a_network_that_gets_worse_on_the_test_is_said_to_overfit():
    controls = controls_for(epochs=2)
    trainings = trainings_for(controls)
    plain, other = trainings.networks
    for training, test in ((plain, (0.85, 0.91, 0.8)), (other, (0.8, 0.88, 0.91))):
        medians = zip(training.records, (0.5, 0.7, 0.95), test, strict=True)
        training.records[:] = [with_accuracies(*each) for each in medians]
    found, *said = words.after(trainings, controls, ENGLISH).split("\n")
    sizes = [numeral(each.frames[-1].median("weight_norm")) for each in (plain, other)]
    assert found == (
        f"“{plain.label}” lost 11.0 points on the test after its best epoch. “{other.label}” lost"
        " only 0.0. L2 takes the same percentage off every weight at each update."
        f" ‖w‖, the size of all weights, ended at {sizes[0]} and {sizes[1]}."
    )
    assert words.findings(trainings, controls, ENGLISH) == [found]
    # What the finding has told is not told again.
    assert not any("L2 takes" in line for line in said)
    same = controls_for("none:0:0.5:30,none:0:0.5:30", epochs=2)
    assert "each update" not in words.findings(trainings, same, ENGLISH)[0]
    kept = other.records[2]
    other.records[2] = with_accuracies(kept, 0.1, 0.1)
    assert words.findings(trainings, controls, ENGLISH) == []
    other.records[2] = kept
    (mark,) = words.marks(trainings, ENGLISH)
    assert (mark["epoch"], mark["curve"]) == (1, plain.key)
    assert said[0] == (
        f"{plain.label} overfits from epoch 1 on: on training {percent(0.7)} →"
        f" {percent(0.95)}, but on the test {percent(0.91)} → {percent(0.8)}."
    )
    assert "overfits" not in said[1]
    assert said[2:] == [
        f"In the end {other.label} is best on the test: {percent(0.91)}, the next {percent(0.8)}."
    ]
    plain.records[2] = with_accuracies(plain.records[2], 0.95, 0.87)
    assert "overfits a little from epoch 1 on" in words.after(trainings, controls, ENGLISH)
    plain.records[2] = with_accuracies(plain.records[2], 0.95, 0.9)
    assert "is best" not in words.after(trainings, controls, ENGLISH)
    plain.records[2] = with_accuracies(plain.records[2], 0.95, 0.8)
    other.status = JobStatus.STOPPED
    assert "is best" not in words.after(trainings, controls, ENGLISH)


@pytest.mark.parametrize(
    ("network", "wanted"),
    [
        ("l2:300:0.5:30", "off every weight"),
        ("l1:100:0.5:30", "or beyond it"),
        ("l1:3:0.5:30", "towards 0"),
        ("l2:1000:0.5:30", "turns its sign"),
    ],
)
def test_a_penalty_that_is_too_large_is_explained(network, wanted):
    controls = controls_for(network)
    said = words.after(trainings_for(controls), controls, ENGLISH)
    assert wanted in said
    assert "{" not in said


def test_a_penalty_that_helps_is_not():
    controls = controls_for("l2:0.1:0.5:30,none:0:0.5:30,dropout:0.5:0.5:30")
    assert "too large" not in words.after(trainings_for(controls), controls, ENGLISH)


def test_what_each_technique_does_is_said_before_a_run():
    controls = controls_for("l2:0:0.5:30,l2:3:0.5:30,l1:3:0.5:30,dropout:0.25:0.5:30", wrong=0)
    trainings = trainings_for(controls, 0)
    first, *others = words.before(trainings, controls, ENGLISH).split("\n")
    assert others == [
        "1 L2, λ = 0: nothing keeps it from learning its examples by heart.",
        "2 L2, λ = 3: each update takes the same percentage off every weight.",
        "3 L1, λ = 3: each update moves every weight towards 0, all by the same amount.",
        "4 dropout, p = 0.25: each update leaves out hidden neurons at random,"
        " each with probability 0.25.",
    ]
    assert "wrong labels" not in first
    assert first.endswith("from the lowest to the highest. Press Run.")


def test_of_one_seed_there_is_no_median_and_copies_are_learned():
    controls = controls_for("copies:15:0.5:30", seeds=1)
    said = words.before(trainings_for(controls, 0), controls, ENGLISH)
    assert "median" not in said
    assert "wrong labels" in said
    assert "it learns copies of its examples, too." in said


@in_every_language
def test_of_the_book_it_is_said_what_it_reports(language):
    translate = translator(language)
    values = preset_values("book")
    controls = Controls(**values)
    said = words.before(trainings_for(controls, 0, translate), controls, translate)
    assert percent(0.8227) in said
    assert percent(0.871) in said
    assert said != words.before(
        trainings_for(controls, 0, translate), Controls(**values, data="mnist"), translate
    )


def test_networks_that_are_stopped_or_have_failed_say_so():
    controls = controls_for()
    trainings = trainings_for(controls, 3)
    first, second = trainings.networks
    first.status, second.status = JobStatus.STOPPED, JobStatus.FAILED
    second.reason = "It ended."
    said = words.after(trainings, controls, ENGLISH)
    assert "Stopped at epoch 2." in said
    assert "It ended." in said


PINS = Pins(Pin)


def test_pins_come_back_from_an_address_and_are_trained_as_what_they_were():
    trainings = trainings_for(controls_for("l2:3:0.5:30,copies:15:0.25:10,none:0:1:0"))
    found = Pin.all_of(trainings)
    assert PINS.read(PINS.write(found)) == tuple(found)
    for pin, training in zip(found, trainings.networks, strict=True):
        assert pin.settings() == training.settings
        for language in languages():
            translate = translator(language)
            told = " ".join([pin.start_text(translate), pin.cost_text(translate)])
            assert not re.search(r"{\w+}", told)
            assert pin.outcomes(training.frames, translate)["accuracy"][1] == percent(
                training.frames[-1].median("test_accuracy")
            )
        assert pin.outcomes([], ENGLISH)["accuracy"][1] == "—"
        taken = {name: SCHEMA.fields[name].read(given) for name, given in pin.taken().items()}
        (settings,) = settings_of(taken).values()
        assert settings == training.settings


def test_a_program_prints_the_numbers_of_its_run(tmp_path):
    controls = controls_for("l2:3:0.5:6,copies:15:0.5:6", epochs=2, seeds=2)
    trainings = trainings_for(controls)
    text = program(trainings, controls)
    assert len(text.splitlines()) <= 40
    rows = rows_printed(text, tmp_path)
    assert len(rows) == 2 * 2 * 3
    for row in rows:
        (training,) = [each for each in trainings.networks if each.label == row["network"]]
        frame = training.frames[int(row["epoch"])]
        for name in ("training_accuracy", "test_accuracy", "test_cost", "penalty", "weight_norm"):
            number = frame.of(name)[int(row["seed"]) - controls.seed]
            np.testing.assert_allclose(float(row[name]), number, rtol=1e-12)


def test_the_program_of_four_networks_has_40_lines_of_either_data():
    controls = controls_for(",".join(["l2:3:0.5:6", "l1:3:0.5:6", "dropout:0.5:1:6", "none:0:1:0"]))
    trainings = trainings_for(controls, 0)
    assert len(program(trainings, controls).splitlines()) <= 40
    of_mnist = replace(trainings, data="mnist")
    text = program(of_mnist, controls)
    assert len(text.splitlines()) <= 40
    assert "read_mnist" in text
    compile(text, "run.py", "exec")
