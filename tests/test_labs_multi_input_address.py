"""app.labs.multi_input: all that is set in it is in its address, and back; and all labs' in one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.multi_input.settings import preset_values
from app.labs.multi_input.spec import SCHEMA, SECTIONS, Controls
from app.labs.multi_input.table import TOO_LONG
from app.labs.registry import LABS
from app.page.shell import LAB, THEME
from app.training_lab.controls import read, write
from app.training_lab.pins import MOST_PINS
from app.training_lab.schema import SPEEDS
from app.ui.language import translator
from core.multi_input.presets import PRESETS
from tests.multi_input import some_pins, some_values
from tests.tables import of_rows

ENGLISH = translator("en")
START = {name: value for name, value in SCHEMA.defaults.items() if name != "preset"}

every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)


def some_controls() -> st.SearchStrategy[dict[str, Any]]:
    """All that a reader can set, the run often that of a problem, in whole or in part."""
    views = st.fixed_dictionaries(
        {},
        optional={
            "speed": st.sampled_from(SPEEDS),
            "open": st.lists(st.sampled_from(list(SECTIONS))).map(SCHEMA.fields["open"].read),
            "pins": st.lists(some_pins(), max_size=MOST_PINS).map(tuple),
        },
    )
    problems = st.sampled_from([preset_values(name) for name in PRESETS])
    in_part = st.tuples(problems, some_values(), st.sampled_from([*preset_values("and")])).map(
        lambda drawn: drawn[0] | {drawn[2]: {"changes": (), **drawn[1]}[drawn[2]]}
    )
    run = (
        problems | in_part | some_values(most_epochs=5000).map(lambda each: {"changes": (), **each})
    )
    return st.tuples(run, views).map(lambda pair: pair[0] | pair[1])


def test_the_defaults_are_not_written():
    assert write(Controls()) == {}
    assert read({}, SCHEMA, ENGLISH) == (START, [])


@given(chosen=some_controls())
def test_every_combination_of_controls_survives_the_address(chosen):
    controls = Controls(**chosen)
    query = write(controls)
    assert set(query) <= set(SCHEMA.fields)
    values, problems = read(query, SCHEMA, ENGLISH)
    assert problems == []
    assert values == START | chosen
    again = Controls(**values)
    assert again.preset == controls.preset
    assert write(again) == query


@given(chosen=some_controls())
def test_nothing_is_written_that_could_be_left_out(chosen):
    query = write(Controls(**chosen))
    values, _problems = read(query, SCHEMA, ENGLISH)
    for name in query:
        shorter = {each: text for each, text in query.items() if each != name}
        assert read(shorter, SCHEMA, ENGLISH)[0] != values, name


@pytest.mark.parametrize("name", PRESETS)
def test_a_problem_is_written_by_its_name_alone(name):
    query = write(Controls(**preset_values(name), speed=2.0))
    assert query == ({} if name == SCHEMA.defaults["preset"] else {"preset": name}) | {"speed": "2"}
    assert read(query, SCHEMA, ENGLISH)[0] == START | preset_values(name) | {"speed": 2.0}


def test_a_table_of_ones_own_is_written_out_and_one_that_is_too_long_is_missed_and_said():
    query = write(Controls(data=of_rows((0, 1, 0.5), (1, -2.5, 0))))
    assert query == {"data": "0,1,0.5;1,-2.5,0"}
    query = write(Controls(data=of_rows(*[(1 / 3, 1 / 7, 0.0)] * 256), bias=2.0))
    assert query == {"data": TOO_LONG, "bias": "2"}
    values, problems = read(query, SCHEMA, ENGLISH)
    assert values == START | {"bias": 2.0}
    (problem,) = problems
    assert problem.sentence.startswith("data")
    assert "Using and." in problem.sentence


@given(query=st.dictionaries(st.sampled_from(list(SCHEMA.fields)), st.text()))
def test_no_query_breaks_anything(query):
    values, problems = read(query, SCHEMA, ENGLISH)
    assert len(problems) <= len(query)
    assert read(write(Controls(**values)), SCHEMA, ENGLISH) == (values, [])


def test_no_two_labs_share_a_name_in_the_address():
    names = ["lang", THEME.name, LAB.name, *(name for lab in LABS for name in lab.names)]
    assert len(set(names)) == len(names)
    assert len({lab.name for lab in LABS}) == len(LABS)


@every_lab
@given(data=st.data())
def test_a_lab_s_part_of_the_address_is_put_in_and_taken_out_again(lab, data):
    def part_of(each):
        return st.dictionaries(st.sampled_from(each.fields), st.text())

    own = data.draw(part_of(lab))
    written = lab.written(own)
    assert set(written) <= set(lab.names)
    assert lab.part_of(written) == own
    # What others have there is not its own.
    whole = dict(written)
    for other in LABS:
        if other is not lab:
            theirs = other.written(data.draw(part_of(other)))
            assert not theirs.keys() & written.keys()
            assert lab.part_of(theirs) == {}
            whole |= theirs
    assert lab.part_of({**whole, "lab": lab.name, "theme": "dark"}) == own
    assert lab.written(lab.part_of(whole)) == written


def test_a_name_is_taken_as_it_is_written_and_no_other():
    (several,) = [lab for lab in LABS if lab.name == "several"]
    assert several.written({"bias": "2", "data": "xor"}) == {
        "several.bias": "2",
        "several.data": "xor",
    }
    other = {"bias": "1", "several": "3", "several.": "4", "severalbias": "5", "Several.bias": "6"}
    assert several.part_of({**other, "several.bias": "2"}) == {"bias": "2"}
