"""app.labs.neuron.spec.

What a reader and a browser set off, without either and without waiting.
"""

import math
from collections.abc import Iterator
from typing import Any

import pytest
from bokeh.models import ColumnDataSource
from hypothesis import example, given
from hypothesis import strategies as st

from app.labs.neuron import words
from app.labs.neuron.history import PLOT_SPEC
from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections import predict
from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.sections.predict import POINTS, SHAPES
from app.labs.neuron.settings import PRESET_LABELS, preset_values
from app.labs.neuron.spec import SCHEMA, SECTIONS, SPEC
from app.labs.neuron.view import NeuronView
from app.training_lab import pinned
from app.training_lab.pins import MOST_PINS
from app.training_lab.schedule import MOST_CHANGES
from app.training_lab.schema import OWN_SETTINGS
from app.ui.fields import Refused
from app.ui.language import languages, translator
from core import Frame, Settings
from core.neuron.frames import train_stages
from core.schedule import read_change, stages
from tests.histories import frames_of, pinned_runs, run
from tests.training_labs import Open, labs_of, sets

RUN = {"kind": "run"}
NAMED = list(PRESET_LABELS)


Told = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def open_lab(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open a lab; its timers are fakes."""
    yield from labs_of(SPEC, monkeypatch)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What browsers are told of sections that are unfolded, also while a lab is built."""
    every: Told = []
    monkeypatch.setattr(NeuronView, "tell", lambda _self, *section: every.append(section))
    return every


def test_it_opens_at_the_start_and_asks_nothing_of_the_server(open_lab):
    lab = open_lab()
    assert lab.session.history.epochs == 0
    assert lab.sent == 0
    assert lab.session.query == {}
    assert (lab.timers, lab.problems) == ([], [])


def test_it_opens_as_the_address_says(open_lab):
    lab = open_lab(weight="-1.5", cost="both", speed="0.5", z="1,2,3,4", lab="neuron")
    assert lab.session.query == {"weight": "-1.5", "cost": "both", "speed": "0.5"}
    assert [frame.weight[0] for frame in lab.session.history.frames.values()] == [-1.5, -1.5]
    assert lab.problems == []


@pytest.mark.parametrize("language", languages())
def test_what_the_address_got_wrong_is_told(open_lab, language):
    lab = open_lab(language, weight="nan", epochs="0", bias="1")
    assert lab.session.query == {"bias": "1"}
    assert len(lab.problems) == 2
    assert "weight" in lab.problems[0]
    assert "epochs" in lab.problems[1]


@pytest.mark.parametrize("name", NAMED)
def test_run_trains_and_streams_the_whole_run(open_lab, name):
    lab = open_lab(preset=name)
    lab.session.receive(RUN)
    assert lab.session.history.epochs == 300
    assert len(lab.ticking) == 1
    assert 60 <= lab.sent < 300
    ends = lab.play()
    assert ends == sorted(set(ends))
    assert ends[-1] == 300
    assert lab.ticking == []
    expected = run(lab.session.controls.settings())
    for cost, frame in lab.session.history.frames.items():
        assert frame.output.tolist() == expected.frames[cost].output.tolist()


def test_at_most_one_message_a_second(open_lab):
    lab = open_lab(epochs="5000", cost="both")
    changes: list[Any] = []
    lab.document.on_change(changes.append)
    lab.session.receive(RUN)
    (timer,) = lab.timers
    assert timer.period >= 1000
    while timer.running:
        before = len(changes)
        timer.callback()
        assert len(changes) == before + 1
    assert lab.sent == 5000
    assert len(changes) < 20


def test_the_browser_is_told_of_a_run_before_it_gets_its_rows(open_lab):
    lab = open_lab(preset="badly-wrong")
    changed: list[str] = []
    lab.document.on_change(
        lambda event: (
            changed.append(event.attr) if getattr(event, "model", None) is lab.source else None
        )
    )
    lab.session.receive(RUN)
    assert changed == ["tags", "data"]
    (described,) = lab.source.tags
    assert described["trained"] == described["epochs"] == 300
    assert described["after"] == words.after(lab.session.history, translator("en"))
    assert described["before"] == words.before(lab.session.history, translator("en"))


def test_a_short_run_needs_no_timer(open_lab):
    lab = open_lab(epochs="120")
    lab.session.receive(RUN)
    assert lab.sent == 120
    assert lab.timers == []


@pytest.mark.parametrize("ticks", [0, 1, 99])
def test_run_again_begins_again_with_one_timer(open_lab, ticks):
    lab = open_lab(epochs="5000")
    lab.session.receive(RUN)
    first = lab.session.history.frames["quadratic"].output.tolist()
    for _ in range(ticks):
        for timer in lab.ticking:
            timer.callback()
    sent = lab.sent
    lab.session.receive(RUN)
    assert len(lab.ticking) == 1
    assert lab.sent < sent or ticks == 0
    assert lab.play()[-1] == 5000
    assert lab.session.history.frames["quadratic"].output.tolist() == first


def test_a_tick_that_comes_late_does_nothing(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    (timer,) = lab.timers
    lab.play()
    before = lab.state()
    timer.callback()
    assert lab.state() == before
    lab.session.accept("weight", 1)
    before = lab.state()
    timer.callback()
    assert lab.state() == before


@pytest.mark.parametrize("epoch", [1, 60, 61, 150, 299, 300])
def test_show_sends_up_to_the_epoch(open_lab, epoch):
    lab = open_lab()
    lab.session.receive(RUN)
    first = lab.sent
    lab.session.receive({"kind": "show", "epoch": epoch})
    assert lab.sent == max(first, epoch)
    assert len(lab.ticking) == (epoch < 300)
    lab.play()
    assert lab.sent == 300


@pytest.mark.parametrize("epoch", [1, 100, 300])
def test_show_before_a_run_trains_first(open_lab, monkeypatch, epoch):
    lab = open_lab(preset="badly-wrong")
    with monkeypatch.context() as patched:
        # All in one piece: what is added to a table at once Bokeh may send twice.
        patched.delattr(ColumnDataSource, "stream")
        lab.session.receive({"kind": "show", "epoch": epoch})
    assert lab.session.history.epochs == 300
    assert lab.sent >= epoch
    lab.play()
    assert lab.sent == 300


def test_to_show_the_start_nothing_is_needed(open_lab):
    lab = open_lab()
    before = lab.state()
    lab.session.receive({"kind": "show", "epoch": 0})
    assert lab.state() == before


@pytest.mark.parametrize("change", [("learning_rate", 1.5), ("cost", "both")])
@pytest.mark.parametrize("epoch", [1, 50, 150, 299])
def test_a_change_during_a_run_begins_a_stage_where_the_browser_is(open_lab, change, epoch):
    lab = open_lab(preset="badly-wrong")
    lab.session.receive(RUN)
    before = lab.session.history
    lab.session.receive(sets(*change, epoch=epoch))
    after = lab.session.history
    assert [each[0] for each in after.changes] == [epoch]
    assert after.epochs == 300
    rule = {"learning_rate": 0.15, "cost": "quadratic", change[0]: change[1]}
    assert lab.session.controls.changes == ((epoch, *rule.values()),)
    assert (lab.session.controls.learning_rate, lab.session.controls.cost) == (0.15, "quadratic")
    for frame in after.frames.values():
        kept = before.frames["quadratic"].weight[: epoch + 1].tolist()
        assert frame.weight[: epoch + 1].tolist() == kept
    last = list(after.frames.values())[-1]
    assert last.weight[-1] != before.frames["quadratic"].weight[-1]
    assert lab.sent > epoch
    assert len(lab.ticking) <= 1
    lab.play()
    assert lab.sent == 300


def test_a_change_that_is_told_twice_changes_no_number(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.receive(sets("learning_rate", 1, epoch=50))
    wanted = lab.session.history
    lab.session.receive(sets("learning_rate", 1, epoch=50))
    lab.session.receive(sets("learning_rate", "1", epoch=70))
    assert lab.session.history is wanted
    lab.play()
    assert lab.sent == 300


def test_of_many_moves_each_goes_on_from_its_epoch(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    for epoch, rate in ((100, 0.2), (100, 0.3), (100, 0.4), (200, 0.5)):
        lab.session.receive(sets("learning_rate", rate, epoch=epoch, done=False))
        assert lab.session.history.settings["quadratic"].learning_rate == rate
    assert [epoch for epoch, _before in lab.session.history.changes] == [100, 200]
    assert lab.addresses == []


@pytest.mark.parametrize("epoch", [None, True, -1, 0.5, "50", [50], 10**400, 300, 301, math.nan])
def test_a_change_at_no_epoch_of_the_run_begins_anew(open_lab, epoch):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.receive(sets("learning_rate", 1, epoch=epoch))
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.session.history.settings["quadratic"].learning_rate == 1
    assert lab.ticking == []


def test_before_a_run_and_at_its_ends_a_change_begins_anew(open_lab):
    lab = open_lab()
    lab.session.accept("learning_rate", 1)
    assert lab.session.history.epochs == 0
    assert lab.session.history.settings["quadratic"].learning_rate == 1
    for epoch in (0, 300):
        lab.session.receive(RUN)
        lab.session.accept("learning_rate", 2 + epoch / 100, epoch)
        assert lab.session.history.epochs == 0
        assert lab.sent == 0
        assert lab.ticking == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("weight", -2.0), ("bias", 3.0), ("input", 2.0), ("target", 1.0), ("epochs", 100)],
)
def test_any_other_setting_moves_the_neuron_at_once(open_lab, name, value):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.accept(name, value, 50)
    assert lab.session.history.epochs == 0
    assert lab.sent == 0
    assert lab.ticking == []
    (each,) = lab.session.history.settings.values()
    assert getattr(each, name) == value
    (frame,) = lab.session.history.frames.values()
    assert (frame.weight[0], frame.bias[0]) == (each.weight, each.bias)
    lab.session.receive(RUN)
    lab.play()
    assert lab.sent == each.epochs


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("running", [False, True])
def test_a_preset_sets_everything(open_lab, name, running):
    lab = open_lab(input="2", target="1", speed="2")
    if running:
        lab.session.receive(RUN)
    lab.session.receive(sets("preset", name))
    assert lab.session.controls.values() == preset_values(name)
    assert lab.session.controls.preset == name
    assert lab.addresses == [lab.session.query]
    assert lab.session.query.get("preset", NAMED[0]) == name
    assert lab.shown == {**preset_values(name), "preset": name, "speed": 2, "open": ()}
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.ticking == []


def test_a_preset_after_a_change_in_mid_run_shows_the_start_and_no_run(open_lab):
    """A run that came then would be played in place of one that is asked for at once."""
    lab = open_lab(preset="badly-wrong")
    lab.session.receive(RUN)
    lab.session.receive(sets("learning_rate", 0.5, epoch=100))
    assert lab.described["trained"] == 300
    shown: list[int] = []
    lab.source.on_change("data", lambda _attr, _old, _new: shown.append(lab.described["trained"]))
    lab.session.receive(sets("preset", "badly-wrong"))
    assert shown
    assert set(shown) == {0}


def test_a_preset_begins_anew_even_where_it_changes_but_the_cost_and_the_rate(open_lab):
    lab = open_lab(preset="slightly-wrong")
    lab.session.receive(RUN)
    lab.session.receive(sets("preset", "slightly-wrong-cross-entropy"))
    assert lab.session.history.epochs == lab.sent == 0
    assert list(lab.session.history.frames) == ["cross-entropy"]


def test_the_length_of_a_run_can_be_chosen(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    for text, epochs in (("20", 20), (400, 400)):
        lab.session.receive(sets("epochs", text))
        assert lab.session.controls.epochs == epochs
        assert lab.addresses[-1] == {"epochs": str(epochs)}
        assert lab.shown["epochs"] == epochs
        lab.session.receive(RUN)
        lab.play()
        assert lab.sent == epochs
    lab.session.receive(sets("epochs", ""))
    assert lab.shown["epochs"] == lab.session.controls.epochs == 400
    assert lab.session.history.epochs == 400
    (problem,) = lab.problems
    assert problem.startswith("epochs")


def test_to_choose_own_settings_changes_nothing(open_lab):
    lab = open_lab(weight="2")
    lab.session.receive(RUN)
    before, history = lab.session.controls.values(), lab.session.history
    lab.session.receive(sets("preset", OWN_SETTINGS))
    assert lab.session.controls.values() == before
    assert lab.session.history is history
    assert lab.problems == []


def test_the_speed_is_kept_and_a_run_goes_on(open_lab):
    lab = open_lab(epochs="5000")
    lab.session.receive(RUN)
    history, sent = lab.session.history, lab.sent
    lab.session.receive(sets("speed", 10))
    assert lab.session.controls.speed == 10
    assert lab.addresses == [{"epochs": "5000", "speed": "10"}]
    assert lab.session.history is history
    assert lab.sent > sent, "a faster playhead needs more at once"
    assert lab.play()[-1] == 5000


def test_the_address_is_told_on_commit_and_not_on_every_move(open_lab):
    lab = open_lab()
    for weight in (1.0, 1.1, 1.2000000000000002):
        lab.session.accept("weight", weight)
    lab.session.receive(RUN)
    assert lab.addresses == []
    lab.session.commit()
    assert lab.addresses == [{"weight": "1.2"}]
    lab.session.accept("weight", 0.6)
    lab.session.commit()
    assert lab.addresses == [{"weight": "1.2"}, {}]


def test_a_slider_that_is_dragged_moves_the_neuron_and_commits_when_let_go(open_lab):
    lab = open_lab()
    for value in (1.0, 1.3, 1.5):
        lab.session.receive(sets("weight", value, done=False))
        assert lab.session.history.frames["quadratic"].weight[0] == value
    assert lab.addresses == []
    lab.session.receive(sets("weight", 1.5))
    assert lab.addresses == [{"weight": "1.5"}]
    # Moved by something else in between, and let go where it was let go before.
    lab.session.receive(sets("preset", "badly-wrong"))
    lab.session.receive(sets("weight", 1.5))
    assert lab.addresses[-1] == lab.session.query
    assert lab.session.query["weight"] == "1.5"


@pytest.mark.parametrize(
    ("label", "name", "value", "typed"),
    [
        ("Starting weight", "weight", -2.0, "−2"),
        ("Starting bias", "bias", 4.5, "４，５"),
        ("Learning rate", "learning_rate", 1.5, "+1,5"),
        ("Cost", "cost", "both", "both"),
        ("Input", "input", -5.0, "-5e0"),
        ("Target", "target", 1.0, "1.00"),
        ("Number of epochs", "epochs", 40, "４０"),
        ("Speed", "speed", 0.5, "0.5"),
    ],
)
def test_every_control_shows_its_setting_and_sets_it(open_lab, label, name, value, typed):
    lab = open_lab()
    assert lab.control(label)["name"] == name
    assert lab.shown[name] == SCHEMA.defaults[name]
    for said in (value, typed):
        lab.session.receive(sets(name, said))
        assert lab.shown[name] == getattr(lab.session.controls, name) == value
        lab.session.receive(sets("preset", "badly-wrong"))
        assert lab.shown[name] == preset_values("badly-wrong").get(name, value)
    assert lab.problems == []


def test_every_change_is_answered_once_also_where_it_is_refused(open_lab):
    lab = open_lab()
    answers: list[tuple[int, float]] = []
    lab.session.view.param.watch(
        lambda event: answers.append((event.new["answer"], event.new["values"]["weight"])),
        "settings",
    )
    for number, said in enumerate((1.0, 1.0, "heavy", "1,234", 2), start=1):
        lab.session.receive(sets("weight", said, number=number, done=number > 1))
    assert answers == [(1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0), (5, 2.0)]
    lab.session.receive(sets("no such setting", 1, number=6))
    assert len(answers) == 5
    # What a wish sets is told too, and takes back nothing that was said since.
    lab.session.receive(take_of_plane(3, 3))
    assert answers[-1] == (5, 3.0)


@pytest.mark.parametrize("number", [None, True, -1, 0.5, "1", [1], 10**400, math.inf])
def test_a_number_that_cannot_be_one_is_not_given_back(open_lab, number):
    lab = open_lab()
    lab.session.receive(sets("weight", 1, number=number))
    assert lab.session.view.settings["answer"] == 0
    assert lab.shown["weight"] == 1


def take_of_plane(weight: object, bias: object) -> dict[str, object]:
    """A click in the plane."""
    return {"kind": "take", "weight": weight, "bias": bias}


def take_of_map(z: object, rate: object) -> dict[str, object]:
    """A click in the map."""
    return {"kind": "take", "z": z, "learning_rate": rate}


def test_what_is_unfolded_goes_into_the_address_and_comes_out_of_it(open_lab):
    lab = open_lab()
    lab.session.receive(RUN)
    history = lab.session.history
    for chosen, text in (
        (["why"], "why"),
        (["pins", "why"], "why,pins"),
        (list(SECTIONS), None),
    ):
        lab.session.receive({"kind": "open", "open": chosen})
        assert lab.addresses[-1] == {"open": text or ",".join(SECTIONS)}
        assert lab.shown["open"] == lab.session.controls.open
        assert open_lab(**lab.addresses[-1]).session.controls.open == lab.session.controls.open
    lab.session.receive({"kind": "open", "open": []})
    assert lab.addresses[-1] == {}
    assert lab.session.history is history


def test_sections_are_told_of_when_they_are_asked_for_and_not_before(open_lab, told):
    lab = open_lab()
    lab.session.receive(RUN)
    lab.session.accept("weight", 1)
    lab.session.receive({"kind": "pin"})
    assert told == []
    for name in SECTIONS:
        lab.session.receive({"kind": "section", "section": name})
    assert [name for name, _content in told] == [name for name in SECTIONS if name != "numbers"]


def test_an_open_map_follows_the_input_and_the_tolerance(open_lab, told):
    lab = open_lab(open="map")
    assert told == []
    lab.session.accept("bias", 1.0)
    lab.session.accept("learning_rate", 1.0)
    assert told == []
    lab.session.accept("input", 2.0)
    ((name, content),) = told
    assert name == "map"
    assert content["z"] == slowdown_map.reach(2.0)
    lab.session.receive({"kind": "tolerance", "tolerance": 0.2})
    assert told[-1][1]["maps"] == slowdown_map.packed(2.0, 0.0, 0.2)
    assert lab.addresses[-1]["tolerance"] == "0.2"
    assert len(told) == 2


def test_an_open_table_follows_the_pins(open_lab, told):
    lab = open_lab(open="pins", epochs="50")
    lab.session.receive(RUN)
    told.clear()
    lab.session.receive({"kind": "pin"})
    ((name, content),) = told
    assert name == "pins"
    assert len(content["pins"]) == 1
    lab.session.accept("learning_rate", 0.3, 7)
    assert len(told) == 1


@pytest.mark.parametrize("language", languages())
def test_one_change_too_many_is_told_and_changes_nothing(open_lab, language):
    lab = open_lab(language, epochs="50")
    lab.session.receive(RUN)
    for epoch in range(1, MOST_CHANGES + 1):
        lab.session.accept("learning_rate", epoch / 10, epoch)
    assert lab.problems == []
    before = lab.session.history
    lab.session.accept("cost", "both", MOST_CHANGES + 1)
    assert [str(MOST_CHANGES) in problem for problem in lab.problems] == [True]
    assert lab.session.history is before
    # What takes the place of a change is no change more.
    lab.session.accept("cost", "both", MOST_CHANGES)
    changes = lab.session.controls.changes
    assert len(changes) == MOST_CHANGES
    assert changes[-1] == (MOST_CHANGES, MOST_CHANGES / 10, "both")


def changed_run(lab: Any) -> None:
    """A run with three changes of η and cost."""
    lab.session.receive(RUN)
    lab.session.receive(sets("cost", "cross-entropy", epoch=90))
    lab.session.receive(sets("learning_rate", 0.05, epoch=150))
    lab.session.receive(sets("cost", "quadratic", epoch=200))
    lab.session.commit()


def test_a_run_that_was_changed_travels_to_the_last_bit(open_lab):
    """Run, reload, pin, the command line's schedule: the same numbers."""
    lab = open_lab(preset="badly-wrong")
    changed_run(lab)
    address = lab.addresses[-1]
    assert address["changes"] == "90:0.15:cross-entropy/150:0.05:cross-entropy/200:0.05:quadratic"
    (frames,) = lab.session.history.frames.values()
    again = open_lab("zh", **address)
    assert again.problems == []
    assert again.session.query == address
    again.session.receive(RUN)
    resumed = open_lab(**address)
    resumed.session.receive({"kind": "resume", "schedule": True, "epoch": 120})
    start = Settings(weight=2, bias=2)
    texts = address["changes"].split("/")
    core = train_stages(stages(start, [read_change(text) for text in texts]))
    (pin,) = SCHEMA.pin.all_of(lab.session.history)
    others = (*again.session.history.frames.values(), *resumed.session.history.frames.values())
    for other in (*others, core, frames_of(pin)):
        for name in Frame._fields:
            assert getattr(other, name).tolist() == getattr(frames, name).tolist(), name


def test_each_stage_says_how_its_cost_takes_the_slope(open_lab):
    """The push strip divides by σ′ or strikes it out by this power of each stage."""
    lab = open_lab(preset="badly-wrong")
    changed_run(lab)
    (curve,) = lab.session.described()["curves"]
    assert [(stage["begin"], stage["power"]) for stage in curve["stages"]] == [
        *((0, 1), (90, 0), (150, 0), (200, 1))
    ]
    for cost, powers in {"as-published": [-1, 0], "own": [0.35]}.items():
        curves = open_lab(cost=cost, power="0.35").session.described()["curves"]
        assert [curve["stages"][0]["power"] for curve in curves] == powers


def test_run_follows_the_changes_again_until_they_are_dropped(open_lab):
    lab = open_lab(preset="badly-wrong")
    changed_run(lab)
    before = lab.session.history
    lab.session.receive(RUN)
    assert lab.session.history.stages[1].begin == 90
    assert len(lab.session.history.stages) == len(before.stages)
    lab.session.receive(sets("changes", [], epoch=250))
    assert len(lab.session.history.stages) == 1
    assert lab.session.history.epochs == 300
    assert lab.sent >= 250


@pytest.mark.parametrize("change", [("weight", 1.0), ("epochs", 200), ("learning_rate", 0.3)])
def test_another_start_has_no_changes(open_lab, change):
    lab = open_lab(preset="badly-wrong")
    changed_run(lab)
    lab.session.receive(sets(*change))
    assert lab.session.controls.changes == ()
    assert lab.session.history.epochs == 0


def test_what_is_so_already_drops_no_later_change(open_lab):
    lab = open_lab(preset="badly-wrong")
    changed_run(lab)
    before = lab.session.history
    lab.session.receive(sets("cost", "cross-entropy", epoch=100))
    assert lab.session.history is before
    lab.session.receive(sets("cost", "quadratic", epoch=100))
    assert [change.epoch for change in lab.session.controls.changes] == [90, 100]


def test_changes_after_the_last_epoch_are_left_out_and_told(open_lab):
    lab = open_lab(changes="90:1:both/200:1:quadratic", epochs="150")
    assert [change.epoch for change in lab.session.controls.changes] == [90]
    (problem,) = lab.problems
    assert problem.startswith("changes: a run of 150 epochs ends before epoch 200.")


def test_where_it_stands_follows_the_run(open_lab, told):
    lab = open_lab(open="where", preset="badly-wrong")
    told.clear()
    lab.session.receive(RUN)
    assert [name for name, _content in told] == ["where"]
    lab.session.accept("target", 0.25)
    assert [name for name, _content in told] == ["where"] * 2
    values = told[-1][1]["costs"]["quadratic"]["values"]
    assert min(values) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("cost", ["quadratic", "both", "as-published"])
def test_a_pin_is_drawn_from_then_on_and_travels(open_lab, cost):
    lab = open_lab(cost=cost, epochs="50")
    bare = lab.renderers
    lab.session.receive(RUN)
    assert lab.pins is None
    assert lab.renderers == bare
    lab.session.receive({"kind": "pin"})
    frames = lab.session.history.frames
    assert lab.renderers == bare + 8
    for index, frame in enumerate(frames.values()):
        for name in ("weight", "bias", "output", "cost"):
            drawn = lab.pins.data[name][index]
            assert drawn == pytest.approx(getattr(frame, name), rel=1e-4, abs=1e-9)
        assert lab.pins.data["epoch"][index] == list(range(51))
    lab.session.accept("weight", -3)
    lab.session.commit()
    lab.session.receive(RUN)
    assert lab.renderers == bare + 8
    pins = lab.session.controls.pins
    assert lab.pins.data == pinned.curves(pins, 50, PLOT_SPEC, pinned_runs(pins).drawn)
    again = open_lab(**lab.addresses[-1])
    assert again.problems == []
    assert again.session.controls.pins == lab.session.controls.pins
    assert again.pins.data == lab.pins.data
    assert again.renderers == lab.renderers
    lab.session.receive({"kind": "remove-pin", "pin": 0})
    assert len(lab.pins.data["label"]) == len(frames) - 1


def test_the_axes_hold_what_is_pinned_and_let_go_of_what_is_not(open_lab):
    lab = open_lab(weight="-5", epochs="50")
    plot = lab.document.get_model_by_name("neuron-weight")

    def shown() -> tuple[float, float]:
        return plot.y_range.start, plot.y_range.end

    lab.session.receive({"kind": "pin"})
    lab.session.accept("weight", 5)
    lab.session.commit()
    alone = shown()
    assert alone[0] < -5
    assert alone[1] > 5
    lab.session.receive(RUN)
    assert shown()[0] < -5 < 5 < shown()[1]
    assert lab.described["limits"]["weight"] == list(shown())
    lab.session.receive({"kind": "hide-pin", "pin": 0, "hidden": True})
    assert shown()[0] > 0
    lab.session.receive({"kind": "hide-pin", "pin": 0, "hidden": False})
    assert shown()[0] < -5


def test_pins_are_named_hidden_removed_and_taken_over(open_lab):
    lab = open_lab(preset="badly-wrong", epochs="40")
    for rate in (0.15, 1.5):
        lab.session.accept("learning_rate", rate)
        lab.session.receive({"kind": "pin"})
    lab.session.receive({"kind": "name-pin", "pin": 1, "name": "fast, they say"})
    lab.session.receive({"kind": "hide-pin", "pin": 0, "hidden": True})
    first, second = lab.session.controls.pins
    assert (first.hidden, second.hidden, second.name) == (True, False, "fast they say")
    assert lab.pins.data["label"] == ["2"]
    assert open_lab(**lab.addresses[-1]).session.controls.pins == (first, second)
    lab.session.receive(RUN)
    lab.session.receive({"kind": "take-pin", "pin": 0})
    assert lab.session.controls.learning_rate == 0.15
    assert lab.session.history.epochs == lab.sent == 0
    lab.session.receive(RUN)
    assert frames_of(Pin.all_of(lab.session.history)[0]).output.tolist() == (
        lab.session.history.frames["quadratic"].output.tolist()
    )
    lab.session.receive({"kind": "remove-pin", "pin": 0})
    assert lab.session.controls.pins == (second,)
    assert lab.pins.data["label"] == ["1"]
    assert lab.session.history.epochs == 40
    assert lab.problems == []


def test_no_more_is_pinned_than_there_is_room_for(open_lab):
    lab = open_lab(cost="both", epochs="5")
    for times in range(MOST_PINS):
        lab.session.accept("weight", times / 10)
        lab.session.receive({"kind": "pin"})
        # The same is not pinned twice.
        lab.session.receive({"kind": "pin"})
        assert len(lab.session.controls.pins) == min(2 * times + 2, MOST_PINS)
    assert len(lab.session.controls.pins) == MOST_PINS
    assert lab.pins.data["label"] == [str(number + 1) for number in range(MOST_PINS)]
    assert lab.problems == []


@pytest.mark.parametrize("running", [False, True])
def test_a_point_of_the_plane_is_taken_as_the_start(open_lab, running):
    lab = open_lab(cost="both")
    if running:
        lab.session.receive(RUN)
    lab.session.receive(take_of_plane(-1.5, 4))
    for each in lab.session.history.settings.values():
        assert (each.weight, each.bias) == (-1.5, 4.0)
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.shown["weight"] == -1.5
    assert lab.addresses[-1] == {"cost": "both", "weight": "-1.5", "bias": "4"}
    assert (lab.ticking, lab.problems) == ([], [])


@pytest.mark.parametrize("running", [False, True])
def test_a_point_of_the_map_is_taken_as_start_and_learning_rate(open_lab, running):
    lab = open_lab(input="3")
    if running:
        lab.session.receive(RUN)
    lab.session.receive(take_of_map(-11.5, 0.123456))
    (each,) = lab.session.history.settings.values()
    assert each.weight * 3 + each.bias == pytest.approx(-11.5, abs=0.02)
    assert each.learning_rate == 0.123
    assert lab.addresses[-1]["learning_rate"] == "0.123"
    assert lab.session.history.epochs == lab.sent == 0
    assert lab.ticking == lab.problems == []


def test_a_point_that_differs_in_the_learning_rate_alone_goes_back_to_the_start_too(open_lab):
    lab = open_lab(weight="2", bias="2")
    for rate in (1.5, 1.5, 0.2):
        lab.session.receive(RUN)
        assert lab.session.history.epochs == 300
        lab.session.receive(take_of_map(4.0, rate))
        (each,) = lab.session.history.settings.values()
        assert (each.weight, each.bias, each.learning_rate) == (2.0, 2.0, rate)
        assert lab.session.history.epochs == lab.sent == 0
        assert lab.session.history.changes == ()
        assert lab.ticking == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("running", [False, True])
def test_a_prediction_is_judged_and_no_run_is_lost_for_it(open_lab, shape, running):
    lab = open_lab(preset="badly-wrong")
    if running:
        lab.session.receive(RUN)
    history, sent = lab.session.history, lab.sent
    lab.session.receive({"kind": "predict", "shape": shape})
    expected = lab.session.controls.prediction
    assert expected == predict.shaped(shape, 0.982, 0.0)
    assert lab.session.history is history
    assert lab.sent >= sent
    drawn = {"epoch": predict.epochs(300), "output": list(expected)}
    assert lab.described["prediction"] == drawn
    assert lab.described["after"].count("our curve") == running
    if not running:
        lab.session.receive(RUN)
    said = lab.described["after"]
    translate = translator("en")
    (frame,) = lab.session.history.frames.values()
    assert said.startswith(words.after(lab.session.history, translate))
    assert said.endswith(predict.verdict(expected, frame, translate))
    assert lab.described["prediction"] == drawn
    again = open_lab(**lab.addresses[-1])
    assert again.session.controls.prediction == expected
    assert again.problems == []


def test_what_was_drawn_is_kept_until_it_is_given_up(open_lab):
    lab = open_lab()
    drawn = [round(0.8 - 0.02 * at, 2) for at in range(POINTS)]
    lab.session.receive({"kind": "predict", "prediction": drawn})
    assert lab.described["prediction"]["output"] == drawn
    lab.session.accept("weight", 1)
    lab.session.receive(RUN)
    assert "Your curve" in lab.described["after"]
    assert lab.described["prediction"]["output"] == drawn
    lab.session.receive({"kind": "predict", "prediction": ""})
    assert lab.described["prediction"] == {"epoch": [], "output": []}
    lab.session.receive(RUN)
    assert "Your curve" not in lab.described["after"]
    assert "prediction" not in lab.session.query


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ({"kind": "open", "open": ["no such section"]}, ["open"]),
        ({"kind": "open"}, ["open"]),
        ({"kind": "tolerance", "tolerance": 0.11}, ["tolerance"]),
        ({"kind": "predict"}, ["prediction"]),
        ({"kind": "predict", "shape": "backwards"}, ["prediction"]),
        ({"kind": "predict", "prediction": [2.0] * POINTS}, ["prediction"]),
        (take_of_plane(5.1, math.nan), ["weight"]),
        (take_of_plane(1, math.nan), ["bias"]),
        ({"kind": "take"}, ["weight"]),
        (take_of_map(1.0, 11.0), ["learning_rate"]),
    ],
)
def test_a_command_for_what_is_not_allowed_changes_nothing_and_is_told(open_lab, command, names):
    query = {"open": "why", "tolerance": "0.3", "prediction": ",".join(["0.5"] * POINTS)}
    lab = open_lab(preset="badly-wrong-cross-entropy", **query)
    lab.session.receive(RUN)
    before, history = lab.session.query, lab.session.history
    lab.session.receive(command)
    assert [problem.partition(":")[0] for problem in lab.problems] == names
    assert lab.session.query == before
    assert lab.session.history is history


def test_all_that_was_done_is_restored_from_the_address(open_lab):
    lab = open_lab()
    lab.session.receive({"kind": "open", "open": list(SECTIONS)})
    lab.session.receive(RUN)
    lab.session.receive({"kind": "pin"})
    lab.session.receive(take_of_map(-7.5, 0.5))
    lab.session.receive({"kind": "tolerance", "tolerance": 0.05})
    lab.session.receive({"kind": "predict", "shape": "late"})
    lab.session.receive({"kind": "name-pin", "pin": 0, "name": "η"})
    again = open_lab("zh", **lab.addresses[-1])
    assert again.problems == []
    assert again.session.query == lab.session.query == lab.addresses[-1]
    own = [{**each.session.controls.param.values(), "name": ""} for each in (lab, again)]
    assert own[0] == own[1]
    mine, theirs = (each.described for each in (lab, again))
    assert mine["limits"] == theirs["limits"]
    assert mine["prediction"] == theirs["prediction"]


BAD_VALUES = (None, "much", "nan", math.nan, math.inf, 6000, -1e9, [], {}, "1e400", "1,234")


@pytest.mark.parametrize("name", SCHEMA.fields)
def test_a_bad_value_changes_nothing_and_gives_a_notice(open_lab, name):
    lab = open_lab(preset="badly-wrong-cross-entropy", speed="5", input="3", target="0.5")
    lab.session.receive(RUN)
    before, history = lab.session.query, lab.session.history
    for bad in BAD_VALUES:
        if name in ("open", "changes") and bad == []:
            continue
        lab.problems.clear()
        lab.session.accept(name, bad)
        assert lab.session.query == before
        assert lab.session.history is history
        (problem,) = lab.problems
        assert problem.startswith(name)
    lab.session.commit()
    assert lab.addresses[-1] == lab.session.query
    lab.session.receive(RUN)
    lab.play()
    assert lab.sent == lab.session.controls.epochs


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=6,
)
odd_messages = (
    json_values
    | st.fixed_dictionaries({"kind": json_values}, optional={"epoch": json_values})
    | st.fixed_dictionaries(
        {"kind": st.just("show")},
        optional={"epoch": json_values.filter(lambda each: type(each) is not int or each < 0)},
    )
    | st.fixed_dictionaries(
        {"kind": st.just("set")},
        optional={"name": json_values, "value": json_values, "done": json_values},
    )
    | st.fixed_dictionaries(
        {"kind": st.sampled_from([kind for kind in SPEC.handlers if kind.endswith("-pin")])},
        optional={"pin": json_values, "name": json_values, "hidden": json_values},
    )
    | st.fixed_dictionaries(
        {
            "kind": st.just("take"),
            "z": json_values.filter(lambda each: not isinstance(each, int | float)) | st.booleans(),
        },
        optional=dict.fromkeys(("weight", "bias", "learning_rate"), json_values),
    )
    | st.fixed_dictionaries({"kind": st.just("section")}, optional={"section": json_values})
)


