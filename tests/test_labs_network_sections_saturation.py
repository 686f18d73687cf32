"""app.labs.network.sections.saturation: what is said and drawn of the hidden neurons."""

import json
import re

import numpy as np
import pytest

from app.jobs.job import JobStatus
from app.labs.network import step
from app.labs.network.sections import saturation
from app.labs.network.spec import SECTIONS
from app.ui.language import languages, translator
from core.network.saturation import SIGMOID_Z, WEIGHTED_INPUTS, Z_BINS
from tests.networks import TWO, small, trainings_of
from tests.scripts import assert_is_what_the_script_uses
from tests.sentences import assert_readable

__all__ = ["small"]

ENGLISH = translator("en")
SATURATED = "sigmoid-cross-entropy:unit:0.5:20,sigmoid-cross-entropy:scaled:0.5:20"
NONE = "sigmoid-cross-entropy:unit:0.5:0"
FAR = [0, 1, 5, 18, 19, 1000, 10**400]


def content_at(trainings, epoch, language="en"):
    """What the section is told."""
    return saturation.content(None, trainings, translator(language), epoch)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("networks", [TWO, SATURATED, NONE])
def test_the_script_finds_what_it_uses_and_sentences_can_be_read(small, networks, language):
    trainings = trainings_of(networks, small)
    content = content_at(trainings, 0, language)
    assert_is_what_the_script_uses("saturation", content)
    for frame in content["frames"]:
        for network in frame:
            assert_readable(network["said"])
    assert SECTIONS["saturation"].content is saturation.content
    assert SECTIONS["saturation"].at_epoch


@pytest.mark.parametrize("at", FAR)
def test_before_every_network_has_a_frame_there_is_nothing(small, at):
    content = content_at(trainings_of(TWO, small, 2, 0), at)
    assert content["networks"] == content["frames"] == []
    assert content["first"] == 0


@pytest.mark.parametrize("at", FAR)
def test_frames_begin_with_the_one_that_is_asked_for_or_the_last(small, at, monkeypatch):
    monkeypatch.setattr(saturation, "FRAMES_AT_ONCE", 4)
    trainings = trainings_of(TWO, small)
    last = trainings.last
    content = content_at(trainings, at)
    assert content["first"] == min(at, last)
    assert len(content["frames"]) == min(4, last + 1 - content["first"])
    for number, frame in enumerate(content["frames"], start=content["first"]):
        epochs = {round(each.records[number].frame.epoch, 2) for each in trainings.networks}
        assert {float(each["epoch"]) for each in frame} == epochs


def test_one_that_failed_is_shown_at_its_own_last_frame(small):
    trainings = trainings_of(TWO, small, 2, 4)
    trainings.networks[0].status = JobStatus.FAILED
    content = content_at(trainings, trainings.last)
    assert [each["epoch"] for each in content["frames"][-1]] == ["1", "3"]
    trainings = trainings_of(TWO, small, 0, 4)
    trainings.networks[0].status = JobStatus.FAILED
    assert [each["key"] for each in content_at(trainings, 0)["networks"]] == ["run-2"]


def test_bars_are_parts_of_all_and_within_their_axes(small):
    trainings = trainings_of(SATURATED, small)
    content = content_at(trainings, 0)
    for frame in content["frames"]:
        for told, network in zip(content["networks"], frame, strict=True):
            for layer in network["layers"]:
                for part in ("z", "outputs"):
                    assert sum(layer[part]) == pytest.approx(100, abs=0.05 * len(layer[part]))
                    assert max(layer[part]) <= told["highest"][part]
    assert content["networks"][0]["start"] == content["frames"][0][0]["layers"]


