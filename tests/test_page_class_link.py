"""app.page.class_link: what a class sees of a lab and what it may change, as an address says it."""

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import panel as pn
import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.labs.neuron.sections.pins import Pin
from app.labs.registry import LABS
from app.lesson.recording import record
from app.page.class_link import NO_CLASS_LINK
from app.page.page import Page, build
from app.page.sheet import LONGEST
from app.page.shell import page_html, read_shell
from app.training_lab.pins import Pins
from app.ui.language import languages
from app.ui.restriction import EXPERIMENTS, SETTINGS
from tests import hostile
from tests.training_labs import sets

SECTIONS = ["questions", "predict", "why", "where", "map", "pins", "numbers"]


class Class:
    """The page of one of a class, who opened a link."""

    def __init__(self, query: dict[str, str]) -> None:
        self.document = Document()
        with set_curdoc(self.document):
            self.page: Page = build(self.document, query, "en")
        self.told: list[Any] = []
        self.view._send_msg = self.told.append

    @property
    def session(self) -> Any:
        return self.page._sessions[self.page.lab]

    @property
    def view(self) -> Any:
        return self.session.view

    @property
    def set(self) -> dict[str, Any]:
        """What everything is set to."""
        return dict(self.session.controls.values())

    @property
    def problems(self) -> list[str]:
        return [sentence for _number, sentence in self.page.link.problems]

    def send(self, *messages: object) -> None:
        """Hand messages to the lab, as a browser's, whatever its page shows."""
        for message in messages:
            with set_curdoc(self.document):
                self.view._handle_msg(message)


Open = Callable[..., Class]


@pytest.fixture
def opened() -> Iterator[Open]:
    yield lambda **query: Class(query)
    pn.state.reset()


def html(**query: str) -> str:
    return page_html(read_shell(query, "en"), "token", "nonce")


def test_an_address_without_it_is_the_whole_lab():
    shell = read_shell({"preset": "badly-wrong"}, "en")
    assert shell.class_link == NO_CLASS_LINK
    assert shell.labs == LABS


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_what_shows_everything_and_locks_nothing_is_the_whole_lab(lab):
    every = ",".join(lab.parts)
    assert read_shell({"lab": lab.name, "show": every, "lock": ""}, "").class_link == NO_CLASS_LINK


def test_what_is_not_shown_is_not_built(opened, monkeypatch):
    page = opened(show="predict,why", open="why,where,map")
    assert page.view.experiments == []
    assert [name for name, _label in page.view.sections] == ["predict", "why"]
    assert page.view.restriction["hidden"] == sorted(
        {EXPERIMENTS, SETTINGS, *SECTIONS} - {"predict", "why"}
    )
    assert page.session.controls.open == ("why",)
    page.send({"kind": "section", "section": "why", "epoch": 0})
    page.send(*({"kind": "section", "section": name, "epoch": 0} for name in SECTIONS))
    page.send({"kind": "open", "open": ["map", "why"]}, sets("open", "map,predict"))
    page.send({"kind": "run"})
    assert {told["section"] for told in page.told if told["kind"] == "section"} == {
        "predict",
        "why",
    }
    assert page.session.controls.open == ("predict",)
    assert page.page.link.address["open"] == "predict"


def test_a_lesson_has_no_more_than_the_page_that_saves_it(opened):
    page = opened(show="why,map", lock="weight", open="why")
    page.send({"kind": "run"})
    told = record(page.session, ["en"])["languages"]["en"]
    assert list(told["sections"]) == ["why"]
    assert told["model"]["restriction"] == page.view.restriction


@pytest.mark.parametrize("lab", ["costs", "softmax"])
def test_a_hidden_story_is_not_told(opened, lab):
    page = opened(lab=lab, show="", **{f"{lab}.open": "questions"})
    page.send({"kind": "section", "section": "questions"}, {"kind": "open", "open": ["questions"]})
    assert page.told == []
    assert page.session.controls.open == ()
    assert page.page.link.address == {"lab": lab, "show": ""}


