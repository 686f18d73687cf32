"""app.training_lab.controls: the whole state of the Neuron lab in a query, and back."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.sections.predict import POINTS
from app.labs.neuron.settings import DEFAULT_POWER, PRESET_LABELS, SETTING_FIELDS, preset_values
from app.labs.neuron.spec import SCHEMA, SECTIONS, Controls
from app.training_lab.controls import read, write
from app.training_lab.cost_choices import COST_CHOICES, OWN_COST
from app.training_lab.pins import MOST_PINS
from app.training_lab.schema import OWN_SETTINGS, SPEEDS
from app.ui.language import languages, translator
from core import RANGES
from core.costs.power_family import POWERS
from tests.pins import some_pins

ENGLISH = translator("en")
NAMED = list(PRESET_LABELS)
PROMISED = {
    *("preset", "weight", "bias", "learning_rate", "cost"),
    *("input", "target", "epochs", "power"),
    *("speed", "open", "tolerance", "prediction", "pins"),
}
START = {name: value for name, value in SCHEMA.defaults.items() if name != "preset"}

a_preset = pytest.mark.parametrize("name", NAMED)


def some_controls() -> st.SearchStrategy[dict[str, Any]]:
    """Values of some controls, the others at their defaults or at those of a preset."""
    drawn: dict[str, st.SearchStrategy[Any]] = {
        name: st.floats(low, high) for name, (low, high) in RANGES.items()
    }
    drawn |= {
        "epochs": st.integers(*map(int, RANGES["epochs"])),
        "cost": st.sampled_from(list(COST_CHOICES)),
        "power": st.floats(*POWERS),
        "speed": st.sampled_from(SPEEDS),
        "open": st.lists(st.sampled_from(list(SECTIONS))),
        "tolerance": st.sampled_from(SCHEMA.fields["tolerance"].options),
        "prediction": st.lists(st.floats(0, 1), min_size=POINTS, max_size=POINTS),
        "pins": st.lists(some_pins(), max_size=MOST_PINS).map(SCHEMA.fields["pins"].write),
    }
    chosen = st.fixed_dictionaries({}, optional=drawn).map(
        lambda each: {name: SCHEMA.fields[name].read(value) for name, value in each.items()}
    )
    return st.tuples(st.sampled_from([*PRESET_LABELS, OWN_SETTINGS]), chosen).map(
        lambda pair: SCHEMA.values_of(pair[0]) | pair[1]
    )


def test_the_defaults_are_not_written():
    assert write(Controls()) == {}
    assert read({}, SCHEMA, ENGLISH) == (START, [])


@given(chosen=some_controls())
def test_every_combination_of_controls_survives_the_address(chosen):
    controls = Controls(**chosen)
    query = write(controls)
    assert set(query) <= PROMISED
    values, problems = read(query, SCHEMA, ENGLISH)
    assert problems == []
    views = {field.name: getattr(controls, field.name) for field in SCHEMA.views}
    assert values.pop("power") == (controls.power if controls.cost == "own" else DEFAULT_POWER)
    assert values == controls.values() | views
    values["power"] = controls.power
    again = Controls(**values)
    assert again.preset == controls.preset
    assert write(again) == query


@given(chosen=some_controls())
def test_nothing_is_written_that_could_be_left_out(chosen):
    query = write(Controls(**chosen))
    values, _problems = read(query, SCHEMA, ENGLISH)
    for name in query:
        shorter = {each: text for each, text in query.items() if each != name}
        assert read(shorter, SCHEMA, ENGLISH)[0] != values


@a_preset
def test_a_preset_is_written_by_its_name_alone(name):
    query = write(Controls(**preset_values(name), speed=2.0))
    preset = {} if name == SCHEMA.defaults["preset"] else {"preset": name}
    assert query == preset | {"speed": "2"}


@a_preset
def test_a_preset_sets_the_base(name):
    assert read({"preset": name}, SCHEMA, ENGLISH) == (START | preset_values(name), [])


@a_preset
@pytest.mark.parametrize(
    "field", [*SETTING_FIELDS, SCHEMA.fields["speed"]], ids=lambda each: each.name
)
def test_other_names_are_laid_over_a_preset(name, field):
    text = {"cost": "both", "speed": "0.5", "learning_rate": "3", "epochs": "7"}
    text["changes"] = "90:1:both"
    given_text = text.get(field.name, "0.25")
    values, problems = read({"preset": name, field.name: given_text}, SCHEMA, ENGLISH)
    assert problems == []
    assert values == START | preset_values(name) | {field.name: field.read(given_text)}


@a_preset
@pytest.mark.parametrize("language", languages())
def test_a_mistake_takes_the_value_of_the_preset_and_is_told(name, language):
    query = {"preset": name, "weight": "heavy", "bias": "1"}
    values, problems = read(query, SCHEMA, translator(language))
    assert values == START | preset_values(name) | {"bias": 1.0}
    (problem,) = problems
    assert problem.about == "weight"
    assert "heavy" in problem.sentence
    assert SCHEMA.fields["weight"].write(preset_values(name)["weight"]) in problem.sentence


def test_an_unknown_preset_is_told_and_the_rest_counts():
    values, problems = read({"preset": "rather-wrong", "bias": "-1.5"}, SCHEMA, ENGLISH)
    assert values == START | {"bias": -1.5}
    (problem,) = problems
    assert problem.about == "preset"
    assert "rather-wrong" in problem.sentence
    assert all(name in problem.sentence for name in NAMED)


def test_each_mistake_is_told_once():
    query = dict.fromkeys(PROMISED, "?")
    values, problems = read(query, SCHEMA, ENGLISH)
    assert values == START
    assert sorted(problem.about for problem in problems) == sorted(PROMISED)
    assert all(problem.sentence.startswith(problem.about) for problem in problems)


@given(query=st.dictionaries(st.sampled_from([*PROMISED, "lab", "z", "other"]), st.text()))
@example(query={"power": "0"})
@example(query={"power": "0", "cost": OWN_COST})
def test_no_query_breaks_anything(query):
    values, problems = read(query, SCHEMA, ENGLISH)
    controls = Controls(**values)
    assert len(problems) <= len(PROMISED & set(query))
    # The power of a cost of one's own counts with that cost alone.
    counting = {} if controls.cost == OWN_COST else {"power": DEFAULT_POWER}
    assert read(write(controls), SCHEMA, ENGLISH) == (values | counting, [])


@pytest.mark.parametrize(
    ("weight", "text"),
    [(1.0999999999999996, "1.1"), (-0.30000000000000004, "-0.3"), (5.0, "5"), (0.0, "0")],
)
def test_numbers_are_written_as_the_control_shows_them(weight, text):
    controls = Controls(weight=SCHEMA.fields["weight"].read(weight))
    assert write(controls) == {"weight": text}
    assert write(Controls(weight=weight)) == {"weight": text}
