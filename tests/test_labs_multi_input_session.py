"""app.labs.multi_input.spec.

What a reader and a browser set off, without either and without waiting.
"""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.multi_input import words
from app.labs.multi_input.sections import contributions
from app.labs.multi_input.sections.examples import MOST_BYTES
from app.labs.multi_input.settings import SETTING_FIELDS, WEIGHTS, preset_values
from app.labs.multi_input.spec import SCHEMA, SECTIONS, SPEC
from app.labs.multi_input.table import TOO_LONG, fault
from app.labs.multi_input.view import MultiInputView
from app.training_lab.pins import MOST_PINS
from app.ui.fields import Refused
from app.ui.language import languages, translator
from core.multi_input import table
from core.multi_input.presets import PRESETS
from core.multi_input.table import TableError, TableFault
from tests.histories import run
from tests.tables import PROBES, of_length, of_rows
from tests.training_labs import Lab, Open, labs_of, sets

RUN = {"kind": "run"}
THREE = "x1,x2,x3,y\n1,2,3,0\n-1,0,0.5,1\n"
TAKEN = {"kind": "table-taken"}


@pytest.fixture
def open_lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a lab; its timers are fakes."""
    yield from labs_of(SPEC, monkeypatch)


def table_of(text: object) -> dict[str, object]:
    """The message with which a table is handed in."""
    return {"kind": "table", "text": text}


def told(lab: Lab) -> list[str]:
    """Which parts the browser was told of since the lab was opened."""
    return [message["section"] for message in lab.said("section")]


def state(lab: Lab) -> list[Any]:
    """All that a message could have changed, and what is seen besides the run."""
    return [*lab.state(), lab.session.controls.open, lab.session.controls.pins]


@pytest.mark.parametrize("name", PRESETS)
def test_run_trains_and_streams_the_whole_run(open_lab, name):
    lab = open_lab(preset=name)
    assert lab.session.history.epochs == lab.sent == 0
    assert (lab.timers, lab.problems, lab.addresses) == ([], [], [])
    lab.session.receive(RUN)
    assert 60 <= lab.sent < 300
    lab.play()
    assert lab.sent == 300
    expected = run(lab.session.controls.settings())
    for cost, frames in lab.session.history.frames.items():
        assert frames.cost.tolist() == expected.frames[cost].cost.tolist()
    assert list(expected.frames) == list(PRESETS[name].costs)
    assert lab.described["trained"] == lab.described["epochs"] == 300
    assert lab.described["after"] == words.after(lab.session.history, translator("en"))


def test_it_opens_as_the_address_says(open_lab):
    lab = open_lab(data="0,1,1;1,0,0", w1="-1.5", cost="both", learning_rate="0.5")
    assert lab.problems == []
    assert lab.session.query == {
        "data": "0,1,1;1,0,0",
        "w1": "-1.5",
        "cost": "both",
        "learning_rate": "0.5",
    }
    for frames in lab.session.history.frames.values():
        assert frames.weight[0].tolist() == [-1.5, 1.0]


@pytest.mark.parametrize("running", [False, True])
def test_a_good_table_is_learned_from_the_start(open_lab, running):
    lab = open_lab(w3="2.5", bias="-1")
    if running:
        lab.session.receive(RUN)
    lab.session.receive(table_of(THREE))
    wanted = table.read(THREE)
    assert lab.session.controls.data == wanted
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.ticking == []
    (each,) = lab.session.history.settings.values()
    assert each.examples == wanted
    assert each.weights == (-1.0, 1.0, 2.5)
    assert lab.described["inputs"] == 3
    assert lab.described["plane"] is None
    assert lab.said("table-taken", "table-refused") == [TAKEN]
    assert lab.addresses == [lab.session.query]
    assert lab.session.query["data"] == "1,2,3,0;-1,0,0.5,1"
    assert lab.shown["preset"] == ""
    lab.session.receive(RUN)
    lab.play()
    assert lab.sent == 300
    again = open_lab(**lab.addresses[-1])
    assert (again.problems, again.session.controls.data) == ([], wanted)


def test_the_table_of_a_problem_is_that_problem_again(open_lab):
    lab = open_lab(preset="xor")
    lab.session.receive(table_of(THREE))
    lab.session.receive(table_of(table.write(PRESETS["xor"].examples)))
    assert lab.session.controls.preset == "xor"
    assert lab.addresses[-1] == {"preset": "xor"}


def test_the_same_table_again_goes_back_to_the_start(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.receive(table_of(table.write(PRESETS["and"].examples)))
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.ticking == []
    assert lab.said("table-taken") == [TAKEN]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("running", [False, True])
def test_a_bad_table_changes_nothing_and_is_said_with_its_place(open_lab, language, running):
    lab = open_lab(language, data="1,0;0,1", w1="2")
    if running:
        lab.session.receive(RUN)
    before, described = state(lab), lab.described
    for probe in PROBES.values():
        lab.messages.clear()
        lab.session.receive(table_of(probe))
        assert state(lab) == before
        assert lab.described is described
        with pytest.raises(TableError) as caught:
            table.read(probe)
        error = caught.value
        assert lab.messages == [
            {
                "kind": "table-refused",
                "line": error.line,
                "column": error.column,
                "said": fault(error, translator(language)),
            }
        ]


@pytest.mark.parametrize(
    "text",
    [
        *(None, 7, True, 1e308, 10**400, [], ["1,0"], {}, {"1": 0}, b"1,0", ("1,0",)),
        *("1,0\n" * (MOST_BYTES // 4 + 1), "9" * (MOST_BYTES + 1), "x" * 10_000_000),
    ],
    ids=lambda text: type(text).__name__,
)
def test_what_is_no_text_or_a_huge_one_is_ignored(open_lab, text):
    lab = open_lab()
    lab.session.receive(RUN)
    before = state(lab)
    lab.session.receive(table_of(text))
    lab.session.receive({"kind": "table"})
    assert state(lab) == before
    assert lab.messages == []


def test_a_text_as_long_as_is_read_is_not_ignored(open_lab):
    lab = open_lab()
    lab.session.receive(table_of("1,0\n" + "\n" * (MOST_BYTES - 4)))
    assert lab.said("table-taken") == [TAKEN]


def test_a_table_that_does_not_travel_is_told_to_the_browser(open_lab):
    lab = open_lab(open="examples,pins")
    long = of_length(2000)
    lab.session.receive(table_of(table.write(long)))
    assert lab.session.query["data"] == TOO_LONG
    assert table.read(lab.described["table"]) == long
    contents = {message["section"]: message["content"] for message in lab.said("section")}
    assert contents["examples"]["note"]
    assert table.read(contents["examples"]["text"]) == long
    assert lab.described["can_pin"] is False
    again = open_lab(**lab.addresses[-1])
    (problem,) = again.problems
    assert problem.startswith("data")
    # The browser hands it in again, and then the schedule of its run.
    lab.session.receive(RUN)
    again.session.receive(table_of(lab.described["table"]))
    again.session.receive({"kind": "resume", "schedule": True, "epoch": 100})
    (mine,), (theirs,) = (each.session.history.frames.values() for each in (lab, again))
    assert mine.cost.tolist() == theirs.cost.tolist()
    assert again.sent >= 100


@pytest.mark.parametrize(
    "change", [("learning_rate", 2.5), ("cost", "both"), ("cost", "quadratic")]
)
@pytest.mark.parametrize("epoch", [1, 150, 299])
def test_a_change_during_a_run_begins_a_stage_where_the_browser_is(open_lab, change, epoch):
    lab = open_lab()
    lab.session.receive(RUN)
    before = lab.session.history
    lab.session.receive(sets(*change, epoch=epoch))
    after = lab.session.history
    assert [at for at, _settings in after.changes] == [epoch]
    kept = before.frames["cross-entropy"].weight[: epoch + 1].tolist()
    for frames in after.frames.values():
        assert frames.weight[: epoch + 1].tolist() == kept
    last = next(iter(after.frames.values()))
    assert last.weight[-1].tolist() != before.frames["cross-entropy"].weight[-1].tolist()
    assert lab.sent > epoch
    lab.play()
    assert lab.sent == 300
    # A page that lost its server has the run taken up again.
    again = open_lab(**lab.session.query)
    again.session.receive({"kind": "resume", "schedule": True, "epoch": epoch})
    assert again.session.history.changes == after.changes
    for cost, frames in after.frames.items():
        assert again.session.history.frames[cost].cost.tolist() == frames.cost.tolist()
    again.play()
    assert again.sent == 300


@pytest.mark.parametrize("name", [*WEIGHTS, "bias"])
def test_where_it_starts_is_set_at_once(open_lab, name):
    lab = open_lab(data=",".join("1" * 9))
    lab.session.receive(RUN)
    lab.session.accept(name, -2.5)
    assert lab.session.history.epochs == lab.sent == 0
    (each,) = lab.session.history.settings.values()
    assert dict(zip((*WEIGHTS, "bias"), (*each.weights, each.bias), strict=True))[name] == -2.5
    lab.session.commit()
    assert lab.addresses[-1][name] == "-2.5"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        *((f"Starting weight {n + 1}", name) for n, name in enumerate(WEIGHTS)),
        ("Starting bias", "bias"),
    ],
)
def test_every_slider_shows_its_setting_and_sets_it(open_lab, label, name):
    lab = open_lab()
    assert lab.control(label)["name"] == name
    assert lab.shown[name] == SCHEMA.defaults[name]
    lab.session.receive(sets(name, 4.5))
    assert lab.shown[name] == getattr(lab.session.controls, name) == 4.5
    lab.session.receive(sets("preset", "nand"))
    assert lab.shown[name] == preset_values("nand")[name]
    # The script hides those that have no input.
    assert (name in MultiInputView.weights) == (name in WEIGHTS)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_sets_everything(open_lab, name):
    lab = open_lab(data="1,2,3,0;1,0,0,1", w3="2", bias="1.5", epochs="20")
    lab.session.receive(RUN)
    lab.session.receive(sets("preset", name))
    assert lab.session.controls.values() == preset_values(name)
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.addresses == [lab.session.query]
    assert lab.shown["preset"] == name


def test_sections_are_told_of_when_they_are_asked_for_and_not_before(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.receive(table_of(THREE))
    lab.session.receive({"kind": "pin"})
    assert told(lab) == []
    for name in SECTIONS:
        lab.session.receive({"kind": "section", "section": name})
    assert told(lab) == [name for name in SECTIONS if name != "numbers"]


def test_the_open_examples_follow_the_table_alone(open_lab):
    lab = open_lab(open="examples,contributions")
    lab.session.accept("w1", 2.0)
    lab.session.receive(RUN)
    assert told(lab) == []
    lab.session.receive(table_of(THREE))
    assert told(lab) == ["examples"]
    # First the table as it is now, then that it was taken.
    kinds = [message["kind"] for message in lab.said("section", "table-taken")]
    assert kinds == ["section", "table-taken"]
    lab.session.receive(sets("preset", "or"))
    assert told(lab) == ["examples"] * 2


@pytest.mark.parametrize(
    ("epoch", "shown"),
    [(0, 0), (7, 7), (300, 300), (301, 300), (10**400, 300), (-1, 0), (-300, 0), (True, 0)]
    + [(each, 0) for each in (7.0, "7", None, [7], math.nan)],
)
def test_who_moves_the_weights_is_told_of_the_epoch_that_is_asked_for(open_lab, epoch, shown):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.receive({"kind": "section", "section": "contributions", "epoch": epoch})
    (message,) = lab.said("section")
    assert message["content"] == contributions.content(
        lab.session.controls, lab.session.history, translator("en"), shown
    )
    assert message["content"]["epoch"] == shown


@pytest.mark.parametrize("name", ["and", "input-near-zero"])
def test_a_pin_is_drawn_from_then_on_travels_and_is_taken_over(open_lab, name):
    lab = open_lab(preset=name, epochs="50")
    lab.session.receive(RUN)
    lab.session.receive({"kind": "pin"})
    curves = len(lab.session.history.frames)
    # For each curve a line for each of two weights, and one for the rest.
    assert len(lab.pins.data["label"]) == 3 * curves
    lab.session.receive(table_of(THREE))
    assert len(lab.pins.data["label"]) == 3 * curves
    again = open_lab(**lab.addresses[-1])
    assert again.problems == []
    assert again.session.controls.pins == lab.session.controls.pins
    assert again.session.controls.data == lab.session.controls.data
    lab.session.receive({"kind": "take-pin", "pin": 0})
    assert lab.session.controls.data == PRESETS[name].examples
    assert lab.session.controls.cost == PRESETS[name].costs[0]
    assert lab.session.controls.epochs == 50
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.problems == []


@pytest.mark.parametrize(
    "field", [*SETTING_FIELDS, SCHEMA.fields["speed"]], ids=lambda each: each.name
)
def test_a_bad_value_changes_nothing_and_gives_a_notice(open_lab, field):
    lab = open_lab(preset="cloud", speed="5")
    lab.session.receive(RUN)
    before, history = lab.session.query, lab.session.history
    for bad in (None, "much", math.nan, 10**400, -1e9, [], {}, "1e400", "\x00"):
        if field.name == "changes" and bad == []:
            continue
        lab.problems.clear()
        lab.session.accept(field.name, bad)
        assert lab.session.query == before
        assert lab.session.history is history
        (problem,) = lab.problems
        assert problem.startswith(field.name)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**63, "\ud800", "\x00", "9" * 5000, "nan", "and"])
    | st.floats()
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=6,
)
KINDS = ("run", "show", "set", "resume", "section", "table")
WISHES = ("open", "pin", "name-pin", "hide-pin", "remove-pin", "take-pin")
NAMES = ("epoch", "schedule", "pin", "name", "value", "done", "number", "hidden", "open", "section")
texts = st.sampled_from([*PROBES.values(), THREE, "1,0\n0,1", '"', "\x00", "1;0\n"]) | st.text(
    alphabet='01.-e,;\t\n\r" x"', max_size=40
)
hostile_messages = json_values | st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, *WISHES]) | json_values},
    optional=dict.fromkeys(NAMES, json_values | st.integers(0, 9))
    | {
        "name": st.sampled_from([*SCHEMA.fields]) | json_values,
        "value": json_values | st.integers(1, 30),
        "text": texts | json_values,
        "section": st.sampled_from(list(SECTIONS)) | json_values,
        "open": st.lists(st.sampled_from(list(SECTIONS)) | json_values, max_size=4),
    },
)


def test_no_message_raises_or_changes_another_session(open_lab):
    lab, other = open_lab(epochs="20"), open_lab(preset="xor", open="pins")
    other.session.receive(RUN)
    other.session.receive({"kind": "pin"})
    before = state(other)[:4]

    @given(messages=st.lists(hostile_messages, max_size=8))
    @example(messages=[table_of("1,\ud800"), table_of('"' * 100), table_of("{0}")])
    @example(messages=[table_of(PROBES[TableFault.TOO_MANY_EXAMPLES]), {"kind": ["table"]}])
    @example(messages=[{"kind": "table", "text": {"kind": "table"}}, {"KIND": "table"}])
    def receive(messages: list[object]) -> None:
        for message in messages:
            lab.session.receive(message)
            controls = lab.session.controls
            for name, value in controls.values().items():
                assert SCHEMA.fields[name].read(value) == value
            assert len(controls.pins) <= MOST_PINS
            if controls.epochs > 1000:
                lab.session.receive(sets("epochs", 20))
            # The other's timer and one of its own.
            assert len(lab.ticking) <= 2
        assert state(other)[:4] == before

    receive()


def test_messages_that_make_no_sense_do_nothing(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.accept("learning_rate", 2.0)
    before = state(lab)

    @given(message=json_values)
    @example(message={"kind": "Table", "text": THREE})
    @example(message={"kind": "table", "Text": THREE})
    @example(message={"kind": "set", "name": "w9", "value": 1, "epoch": 50})
    @example(message={"kind": "tolerance", "tolerance": 0.1})
    @example(message={"kind": "take", "weight": 1, "bias": 1})
    @example(message={"kind": "predict", "shape": "late"})
    def receive(message: object) -> None:
        lab.session.receive(message)
        assert state(lab) == before

    receive()


def test_a_bad_choice_changes_nothing_and_is_told(open_lab):
    lab = open_lab()

    @given(kind=st.sampled_from(["preset", "speed", "open"]), value=json_values)
    def receive(kind: str, value: object) -> None:
        lab.session.receive(sets("preset", "or"))
        lab.problems.clear()
        before = lab.session.query
        lab.session.receive(sets(kind, value))
        try:
            SCHEMA.fields[kind].read(value)
        except Refused:
            (problem,) = lab.problems
            assert problem.startswith(kind)
            assert lab.session.query == before
        else:
            assert lab.problems == []

    receive()


def test_two_sessions_share_nothing(open_lab):
    first, second = open_lab(), open_lab(data="0.5,0.5,1;1,0,0")
    models = [{model.id for model in lab.document.models} for lab in (first, second)]
    assert not models[0] & models[1]
    first.session.receive(table_of(THREE))
    first.session.accept("w1", 3)
    first.session.receive(RUN)
    assert second.session.controls.data == of_rows((0.5, 0.5, 1), (1, 0, 0))
    assert second.session.controls.w1 == SCHEMA.defaults["w1"]
    assert second.session.history.epochs == second.sent == 0
    assert second.addresses == second.messages == []


def test_another_example_is_sent_anew_and_the_run_stays(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    before, history = lab.described, lab.session.history
    lab.session.receive(sets("example", 4, epoch=7))
    assert lab.session.history is history
    assert lab.addresses[-1] == {"example": "4"}
    assert (before["example"], lab.described["example"]) == (1, 3)
    assert lab.described["given"] == [1.0, 1.0]
    assert lab.shown["example"] == 4
    assert lab.sent >= 7
    assert lab.source.data["residual"][0] < 0 < lab.source.data["output"][0]
    # Another table has no such example; the most wrong is looked at.
    lab.session.receive(table_of("0,0\n1,1\n"))
    assert lab.described["example"] in (0, 1)
