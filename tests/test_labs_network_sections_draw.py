"""app.labs.network.sections.draw.

What is looked at, and that what is told of a network is its answer.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.labs.network.sections.draw import bitmap, content
from app.networks.datasets import digits
from app.ui.language import languages, translator
from app.ui.numbers import numeral
from core.data.dataset import LabelledImages
from core.data.drawing import image
from core.network.backpropagation import Layer
from core.network.evaluation import answers
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, start, train_epoch
from tests.scripts import assert_is_what_the_script_uses, script_of

ENGLISH = translator("en")
SEVEN = "0" * 48 + "00ffff00" * 4 + "00000f00" * 16 + "0" * 48
EPOCHS = (0, 0.5, 5)
"""The epochs that the frames are said to be of, which need not be whole."""
both_languages = pytest.mark.parametrize("language", languages())


@dataclass(frozen=True)
class Controls:
    """What is looked at."""

    digit: int = 0
    ink: str = ""


@dataclass(frozen=True)
class Seen:
    """A network at one frame."""

    key: str
    label: str
    settings: NetworkSettings
    state: NetworkState
    epoch: float


@dataclass(frozen=True)
class History:
    """Frames of networks side by side: none before a run."""

    test: LabelledImages
    frames: Sequence[Sequence[Seen]] = field(default=())

    def at(self, epoch: int) -> Sequence[Seen]:
        return self.frames[epoch] if self.frames else []


def as_float32(state: NetworkState) -> NetworkState:
    layers = tuple(Layer(*(each.astype(np.float32) for each in layer)) for layer in state.layers)
    return state._replace(layers=layers)


@pytest.fixture(scope="module")
def trained() -> History:
    """Four networks before they learn, and at two frames later on."""
    training, test = digits()
    frames: list[list[Seen]] = [[], [], []]
    for number, output_layer in enumerate(OUTPUT_LAYERS.values(), start=1):
        rate = 0.05 if output_layer.name.startswith("linear") else 0.5
        each = NetworkSettings(output_layer=output_layer, learning_rate=rate)
        states = [start(each, training)]
        for _epoch in range(5):
            states.append(train_epoch(each, states[-1], training))
        for frame, at, epoch in zip(frames, (0, 1, 5), EPOCHS, strict=True):
            state = as_float32(states[at])
            frame.append(Seen(f"run-{number}", output_layer.name, each, state, epoch))
    return History(test, frames)


def at(history: History, controls: Controls, epoch: int = 2, _: Any = ENGLISH) -> dict[str, Any]:
    return content(controls, history, _, epoch)


@both_languages
@pytest.mark.parametrize("controls", [Controls(3), Controls(3, SEVEN)])
def test_the_content_is_what_the_script_uses(language, controls, trained):
    assert_is_what_the_script_uses("draw", at(trained, controls, 1, translator(language)))
    before = replace(trained, frames=())
    assert_is_what_the_script_uses("draw", at(before, controls, 0, translator(language)))


def test_what_is_told_of_a_network_is_what_the_script_uses(trained):
    script = script_of("draw")
    for network in at(trained, Controls())["networks"]:
        for name in network:
            assert name in script


@both_languages
def test_before_a_run_one_is_told_to_run_and_sees_the_digit(language, trained):
    _ = translator(language)
    of = at(replace(trained, frames=()), Controls(5), 0, _)
    assert of["networks"] == []
    assert _("Run") in of["note"]
    assert np.shape(of["pixels"]) == (8, 8)
    assert at(trained, Controls(5), 0, _)["note"] == ""


def test_a_test_digit_is_shown_as_it_is_with_its_label(trained):
    for digit in (0, 7, 296):
        of = at(trained, Controls(digit))
        np.testing.assert_allclose(np.ravel(of["pixels"]), trained.test.inputs[digit], atol=5e-4)
        assert of["digit"] == digit
        assert of["about"] == f"Test digit {digit}, labelled {trained.test.labels[digit]}"
        assert (of["last"], of["ink"]) == (296, "")


def test_of_another_data_set_the_last_digit_is_taken_where_there_are_fewer(trained):
    few = LabelledImages(np.full((3, 784), 0.25), np.array([4, 5, 6]), 10)
    of = at(History(few), Controls(296))
    assert (of["digit"], of["last"]) == (2, 2)
    assert of["about"] == "Test digit 2, labelled 6"
    assert np.shape(of["pixels"]) == (28, 28)
    assert "28 × 28" in of["texts"]["input"]
    drawn = at(History(few), Controls(0, SEVEN))["pixels"]
    np.testing.assert_allclose(np.ravel(drawn), image(bitmap(SEVEN), 28), atol=5e-4)


def test_a_drawing_comes_before_the_digit_and_has_no_label(trained):
    of = at(trained, Controls(5, SEVEN))
    np.testing.assert_allclose(np.ravel(of["pixels"]), image(bitmap(SEVEN), 8), atol=5e-4)
    assert (of["about"], of["ink"]) == ("Your drawing", SEVEN)
    for network in of["networks"]:
        assert network["said"] == f"answers {network['answer']}"
    # They have learned what a 7 is, more or less.
    assert [network["answer"] for network in of["networks"]].count(7) >= 2


@pytest.mark.parametrize("epoch", [0, 1, 2])
@pytest.mark.parametrize("ink", ["", SEVEN])
def test_outputs_are_those_of_each_network_at_the_epoch(trained, epoch, ink):
    of = at(trained, Controls(11, ink), epoch)
    pixels = image(bitmap(ink), 8) if ink else trained.test.inputs[11]
    frame = trained.frames[epoch]
    assert [network["key"] for network in of["networks"]] == ["run-1", "run-2", "run-3", "run-4"]
    for network, seen in zip(of["networks"], frame, strict=True):
        (wanted,) = answers(seen.settings, seen.state, [pixels]).outputs
        assert network["numbers"] == list(map(numeral, wanted))
        np.testing.assert_allclose(network["bars"], np.clip(wanted, 0, 1), atol=1e-4)
        assert network["answer"] == wanted.argmax()
        assert network["heading"] == f"{seen.label}, epoch {EPOCHS[epoch]}"


def test_it_is_said_whether_an_answer_is_right(trained):
    said = set()
    for digit in range(40):
        for epoch in (0, 2):
            of = at(trained, Controls(digit), epoch)
            label = trained.test.labels[digit]
            for network in of["networks"]:
                right = network["answer"] == label
                ending = ": right" if right else f", but it should be {label}"
                assert network["said"] == f"answers {network['answer']}{ending}"
                said.add(right)
    assert said == {True, False}


def network_of(z: Sequence[float], output_layer: str) -> Seen:
    """A network without hidden layers that has these weighted inputs whatever it looks at."""
    layer = Layer(np.zeros((64, 10), dtype=np.float32), np.array(z, dtype=np.float32))
    settings = NetworkSettings(hidden=(), output_layer=OUTPUT_LAYERS[output_layer])
    return Seen("run-1", "one", settings, NetworkState(1, 0, (layer,)), 1.0)


def test_linear_outputs_keep_their_numbers_where_their_bars_end(trained):
    z = [-0.25, 0, 0.5, 1, 1.5, 40, -1234567, 0.25, 0, 0]
    history = History(trained.test, [[network_of(z, "linear-quadratic")]])
    ((network,), texts) = [at(history, Controls(), 0)[name] for name in ("networks", "texts")]
    assert network["bars"] == [0, 0, 0.5, 1, 1, 1, 0, 0.25, 0, 0]
    assert network["numbers"][:6] == ["−0.2500", "0", "0.5000", "1.000", "1.500", "40.00"]
    assert network["numbers"][6] == "−1.235 × 10⁶"
    assert network["answer"] == 5
    assert json.loads(json.dumps([network, texts], allow_nan=False)) == [network, texts]


def test_of_outputs_that_all_round_to_one_the_largest_is_still_told(trained):
    z = [50.0] * 10
    z[6] = 60.0
    history = History(trained.test, [[network_of(z, "sigmoid-quadratic")]])
    (network,) = at(history, Controls(), 0)["networks"]
    assert network["bars"] == [1] * 10
    assert network["answer"] == 6


def test_whatever_has_these_attributes_is_enough(trained):
    controls = SimpleNamespace(digit=1, ink="")
    assert content(controls, trained, ENGLISH, 0)["digit"] == 1
