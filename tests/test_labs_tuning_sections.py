"""app.labs.tuning.sections: the test set is looked at last, every value, and what is pinned."""

import re

import pytest

from app.jobs.job import JobStatus
from app.labs.tuning.sections import outcomes, test
from app.labs.tuning.sections.pins import Pin
from app.labs.tuning.settings import settings_of
from app.labs.tuning.spec import SCHEMA, SECTIONS
from app.training_lab.pins import Pins
from app.ui.language import languages, translator
from app.ui.numbers import percent
from tests.tuning import controls_for, made_up, trainings_for, trainings_of

ENGLISH = translator("en")
PINS = Pins(Pin)
in_every_language = pytest.mark.parametrize("language", languages())


@in_every_language
def test_the_test_set_is_shown_for_the_value_that_is_best_on_validation_alone(language):
    translate = translator(language)
    controls = controls_for("momentum:0.2,0.5")
    trainings = trainings_for(controls, language=translate)
    said, warning = test.content(controls, trainings, translate, 0)["said"]
    best = max(trainings.networks, key=lambda each: each.frames[-1].median("validation_accuracy"))
    (other,) = [each for each in trainings.networks if each is not best]
    assert best.label in said
    assert percent(best.frames[-1].median("test_accuracy")) in said
    assert other.label not in said
    assert percent(other.frames[-1].median("test_accuracy")) not in said
    assert warning


def test_a_rate_is_tested_that_the_cost_on_training_has_chosen():
    controls = controls_for("learning_rate:0.1,1")
    ends = [[4, 3, 2], [4, 5, 1]]
    frames = [
        [
            made_up(epoch, training_cost=cost, validation_accuracy=0.8 + index / 10)
            for epoch, cost in enumerate(costs)
        ]
        for index, costs in enumerate(ends)
    ]
    said, _warning = test.content(controls, trainings_of(controls, frames), ENGLISH, 0)["said"]
    assert said.startswith("Chosen by the cost on training: η = 0.1.")
    assert said.endswith(f"on validation it was {percent(0.8)}.")


@pytest.mark.parametrize("frames", [0, 1, 3])
def test_before_a_run_has_ended_there_is_nothing_to_look_at(frames):
    controls = controls_for()
    (said,) = test.content(controls, trainings_for(controls, frames), ENGLISH, 0)["said"]
    assert not re.search(r"\d", said)


def test_where_nothing_is_learned_there_is_nothing_to_choose():
    controls = controls_for("learning_rate:10", regularisation_parameter=1000.0)
    said = test.content(controls, trainings_for(controls), ENGLISH, 0)["said"]
    assert said[0].startswith("Nothing is learned")


@in_every_language
def test_every_value_stands_in_a_row_and_the_best_is_marked(language):
    translate = translator(language)
    controls = controls_for()
    trainings = trainings_for(controls, language=translate)
    told = outcomes.content(controls, trainings, translate, 0)
    assert [row["name"] for row in told["rows"]] == [each.label for each in trainings.networks]
    assert [row["best"] for row in told["rows"]].count(True) == 1
    assert {*told["rows"][0]} - {"key", "best"} <= {*told["texts"]}
    for row, training in zip(told["rows"], trainings.networks, strict=True):
        assert row["validation"] == percent(training.frames[-1].median("validation_accuracy"))


def test_without_a_run_there_is_no_row():
    controls = controls_for()
    assert outcomes.content(controls, trainings_for(controls, 0), ENGLISH, 0)["rows"] == []


@pytest.mark.parametrize("sweep", ["learning_rate:0.1,1", "mini_batch:5,50", "hidden_neurons:tanh"])
def test_the_best_value_is_what_can_be_pinned_and_comes_back_from_an_address(sweep):
    trainings = trainings_for(controls_for(sweep, patience=3, regularisation_parameter=0.5))
    found = Pin.all_of(trainings)
    assert PINS.read(PINS.write(found)) == tuple(found)
    (pin,) = found
    best = max(trainings.networks, key=lambda each: each.frames[-1].median("validation_accuracy"))
    assert pin.settings() == best.settings
    taken = {name: SCHEMA.fields[name].read(given) for name, given in pin.taken().items()}
    (settings,) = settings_of({**taken, "epochs": pin.epochs}).values()
    assert settings == best.settings
    for language in languages():
        translate = translator(language)
        told = " ".join([pin.start_text(translate), pin.rate_text(translate)])
        assert not re.search(r"{\w+}", told)
        accuracy = percent(best.frames[-1].median("validation_accuracy"))
        assert pin.outcomes(best.frames, translate)["accuracy"][1] == accuracy
    assert pin.outcomes([], ENGLISH)["accuracy"][1] == "—"


def test_nothing_can_be_pinned_while_anything_is_trained():
    trainings = trainings_for(controls_for())
    trainings.networks[0].status = JobStatus.RUNNING
    assert Pin.all_of(trainings) == []


def test_a_pin_of_the_best_is_offered_as_that():
    controls = controls_for()
    content = SECTIONS["pins"].content
    assert content is not None
    told = content(lambda pin, _: {}, controls, trainings_for(controls), ENGLISH)
    assert "best on validation" in told["texts"]["pin"]
