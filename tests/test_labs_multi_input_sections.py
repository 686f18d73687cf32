"""app.labs.multi_input.sections: who moves the weights, and the examples as a reader edits them."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.multi_input.sections import contributions, examples
from app.labs.multi_input.settings import DATA, preset_values
from app.labs.multi_input.spec import Controls
from app.labs.multi_input.table import LONGEST
from app.ui.language import languages, translator
from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS
from core.multi_input.table import read
from core.multi_input.table import write as table_text
from core.multi_input.training import gradient
from tests.multi_input import (
    PROBLEM_TABLES,
    SMALL_TABLES,
    WILD_TABLES,
    history_of,
    history_of_problem,
    some_values,
)
from tests.sentences import assert_readable, number_in
from tests.tables import of_rows

ENGLISH = translator("en")
LONG = of_rows(*[(1 / 3, 1 / 7, 0.0)] * MOST_EXAMPLES)


def close(said: str, value: float) -> bool:
    """Return whether a cell says ``value`` to four digits that count."""
    return abs(number_in(said) - value) <= 0.5001e-3 * abs(value)


@given(values=some_values(SMALL_TABLES | WILD_TABLES), part=st.floats(0, 1))
def test_the_means_are_the_gradient_and_the_rows_what_each_example_adds(values, part):
    history = history_of(values)
    epoch = int(part * history.epochs)
    found = contributions.content(Controls(**values), history, ENGLISH, epoch)
    assert found["epoch"] == epoch
    data = values["data"]
    inputs = data.inputs.shape[1]
    assert [table["cost"] for table in found["tables"]] == list(history.frames)
    for table in found["tables"]:
        each, frames = history.settings[table["cost"]], history.frames[table["cost"]]
        by_weight, by_bias = gradient(each, frames.weight[epoch], frames.bias[epoch])
        scale = 1e-9 * np.array([*np.abs(data.inputs).max(axis=0), 1.0])
        for said, value, rounding in zip(table["means"], [*by_weight, by_bias], scale, strict=True):
            assert close(said, value) or abs(number_in(said) - value) <= rounding
        assert len(table["rows"]) == len(data.targets)
        for row, x, y in zip(table["rows"], data.inputs, data.targets, strict=True):
            assert len(row) == len(table["heads"])
            cells = dict(zip(table["heads"], row, strict=True))
            assert len(cells) == len(row), "two columns of one name"
            z = float(x @ frames.weight[epoch] + frames.bias[epoch])
            output = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
            slope = output * (1 - output) if table["cost"] == "quadratic" else 1.0
            factor = "σ′(z)" if table["cost"] == "quadratic" else ""
            assert ("σ′(z)" in cells) == (table["cost"] == "quadratic")
            assert abs(number_in(cells["y"]) - y) <= 1e-5 * y
            near = 1e-3 + 1e-9 * abs(x).max()
            assert abs(number_in(cells["a"]) - output) <= near
            assert abs(number_in(cells["a − y"]) - (output - y)) <= near
            assert abs(number_in(cells[f"(a − y){factor}"]) - (output - y) * slope) <= near
            for at in range(inputs):
                name = f"x{'₁₂₃₄₅₆₇₈'[at]}"
                assert abs(number_in(cells[name]) - x[at]) <= 1e-5 * abs(x[at])
                added = x[at] * (output - y) * slope
                allowed = 1e-3 * abs(added) + 1e-6 * abs(x[at]) + 1e-9
                assert abs(number_in(cells[f"{name}(a − y){factor}"]) - added) <= allowed
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize("cost", ["quadratic", "cross-entropy"])
def test_the_rows_are_added_up_to_the_means(cost):
    history = history_of_problem("nand", cost=cost)
    (table,) = contributions.content(Controls(), history, ENGLISH, 0)["tables"]
    contributed = [[number_in(cell) for cell in row[-3:]] for row in table["rows"]]
    means = [number_in(cell) for cell in table["means"]]
    assert np.mean(contributed, axis=0) == pytest.approx(means, abs=1e-3)
    frames = history.frames[cost]
    wanted = [*frames.weight_gradient[0], frames.bias_gradient[0]]
    assert means == pytest.approx(wanted, abs=0.5e-3)


def test_the_heads_are_the_factors():
    one, other = contributions.content(
        Controls(), history_of_problem("input-near-zero"), ENGLISH, 0
    )["tables"]
    assert one["heads"] == [
        *("x₁", "x₂", "y", "a", "a − y", "σ′(z)"),
        *("x₁(a − y)σ′(z)", "x₂(a − y)σ′(z)", "(a − y)σ′(z)"),
    ]
    assert other["heads"] == [
        *("x₁", "x₂", "y", "a", "a − y", "x₁(a − y)", "x₂(a − y)", "(a − y)"),
    ]
    assert one["formula"] != other["formula"]
    assert one["named"] != other["named"]


@pytest.mark.parametrize("beyond", [301, 5000, 10**400])
def test_an_epoch_that_has_not_come_is_the_last_one(beyond):
    history = history_of_problem("and")
    found = contributions.content(Controls(), history, ENGLISH, beyond)
    assert found == contributions.content(Controls(), history, ENGLISH, 300)
    assert found["epoch"] == 300
    assert found != contributions.content(Controls(), history, ENGLISH, 299)


@pytest.mark.parametrize("language", languages())
def test_it_is_said_in_every_language(language):
    translate = translator(language)
    found = contributions.content(Controls(), history_of_problem("nand"), translate, 3)
    for table in found["tables"]:
        assert_readable(table["named"])
        assert table["name"] in found["texts"]["heading"].format(name=table["name"], epoch=3)
    assert set(examples.content(Controls(), None, translate)["texts"]) == set(
        examples.content(Controls(), None, ENGLISH)["texts"]
    )


@given(data=PROBLEM_TABLES | SMALL_TABLES | WILD_TABLES)
def test_the_text_of_the_examples_is_read_as_the_same_table(data):
    controls = Controls(data=data)
    found = examples.content(controls, None, ENGLISH)
    assert read(found["text"]) == data
    assert bool(found["note"]) == (not DATA.travels(data))


@pytest.mark.parametrize("language", languages())
def test_what_does_not_travel_is_said_with_the_room_there_is(language):
    translate = translator(language)
    assert examples.content(Controls(), None, translate)["note"] == ""
    note = examples.content(Controls(data=LONG), None, translate)["note"]
    assert_readable(note)
    assert str(LONGEST) in note


@pytest.mark.parametrize("language", languages())
def test_the_limits_of_a_table_are_said(language):
    found = examples.content(Controls(**preset_values("cloud")), None, translator(language))
    how = found["texts"]["how"]
    assert_readable(how)
    for limit in (MOST_EXAMPLES, MOST_INPUTS, *INPUTS):
        assert f"{limit:.0f}".replace("-", "−") in how
    assert "64" in found["texts"]["too_large"]
    assert found["texts"]["too_large"].count("{") == 1


def test_every_table_that_there_can_be_is_within_the_bytes_that_are_read():
    widest = of_rows(*[(-123456.78901234567,) * MOST_INPUTS + (0.12345678901234568,)] * 256)
    assert len(table_text(widest).encode()) <= examples.MOST_BYTES