def test_other_labs_are_not_on_the_page(opened):
    page = opened(lab="several", lock="data")
    assert list(page.page.labs) == ["several"]
    page.page._receive({"lab": "neuron"})
    assert list(page.page._sessions) == ["several"]
    assert 'data-lab="neuron"' not in html(lab="several", lock="data")


STAGES = ((0, 1.0, "quadratic"),)
PIN = Pins(Pin).write([Pin(weight=2, bias=2, input=1, target=0, epochs=9, stages=STAGES)])
CHANGES: dict[str, tuple[dict[str, object], ...]] = {
    "weight": (
        sets("weight", 1),
        sets("weight", "−3", number=7),
        {"kind": "experiment", "address": {"preset": "badly-wrong"}},
        {"kind": "experiment", "address": {"weight": 3}},
        sets("preset", "badly-wrong"),
        {"kind": "take-pin", "pin": 0},
        {"kind": "take", "weight": 1.0, "bias": 1.0},
    ),
    "preset": (sets("preset", "badly-wrong"),),
    "learning_rate": (
        sets("learning_rate", 1),
        sets("learning_rate", 1, epoch=20),
        sets("changes", "20:1:quadratic"),
        sets("changes", []),
    ),
    "cost": (sets("cost", "both"), sets("cost", "both", epoch=20)),
}
"""For some settings every way in which a browser could have them become others."""


@pytest.mark.parametrize("locked", CHANGES)
def test_no_message_changes_what_is_locked(opened, locked):
    address = {"changes": "90:0.05:quadratic", "pins": PIN}
    page = opened(lock=locked, **address)
    page.send({"kind": "run"})
    before = page.set
    for message in CHANGES[locked]:
        page.send(message)
        assert page.set == before, message
        free = opened(**address)
        free.send(*[{"kind": "run"}] * ("epoch" in message), message)
        assert free.set != before, message
    assert any(re.match(rf"({locked}|changes): locked", each) for each in page.problems)


def test_what_is_not_locked_can_still_be_changed(opened):
    page = opened(lock="learning_rate", changes="90:0.05:quadratic")
    page.send({"kind": "run"}, sets("weight", 2), {"kind": "run"}, sets("cost", "both", epoch=20))
    # With η locked the schedule is, too: another cost is in force from the start.
    assert (page.set["weight"], page.set["cost"]) == (2, "both")
    assert [tuple(change) for change in page.set["changes"]] == [(90, 0.05, "quadratic")]
    assert page.problems == []


def test_experiments_that_would_change_what_is_locked_are_not_there(opened):
    names = [each["name"] for each in opened(lock="weight,bias").view.experiments]
    assert names == [
        "slightly-wrong",
        "slightly-wrong-cross-entropy",
        "slightly-wrong-as-published",
    ]
    page = opened(lock="preset")
    assert page.view.experiments == []
    assert page.view.lead is None


@pytest.mark.parametrize(
    "lab", [each for each in LABS if "preset" in each.settings], ids=lambda lab: lab.name
)
def test_presets_that_would_change_what_is_locked_are_not_to_be_chosen(opened, lab):
    def offered(**address: str) -> list[str]:
        widgets = opened(lab=lab.name, **address).view.widgets
        (preset,) = (each for each in widgets if each["name"] == "preset")
        return [name for name, _label in preset["options"]]

    every = offered()
    assert offered(lock="preset") == every
    alone = every[0]
    locked = next(name for name in lab.settings if name not in ("preset", "changes", "epochs"))
    assert alone in offered(lock=locked)
    assert set(offered(lock=locked)) < set(every)
    page = opened(lab=lab.name, lock=locked)
    for name in offered(lock=locked):
        page.send(sets("preset", name))
    assert page.problems == []


