"""app.labs.overfitting.sections: early stopping, wrong labels and weights of a run."""

import json
import re
from itertools import pairwise

import numpy as np
import pytest

from app.labs.overfitting.sections import polynomial, sizes, stopping, weights, wrong
from app.labs.overfitting.spec import SECTIONS
from app.ui.language import languages, translator
from app.ui.numbers import percent
from core.network.no_improvement import early_stop
from tests.overfitting import controls_for, trainings_for
from tests.scripts import assert_is_what_the_script_uses

ENGLISH = translator("en")
CONTENTS = {
    "stopping": stopping.content,
    "wrong": wrong.content,
    "weights": weights.content,
}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("frames", [0, 1, 4, None])
@pytest.mark.parametrize("name", CONTENTS)
def test_what_a_section_tells_can_travel_at_any_moment(name, frames, language):
    translate = translator(language)
    controls = controls_for()
    trainings = trainings_for(controls, frames, translate)
    for epoch in (0, 2, 10**6):
        told = CONTENTS[name](controls, trainings, translate, epoch)
        assert json.loads(json.dumps(told, allow_nan=False)) == told
        texts = {k: v for k, v in told.items() if k != "texts"}
        assert not re.search(r"\{[a-z_]+\}", json.dumps(texts, ensure_ascii=False))
        # There is nothing to stop before the first epoch.
        is_empty = frames == 0 or (name, frames) == ("stopping", 1)
        assert len(told["networks"]) == (0 if is_empty else 2)
    assert SECTIONS[name].content is CONTENTS[name]


def test_the_script_of_the_sweep_uses_what_it_is_told():
    controls = controls_for()
    assert_is_what_the_script_uses("sizes", sizes.content(controls, trainings_for(controls), str))


@pytest.mark.parametrize("name", CONTENTS)
def test_the_script_of_a_section_uses_what_it_is_told(name):
    controls = controls_for()
    told = CONTENTS[name](controls, trainings_for(controls), ENGLISH, 3)
    assert_is_what_the_script_uses(name, told)


@pytest.mark.parametrize("patience", [1, 2, 100])
def test_early_stopping_is_read_off_each_seed(patience):
    trainings = trainings_for(controls_for())
    for training in trainings.networks:
        found = stopping.stops(training.frames, patience)
        assert len(found) == 3
        for seed, stop in enumerate(found):
            accuracies = [frame.of("validation_accuracy")[seed] for frame in training.frames]
            tested = [frame.of("test_accuracy")[seed] for frame in training.frames]
            assert (stop.kept_epoch, stop.stopped) == early_stop(accuracies, patience)
            assert (stop.kept, stop.best, stop.end) == (
                tested[stop.kept_epoch],
                max(tested),
                tested[-1],
            )


def test_a_larger_patience_never_stops_earlier():
    trainings = trainings_for(controls_for())
    (training, _other) = trainings.networks
    ends = [
        [stop.stopped or 10**6 for stop in stopping.stops(training.frames, patience)]
        for patience in range(1, 8)
    ]
    for before, after in pairwise(ends):
        assert all(one <= other for one, other in zip(before, after, strict=True))


def test_how_many_wrong_labels_are_learned_by_heart_is_told():
    controls = controls_for()
    trainings = trainings_for(controls)
    told = wrong.content(controls, trainings, ENGLISH, 6)
    assert len(told["images"]) == 20
    for network, training in zip(told["networks"], trainings.networks, strict=True):
        record = training.records[6]
        assert network["parts"][0] == record.learned_by_heart.sum() / (20 * 3)
        assert sum(network["parts"]) == pytest.approx(1)
        assert network["written"][0] == percent(round(network["parts"][0], 4))
    for index, image in enumerate(told["images"]):
        assert image["digit"] != image["label"]
        assert image["by_heart"] == [
            each.records[6].learned_by_heart[index] for each in trainings.networks
        ]


def test_where_no_label_is_wrong_that_is_said():
    controls = controls_for(wrong=0)
    told = wrong.content(controls, trainings_for(controls), ENGLISH, 6)
    assert told["images"] == []
    assert "No label is wrong" in told["note"]


def test_the_penalty_is_that_of_the_weights_that_are_shown():
    """By hand: λ/2n Σw² and λ/n Σ|w|, of the network of the first seed."""
    controls = controls_for("l2:3:0.5:30,l1:3:0.5:30,none:0:0.5:30")
    trainings = trainings_for(controls)
    told = weights.content(controls, trainings, ENGLISH, 6)
    for index, by_hand in enumerate(
        (lambda w: 3 / (2 * 100) * np.sum(w**2), lambda w: 3 / 100 * np.sum(abs(w)))
    ):
        shown = weights.all_weights(trainings.at(6)[index])
        frame = trainings.networks[index].frames[6]
        assert frame.of("penalty")[0] == pytest.approx(by_hand(shown), rel=1e-5)
        (number,) = re.findall(r"The penalty is ([\d.]+),", told["networks"][index]["said"])
        assert float(number) == pytest.approx(by_hand(shown), rel=1e-3)
    assert "penalty" not in told["networks"][2]["said"]


def test_the_histogram_has_all_weights_and_the_pictures_those_of_each_neuron():
    controls = controls_for()
    trainings = trainings_for(controls)
    told = weights.content(controls, trainings, ENGLISH, 6)
    all_seen = trainings.at(6)
    sizes = [np.abs(seen.state.layers[0].weights) for seen in all_seen]
    scale = max(np.quantile(each, weights.MOST_SEEN) for each in sizes)
    for network, seen in zip(told["networks"], all_seen, strict=True):
        assert sum(network["shares"]) == pytest.approx(100, abs=0.5)
        of_neurons = seen.state.layers[0].weights.T
        assert network["side"] == 8
        pictures = np.array(network["neurons"])
        assert pictures.shape == of_neurons.shape == (30, 64)
        np.testing.assert_allclose(
            pictures / 99, np.clip(of_neurons / scale, -1, 1), atol=0.5 / 99 + 1e-9
        )


def test_of_large_images_fewer_neurons_are_shown_and_of_no_hidden_layer_none():
    assert len(weights.pictures(np.ones((784, 30)), 1.0)["neurons"]) == 10
    controls = controls_for("none:0:0.5:0")
    told = weights.content(controls, trainings_for(controls), ENGLISH, 6)
    assert told["networks"][0]["neurons"] == []


@pytest.mark.parametrize("language", languages())
def test_a_polynomial_says_how_far_it_is_from_points_and_line(language):
    translate = translator(language)
    for degree, penalty, by_heart in ((9, 0.0, True), (1, 0.0, False), (9, 1.0, False)):
        told = polynomial.content(controls_for(degree=degree, ridge=penalty), None, translate)
        assert not re.search(r"{\w+}", json.dumps(told["said"]))
        more = translate("Nearer to the points than to the line: that is overfitting.")
        assert (more in told["said"]) == by_heart
        assert_is_what_the_script_uses("polynomial", told)