def test_bars_are_right_for_the_most_neurons_and_digits_there_are(small):
    trainings = trainings_of(SATURATED, small, 1, 1)
    for network in trainings.networks:
        for record in network.records:
            (layer,) = record.hidden
            for counts in (layer.z, layer.outputs):
                counts[:] = 0
                counts[counts.size // 2 - 1 : counts.size // 2 + 1] = [7_500, 22_500]
    for network in content_at(trainings, 0)["frames"][0]:
        for part in ("z", "outputs"):
            assert [each for each in network["layers"][0][part] if each] == [25, 75]


@pytest.mark.parametrize(
    ("reach", "furthest"), [(5, 4.9), (10, 5.1), (20, 19.0), (50, 25.0), (50, 1e6)]
)
def test_the_axis_of_z_reaches_over_all_that_is_known(small, reach, furthest):
    trainings = trainings_of(NONE.replace("0.5:0", "0.5:1"), small, 2)
    places = (np.array([0.0, min(furthest, 49.9)]) - WEIGHTED_INPUTS.low) * Z_BINS / 100
    counts = np.bincount(places.astype(int), minlength=Z_BINS)
    for record in trainings.networks[0].records:
        record.hidden[0].z[:] = counts
    content = content_at(trainings, 0)
    assert content["reach"] == reach
    z = content["frames"][0][0]["layers"][0]["z"]
    assert 20 <= len(z) <= 40
    assert sum(z) == 100
    width = 2 * reach / len(z)
    last = np.flatnonzero(z)[-1]
    assert -reach + last * width <= min(furthest, 49.9) < -reach + (last + 1) * width
    assert ("±50" in content["texts"]["how"]) == (reach == 50)


def test_it_is_said_how_many_are_saturated_at_the_start_and_what_became_of_it(small):
    trainings = trainings_of(SATURATED, small)
    content = content_at(trainings, 0)
    test = trainings.test.inputs[: step.MOST_ASKED]
    for index in range(len(trainings.networks)):
        saturated, sizes = [], []
        for seen in (trainings.at(0)[index], trainings.at(trainings.last)[index]):
            weights, biases = seen.state.layers[0]
            z = test @ weights + biases
            saturated.append(round(20 * float(np.mean(abs(z) > SIGMOID_Z)), 1))
            sizes.append(float(np.sqrt(np.mean(weights**2))))
        start, now = (f"{each:g}" for each in saturated)
        first = content["frames"][0][index]["said"].splitlines()
        last = content_at(trainings, trainings.last)["frames"][0][index]["said"].splitlines()
        assert first[0] == f"Saturated on average: {start} of 20 hidden neurons at the start."
        assert last[0] == (
            f"Saturated on average: {start} of 20 hidden neurons at the start, {now} at epoch 3."
        )
        for line, expected in ((first[1], sizes[:1]), (last[1], sizes)):
            assert line.startswith("Size of a weight of the hidden layer: ")
            found = [float(each) for each in re.findall(r"\d\.\d+", line)]
            assert found == pytest.approx(expected, rel=1e-3)


def test_of_a_network_without_hidden_layers_nothing_else_is_said(small):
    content = content_at(trainings_of(NONE, small), 0)
    assert content["frames"][0][0]["said"] == "It has no hidden neurons."


def test_what_l2_does_by_itself_is_said_where_there_is_l2(small):
    networks = "sigmoid-cross-entropy:unit:0.1:5:5,sigmoid-cross-entropy:unit:0.1:5"
    content = content_at(trainings_of(networks, small), 0)
    regularised, plain = (each["said"] for each in content["frames"][0])
    assert "By itself, L2 leaves 95.12\u00a0% of every weight after an epoch" in regularised
    assert "L2" not in plain
    (far,) = content_at(trainings_of("sigmoid-cross-entropy:unit:10:5:1000", small), 0)["frames"][0]
    assert "L2" not in far["said"]


def test_gradients_of_all_networks_compare(small):
    trainings = trainings_of(TWO, small)
    for number, frame in enumerate(content_at(trainings, 0)["frames"]):
        norms = [each.records[number].frame.gradient_norms for each in trainings.networks]
        largest = max(max(each) for each in norms)
        for told, expected in zip(frame, norms, strict=True):
            parts = [each["part"] for each in told["norms"]]
            np.testing.assert_allclose(parts, np.array(expected) / largest, atol=1e-4)
            assert [each["layer"] for each in told["norms"]] == [
                f"‖∇{layer}‖" for layer in range(1, len(expected) + 1)
            ]


def test_what_travels_at_once_is_small(small):
    trainings = trainings_of(",".join([SATURATED] * 2), small, epochs=30)
    assert len(json.dumps(content_at(trainings, 5))) < 60_000
