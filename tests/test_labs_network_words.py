"""app.labs.network.words: what is said of networks is true of their frames, in every language."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.jobs.job import FAILED, LOST, UNREACHABLE, JobStatus
from app.labs.network.settings import BOOK, BOOK_STARTS, PRESET_LABELS
from app.labs.network.words import (
    ABOUT,
    CURVE,
    GOOD,
    NAMED_CURVE,
    STARTS,
    STUCK_FOR,
    after,
    before,
    first_good,
)
from app.networks.data_choice import DATA_LABELS, DIGITS, MNIST
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.ui.language import languages, translator
from app.ui.numbers import percent
from core.network.output_layers import LARGEST_LINEAR_ERROR, OUTPUT_LAYERS
from tests.networks import frame, record, settings_for, small, small_images, trainings_of

__all__ = ["small"]

ENGLISH = translator("en")
N = r"(\d+(?:\.\d+)?)"
LEARNED = re.compile(rf"accuracy {N}\u00a0%, 90\u00a0% first at epoch {N}\.")
NEVER = re.compile(
    rf"accuracy {N}\u00a0% after {N} epochs, (?:never 90\u00a0%|not 90\u00a0% yet)\."
)
SLOPE = re.compile(
    r"At its start σ′\(z\), the slope of σ at its outputs, let less than (\S+)\u00a0% of a wrong"
    r" output’s error through"
)
STOPPED = re.compile(rf"Stopped at epoch {N}\.")
FURTHER = re.compile(rf"Trained on to epoch {N}\.")

in_every_language = pytest.mark.parametrize("language", languages())


def training_of(
    *accuracies: float,
    output_layer: str = "sigmoid-quadratic",
    epochs: int | None = None,
    **start: object,
) -> Training:
    """A network with these accuracies, epoch by epoch, which are all it has unless told."""
    epochs = epochs or max(len(accuracies) - 1, 1)
    (chosen,) = settings_for(f"{output_layer}:scaled:1:4", epochs=epochs).values()
    frames = [
        record(float(epoch), test_accuracy=accuracy, **(start if epoch == 0 else {}))
        for epoch, accuracy in enumerate(accuracies)
    ]
    return Training("run-1", "1 It", chosen, frames, JobStatus.FINISHED)


def said(*networks: Training, preset: str = "", data: str = DIGITS, language: str = "en") -> str:
    """What is said after a run of these."""
    return after(Trainings(networks, small_images()[1]), preset, data, translator(language))


def assert_readable(sentence: str) -> None:
    assert sentence.strip() == sentence != ""
    assert not re.search(r"\b(nan|inf|None|np|array|float64)\b", sentence, re.IGNORECASE)
    assert not re.search(r"[{}\[\]]|  |%\(|\n\n", sentence)


@given(accuracies=st.lists(st.floats(0, 1), min_size=1, max_size=9))
@example(accuracies=[0.1, GOOD, 0.2])
@example(accuracies=[GOOD])
@example(accuracies=[0.1, 0.8999])
@example(accuracies=[0.9999])
def test_the_first_epoch_at_nine_tenths_is_the_first(accuracies):
    training = training_of(*accuracies)
    text = said(training)
    good = first_good([each.frame for each in training.records])
    found, never = LEARNED.search(text), NEVER.search(text)
    assert bool(found) == (max(accuracies) >= GOOD)
    assert bool(never) == (max(accuracies) < GOOD)
    if found:
        epoch = float(found[2])
        assert good is training.records[int(epoch)].frame
        assert accuracies[int(epoch)] >= GOOD
        assert all(each < GOOD for each in accuracies[: int(epoch)])
    else:
        assert good is None
        assert float(never[2]) == len(accuracies) - 1
    assert f"{(found or never)[1]}\u00a0%" == percent(accuracies[-1])


def assert_just_above(value: float, told: float) -> None:
    """Assert that ``told`` is the next number above ``value`` with one digit, or 0.001."""
    assert value < told
    step = 10.0 ** max(-3, math.floor(math.log10(value)))
    assert told <= value + 1.0001 * step


@pytest.mark.parametrize("output_layer", OUTPUT_LAYERS)
@pytest.mark.parametrize("good_at", [0, 1, 4, 5, 6, None])
@pytest.mark.parametrize("slope", [4.5e-5, 0.2, None])
def test_the_slope_is_blamed_where_the_quadratic_cost_was_stuck_for_long(
    output_layer, good_at, slope
):
    accuracies = [0.95 if good_at is not None and k >= good_at else 0.2 for k in range(8)]
    text = said(training_of(*accuracies, output_layer=output_layer, wrong_slope=slope))
    stuck = good_at is None or good_at >= STUCK_FOR
    found = SLOPE.search(text)
    assert bool(found) == (stuck and output_layer == "sigmoid-quadratic" and slope is not None)
    if found:
        assert_just_above(100 * slope, float(found[1]))
        assert "(eq. 65)" in text
    assert ("σ′" in text) == bool(found)


def test_of_several_costs_it_is_said_what_lets_the_error_through():
    names = list(OUTPUT_LAYERS)
    stuck = [training_of(0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.95, output_layer=name) for name in names]
    why = {
        "sigmoid-cross-entropy": "Its cost cancels σ′ (eq. 66).",
        "linear-quadratic": "No σ at its outputs (eq. 68).",
        "softmax-log-likelihood": "Its cost cancels the slope of softmax (eq. 84).",
    }
    small = "Where |δ| is small a network learns little"
    text = said(*stuck)
    assert [each for each in text.split("\n") if each.startswith(small)]
    for name, sentence in why.items():
        assert sentence in text
        assert sentence not in said(training_of(0.1, 0.95, output_layer=name))
    assert small not in said(*stuck[1:])
    assert small not in said(*(training_of(0.1, 0.95, output_layer=name) for name in names))


def test_where_it_was_stopped_is_said():
    training = training_of(0.1, 0.2, 0.3)
    assert not STOPPED.search(said(training))
    training.status = JobStatus.STOPPED
    found = STOPPED.search(said(training))
    assert found
    assert float(found[1]) == training.epoch == 2


def test_the_part_of_the_error_that_is_left_is_written_as_a_percentage():
    for slope, told in ((6.865e-5, "0.007"), (1e-9, "0.001"), (0.0, "0.001"), (0.0123, "2")):
        text = said(training_of(0.1, 0.1, wrong_slope=slope))
        assert f"let less than {told}\u00a0% of a wrong" in text


def test_all_are_described_at_the_last_frame_on_the_screen():
    """One was trained further than the others when they were stopped."""
    behind, ahead = (
        training_of(*each, epochs=9) for each in ((0.1, 0.2, 0.3), (0.1, 0.5, 0.85, 0.95, 0.96))
    )
    for each, name in ((behind, "1 Behind"), (ahead, "2 Ahead")):
        each.label, each.status = name, JobStatus.STOPPED
    of_behind, of_ahead = said(behind, ahead).split("\n")
    assert "1 Behind: accuracy 30\u00a0% after 2 epochs, not 90\u00a0% yet." in of_behind
    assert "2 Ahead: accuracy 85\u00a0% after 2 epochs, not 90\u00a0% yet." in of_ahead
    assert STOPPED.search(of_behind)[1] == "2"
    assert FURTHER.search(of_ahead)[1] == "4"
    assert not FURTHER.search(of_behind)
    assert not STOPPED.search(of_ahead)
    # Also one that had reached its end.
    ahead.status = JobStatus.FINISHED
    assert FURTHER.search(said(behind, ahead))[1] == "4"
    assert not FURTHER.search(said(ahead))


@in_every_language
@pytest.mark.parametrize("reason", [FAILED, LOST, UNREACHABLE])
def test_the_reason_for_which_it_failed_is_said(language, reason):
    training = training_of(0.1, 0.2)
    training.status, training.reason = JobStatus.FAILED, reason
    assert translator(language)(reason) in said(training, language=language)
    assert translator(language)(reason) not in said(training_of(0.1, 0.2), language=language)


def test_every_network_is_named_with_what_became_of_it():
    first, second = training_of(0.1, 0.95), training_of(0.3, 0.4)
    second.label = "2 Other"
    found, of_first, of_second = said(first, second).split("\n")
    slope = "σ′(z), the slope of σ at its outputs,"
    assert found.startswith(f"“2 Other” was stuck. At its start {slope} let less than")
    assert found.endswith("(eq. 65). First at 90\u00a0%: “1 It”, at epoch 1.")
    assert not SLOPE.search(of_second), "it is said twice"
    assert of_second.startswith("2 Other: ")
    assert "1 It: accuracy 95\u00a0%, 90\u00a0% first at epoch 1." in of_first
    assert "accuracy 40\u00a0% after 1 epochs, never 90\u00a0%." in of_second
    late = training_of(0.1, 0.2, 0.9)
    late.label = "2 Late"
    found = said(training_of(0.1, 0.95, 0.9), late).partition("\n")[0]
    assert found == "First at 90\u00a0%: “1 It”, at epoch 1. Last: “2 Late”, at epoch 2."
    assert "First at" not in said(late, late)
    # All that were first, or never there, are named, and nothing is said of what was stopped.
    soon, slow = training_of(0.1, 0.95), training_of(0.2, 0.3)
    soon.label, slow.label = "3 Soon", "4 Slow"
    found = said(first, second, soon, slow).partition("\n")[0]
    assert found.endswith("“1 It”, “3 Soon”, at epoch 1. Never there: “2 Other”, “4 Slow”.")
    assert "Never there" not in said(first, training_of(0.2, 0.3, epochs=9))
    assert "First at" not in said(first, training_of())
    none = training_of()
    none.label = "3 None"
    assert "3 None" not in said(first, none)


@in_every_language
@pytest.mark.parametrize("data", DATA_LABELS)
@pytest.mark.parametrize("preset", PRESET_LABELS)
def test_what_the_book_reports_is_said_of_its_networks_alone(language, preset, data):
    trainings = Trainings([training_of(0.1, 0.2)], small_images()[1])
    for sentence in (
        before(trainings, preset, data, translator(language)),
        after(trainings, preset, data, translator(language)),
    ):
        reported = [BOOK[preset]] if preset in BOOK else sum(BOOK_STARTS.get(preset, ()), ())
        assert ("MNIST" in sentence) == bool(reported)
        assert all(f"{percent:.2f}\u00a0%" in sentence for percent in reported)
        assert ("8 × 8" in sentence) == (bool(reported) and data != MNIST)
        assert_readable(sentence)


@pytest.mark.parametrize("preset", PRESET_LABELS)
def test_where_starts_are_compared_it_is_said_what_became_of_the_hidden_neurons(preset):
    training = training_of(0.1, 0.2)
    training.records[1] = replace(
        training.records[1],
        hidden=(training.records[1].hidden[0]._replace(saturated=0.5),),
    )
    sentence = after(Trainings([training], small_images()[1]), preset, DIGITS, ENGLISH)
    told = "Saturated on average: 1 of 4 hidden neurons at the start, 2 at epoch 1."
    assert (told in sentence) == (preset in STARTS)
    compared = f"After the first epoch it was {percent(0.2)}."
    assert (compared in sentence) == (preset in BOOK_STARTS)
    assert set(PRESET_LABELS) > STARTS


@in_every_language
@pytest.mark.parametrize("preset", ["", *PRESET_LABELS])
def test_before_a_run_it_is_said_what_will_be_tested_and_what_the_preset_is_for(language, preset):
    translate = translator(language)
    sentence = before(Trainings([training_of()], small_images()[1]), preset, DIGITS, translate)
    assert_readable(sentence)
    assert f"{len(small_images()[1])} " in sentence
    for name, about in ABOUT.items():
        assert (translate(about) in sentence) == (name == preset)
    assert sentence.endswith(translate("Press Run."))


@in_every_language
@pytest.mark.parametrize("error", [1000.0, 1000.1])
def test_of_one_that_grew_without_end_it_is_said_why(language, error):
    training = training_of(0.1, 0.1, output_layer="linear-quadratic", output_error=error)
    sentence = said(training, language=language)
    assert_readable(sentence)
    assert ("|δ|" in sentence) == (error > LARGEST_LINEAR_ERROR)


@in_every_language
def test_before_its_end_nothing_is_said_never_to_be(language):
    ended, stopped = (
        said(training_of(0.1, 0.2, epochs=epochs), language=language) for epochs in (1, 2)
    )
    assert_readable(stopped)
    assert stopped != ended
    if language == "en":
        assert "never 90\u00a0%" in ended
        assert "not 90\u00a0% yet" in stopped


def test_why_one_failed_that_has_no_frame_is_said_beside_the_others():
    failed = training_of()
    failed.label, failed.status, failed.reason = "2 Other", JobStatus.FAILED, LOST
    lines = said(training_of(0.1, 0.2), failed).split("\n")
    assert len(lines) == 2
    assert lines[1] == f"2 Other: {LOST}"


@in_every_language
@given(
    frames=st.lists(
        st.builds(
            frame,
            epoch=st.floats(0, 100),
            test_accuracy=st.floats(0, 1),
            wrong_slope=st.none() | st.floats(0, 1),
        ),
        max_size=4,
    ),
    output_layer=st.sampled_from(list(OUTPUT_LAYERS)),
    status=st.sampled_from(list(JobStatus)),
    reason=st.none() | st.sampled_from([FAILED, LOST]),
)
def test_whatever_became_of_it_can_be_read(language, frames, output_layer, status, reason):
    training = training_of(output_layer=output_layer)
    training.records = [record(**each._asdict()) for each in frames]
    training.status, training.reason = status, reason
    if frames:
        assert_readable(said(training, language=language))


@in_every_language
def test_real_runs_can_be_read(small, language):
    every = ",".join(f"{output_layer}:badly-wrong:3:3" for output_layer in OUTPUT_LAYERS)
    trainings = trainings_of(every, small, epochs=6)
    text = after(trainings, "", DIGITS, translator(language))
    assert_readable(text)
    for each in trainings.networks:
        assert each.label in text
        assert percent(each.records[-1].frame.test_accuracy) in text


@in_every_language
def test_the_templates_that_the_browser_fills_have_their_places(language):
    for template, places in ((CURVE, {"accuracy"}), (NAMED_CURVE, {"name", "accuracy"})):
        assert set(re.findall(r"{(\w+)}", translator(language)(template))) == places
