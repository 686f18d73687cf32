"""app.labs.multi_input.view.

What the browser is told of a run is of that run, in whole and in place.
"""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.multi_input import words
from app.labs.multi_input.history import columns
from app.labs.multi_input.settings import DATA, preset_values
from app.labs.multi_input.spec import Controls
from app.labs.multi_input.view import describe, plane, texts
from app.ui.language import languages, translator
from core.multi_input import table
from core.multi_input.presets import PRESETS
from tests.histories import at_start
from tests.multi_input import (
    HOSTILE_NUMBERS,
    SMALL_TABLES,
    WILD_TABLES,
    history_of,
    history_of_problem,
    some_values,
)
from tests.tables import of_rows, tables

ENGLISH = translator("en")


@given(values=some_values(SMALL_TABLES | WILD_TABLES))
def test_what_is_told_of_a_run_is_of_its_columns(values):
    history = history_of(values)
    told = describe(history, Controls(), ENGLISH)
    frames = next(iter(history.frames.values()))
    assert told["inputs"] == frames.weight.shape[1] == len(told["weights"])
    named = {name for name, _label in told["weights"]}
    named |= {name for curve in told["values"].values() for name, _label in curve}
    named |= {name for name, _symbol, _label in told["tabled"]}
    # The rule of a row is not sent with it, but once for each stage.
    assert named <= {*columns(frames), "learning_rate", "cost_function"}
    assert named >= {f"{kind}{n + 1}" for kind in "wg" for n in range(told["inputs"])}
    assert len(told["values"]) == len(told["formulas"]) == len(history.frames)
    assert (told["plane"] is None) == (told["inputs"] != 2)
    json.dumps(told, allow_nan=False)


def test_the_formulas_are_those_of_the_costs():
    shown = describe(history_of_problem("input-near-zero"), Controls(), ENGLISH)["formulas"]
    assert list(shown) == ["quadratic", "cross-entropy"]
    both = list(shown.values())
    assert [[part["equation"] for part in cost] for cost in both] == [[None, None], [57, 61]]
    assert both[0][1]["math"] != both[1][1]["math"]
    (alone,) = describe(history_of_problem("and"), Controls(), ENGLISH)["formulas"].values()
    assert alone == both[1]


def test_the_table_is_told_where_the_address_has_no_room_for_it():
    assert describe(history_of_problem("cloud"), Controls(), ENGLISH)["table"] == ""
    long = of_rows(*[(1 / 3, 1 / 7, 0.0)] * 256)
    told = describe(
        history_of(preset_values("and") | {"data": long, "epochs": 1}), Controls(), ENGLISH
    )
    assert not DATA.travels(long)
    assert table.read(told["table"]) == long


@pytest.mark.parametrize("language", languages())
def test_the_words_are_those_of_the_run(language):
    translate = translator(language)
    history = history_of_problem("xor")
    told = describe(history, Controls(), translate)
    assert told["before"] == words.before(history, translate)
    assert told["after"] == words.after(history, translate)
    start = at_start(Controls().settings())
    assert describe(start, Controls(), translate)["after"] == ""
    assert all(texts(translate).values())


@given(examples=tables(st.just(2), HOSTILE_NUMBERS))
@example(examples=of_rows((3, -2, 0)))
@example(examples=of_rows((0, 1e6, 0), (5e-324, 1e6, 1)))
@example(examples=of_rows((1e6, 0, 0), (999999.9999999999, 0, 1)))
def test_the_plane_holds_every_example(examples):
    shown = plane(examples)
    for at, (low, high) in enumerate(shown["ranges"]):
        assert low < high
        for point in shown["points"]:
            assert low <= point[at] <= high
    json.dumps(shown, allow_nan=False)


@pytest.mark.parametrize("name", PRESETS)
def test_the_plane_of_a_problem(name):
    examples = PRESETS[name].examples
    shown = plane(examples)
    assert [tuple(point) for point in shown["points"]] == [
        (*inputs, target)
        for inputs, target in zip(examples.inputs.tolist(), examples.targets, strict=True)
    ]
    assert shown["said"].count("→") == min(8, len(examples.targets))
    assert not shown["said"].endswith(";")
