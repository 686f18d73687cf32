"""app.labs.multi_input.settings: what a problem sets is what the core says of it."""

import pytest
from hypothesis import given

from app.labs.multi_input.settings import (
    CHOICES,
    PRESET_LABELS,
    SETTING_FIELDS,
    WEIGHTS,
    preset_values,
    settings_of,
)
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.ui.language import languages, translator
from core import COSTS
from core.multi_input.examples import MOST_INPUTS
from core.multi_input.presets import PRESETS
from tests.multi_input import WILD_TABLES, some_values

NAMES = [field.name for field in SETTING_FIELDS]


def test_every_problem_is_a_preset():
    assert list(PRESET_LABELS) == list(PRESETS)
    with pytest.raises(KeyError):
        preset_values("no such problem")


def test_there_is_a_starting_weight_for_every_input_that_there_can_be():
    assert len(WEIGHTS) == MOST_INPUTS
    assert [name for name in NAMES if name in WEIGHTS] == list(WEIGHTS)


@pytest.mark.parametrize("name", PRESETS)
def test_a_problem_sets_everything_as_the_core_does(name):
    values = preset_values(name)
    assert list(values) == NAMES
    trained = settings_of(values)
    assert tuple(trained.values()) == PRESETS[name].settings()
    assert tuple(trained) == PRESETS[name].costs
    for field in SETTING_FIELDS:
        assert field.read(field.write(values[field.name])) == values[field.name], field.name


def test_no_two_problems_set_the_same():
    values = [preset_values(name) for name in PRESETS]
    assert all(values.count(each) == 1 for each in values)


@given(values=some_values(WILD_TABLES))
def test_whatever_is_set_can_be_trained(values):
    trained = settings_of(values)
    assert tuple(trained) == COST_CHOICES[values["cost"]]
    inputs = values["data"].inputs.shape[1]
    for cost, each in trained.items():
        assert each.cost is COSTS[cost]
        assert each.examples == values["data"]
        assert each.weights == tuple(values[name] for name in WEIGHTS[:inputs])
        for name in ("bias", "learning_rate", "epochs"):
            assert getattr(each, name) == values[name]


@pytest.mark.parametrize("language", languages())
def test_every_problem_and_cost_has_a_label_of_its_own(language):
    translate = translator(language)
    for labels in (PRESET_LABELS.values(), [COST_LABELS[name] for name in CHOICES]):
        translated = [translate(label) for label in labels]
        assert all(translated)
        assert len(set(translated)) == len(translated)
