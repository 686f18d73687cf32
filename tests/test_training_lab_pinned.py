"""app.training_lab.pinned: the curves and the rows of pinned runs say what the core says."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np
import pytest
from bokeh.models import ColumnDataSource, MultiLine, Text
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.history import PLOT_SPEC, QUANTITIES
from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.spec import Controls
from app.training_lab.axis_limits import limits_of
from app.training_lab.cost_choices import COST_LABELS, own_power
from app.training_lab.pinned import content, curves, label
from app.training_lab.pinned_runs import MOST_POINTS
from app.training_lab.pins import MOST_PINS
from app.training_lab.plots import Plots
from app.ui.language import languages, translator
from app.ui.numbers import numeral
from core import COSTS, Settings, train
from tests.histories import at_start, frames_of, pinned_runs
from tests.pins import some_pins
from tests.scripts import assert_is_what_the_script_uses

QUICK = Pin(
    weight=0.6, bias=0.9, input=1.0, target=0.0, epochs=300, stages=((0, 0.15, "cross-entropy"),)
)
SLOW = Pin(
    weight=2.0, bias=2.0, input=1.0, target=0.0, epochs=300, stages=((0, 0.15, "quadratic"),)
)
CHANGED = replace(SLOW, stages=((0, 0.15, "quadratic"), (100, 1.5, "cross-entropy")))
LONG = replace(SLOW, epochs=5000)
SHORT = replace(SLOW, epochs=1, input=-2.5, target=0.25, name="short")
PINS = (QUICK, SLOW, CHANGED, LONG, SHORT)

some = st.lists(some_pins(), max_size=MOST_PINS).map(tuple)


def told(*pins: Pin, language: str = "en") -> dict[str, object]:
    """What the browser is told of these pins."""
    controls = Controls(pins=pins)
    outcomes = pinned_runs(pins, language).outcomes
    return content(outcomes, controls, at_start(controls.settings()), translator(language))


def drawn(pins: Sequence[Pin]) -> dict[str, list[object]]:
    """The rows from which these pins are drawn."""
    return curves(pins, 300, PLOT_SPEC, pinned_runs(pins).drawn)


def rows(*pins: Pin, language: str = "en") -> list[dict[str, object]]:
    """The rows of the table."""
    of = told(*pins, language=language)["pins"]
    assert isinstance(of, list)
    return of


def test_the_curves_are_those_of_the_core_and_labels_stand_on_them() -> None:
    found = drawn(PINS)
    assert found["label"] == ["1", "2", "3", "4", "5"]
    assert len({len(column) for column in found.values()}) == 1
    for index, pin in enumerate(PINS):
        frame = frames_of(pin)
        epochs = found["epoch"][index]
        assert (epochs[0], epochs[-1]) == (0, pin.epochs)
        assert all(type(epoch) is int for epoch in epochs)
        assert (np.diff(epochs) > 0).all()
        at = found["label_epoch"][index]
        assert 0 <= at <= pin.epochs
        for name in QUANTITIES:
            column = getattr(frame, name)
            assert found[name][index] == pytest.approx(column[epochs], rel=1e-4, abs=1e-9)
            assert found[f"label_{name}"][index] == column[at]


def test_of_a_long_run_some_epochs_are_drawn_and_of_others_all() -> None:
    for pin, epochs in zip(PINS, drawn(PINS)["epoch"], strict=True):
        if pin.epochs < MOST_POINTS:
            assert epochs == list(range(pin.epochs + 1))
        else:
            assert len(epochs) == MOST_POINTS
            assert max(np.diff(epochs)) <= 2 * pin.epochs / MOST_POINTS


def test_labels_of_equal_curves_stand_apart() -> None:
    places = drawn((SLOW,) * MOST_PINS)["label_epoch"]
    assert len(set(places)) == MOST_PINS
    assert 0 < min(places) <= max(places) < SLOW.epochs


@given(pins=some)
@example(pins=())
@example(pins=(replace(SLOW, hidden=True),))
@example(pins=(QUICK, replace(SLOW, hidden=True), LONG))
def test_what_is_hidden_is_neither_drawn_nor_asked_room_for_and_keeps_its_number(pins):
    seen = [index for index, pin in enumerate(pins) if not pin.hidden]
    found = drawn(pins)
    assert found["label"] == [label(index) for index in seen]
    assert all(len(column) == len(seen) for column in found.values())
    room = pinned_runs(pins).limits(pins)
    assert room == [limits_of([frames_of(pins[at])]) for at in seen]
    table = rows(*pins)
    assert [row["number"] for row in table] == [label(index) for index in range(len(pins))]
    assert [row["hidden"] for row in table] == [pin.hidden for pin in pins]
    for row, limits in enumerate(room):
        for name, (low, high) in limits.items():
            assert low < min(found[name][row])
            assert max(found[name][row]) < high


def label_of(cost: str) -> str:
    """What a stage's cost is called in the table."""
    power = own_power(cost)
    return COST_LABELS[cost] if power is None else f"{COST_LABELS['own']} (p = {power:g})"


