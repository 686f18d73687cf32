"""app.training_lab.sections.

Nothing is told that nobody asked for, and what is told is true now.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.neuron.history import History
from app.labs.neuron.spec import SECTIONS, Controls
from app.training_lab import sections as module
from app.training_lab.sections import RUN, Section, Sections
from app.ui.language import languages, translator
from tests.histories import at_start

LONG = "map"
CHANGES = (RUN, "weight", "bias", "input", "target", "tolerance", "pins", "cost", "epochs")


def content(controls: Controls, history: History, _: object) -> dict[str, Any]:
    """Content that says what it was made from."""
    return {"x": controls.input, "y": next(iter(history.settings.values())).target}


FILLED = {name: section for name, section in SECTIONS.items() if section.content}
SMALL = {
    name: replace(section, content=content) if section.content else section
    for name, section in SECTIONS.items()
}


class Desk:
    """Sections, what they have told, and the work that waits until a test does it."""

    def __init__(self, *opened: str) -> None:
        self.controls = Controls(open=opened)
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.asked = 0
        self.sections = Sections(SMALL, self.controls, self.history, self.tell, translator("en"))

    def history(self) -> History:
        self.asked += 1
        return at_start(self.controls.settings())

    def tell(self, name: str, content: dict[str, Any]) -> None:
        self.told.append((name, content))

    @property
    def names(self) -> list[str]:
        """Which sections were told of, in turn."""
        return [name for name, _content in self.told]

    def work(self) -> Any:
        """Do what waits longest; return what is to be done with its result."""
        work, use = self.waiting.pop(0)
        result = work()
        return lambda: use(result)


@pytest.fixture
def open_desk(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """A desk whose long work waits."""

    def opened(*names: str) -> Desk:
        desk = Desk(*names)
        monkeypatch.setattr(module, "in_background", lambda *work: desk.waiting.append(work[:2]))
        return desk

    return opened


def test_the_server_fills_all_sections_but_the_numbers_and_one_takes_long() -> None:
    assert set(SECTIONS) - set(FILLED) == {"numbers"}
    assert [name for name, section in SECTIONS.items() if section.long] == [LONG]


def test_nothing_is_worked_out_before_it_is_asked_for(open_desk):
    desk = open_desk()
    desk.sections.changed(*CHANGES)
    assert (desk.told, desk.waiting, desk.asked) == ([], [], 0)


@pytest.mark.parametrize("name", FILLED)
def test_what_is_asked_for_is_told(open_desk, name):
    desk = open_desk()
    desk.controls.input = 2.5
    desk.sections.tell(name)
    if name == LONG:
        assert desk.told == []
        desk.work()()
    assert desk.told == [(name, {"x": 2.5, "y": 0.0})]
    assert desk.waiting == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_open_and_follows_a_change_is_told_anew_and_nothing_else(open_desk, change):
    desk = open_desk(*SECTIONS)
    desk.sections.changed(change)
    while desk.waiting:
        desk.work()()
    wanted = {name for name, section in SECTIONS.items() if change in section.follows}
    assert sorted(desk.names) == sorted(wanted)
    closed = open_desk(*(set(SECTIONS) - wanted))
    closed.sections.changed(change)
    assert (closed.told, closed.waiting) == ([], [])


def test_what_follows_several_changes_at_once_is_told_once(open_desk):
    desk = open_desk(*SECTIONS)
    desk.sections.changed(*CHANGES)
    while desk.waiting:
        desk.work()()
    assert sorted(desk.names) == sorted(
        name for name, section in SECTIONS.items() if section.follows
    )


def test_what_is_as_it_was_told_is_told_again_only_where_it_is_asked_for(open_desk):
    desk = open_desk("where")
    for _time in range(2):
        desk.sections.changed(RUN)
    assert desk.names == ["where"]
    desk.controls.input = 2.5
    desk.sections.changed(RUN)
    desk.sections.tell("where")
    assert desk.names == ["where"] * 3


def test_the_sections_follow_what_is_in_them() -> None:
    follows = {name: set(section.follows) for name, section in SECTIONS.items() if section.follows}
    assert follows["map"] == {"input", "target", "tolerance"}
    # Whatever else it shows begins a new run.
    assert follows["where"] == {RUN}
    assert follows["pins"] == {"pins"}
    assert set(follows) == {"map", "where", "pins"}


def test_a_long_one_is_at_work_once_however_often_it_is_asked_for(open_desk):
    desk = open_desk(LONG)
    for x in (1.5, 2.0, 2.5):
        desk.controls.input = x
        desk.sections.changed("input")
    desk.sections.tell(LONG)
    assert len(desk.waiting) == 1


def test_what_changed_while_it_was_at_work_is_worked_out_once_more_and_told_alone(open_desk):
    desk = open_desk(LONG)
    desk.sections.tell(LONG)
    use = desk.work()
    for x in (1.5, 2.5):
        desk.controls.input = x
        desk.sections.changed("input")
    assert desk.waiting == []
    use()
    # What was worked out of older settings is not told.
    assert desk.told == []
    assert len(desk.waiting) == 1
    desk.work()()
    assert desk.told == [(LONG, {"x": 2.5, "y": 0.0})]
    assert desk.waiting == []
    desk.sections.tell(LONG)
    assert len(desk.waiting) == 1


@given(moves=st.lists(st.sampled_from(["change", "tell", "work", "use"]), max_size=30))
def test_in_whatever_order_the_last_told_is_of_the_newest_settings(moves):
    desk = Desk(LONG)
    uses: list[Callable[[], None]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "in_background", lambda *work: desk.waiting.append(work[:2]))
        wanted = False
        for move in moves:
            if move == "change":
                desk.controls.input = round(desk.controls.input + 0.1, 2)
                desk.sections.changed("input")
                wanted = True
            elif move == "tell":
                desk.sections.tell(LONG)
                wanted = True
            elif move == "work" and desk.waiting:
                uses.append(desk.work())
            elif move == "use" and uses:
                uses.pop(0)()
            assert len(desk.waiting) + len(uses) <= 1
        while desk.waiting or uses:
            if desk.waiting:
                uses.append(desk.work())
            uses.pop(0)()
    assert bool(desk.told) == wanted
    if desk.told:
        assert desk.told[-1] == (LONG, {"x": desk.controls.input, "y": 0.0})


@pytest.mark.parametrize(
    "name", ["numbers", "", "Map", "map ", None, 0, True, ["map"], {"map": 1}, ("map",), 1e400]
)
def test_a_name_that_is_none_is_ignored(open_desk, name):
    desk = open_desk(*SECTIONS)
    desk.sections.tell(name)
    desk.sections.changed("no such thing")
    assert (desk.told, desk.waiting, desk.asked) == ([], [], 0)


def test_what_is_at_an_epoch_is_told_anew_at_the_epoch_it_was_asked_for_last() -> None:
    told: list[dict[str, Any]] = []

    def at_epoch(controls: Controls, _history: object, _: object, epoch: int) -> dict[str, Any]:
        return {"epoch": epoch, "x": controls.input}

    controls = Controls(open=("one",))
    sections = Sections(
        {"one": Section("One", at_epoch, frozenset({"input"}), at_epoch=True)},
        controls,
        lambda: None,
        lambda _name, content: told.append(content),
        translator("en"),
    )
    for epoch in (7, 0):
        sections.tell("one", epoch)
        controls.input += 1.0
        sections.changed("input")
    assert [each["epoch"] for each in told] == [7, 7, 0, 0]


@pytest.mark.parametrize("language", languages())
def test_a_section_that_cannot_be_worked_out_says_so_until_it_can(language, caplog):
    broken = [True]

    def content(*_arguments: object) -> dict[str, Any]:
        if broken:
            raise ValueError("no such luck")
        return {"sound": True}

    told: list[dict[str, Any]] = []
    made = {
        "short": Section("Short", content, frozenset({"x"})),
        "long": Section("Long", content, frozenset({"x"}), long=True),
    }
    controls = Controls(open=("short", "long"))
    sections = Sections(
        made, controls, lambda: None, lambda _name, each: told.append(each), translator(language)
    )
    sections.changed("x")
    assert [list(each) for each in told] == [["failed"], ["failed"]]
    assert all(each["failed"] for each in told)
    assert len(caplog.records) == 2
    broken.clear()
    sections.changed("x")
    assert told[2:] == [{"sound": True}] * 2
    broken.append(True)
    sections.changed("x")
    broken.clear()
    sections.changed("x")
    assert told[6:] == [{"sound": True}] * 2
