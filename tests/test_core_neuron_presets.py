"""core.neuron.presets: the experiments of the chapter and what they end at."""

from dataclasses import FrozenInstanceError

import pytest

from core.neuron.frames import train
from core.neuron.presets import PRESETS, Preset
from core.neuron.settings import Settings

# name: weight, bias, learning rate, and the output of each cost after 300 epochs.
CHAPTER = {
    "slightly-wrong": (0.6, 0.9, 0.15, {"quadratic": 0.0940}),
    "badly-wrong": (2, 2, 0.15, {"quadratic": 0.2028}),
    "slightly-wrong-cross-entropy": (0.6, 0.9, 0.05, {"cross-entropy": 0.0375}),
    "badly-wrong-cross-entropy": (2, 2, 0.05, {"cross-entropy": 0.0416}),
    "badly-wrong-both": (2, 2, 0.15, {"quadratic": 0.2028, "cross-entropy": 0.0120}),
    "slightly-wrong-as-published": (
        0.6,
        0.9,
        0.005,
        {"cross-entropy-as-published": 0.0400, "cross-entropy": 0.4177},
    ),
    "badly-wrong-as-published": (
        2,
        2,
        0.005,
        {"cross-entropy-as-published": 0.0474, "cross-entropy": 0.7796},
    ),
}


def test_presets_are_in_the_order_of_the_chapter():
    assert list(PRESETS) == list(CHAPTER)
    assert [preset.name for preset in PRESETS.values()] == list(CHAPTER)


@pytest.mark.parametrize("name", CHAPTER)
def test_a_preset_is_the_experiment_of_the_chapter(name):
    weight, bias, learning_rate, outputs = CHAPTER[name]
    several = PRESETS[name].settings()
    assert [settings.cost.name for settings in several] == list(outputs)
    for settings, output in zip(several, outputs.values(), strict=True):
        assert (settings.weight, settings.bias) == (weight, bias)
        assert settings.learning_rate == learning_rate
        assert (settings.input, settings.target, settings.epochs) == (1, 0, 300)
        # The published outputs are those after one update more.
        tolerance = 5e-4 if settings.cost.name.endswith("as-published") else 1e-4
        assert train(settings).output[-1] == pytest.approx(output, abs=tolerance)


@pytest.mark.parametrize("name", [name for name in CHAPTER if name.endswith("as-published")])
def test_the_published_outputs_are_those_after_301_updates(name):
    published = PRESETS[name].settings()[0]
    output = CHAPTER[name][3]["cross-entropy-as-published"]
    assert train(published, epochs=301).output[-1] == pytest.approx(output, abs=1e-4)


def test_presets_do_not_change():
    with pytest.raises(TypeError):
        PRESETS["mine"] = PRESETS["badly-wrong"]
    with pytest.raises(FrozenInstanceError):
        PRESETS["badly-wrong"].weight = 1.0


def test_a_preset_can_set_everything_that_settings_have():
    preset = Preset("mine", 1.0, -1.0, 0.3, ("quadratic",), epochs=7, input=2.0, target=0.5)
    assert preset.settings() == (
        Settings(weight=1, bias=-1, learning_rate=0.3, epochs=7, input=2, target=0.5),
    )
