"""app.labs.neuron.sections.pins.

A pin is trained again from its text, and is the curve that was pinned.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.history import History
from app.labs.neuron.sections.pins import Pin, epochs_until_within
from app.labs.neuron.settings import DEFAULT_POWER, preset_values, settings_of
from app.labs.neuron.spec import SCHEMA
from app.training_lab.cost_choices import COST_CHOICES, OWN_COST, own_power
from app.training_lab.history import MOST_STAGES
from app.training_lab.pins import LONGEST_NAME, MOST_PINS, Pins, renamed
from app.ui.fields import Refused
from core import COSTS, Cost, Settings, observe, start, step, train
from core.costs.power_family import cost_of_power
from tests.histories import at_start, branch, frames_of, run
from tests.pins import some_pins

FIELD = Pins(Pin)
PIN = "0.6,0.9,1,0,300,0:0.15:quadratic,"
EPOCHS = 40
START = preset_values("badly-wrong") | {"epochs": EPOCHS}


def cost_called(name: str) -> Cost:
    """The cost that a stage names."""
    power = own_power(name)
    return COSTS[name] if power is None else cost_of_power(power)


rates = st.floats(0.001, 10).map(SCHEMA.fields["learning_rate"].read)


def chosen(cost: str = "quadratic", rate: float = 0.15, **more: Any) -> dict[str, Settings]:
    """The settings of every curve, as the controls make them."""
    return settings_of(START | {"cost": cost, "learning_rate": rate} | more)


def way(*stages: tuple[int, str, float]) -> History:
    """A history that went this way."""
    (_epoch, cost, rate), *changes = stages
    history = run(chosen(cost, rate))
    for epoch, cost, rate in changes:
        history = branch(history, epoch, chosen(cost, rate))
    return history


def assert_pins_are(history: History) -> None:
    """Check that there is a pin for each curve, which is that curve to the last bit."""
    pins = Pin.all_of(history)
    own = f"power-{DEFAULT_POWER:g}"
    assert [pin.cost for pin in pins] == [own if c == OWN_COST else c for c in history.frames]
    for pin, frame in zip(pins, history.frames.values(), strict=True):
        again = frames_of(pin)
        for name in frame._fields:
            assert getattr(again, name).tolist() == getattr(frame, name).tolist(), name
        assert FIELD.read(FIELD.write([pin])) == (pin,)
        assert (pin.name, pin.hidden) == ("", False)


@given(pins=st.lists(some_pins(), max_size=MOST_PINS).map(tuple))
def test_pins_survive_the_address(pins):
    text = FIELD.write(pins)
    assert FIELD.read(text) == pins
    assert FIELD.write(FIELD.read(text)) == text
    assert text.count(";") == max(0, len(pins) - 1)
    assert text.isprintable()


@given(pin=some_pins())
def test_what_is_read_can_be_trained_and_goes_the_way_it_says(pin):
    frame = frames_of(pin)
    assert frame.epoch.tolist() == list(range(pin.epochs + 1))
    own = {name: getattr(pin, name) for name in ("weight", "bias", "input", "target", "epochs")}
    stages = {epoch: (rate, cost) for epoch, rate, cost in pin.stages}
    state = start(Settings(**own))
    rate, cost = stages[0]
    expected = []
    for epoch in range(pin.epochs + 1):
        assert (frame.weight[epoch], frame.bias[epoch]) == (state.weight, state.bias)
        rate, cost = stages.get(epoch, (rate, cost))
        rule = Settings(**own, learning_rate=rate, cost=cost_called(cost))
        expected.append(observe(rule, state).cost)
        state = step(rule, state)
    # A made cost is integrated, for many z at once a little otherwise than for each.
    assert frame.cost.tolist() == pytest.approx(expected, rel=1e-12, abs=1e-13)


@pytest.mark.parametrize("cost", COST_CHOICES)
def test_a_run_is_pinned_curve_by_curve(cost: str) -> None:
    for history in (way((0, cost, 0.2)), way((0, cost, 0.2), (7, cost, 1.5), (30, cost, 0.01))):
        assert_pins_are(history)


@pytest.mark.parametrize("cost", COST_CHOICES)
def test_before_a_run_what_would_be_run_is_pinned(cost: str) -> None:
    history = at_start(chosen(cost))
    assert Pin.all_of(history) == Pin.all_of(run(chosen(cost)))


def test_a_curve_that_a_branch_began_took_the_way_of_the_one_before_it() -> None:
    assert_pins_are(way((0, "quadratic", 0.15), (20, "both", 0.15)))
    assert_pins_are(way((0, "both", 0.15), (20, "as-published", 0.005)))
    assert_pins_are(way((0, "quadratic", 0.15), (10, "cross-entropy", 0.1), (20, "both", 0.05)))


def test_a_curve_that_was_given_up_and_begun_again_took_the_way_of_the_one_that_stayed() -> None:
    history = way((0, "both", 0.15), (10, "quadratic", 0.15), (20, "both", 0.15))
    assert [cost for _epoch, _rate, cost in Pin.all_of(history)[1].stages] == [
        "quadratic",
        "quadratic",
        "cross-entropy",
    ]
    assert_pins_are(history)


@given(data=st.data())
def test_whatever_way_a_run_went_its_pins_are_its_curves(data):
    costs = st.sampled_from(list(COST_CHOICES))
    epochs = sorted(data.draw(st.sets(st.integers(1, EPOCHS - 1), max_size=MOST_STAGES - 1)))
    stages = [(epoch, data.draw(costs), data.draw(rates)) for epoch in (0, *epochs)]
    stages = stages[:1] + [each for before, each in pairwise(stages) if before[1:] != each[1:]]
    assert_pins_are(way(*stages))


@given(
    values=st.fixed_dictionaries(
        {
            name: st.floats(SCHEMA.fields[name].limits.low, SCHEMA.fields[name].limits.high).map(
                SCHEMA.fields[name].read
            )
            for name in ("weight", "bias", "input", "target", "learning_rate")
        }
        | {"epochs": st.integers(1, 80), "cost": st.sampled_from(list(COST_CHOICES))}
    )
)
def test_wherever_a_run_starts_its_pins_are_its_curves(values):
    assert_pins_are(run(settings_of(values)))


def changed(number: int, part: str) -> str:
    """The text of a pin with one of its parts replaced."""
    parts = PIN.split(",")
    parts[number] = part
    return ",".join(parts)


@pytest.mark.parametrize(
    "given",
    [
        *(None, 7, [], {}, (), True, b"", ["0.6"], [PIN]),
        *(" ", ";", ",", "0", ",,,,,,", "pins", PIN + ";", ";" + PIN, PIN + ";;" + PIN),
        ";".join([PIN] * (MOST_PINS + 1)),
        *(PIN.rstrip(","), PIN + ",", PIN + ",Hidden", PIN + ",hidden,", PIN + ",hidden,hidden"),
        *(changed(0, "5.1"), changed(0, "nan"), changed(0, ""), changed(0, "1e999")),
        *(changed(1, "-6"), changed(2, "six"), changed(3, "-0.1"), changed(3, "1.1")),
        *(changed(4, each) for each in ("0", "5001", "1.5", "-1", "9" * 5000, "")),
        *(changed(5, each) for each in ("", "/", "0:0.15", "0:0.15:quadratic:", ":0.15:quadratic")),
        *(changed(5, each) for each in ("1:0.15:quadratic", "0:0.15:cubic", "0:0.15:both")),
        *(changed(5, each) for each in ("0:0:quadratic", "0:11:quadratic", "0:nan:quadratic")),
        *(
            changed(5, f"{each}:0.15:quadratic")
            for each in ("", "0_0", "٠", "0.5", "0,5", "-1", "0x0")
        ),
        *(
            changed(5, f"0:0.15:quadratic/{each}:0.2:quadratic")
            for each in ("0", "300", "301", "5000", "9" * 5000, "-1", "1.5", "²", "1_0")
        ),
        changed(5, "0:1:quadratic/20:2:quadratic/10:3:quadratic"),
        changed(5, "/".join(f"{epoch}:0.15:quadratic" for epoch in range(MOST_STAGES + 1))),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_what_is_no_pin_is_refused(given: object) -> None:
    with pytest.raises(Refused):
        FIELD.read(given)


def test_what_was_spoilt_in_these_tests_is_a_pin() -> None:
    (pin,) = FIELD.read(PIN)
    assert pin == Pin(
        weight=0.6, bias=0.9, input=1.0, target=0.0, epochs=300, stages=((0, 0.15, "quadratic"),)
    )
    (hidden,) = FIELD.read(PIN + "mine,hidden")
    assert (hidden.name, hidden.hidden) == ("mine", True)
    most = "/".join(f"{epoch}:0.15:quadratic" for epoch in range(MOST_STAGES))
    assert len(FIELD.read(changed(5, most))[0].stages) == MOST_STAGES
    assert len(FIELD.read(";".join([PIN] * MOST_PINS))) == MOST_PINS
    assert FIELD.read("") == ()
    assert FIELD.write(()) == ""


PIECES = (
    *("0", "1", "0.6", "-5", "300", "5000", "nan", "1e999", "1_0", "٣", "２", "²", "x" * 30, " "),
    *(",", ",", ",", ";", "/", ":", "\x00", "\ud800", "\u2028", "hidden", "0:0.15:quadratic"),
    *("0:1:both", "7:0.1:cross-entropy", "quadratic", PIN, PIN, "9" * 4400, "", "-", "+"),
)
nearly_pins = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.builds(
    lambda at, piece: changed(at, piece), st.integers(0, 6), st.sampled_from(PIECES) | st.text()
)


@given(text=st.text() | nearly_pins | st.lists(nearly_pins, max_size=9).map(";".join))
@example(text="0.6,0.9,1,0,300,0:0.15:quadratic,\ud800")
@example(text=changed(5, "²:0.15:quadratic"))
def test_any_text_is_pins_or_refused(text):
    try:
        pins = FIELD.read(text)
    except Refused:
        return
    assert len(pins) <= MOST_PINS
    assert FIELD.read(FIELD.write(pins)) == pins
    for pin in pins:
        assert pin == renamed(pin, pin.name)
        epochs = [epoch for epoch, _rate, _cost in pin.stages]
        assert epochs[0] == 0
        assert epochs == sorted(set(epochs))
        assert max(epochs) < pin.epochs <= 5000
        for _epoch, rate, cost in pin.stages:
            assert Settings(pin.weight, pin.bias, rate, COSTS[cost], pin.input, pin.target)


@given(name=st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map("".join))
def test_whatever_it_is_called_its_name_survives_the_address(name):
    (pin,) = FIELD.read(PIN)
    named = renamed(pin, name)
    assert len(named.name) <= LONGEST_NAME
    assert named.name.isprintable()
    assert named.name == " ".join(named.name.split())
    assert not set(named.name) & set(",;")
    assert renamed(named, named.name) == named
    assert FIELD.read(FIELD.write([named, pin])) == (named, pin)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("η = 0.15", "η = 0.15"),
        ("慢的那条", "慢的那条"),
        ("  a  b\t", "a b"),
        ("a,b;c", "a b c"),
        ("one\r\ntwo", "one two"),
        ("a\x00\u202eb", "ab"),
        ("", ""),
        (" , ", ""),
        ("x" * 19 + " yz", "x" * 19),
        ("hidden", "hidden"),
    ],
)
def test_names_are_cleaned(given: str, name: str) -> None:
    (pin,) = FIELD.read(PIN)
    assert renamed(pin, given).name == name


@pytest.mark.parametrize("distance", [0.01, 0.1, 0.5])
@pytest.mark.parametrize("name", ["slightly-wrong", "badly-wrong", "badly-wrong-cross-entropy"])
def test_the_epochs_until_it_is_near_are_those_of_the_frames(name: str, distance: float) -> None:
    (settings_of_it,) = settings_of(preset_values(name)).values()
    frame = train(settings_of_it)
    found = epochs_until_within(frame, distance)
    near = [k for k, output in enumerate(frame.output) if abs(output) < distance]
    assert found == (near[0] if near else None)
    assert found is None or isinstance(found, int)
    assert epochs_until_within(frame, 1.0) == 0
    assert epochs_until_within(frame, float(np.abs(frame.residual).min())) is None