def once(texts: list[str]) -> list[str]:
    """The texts without those that are what was before them."""
    return [text for text, _again in groupby(texts)]


def in_turn(told: str) -> list[str]:
    """What was in force, one after the other."""
    return [re.sub(r" from epoch \d+ on$", "", each) for each in told.split(", ")]


@given(pins=some)
@example(pins=PINS)
def test_a_row_says_what_the_core_does(pins):
    for row, pin in zip(rows(*pins), pins, strict=True):
        frame = frames_of(pin)
        assert (row["name"], row["hidden"]) == (pin.name, pin.hidden)
        assert row["output"] == numeral(float(frame.output[-1]))
        labels = [label_of(cost) for _epoch, _rate, cost in pin.stages]
        assert in_turn(str(row["cost"])) == once(labels)
        near = [k for k, away in enumerate(np.abs(frame.output - pin.target)) if away < 0.1]
        assert row["close"] == (str(near[0]) if near else f"more than {pin.epochs}")
        numbers = re.findall(r"−?\d+(?:\.\d+)?", str(row["start"]))
        shown = [float(number.replace("−", "-")) for number in numbers]
        others = [] if (pin.input, pin.target) == (1.0, 0.0) else [pin.input, pin.target]
        assert shown == [pin.weight, pin.bias, *others]
        assert in_turn(str(row["rate"])) == once(
            [f"{rate:g}" for _epoch, rate, _cost in pin.stages]
        )
        for before, (epoch, rate, cost) in pairwise(pin.stages):
            assert (f"from epoch {epoch} on" in str(row["rate"])) == (rate != before[1])
            assert (f"from epoch {epoch} on" in str(row["cost"])) == (cost != before[2])


def test_a_row_of_the_chapter() -> None:
    for pin, cost in ((QUICK, "cross-entropy"), (SLOW, "quadratic")):
        frame = train(Settings(pin.weight, pin.bias, 0.15, COSTS[cost], epochs=300))
        (row,) = rows(pin)
        assert row["output"] == numeral(frame.output[-1])
    (row,) = rows(SLOW)
    assert row["start"] == "w₀ = 2, b₀ = 2"
    assert row["rate"] == "0.15"
    assert row["close"] == "more than 300"


@pytest.mark.parametrize("language", languages())
def test_the_content_is_what_the_script_uses(language: str) -> None:
    of = told(*PINS, language=language)
    assert_is_what_the_script_uses("pins", of)
    assert of["most"] == MOST_PINS
    for row in rows(*PINS, replace(SLOW, hidden=True), language=language):
        assert set(row) == {
            *("number", "name", "hidden", "start", "rate", "cost", "output", "close"),
        }
        assert not any("{" in str(text) for text in row.values())
    assert "100" in str(rows(CHANGED, language=language)[0]["rate"])
    assert "300" in str(rows(SLOW, language=language)[0]["close"])


def test_the_plots_have_models_for_pins_from_the_first_pin_on() -> None:
    plots = Plots("neuron", tuple(QUANTITIES), limits_of([frames_of(QUICK)]), 300, "Epoch")
    before = [len(figure.renderers) for figure in plots.figures]
    plots.pin(drawn(()))
    plots.pin(drawn((replace(SLOW, hidden=True),)))
    assert [len(figure.renderers) for figure in plots.figures] == before
    plots.pin(drawn((QUICK, SLOW)))
    after = [len(figure.renderers) for figure in plots.figures]
    assert after == [count + 2 for count in before]
    for figure, quantity in zip(plots.figures, QUANTITIES, strict=True):
        line, text = figure.renderers[:2]
        assert isinstance(line.glyph, MultiLine)
        assert isinstance(text.glyph, Text)
        assert line.data_source is text.data_source
        assert isinstance(line.data_source, ColumnDataSource)
        assert line.data_source.data["label"] == ["1", "2"]
        assert (line.glyph.ys, text.glyph.y) == (quantity, f"label_{quantity}")
        for name in (line.glyph.xs, line.glyph.ys, text.glyph.x, text.glyph.y, text.glyph.text):
            assert name in line.data_source.data
        assert line.glyph.line_color["transform"].factors == [label(n) for n in range(MOST_PINS)]
    plots.pin(drawn(()))
    assert [len(figure.renderers) for figure in plots.figures] == after
    assert line.data_source.data["label"] == []
