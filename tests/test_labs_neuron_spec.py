"""app.labs.neuron.spec: the settings of the Neuron lab, its presets and its costs."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.neuron.settings import PRESET_LABELS, SETTING_FIELDS, preset_values
from app.labs.neuron.spec import SCHEMA, Controls
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.training_lab.schema import OWN_SETTINGS, SPEEDS
from app.ui.fields import Refused
from app.ui.language import languages, translator
from core import COSTS, PRESETS, RANGES
from core.costs.power_family import cost_of_power

NAMED = list(PRESET_LABELS)

a_preset = pytest.mark.parametrize("name", NAMED)


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Every setting, each with a value that its field allows."""
    numbers = {name: st.floats(low, high) for name, (low, high) in RANGES.items()}
    numbers["epochs"] = st.integers(*map(int, RANGES["epochs"]))
    drawn = st.fixed_dictionaries(numbers | {"cost": st.sampled_from(list(COST_CHOICES))})
    return drawn.map(
        lambda each: {name: SCHEMA.fields[name].read(value) for name, value in each.items()}
    )


def test_the_names_are_those_of_the_address():
    settings = "weight bias learning_rate cost input target epochs changes"
    views = "speed open tolerance prediction pins"
    assert set(SCHEMA.fields) == {"preset", "power", *settings.split(), *views.split()}
    assert {name: field.name for name, field in SCHEMA.fields.items()} == {
        name: name for name in SCHEMA.fields
    }
    assert [field.name for field in SETTING_FIELDS] == settings.split()
    assert [field.name for field in SCHEMA.views] == views.split()


def test_the_costs_are_quadratic_cross_entropy_both_and_that_of_the_book_s_figure():
    assert list(COST_CHOICES) == ["quadratic", "cross-entropy", "both", "as-published", "own"]
    assert COST_CHOICES["as-published"] == ("cross-entropy-as-published", "cross-entropy")
    assert COST_CHOICES["both"] == ("quadratic", "cross-entropy")
    for costs in COST_CHOICES.values():
        assert set(costs) <= {*COSTS, "own"}
    assert {cost for costs in COST_CHOICES.values() for cost in costs} <= set(COST_LABELS)
    assert set(COST_CHOICES) <= set(COST_LABELS)


def test_the_page_starts_with_the_first_experiment_of_the_chapter():
    controls = Controls()
    assert controls.preset == NAMED[0] == SCHEMA.defaults["preset"] == "slightly-wrong"
    views = {field.name: getattr(controls, field.name) for field in SCHEMA.views}
    others = {"preset": controls.preset, "power": controls.power}
    assert controls.values() | others | views == SCHEMA.defaults
    for name, default in SCHEMA.defaults.items():
        assert SCHEMA.fields[name].read(SCHEMA.fields[name].write(default)) == default


@a_preset
def test_a_preset_is_that_of_the_core(name):
    controls = Controls(**preset_values(name))
    assert tuple(controls.settings().values()) == PRESETS[name].settings()
    assert tuple(controls.settings()) == PRESETS[name].costs


@a_preset
def test_a_preset_is_found_from_its_settings(name):
    controls = Controls()
    controls.param.update(**preset_values(name))
    assert controls.preset == name


@a_preset
@pytest.mark.parametrize("changed", [field.name for field in SETTING_FIELDS])
def test_a_preset_of_which_one_setting_is_changed_is_another_or_none(name, changed):
    field = SCHEMA.fields[changed]
    controls = Controls(**preset_values(name))
    if changed in ("cost", "changes"):
        setattr(controls, changed, field.read({"cost": "own", "changes": "90:1:both"}[changed]))
    else:
        low, _high = RANGES[changed]
        setattr(
            controls, changed, field.read(low if getattr(controls, changed) != low else low + 1)
        )
    assert controls.preset != name
    # It is still one in range, and back again it is the preset.
    setattr(controls, changed, preset_values(name)[changed])
    assert controls.preset == name


def test_own_settings_set_nothing():
    assert SCHEMA.values_of(OWN_SETTINGS) == {}


def test_the_speed_is_no_part_of_a_preset():
    for speed in SPEEDS:
        assert Controls(speed=speed).preset == NAMED[0]
    assert 1.0 in SPEEDS
    assert list(SPEEDS) == sorted(SPEEDS)


@pytest.mark.parametrize("name", RANGES)
def test_the_params_have_the_ranges_of_the_core(name):
    low, high = RANGES[name]
    controls = Controls(**{name: low})
    setattr(controls, name, high)
    for outside in (low - 1, high + 1, math.nan, "1", None):
        with pytest.raises(ValueError, match=name):
            setattr(controls, name, outside)
    assert getattr(controls, name) == high


@pytest.mark.parametrize("name", ["cost", "speed"])
def test_the_params_have_no_other_options(name):
    with pytest.raises(ValueError, match=name):
        setattr(Controls(), name, "none of these")


@pytest.mark.parametrize("name", ["preset", "cost", "speed"])
def test_the_fields_refuse_what_is_no_option(name):
    with pytest.raises(Refused):
        SCHEMA.fields[name].read("none of these")


@given(chosen=values())
def test_whatever_is_chosen_can_be_trained(chosen):
    controls = Controls(**chosen)
    assert controls.values() == {**chosen, "changes": ()}
    trained = controls.settings()
    assert tuple(trained) == COST_CHOICES[chosen["cost"]]
    for cost, each in trained.items():
        assert each.cost == (cost_of_power(0.5) if cost == "own" else COSTS[cost])
        assert {name: getattr(each, name) for name in RANGES} == {
            name: chosen[name] for name in RANGES
        }


def test_two_controls_share_nothing():
    first, second = Controls(), Controls()
    first.param.update(**preset_values("badly-wrong"), speed=10.0)
    assert second.values() | {"speed": second.speed} == Controls().values() | {"speed": 1.0}
    assert second.preset == NAMED[0]


@pytest.mark.parametrize("language", languages())
def test_every_preset_and_cost_has_a_label_of_its_own(language):
    translate = translator(language)
    for labels in (PRESET_LABELS, COST_LABELS):
        translated = [translate(label) for label in labels.values()]
        assert all(translated)
        assert len(set(translated)) == len(translated)
