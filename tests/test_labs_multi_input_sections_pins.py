"""app.labs.multi_input.sections.pins.

A pin, trained again from its text, is the curve that was pinned.
"""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.multi_input.history import PLOT_SPEC, History, columns, traces
from app.labs.multi_input.sections.pins import LONGEST_TABLE, Pin
from app.labs.multi_input.settings import CHOICES, DATA, WEIGHTS, preset_values
from app.labs.multi_input.spec import SCHEMA, Controls
from app.labs.multi_input.table import LONGEST
from app.training_lab import pinned
from app.training_lab.commands import HANDLERS
from app.training_lab.history import MOST_STAGES
from app.training_lab.pins import MOST_PINS
from app.ui.fields import Refused
from app.ui.language import languages, translator
from app.ui.numbers import numeral, percent
from core.multi_input.claims import all_right_from
from core.multi_input.training import MultiInputSettings
from tests.histories import at_start, branch, follow, frames_of, pinned_runs, run
from tests.multi_input import (
    PIN_FIELD,
    SMALL_TABLES,
    history_of,
    history_of_problem,
    some_pins,
    some_values,
)
from tests.sentences import assert_readable
from tests.tables import of_length, of_rows

ENGLISH = translator("en")
EPOCHS = 40
TEXT = f"and,{','.join('0' * len(WEIGHTS))},0,300,0:1:quadratic,"

in_every_language = pytest.mark.parametrize("language", languages())
short_tables = SMALL_TABLES.filter(lambda each: len(DATA.write(each)) <= LONGEST_TABLE)


def settings_with(values: dict[str, Any], cost: str, rate: float) -> dict[str, MultiInputSettings]:
    """The settings of every curve, as the controls make them."""
    return Controls(**values | {"cost": cost, "learning_rate": rate, "epochs": EPOCHS}).settings()


def way(values: dict[str, Any], *stages: tuple[int, str, float]) -> History:
    """A history that went this way."""
    (_epoch, *rule), *changes = stages
    history: History = run(settings_with(values, *rule))
    for epoch, *rule in changes:
        history = branch(history, epoch, settings_with(values, *rule))
    return history


def assert_pins_are(history: History) -> None:
    """Check that there is a pin for each curve, whose text is that curve to the last bit."""
    pins = Pin.all_of(history)
    assert [pin.cost for pin in pins] == list(history.frames)
    assert PIN_FIELD.read(PIN_FIELD.write(pins)) == tuple(pins)
    for pin, frames in zip(pins, history.frames.values(), strict=True):
        (again,) = PIN_FIELD.read(PIN_FIELD.write([pin]))
        for name, column in frames_of(again)._asdict().items():
            assert column.tolist() == getattr(frames, name).tolist(), name


@given(pins=st.lists(some_pins(), max_size=MOST_PINS).map(tuple))
def test_pins_survive_the_address(pins):
    text = PIN_FIELD.write(pins)
    assert PIN_FIELD.read(text) == pins
    assert PIN_FIELD.write(PIN_FIELD.read(text)) == text
    assert text.count(";") == max(0, len(pins) - 1)
    assert text.isprintable()


@given(values=some_values(short_tables), data=st.data())
def test_whatever_way_a_run_went_its_pins_are_its_curves(values, data):
    rates = st.floats(0.001, 10).map(SCHEMA.fields["learning_rate"].read)
    epochs = sorted(data.draw(st.sets(st.integers(1, EPOCHS - 1), max_size=MOST_STAGES - 1)))
    drawn = [
        (epoch, data.draw(st.sampled_from(CHOICES)), data.draw(rates)) for epoch in (0, *epochs)
    ]
    stages = drawn[:1] + [each for before, each in pairwise(drawn) if before[1:] != each[1:]]
    assert_pins_are(way(values, *stages))


