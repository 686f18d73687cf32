"""app.labs.neuron.spec.

What a reader asks for, and what comes of what nobody would ask for.
"""

import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron.history import History
from app.labs.neuron.sections.map import reach, start_at
from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.sections.predict import POINTS, SHAPES, shaped
from app.labs.neuron.settings import preset_values
from app.labs.neuron.spec import SCHEMA, SECTIONS, SPEC, Controls
from app.training_lab.commands import Changes
from app.training_lab.cost_choices import COST_CHOICES
from app.training_lab.pins import MOST_PINS
from app.ui.fields import Refused
from core import RANGES
from tests.histories import follow, frames_of, run

PIN = Pin(
    weight=2.0,
    bias=-1.5,
    input=1.0,
    target=0.0,
    epochs=40,
    stages=((0, 0.15, "quadratic"),),
    name="slow",
)
OTHER = Pin(
    weight=0.5,
    bias=0.5,
    input=-2.0,
    target=0.25,
    epochs=30,
    stages=((0, 0.2, "quadratic"), (9, 1.5, "cross-entropy")),
)
PUBLISHED = Pin(
    weight=1.0,
    bias=1.0,
    input=1.0,
    target=0.0,
    epochs=20,
    stages=((0, 0.005, "cross-entropy-as-published"),),
    hidden=True,
)
PINS = (PIN, OTHER, PUBLISHED)


def granted(command: dict[str, Any], history: History | None = None, **chosen: Any) -> Changes:
    """What follows from a command, with these controls."""
    controls = Controls(**(preset_values("badly-wrong") | {"epochs": 30} | chosen))
    return SPEC.handlers[command["kind"]](command, controls, history or run(controls.settings()))


def pinned(changes: Changes) -> tuple[Pin, ...]:
    """The pins that are changed to, as the control has them then."""
    assert set(changes) == {"pins"}
    pins: tuple[Pin, ...] = SCHEMA.fields["pins"].read(changes["pins"])
    return pins


def test_there_are_the_commands_of_the_page_s_scripts() -> None:
    assert set(SPEC.handlers) == {
        *("open", "tolerance", "predict", "take", "experiment"),
        *("pin", "name-pin", "hide-pin", "remove-pin", "take-pin"),
    }


def test_an_experiment_sets_all_of_a_run_and_leaves_the_rest() -> None:
    address = {"preset": "badly-wrong", "cost": "both", "pins": "", "open": "why"}
    chosen = {"weight": 1.0, "learning_rate": 3.0, "input": 2.0, "epochs": 300}
    changes = granted({"kind": "experiment", "address": address}, **chosen)
    assert changes == {"weight": "2", "learning_rate": "0.15", "input": "1", "cost": "both"}
    assert granted({"kind": "experiment", "address": {"speed": "2"}})["speed"] == "2"
    assert "prediction" not in granted({"kind": "experiment", "address": {}})


def test_an_experiment_that_is_set_up_already_changes_nothing() -> None:
    address = {"preset": "badly-wrong", "epochs": "30"}
    assert granted({"kind": "experiment", "address": address}) == {}


@pytest.mark.parametrize("address", [None, 1, "weight=1", [], {"preset": "no"}])
def test_an_experiment_that_is_no_address_is_refused(address: object) -> None:
    with pytest.raises(Refused):
        granted({"kind": "experiment", "address": address})


def test_what_is_unfolded_is_the_reader_s_to_say() -> None:
    assert granted({"kind": "open", "open": ["map", "why"]}) == {"open": ["map", "why"]}
    assert SCHEMA.fields["open"].read(["map", "why"]) == ("why", "map")
    for name in SECTIONS:
        assert SCHEMA.fields["open"].read([name]) == (name,)
    assert SCHEMA.fields["open"].read(list(SECTIONS)) == tuple(SECTIONS)


def test_what_counts_as_near_in_the_map_is_the_reader_s_to_say() -> None:
    assert granted({"kind": "tolerance", "tolerance": 0.05}) == {"tolerance": 0.05}
    assert SCHEMA.fields["tolerance"].read(0.05) == 0.05


def test_a_prediction_that_was_drawn_is_taken_as_it_is() -> None:
    drawn = [0.25] * POINTS
    assert granted({"kind": "predict", "prediction": drawn}) == {"prediction": drawn}
    assert granted({"kind": "predict", "prediction": ""}) == {"prediction": ""}
    assert SCHEMA.fields["prediction"].read("") == ()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("cost", COST_CHOICES)
