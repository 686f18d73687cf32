"""app.labs.multi_input.example: the example that is looked at, with the numbers of the core."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.multi_input import example
from app.labs.multi_input.history import PLOT_SPEC
from app.labs.multi_input.spec import SCHEMA, Controls
from app.training_lab.streaming import rows
from app.ui.fields import Refused
from core import State
from core.multi_input.training import contributions, most_wrong, weighted_inputs
from tests.histories import branch
from tests.multi_input import SMALL_TABLES, WILD_TABLES, history_of, some_values
from tests.tables import of_rows


def streamed(history: Any, chosen: int, first: int = 0, last: int | None = None) -> dict[str, Any]:
    """Return the rows that travel, with an example that is chosen."""
    controls = Controls(example=chosen)
    return rows(
        history,
        PLOT_SPEC,
        first,
        history.epochs if last is None else last,
        lambda *of: example.columns(controls, *of),
    )


@given(values=some_values(WILD_TABLES))
def test_whatever_the_table_all_of_it_can_be_sent(values: dict[str, Any]) -> None:
    table = streamed(history_of(values), 0)
    assert json.loads(json.dumps(table, allow_nan=False)) == table


@given(values=some_values(SMALL_TABLES), data=st.data())
def test_each_row_is_what_the_example_contributes_by_the_rule_at_its_epoch(
    values: dict[str, Any], data: st.DataObject
) -> None:
    history = history_of(values)
    if values["epochs"] > 1:
        changed = Controls(**values | {"learning_rate": 0.5, "cost": "both"})
        epoch = data.draw(st.integers(1, values["epochs"] - 1))
        history = branch(history, epoch, changed.settings())
    examples = values["data"]
    chosen = data.draw(st.integers(1, len(examples.targets)))
    table = streamed(history, chosen)
    curves = [*history.frames]
    for at, (curve, epoch) in enumerate(zip(table["curve"], table["epoch"], strict=True)):
        frames = history.frames[curves[curve]]
        _cost, settings = history.rule_at(curves[curve], epoch)
        state = State(epoch, frames.weight[epoch], float(frames.bias[epoch]))
        found = contributions(settings, state)
        for name in example.COLUMNS:
            whole = getattr(found, name)
            assert table[name][at] == pytest.approx(float(whole[chosen - 1]), rel=1e-9, abs=1e-12)
        pushes = [table[f"push{number + 1}"][at] for number in range(examples.inputs.shape[1])]
        assert pushes == pytest.approx(found.weight[chosen - 1].tolist(), rel=1e-9, abs=1e-12)
        if places := table["places"][at]:
            z = found.weighted_input.clip(-10, 10)
            assert places == pytest.approx(z.tolist(), abs=0.00501)


@given(values=some_values(SMALL_TABLES), data=st.data())
def test_any_part_is_as_in_the_whole(values: dict[str, Any], data: st.DataObject) -> None:
    history = history_of(values)
    whole = streamed(history, 0)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, history.epochs)] * 2)))
    chosen = [at for at, epoch in enumerate(whole["epoch"]) if first <= epoch <= last]
    part = streamed(history, 0, first, last)
    for name, column in part.items():
        # Another number of rows is summed in another order.
        assert column == (
            [whole[name][at] for at in chosen]
            if name == "places"
            else pytest.approx([whole[name][at] for at in chosen], rel=1e-9, abs=1e-12)
        )


def test_places_of_many_examples_travel_at_some_epochs_and_at_the_last() -> None:
    table = of_rows(*[(at / 256, at % 2) for at in range(256)])
    history = history_of({**Controls(data=table, cost="both").values(), "epochs": 300})
    step = example.every(history)
    told = [bool(places) for places in streamed(history, 0)["places"]]
    assert step > 1
    assert told == 2 * [epoch % step == 0 or epoch == 300 for epoch in range(301)]
    assert sum(told) * 256 < 1.1 * example.MOST_PLACES
    assert example.every(history_of(Controls().values())) == 1


def test_without_a_choice_it_is_the_one_most_wrong_at_the_start() -> None:
    history = history_of(Controls().values())
    settings = history.settings["cross-entropy"]
    z = weighted_inputs(settings.examples, np.array(settings.weights), settings.bias)
    wrong = np.abs(1 / (1 + np.exp(-z)) - settings.examples.targets)
    assert most_wrong(settings) == wrong.argmax() == example.index_of(settings, 0) == 1
    assert example.described(history, 0)["example"] == 1
    assert example.described(history, 4)["example"] == 3
    # The table has no fifth.
    assert example.described(history, 5)["example"] == 1


def test_what_the_browser_is_told_of_an_example() -> None:
    table = of_rows((0.25, 1.0, -2.0, 7.0, 0.5), (1.0, 2.0, 3.0, 4.0, 1.0))
    told = example.described(history_of({**Controls(data=table).values(), "epochs": 3}), 1)
    assert told["examples"] == [["(0.25, 1, −2, …)", 0.5], ["(1, 2, 3, …)", 1.0]]
    assert (told["given"], told["target"]) == ([0.25, 1.0, -2.0, 7.0], 0.5)
    # In the file of the run are the columns of the run.
    history = history_of({**Controls(data=table).values(), "epochs": 3})
    assert {*told["unfiled"]} == {*streamed(history, 1)} - {*rows(history, PLOT_SPEC, 0, 0)}


def test_an_example_has_a_number_in_the_address() -> None:
    field = SCHEMA.fields["example"]
    assert field.read("3") == 3
    for wrong in ("-1", "257", "1.5", "?"):
        with pytest.raises(Refused):
            field.read(wrong)