def test_a_curve_that_a_branch_began_took_the_way_of_the_one_before_it():
    xor = preset_values("xor")
    history = way(xor, (0, "quadratic", 0.5), (10, "cross-entropy", 0.1), (20, "both", 2.0))
    assert_pins_are(history)
    first, second = Pin.all_of(history)
    assert first.stages == (
        *((0, 0.5, "quadratic"), (10, 0.1, "cross-entropy")),
        (20, 2.0, "quadratic"),
    )
    assert second.stages[-1] == (20, 2.0, "cross-entropy")


def test_before_a_run_what_would_be_run_is_pinned():
    trained = Controls(cost="both").settings()
    assert Pin.all_of(at_start(trained)) == Pin.all_of(run(trained))


@pytest.mark.parametrize("name", ["xor", "cloud"])
def test_a_problem_is_pinned_by_its_name_however_long_its_table_is(name):
    history = history_of_problem(name, epochs=EPOCHS)
    assert_pins_are(history)
    assert PIN_FIELD.write(Pin.all_of(history)).startswith(f"{name},")


@pytest.mark.parametrize("length", [LONGEST_TABLE + 100, LONGEST + 100])
def test_a_table_that_is_too_long_makes_no_pin(length):
    data = of_length(length)
    assert DATA.travels(data) == (length <= LONGEST)
    history = history_of(preset_values("and") | {"data": data, "epochs": 5})
    assert Pin.all_of(history) == []
    assert (
        "cannot" in pinned.content(pinned_runs(()).outcomes, Controls(), history, ENGLISH)["texts"]
    )
    controls = Controls(data=data, epochs=5)
    assert HANDLERS["pin"]({"kind": "pin"}, controls, history) == {"pins": ""}


@pytest.mark.parametrize("beyond", [0, 1])
def test_the_limit_is_a_number_of_characters(beyond):
    data = of_length(LONGEST_TABLE + beyond)
    assert len(DATA.write(data)) == LONGEST_TABLE + beyond
    history = history_of(preset_values("and") | {"data": data, "epochs": 1})
    assert bool(Pin.all_of(history)) == (not beyond)


@given(pin=some_pins(), others=st.lists(some_pins(), max_size=3), values=some_values())
def test_a_pin_taken_over_sets_its_start_and_all_its_stages(pin, others, values):
    pins = (*others, pin)
    controls = Controls(**values, pins=pins)
    command = {"kind": "take-pin", "pin": len(others)}
    changes = HANDLERS["take-pin"](command, controls, history_of(values))
    controls.param.update(
        **{name: SCHEMA.fields[name].read(value) for name, value in changes.items()}
    )
    stages = controls.stages()
    ((cost, each),) = stages[-1][1].items()
    assert (each.learning_rate, cost) == pin.stages[-1][1:]
    for name in ("data", *WEIGHTS, "bias", "epochs"):
        assert getattr(controls, name) == getattr(pin, name)
    assert controls.pins == pins
    again = follow(stages).frames[cost]
    assert again.cost.tolist() == frames_of(pin).cost.tolist()


@in_every_language
@pytest.mark.parametrize("name", ["and", "cloud", "own"])
def test_a_pin_says_what_it_learned_and_where_it_began(language, name):
    translate = translator(language)
    values = preset_values("and" if name == "own" else name)
    if name == "own":
        values |= {"data": of_rows((1, 2, 3, 0)), "w3": -1.25}
    (pin,) = Pin.all_of(history_of(values | {"epochs": 5}))
    said = pin.start_text(translate)
    assert_readable(said)
    inputs = pin.data.inputs.shape[1]
    assert re.findall(r"w(.)", said.partition(" = ")[0][-2:] + said.partition(" = ")[2]) == list(
        "₁₂₃"[:inputs]
    )
    for number in range(1, inputs + 1):
        assert f"{getattr(pin, f'w{number}'):g}".replace("-", "−") in said
    assert said.endswith(f"b₀ = {pin.bias:g}")


def test_pins_of_other_tables_do_not_say_the_same():
    said = [
        Pin.all_of(history_of_problem(name, epochs=1, w1=1.0, w2=1.0, bias=0.0))[0].start_text(
            ENGLISH
        )
        for name in ("and", "or", "nand", "cloud", "xor")
    ]
    assert len(set(said)) == len(said)