@pytest.mark.parametrize("running", [False, True])
def test_messages_that_make_no_sense_do_nothing(open_lab, running):
    lab = open_lab()
    if running:
        lab.session.receive(RUN)
    before = lab.state()

    @given(message=odd_messages)
    @example(message={"kind": "show", "epoch": True})
    @example(message={"kind": "set"})
    @example(message={"kind": "set", "name": "no such setting", "value": 1, "done": True})
    @example(message={"kind": "set", "name": ["weight"], "value": 1, "done": True})
    @example(message={"kind": "show", "epoch": 100.0})
    @example(message={"kind": "show", "epoch": -1})
    @example(message={"kind": "show", "epoch": math.nan})
    @example(message={"kind": "take", "z": math.nan, "learning_rate": 1.0})
    @example(message={"kind": "take", "z": 10**400, "weight": 1, "bias": 1})
    @example(message={"kind": "take", "z": -10.01, "learning_rate": 1.0})
    @example(message={"kind": "take-pin", "pin": 0})
    @example(message={"kind": "remove-pin", "pin": -1})
    @example(message={"kind": "name-pin", "pin": False, "name": "x"})
    @example(message={"kind": "section", "section": ["map"]})
    @example(message={"kind": ["run"]})
    @example(message={"kind": {"run": 1}})
    @example(message={"KIND": "run"})
    @example(message=["run"])
    @example(message="run")
    def receive(message: object) -> None:
        lab.session.receive(message)
        assert lab.state() == before

    receive()


