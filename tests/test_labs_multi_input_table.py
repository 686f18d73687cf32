"""app.labs.multi_input.table: a table is again what it was, or it is refused and why is said."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.multi_input.table import FAULTS, LONGEST, LONGEST_QUOTE, TOO_LONG, Table, fault, whole
from app.ui.fields import Refused
from app.ui.language import languages, translator
from app.ui.query import refusal
from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS, Examples
from core.multi_input.presets import PRESETS
from core.multi_input.table import TableError, TableFault, read, write
from tests.multi_input import WILD_TABLES
from tests.tables import PROBES, of_length, of_rows, tables

FIELD = Table()

in_every_language = pytest.mark.parametrize("language", languages())


def error_of(text: str) -> TableError:
    """What is wrong with a table."""
    with pytest.raises(TableError) as caught:
        read(text)
    return caught.value


@given(examples=tables() | WILD_TABLES)
def test_a_table_that_is_short_enough_survives_the_address(examples):
    text = FIELD.write(examples)
    assert FIELD.travels(examples) == (text != TOO_LONG)
    if text == TOO_LONG:
        assert len(write(examples, header=False)) > LONGEST
    else:
        assert len(text) <= LONGEST
        assert FIELD.read(text) == examples
        assert FIELD.write(FIELD.read(text)) == text
        # Pins and the parts of an address have separators of their own.
        assert not set(text) & set("!~&?\n\r\t ")


@pytest.mark.parametrize("name", PRESETS)
def test_a_problem_is_written_by_its_name(name):
    examples = PRESETS[name].examples
    assert FIELD.write(examples) == name
    assert FIELD.read(name) == examples
    again = Examples(examples.inputs.copy(), examples.targets.copy())
    assert FIELD.write(again) == name
    assert FIELD.travels(again)


def test_what_stands_for_a_table_that_is_too_long_is_no_table():
    with pytest.raises(Refused):
        FIELD.read(TOO_LONG)
    row = "0.25,0;"
    FIELD.read(row * (LONGEST // len(row)))
    with pytest.raises(Refused):
        FIELD.read(row * (LONGEST // len(row) + 1))


@pytest.mark.parametrize("beyond", [0, 1])
def test_the_limit_is_a_number_of_characters(beyond):
    examples = of_length(LONGEST + beyond)
    assert len(write(examples, header=False).strip()) == LONGEST + beyond
    assert FIELD.travels(examples) == (not beyond)
    assert (FIELD.write(examples) == TOO_LONG) == bool(beyond)


def test_a_table_in_an_address_may_be_written_by_hand():
    examples = of_rows((0, 0.5, 1), (-1, 2, 0))
    for text in ("0,0.5,1;-1,2,0", "x,y,z;0,.5,1;−1,2,0;", " 0 , 0.5 , 1 ;; -1,2e0,0 "):
        assert FIELD.read(text) == examples
    assert FIELD.read(examples) is examples


DEEP: Any = []
for _ in range(5000):
    DEEP = [DEEP]

HOSTILE = [
    *(None, True, 7, 10**400, 1e308, b"and", [], {}, (), {"and"}, object()),
    *([[0, 0]], [["0,0"]], {"inputs": [[0]]}, DEEP, np.zeros((2, 2))),
    *("", ";", ",", " ", "\x00", "0,0\x00", "\ud800,0", "AND", "and ", "and;or", "own", TOO_LONG),
    *("9" * 5000 + ",0", "9" * 990 + ",0", "1,0;" * 3000, "1" * (LONGEST + 1), '"' * 900),
    *("nan,0", "inf,0", "1e999,0", "1_0,0", "1000001,0", "1,2", "1,-0.1", "0x1,0", "1,0;1", "1"),
    *("1,0;" * (LONGEST // 4) + "x", ",".join("1" * (MOST_INPUTS + 2))),
]


@pytest.mark.parametrize("given", HOSTILE, ids=lambda each: type(each).__name__)
def test_what_is_no_table_is_refused(given):
    with pytest.raises(Refused):
        FIELD.read(given)
    assert not FIELD.means(given, PRESETS["and"].examples)
    for language in languages():
        said = refusal(FIELD, given, PRESETS["xor"].examples, translator(language))
        assert said.startswith("data")
        assert "xor" in said
        assert str(LONGEST) in said


PIECES = ["0", "1", "0.5", ",", ",", ";", "\n", "\t", '"', "-", "1e6", "1e7", "x", "\x00", "and"]


@given(text=st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example(text="1,0;\ud800")
def test_any_text_is_a_table_or_refused(text):
    try:
        examples = FIELD.read(text)
    except Refused:
        return
    assert FIELD.travels(examples) <= (FIELD.read(FIELD.write(examples)) == examples)


def test_there_is_a_sentence_and_a_probe_for_every_fault():
    assert set(FAULTS) == set(TableFault) == set(PROBES)
    assert {probe: error_of(text).fault for probe, text in PROBES.items()} == {
        each: each for each in TableFault
    }


@in_every_language
@pytest.mark.parametrize("each", TableFault)
def test_every_fault_is_said_with_its_line_and_column(language, each):
    error = error_of(PROBES[each])
    placed = TableError(each, 47, 9, error.text)
    for wrong in (error, placed):
        said = fault(wrong, translator(language))
        assert not re.search(r"[{}]|None|  ", said)
        line, column = map(int, re.findall(r"\d+", said)[:2])
        assert (line, column) == (wrong.line, wrong.column)
        if "{text}" in FAULTS[each]:
            assert f"“{error.text}”" in said


@in_every_language
def test_the_limits_are_said_as_they_are(language):
    translate = translator(language)
    said = {each: fault(error_of(PROBES[each]), translate) for each in TableFault}
    assert "−1000000" in said[TableFault.INPUT_OUTSIDE]
    assert " 1000000" in said[TableFault.INPUT_OUTSIDE].replace("到", " ")
    assert [float(whole(limit).replace("−", "-")) for limit in INPUTS] == list(INPUTS)
    assert re.findall(r"\d+", said[TableFault.TARGET_OUTSIDE])[-2:] == ["0", "1"]
    assert str(MOST_INPUTS) in said[TableFault.TOO_MANY_INPUTS]
    assert str(MOST_EXAMPLES) in said[TableFault.TOO_MANY_EXAMPLES]


@in_every_language
def test_a_long_cell_is_quoted_in_part_and_braces_in_it_are_no_places(language):
    translate = translator(language)
    for cell in ("x" * 5000, "{line}", "{0.__class__}", "{", "%s", "\x00", "\ud800"):
        said = fault(error_of(f"1,0\n1,{cell}"), translate)
        cut = cell if len(cell) <= LONGEST_QUOTE else cell[:LONGEST_QUOTE] + "…"
        assert f"“{cut}”" in said
        assert len(said) < 200