@in_every_language
@pytest.mark.parametrize("name", ["and", "xor", "input-near-zero"])
def test_what_it_came_to_is_that_of_its_frames(language, name):
    for pin in Pin.all_of(history_of_problem(name)):
        frames = frames_of(pin)
        found = pin.outcomes(frames, translator(language))
        values = {each: value for each, (_label, value) in found.items()}
        right = all_right_from(frames)
        assert values == {
            "last_cost": numeral(frames.cost[-1]),
            "accuracy": percent(frames.accuracy[-1]),
            "right": "—" if right is None else str(right),
        }
        assert (right is None) == (frames.accuracy[-1] < 1)
        assert len({label for label, _value in found.values()}) == len(found)


@given(pins=st.lists(some_pins(), min_size=1, max_size=3).map(tuple), epochs=st.integers(1, 300))
def test_every_line_of_a_pin_is_drawn(pins, epochs):
    rows = pinned.curves(pins, epochs, PLOT_SPEC, pinned_runs(pins).drawn)
    at = 0
    for index, pin in enumerate(pins):
        frames = frames_of(pin)
        for line in () if pin.hidden else traces(frames):
            assert rows["label"][at] == pinned.label(index)
            assert rows["epoch"][at] == frames.epoch.tolist()
            for name in PLOT_SPEC.quantities:
                drawn = np.array(rows[name][at])
                if name in line.columns:
                    np.testing.assert_allclose(drawn, columns(frames)[line.columns[name]], 1e-4)
                else:
                    assert np.isnan(drawn).all()
            at += 1
    assert {len(column) for column in rows.values()} == {at}


def changed(number: int, part: str) -> str:
    """The text of a pin with one of its parts replaced."""
    parts = TEXT.split(",")
    parts[number] = part
    return ",".join(parts)


def test_what_is_spoilt_in_the_next_test_is_a_pin():
    (pin,) = PIN_FIELD.read(TEXT)
    assert pin.stages == ((0, 1.0, "quadratic"),)
    (own,) = PIN_FIELD.read(changed(0, "0~0.5~1!1~0~0"))
    assert own.data == of_rows((0, 0.5, 1), (1, 0, 0))


@pytest.mark.parametrize(
    "given",
    [
        *(None, 7, [], {}, (), True, b"", " ", ";", TEXT + ";", ";".join([TEXT] * (MOST_PINS + 1))),
        *(changed(0, each) for each in ("", "AND", "too-long", "0", "0~2", "nan~0", "0~0.5~1!1")),
        *(changed(0, "9" * 5000), changed(0, "0~0!" * 2000), changed(0, "\x00"), changed(0, '"~0')),
        *(changed(8, each) for each in ("5.1", "-6", "nan", "", "1e999", "two")),
        *(changed(10, each) for each in ("0", "5001", "1.5", "-1", "9" * 5000, "")),
        *(
            changed(11, each)
            for each in ("0:1:both", "0:1:own", "0:1:cross-entropy-as-published", "0:1:power-0")
        ),
        *(changed(11, each) for each in ("", "1:1:quadratic", "0:0:quadratic", "0:nan:quadratic")),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_what_is_no_pin_is_refused(given):
    with pytest.raises(Refused):
        PIN_FIELD.read(given)


PIECES = (",", ",", ";", "~", "!", "/", ":", "0", "1", "and", "hidden", "\x00", "\ud800", TEXT)


@given(
    text=st.text()
    | st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
    | st.builds(changed, st.integers(0, 12), st.sampled_from(PIECES) | st.text())
)
def test_any_text_is_pins_or_refused(text):
    try:
        pins = PIN_FIELD.read(text)
    except Refused:
        return
    assert PIN_FIELD.read(PIN_FIELD.write(pins)) == pins
    assert len(pins) <= MOST_PINS