def test_a_bad_choice_changes_nothing_and_is_told(open_lab):
    lab = open_lab()

    @given(kind=st.sampled_from(["preset", "epochs", "speed"]), value=json_values)
    @example(kind="epochs", value=True)
    @example(kind="epochs", value=2.5)
    @example(kind="speed", value=1e400)
    @example(kind="speed", value=[1])
    @example(kind="preset", value={})
    @example(kind="preset", value="rather-wrong")
    def receive(kind: str, value: object) -> None:
        lab.session.receive(sets("preset", "badly-wrong"))
        lab.session.receive(sets("speed", 5))
        lab.problems.clear()
        before = getattr(lab.session.controls, kind)
        lab.session.receive(sets(kind, value))
        try:
            wanted = SCHEMA.fields[kind].read(value)
        except Refused:
            wanted = before
            (problem,) = lab.problems
            assert problem.startswith(kind)
        else:
            assert lab.problems == []
        if value != OWN_SETTINGS:
            assert getattr(lab.session.controls, kind) == wanted

    receive()


moves = st.one_of(
    st.just(RUN),
    st.fixed_dictionaries({"kind": st.just("show"), "epoch": st.integers(0, 500)}),
    st.tuples(st.just("learning_rate"), st.floats(0.001, 5), st.integers(0, 500)),
    st.builds(sets, st.just("epochs"), st.integers(100, 400)),
    st.builds(sets, st.just("speed"), st.sampled_from([0.1, 10])),
    st.builds(sets, st.just("preset"), st.sampled_from(["", *NAMED])),
    st.tuples(st.sampled_from(["weight", "learning_rate"]), st.floats(0.001, 5)),
    st.tuples(st.just("cost"), st.sampled_from(["quadratic", "both", "cross-entropy"])),
    st.sampled_from(["tick", "commit"]),
    st.sampled_from(
        [
            *(
                {"kind": "open", "open": list(SECTIONS)},
                {"kind": "section", "section": "where"},
            ),
            *({"kind": "pin"}, {"kind": "take-pin", "pin": 0}, {"kind": "remove-pin", "pin": 0}),
            *({"kind": "predict", "shape": "late"}, {"kind": "predict", "prediction": ""}),
            *(take_of_plane(1, -2), take_of_map(3.0, 0.5), take_of_map(3.0, 2)),
        ]
    ),
)