def test_a_shape_begins_where_the_neuron_does_and_ends_at_its_target(shape: str, cost: str) -> None:
    changes = granted({"kind": "predict", "shape": shape}, cost=cost, target=0.25)
    controls = Controls(**preset_values("badly-wrong") | {"target": 0.25})
    first = next(iter(run(controls.settings()).frames.values())).output[0]
    assert changes == {"prediction": shaped(shape, float(first), 0.25)}
    prediction = SCHEMA.fields["prediction"].read(changes["prediction"])
    assert prediction[0] == round(float(first), 2)


def test_a_point_of_the_plane_is_a_start() -> None:
    assert granted({"kind": "take", "weight": -1.5, "bias": 4}) == {"weight": -1.5, "bias": 4}


@given(
    part=st.floats(0, 1),
    x=st.floats(*RANGES["input"]).map(SCHEMA.fields["input"].read),
    rate=st.floats(*RANGES["learning_rate"]),
)
def test_a_point_of_the_map_is_a_start_and_a_learning_rate(part, x, rate):
    low, high = reach(x)
    z = low + part * (high - low)
    changes = granted({"kind": "take", "z": z, "learning_rate": rate}, input=x)
    weight, bias = start_at(z, 2.0, 2.0, x)
    assert changes == {"weight": weight, "bias": bias, "learning_rate": rate}
    for name, value in changes.items():
        SCHEMA.fields[name].read(value)


def test_pinning_adds_a_pin_for_each_curve_as_long_as_there_is_room() -> None:
    for cost in COST_CHOICES:
        controls = Controls(**preset_values("badly-wrong") | {"epochs": 30, "cost": cost})
        history = run(controls.settings())
        own = tuple(Pin.all_of(history))
        assert len(own) == len(history.frames)
        for before in ((), PINS, (PIN,) * (MOST_PINS - 1), (PIN,) * MOST_PINS):
            after = pinned(granted({"kind": "pin"}, history, pins=before))
            assert after == (*before, *own)[:MOST_PINS]


@pytest.mark.parametrize("at", range(len(PINS)))
def test_a_pin_is_named_hidden_shown_and_removed_and_the_others_stay(at: int) -> None:
    others = [*PINS[:at], *PINS[at + 1 :]]
    for command, wanted in (
        ({"kind": "name-pin", "name": " a,b;c "}, "a b c"),
        ({"kind": "name-pin", "name": ""}, ""),
        ({"kind": "name-pin", "name": "x" * 99}, "x" * 20),
    ):
        after = pinned(granted(command | {"pin": at}, pins=PINS))
        assert after[at].name == wanted
        assert [*after[:at], *after[at + 1 :]] == others
    for given_, hidden in ((True, True), (False, False), (1, False), ("yes", False), (None, False)):
        after = pinned(granted({"kind": "hide-pin", "pin": at, "hidden": given_}, pins=PINS))
        assert after[at].hidden is hidden
        assert [*after[:at], *after[at + 1 :]] == others
    assert list(pinned(granted({"kind": "remove-pin", "pin": at}, pins=PINS))) == others


def test_the_last_pin_can_be_removed() -> None:
    assert pinned(granted({"kind": "remove-pin", "pin": 0}, pins=(PIN,))) == ()


@pytest.mark.parametrize("at", range(len(PINS)))
def test_a_pin_taken_over_sets_its_start_and_all_its_stages(at: int) -> None:
    pin = PINS[at]
    changes = granted({"kind": "take-pin", "pin": at}, pins=PINS)
    controls = Controls()
    controls.param.update(
        **{name: SCHEMA.fields[name].read(value) for name, value in changes.items()}
    )
    stages = controls.stages()
    assert [begin for begin, _settings in stages] == [begin for begin, *_rule in pin.stages]
    each = stages[-1][1][pin.cost]
    assert each.learning_rate == pin.stages[-1][1]
    for name in ("weight", "bias", "input", "target", "epochs"):
        assert getattr(each, name) == getattr(pin, name)
    assert controls.pins == ()
    again = follow(stages).frames[pin.cost]
    assert again.output.tolist() == frames_of(pin).output.tolist()