@pytest.mark.parametrize(
    ("lab", "lock", "messages"),
    [
        ("costs", "y,p", (sets("y", 1), sets("p", 1), {"kind": "experiment", "address": {"y": 1}})),
        ("softmax", "z", (sets("z", [1, 2, 3, 5]), {"kind": "experiment", "address": {}})),
        ("softmax", "z", ({"kind": "shift", "by": 1},)),
        ("softmax", "z", ({"kind": "set-outputs", "outputs": [0.1, 0.2, 0.3, 0.4]},)),
        ("several", "data", ({"kind": "table", "text": "0,0,1\n1,1,0"}, sets("data", "xor"))),
        ("several", "data", (sets("preset", "xor"),)),
        ("network", "networks,seed", (sets("seed", 3), sets("preset", "two-starts"))),
        ("network", "networks", (sets("networks", [["sigmoid-quadratic", "unit", 3, "30"]]),)),
    ],
)
def test_every_lab_keeps_what_is_locked(opened, lab, lock, messages):
    page = opened(lab=lab, lock=lock, **({"z": "1,2,3,4"} if lab == "softmax" else {}))
    before = page.set
    for message in messages:
        page.send(message)
        assert page.set == before, message
    assert {each.split(":")[0].rpartition(".")[2] for each in page.problems} <= {*lock.split(",")}
    assert page.problems
    assert "table-taken" not in str(page.told)


@pytest.mark.parametrize(
    "lab", ["neuron", "several", "network", "costs", "softmax", "overfitting", "tuning"]
)
def test_no_hostile_message_changes_what_is_locked(opened, lab):
    settings = next(each.settings for each in LABS if each.name == lab)
    page = opened(lab=lab, lock=",".join(settings))
    random, before = Random(5), page.set
    for _turn in range(150):
        entries = [["kind", random.choice(hostile.KINDS)], ["name", random.choice(settings)]]
        entries += [[name, hostile.value(random)] for name in random.sample(hostile.FIELDS, 3)]
        said: dict[str, Any] = dict(entries)
        # A network is trained in the loop of a server.
        if said["kind"] not in ("run", "show", "resume", "go-on"):
            page.send(said)
        assert page.set == before, said


def test_controls_of_what_is_locked_are_told_to_the_browser(opened):
    assert opened(lock="learning_rate").view.restriction["locked"] == ["learning_rate", "changes"]
    assert opened(lab="softmax", lock="z").view.restriction["locked"] == ["z"]
    assert opened(lab="network", lock="networks").view.restriction["locked"] == ["networks"]


def test_the_address_keeps_what_it_says_to_a_class(opened):
    said = {"show": "why", "lock": "target,epochs", "sheet": "Title\nTask"}
    page = opened(**said, weight="2")
    assert {name: page.page.link.address[name] for name in said} == said
    page.send(sets("weight", 1))
    assert page.page.link.address.items() >= {**said, "weight": "1"}.items()


def test_one_plain_link_leads_to_the_whole_lab_but_not_in_a_frame():
    link = 'id="whole-lab"'
    for query in ({"show": ""}, {"lock": "weight"}):
        assert html(**query).count(link) == 1
        assert link not in html(**query, embed="1")
    assert link not in html()
    assert link in html(embed="1")
    assert link not in html(sheet="Title")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["show", "lock", "sheet"])
@pytest.mark.parametrize(
    "given", ["<script>alert(1)</script>" * 40, "x" * 10_000, "why\u202e,map", "\u2067", "\x00"]
)
def test_what_is_hostile_is_refused_in_one_sentence(name, given, language):
    shell = read_shell({name: given, "lang": language}, "")
    assert shell.class_link == NO_CLASS_LINK
    (problem,) = shell.problems
    assert problem.sentence.startswith(name)
    assert len(problem.sentence) < 250
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", problem.sentence)
    assert bool(re.search("[一-鿿]", problem.sentence)) == (language == "zh")


def test_a_sheet_stands_above_the_lab_as_a_text():
    task = "<script>alert(1)</script> **Run** it"
    page = html(sheet=f"Why <b>slow</b>?\n{task}")
    assert '<h2 dir="auto">Why &lt;b&gt;slow&lt;/b&gt;?</h2>' in page
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; <strong>Run</strong> it</p>" in page
    assert page.index('id="class-sheet"') < page.index('id="labs"')
    assert 'id="class-sheet"' in html(sheet="Title", embed="1")
    assert 'id="class-sheet"' not in html(sheet="x" * (LONGEST + 1))