def test_whatever_is_done_one_timer_at_most_and_all_is_sent(open_lab):
    lab = open_lab()

    @given(moves=st.lists(moves, max_size=12))
    def do(moves: list[Any]) -> None:
        for move in moves:
            if isinstance(move, dict):
                lab.session.receive(move)
            elif isinstance(move, tuple):
                lab.session.accept(*move)
            elif move == "commit":
                lab.session.commit()
            else:
                for timer in lab.ticking:
                    timer.callback()
            assert len(lab.ticking) == (lab.sent < lab.session.history.epochs)
            for name, value in lab.session.controls.values().items():
                assert value == SCHEMA.fields[name].read(value)
        lab.play()
        assert lab.problems == []
        assert lab.sent == lab.session.history.epochs
        assert lab.session.history.epochs in (0, lab.session.controls.epochs)

    do()


def test_two_sessions_share_nothing(open_lab):
    first, second = open_lab(), open_lab(preset="badly-wrong")
    models = [{model.id for model in lab.document.models} for lab in (first, second)]
    assert not models[0] & models[1]
    before = second.state()
    first.session.receive(RUN)
    first.session.accept("weight", "heavy")
    first.session.accept("learning_rate", 5)
    first.session.receive(sets("speed", 10))
    first.session.receive(RUN)
    ticking = first.ticking
    for timer in ticking:
        timer.stop()
    # The list of timers is the test's own.
    after = second.state()
    assert after[:4] == before[:4]
    second.session.receive(RUN)
    assert second.session.history.settings["quadratic"].weight == 2
    assert first.session.history.settings["quadratic"].weight == SCHEMA.defaults["weight"]