def test_what_is_not_offered_alone_is_taken_over_beside_what_is_derived() -> None:
    taken = granted({"kind": "take-pin", "pin": 2}, pins=PINS)
    assert taken["cost"] == "as-published"


WITH_A_PIN = ("name-pin", "hide-pin", "remove-pin", "take-pin")


@pytest.mark.parametrize("kind", WITH_A_PIN)
@pytest.mark.parametrize(
    "index", [None, -1, 3, 10**400, True, False, 0.0, 1.0, math.nan, "0", [0], {}, "missing"]
)
def test_a_pin_that_is_not_there_is_refused(kind: str, index: object) -> None:
    command = {"kind": kind, "name": "", "hidden": True}
    if index != "missing":
        command["pin"] = index
    with pytest.raises(Refused):
        granted(command, pins=PINS)


@pytest.mark.parametrize("z", [math.nan, math.inf, -math.inf, 10.01, -10.01, 10**400, True, "0"])
def test_a_z_that_no_start_has_is_refused(z: object) -> None:
    with pytest.raises(Refused):
        granted({"kind": "take", "z": z, "learning_rate": 1.0})


@pytest.mark.parametrize("name", [None, 7, ["a"], {}, True, math.nan])
def test_a_name_that_is_no_text_is_refused(name: object) -> None:
    with pytest.raises(Refused):
        granted({"kind": "name-pin", "pin": 0, "name": name}, pins=PINS)


def nested(depth: int) -> list[Any]:
    """A list in a list in a list."""
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


odd_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**63, -0.0, 1e308, 1e-320])
    | st.floats()
    | st.text()
    | st.sampled_from(["\ud800", "9" * 5000, "nan", "0", "stays", "map", "quadratic", "0,1"])
)
json_values = st.recursive(
    odd_scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
names = ("open", "tolerance", "shape", "prediction", "weight", "bias", "z", "learning_rate")
odd_commands = st.builds(
    lambda kind, command: {**command, "kind": kind},
    st.sampled_from(list(SPEC.handlers)),
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(names, json_values)
        | {
            "pin": st.integers(-1, 4) | json_values,
            "name": json_values,
            "hidden": json_values,
            "prediction": st.lists(odd_scalars, min_size=POINTS, max_size=POINTS) | json_values,
            "open": st.lists(st.sampled_from(list(SECTIONS)) | odd_scalars, max_size=4)
            | json_values,
        },
    ),
)


HISTORY = run(Controls(**preset_values("badly-wrong") | {"epochs": 5}).settings())


@given(command=odd_commands, full=st.booleans())
@example(command={"kind": "take", "z": 10**400, "learning_rate": 1}, full=False)
@example(command={"kind": "predict", "shape": ["stays"]}, full=False)
@example(command={"kind": "predict", "shape": {}}, full=False)
@example(command={"kind": "name-pin", "pin": 0, "name": "\ud800" * 99}, full=True)
def test_whatever_is_asked_for_is_in_range_or_refused(command, full):
    controls = Controls(**preset_values("badly-wrong") | {"epochs": 5})
    controls.pins = PINS if full else ()
    before = controls.param.values()
    try:
        changes = SPEC.handlers[command["kind"]](command, controls, HISTORY)
    except Refused:
        changes = {}
    assert controls.param.values() == before
    for name, given_ in changes.items():
        try:
            value = SCHEMA.fields[name].read(given_)
        except Refused:
            continue
        controls.param.update(**{name: value})
        assert SCHEMA.fields[name].means(SCHEMA.fields[name].write(value), value)
    assert len(controls.pins) <= MOST_PINS
    if full:
        for pin in controls.pins:
            assert pin.epochs <= 40


def test_however_deep_a_list_is_it_is_refused() -> None:
    # Not by hypothesis, which could not print it.
    for depth in (1, 100, 900, 5000):
        deep = nested(depth)
        names = ("open", "tolerance", "shape", "weight", "z", "learning_rate", "pin", "name")
        for kind in SPEC.handlers:
            for offered in (10**5000, deep, {"a": deep}, [deep] * POINTS):
                command = {"kind": kind, "prediction": offered} | dict.fromkeys(names, offered)
                try:
                    changes = granted(command, HISTORY, pins=PINS)
                except Refused:
                    continue
                for name in changes.keys() - {"pins"}:
                    with pytest.raises(Refused):
                        SCHEMA.fields[name].read(changes[name])
