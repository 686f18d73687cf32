"""app.page.save_lesson: what a page saves as a file, and what it answers whoever asks wrongly."""

from collections.abc import Callable
from typing import Any

import panel as pn
import pytest
from bokeh.document import Document
from panel.io.state import set_curdoc

from app.lesson import document
from app.page.page import Page, build
from app.ui.language import languages

ASKED = {"every": False, "address": "http://127.0.0.1:5006/?preset=badly-wrong"}


class Saved:
    """A page, the files that it handed over, and what it told its reader."""

    def __init__(self, query: dict[str, str]) -> None:
        self.document = Document()
        self.files: list[tuple[str, str]] = []
        with set_curdoc(self.document):
            self.page: Page = build(self.document, query, "en")
            self.page.link._send_msg = lambda said: self.files.append(
                (said["name"], said["lesson"])
            )

    def run(self) -> None:
        """Press Run."""
        with set_curdoc(self.document):
            self.page._sessions[self.page.lab].receive({"kind": "run"})  # type: ignore[attr-defined]

    def ask(self, asked: Any) -> None:
        """Ask for the run as a page."""
        with set_curdoc(self.document):
            self.page.link._handle_msg({"lesson": asked})

    @property
    def problems(self) -> list[str]:
        return [problem for _number, problem in self.page.link.problems]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Open pages; no timer ticks."""
    monkeypatch.setattr(pn.state, "add_periodic_callback", lambda *_given, **_more: pn.Row())
    yield lambda **query: Saved(query)
    pn.state.reset()


Opened = Callable[..., Saved]


def test_a_run_is_handed_over_as_a_file_that_names_its_address(opened: Opened) -> None:
    saved = opened(preset="badly-wrong")
    saved.run()
    saved.ask(ASKED)
    ((name, text),) = saved.files
    assert name == "neuron-lab.html"
    assert f'href="{ASKED["address"]}"' in text
    assert '<html lang="en"' in text
    assert 'id="language"' not in text
    assert saved.problems == []


def test_a_file_in_every_language_opens_in_that_of_the_page(opened: Opened) -> None:
    saved = opened(lang="zh")
    saved.run()
    saved.ask({**ASKED, "every": True})
    ((_name, text),) = saved.files
    assert '<html lang="zh"' in text
    assert all(f'value="{code}"' in text for code in languages())


def test_before_a_run_there_is_nothing_to_save(opened: Opened) -> None:
    saved = opened()
    saved.ask(ASKED)
    assert saved.files == []
    assert saved.problems == ["A page that is saved has a whole run: press Run first."]
    saved.run()
    saved.ask(ASKED)
    assert len(saved.files) == 1
    assert saved.problems == []


def test_a_lab_without_runs_says_so(opened: Opened) -> None:
    saved = opened(lab="costs")
    saved.ask(ASKED)
    assert saved.files == []
    assert saved.problems == ["This lab has no run that could be saved as a page."]


def test_a_run_that_is_too_long_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_BYTES", 1000)
    saved = opened()
    saved.run()
    saved.ask(ASKED)
    assert saved.files == []
    assert saved.problems == ["This run is too long to be saved as a page. Take fewer epochs."]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"every": "yes", "address": 5},
        {"every": [1], "address": ["http://"]},
        {"address": "javascript:alert(1)"},
        {"address": 'http://x/"><script>alert(1)</script>' + "x" * 10_000},
    ],
)
def test_whatever_a_client_asks_there_is_no_more_than_a_file(opened: Opened, asked: Any) -> None:
    saved = opened()
    saved.run()
    saved.ask(asked)
    ((_name, text),) = saved.files
    assert "alert(1)" not in text.replace("&lt;script&gt;alert(1)", "")
    assert len(text) < 1_000_000


@pytest.mark.parametrize("asked", [None, 1, "en", ["en"]])
def test_what_is_no_wish_is_let_be(opened: Opened, asked: Any) -> None:
    saved = opened()
    saved.run()
    saved.ask(asked)
    assert saved.files == []


def test_the_session_of_the_page_stays_as_it_is(opened: Opened) -> None:
    saved = opened(preset="badly-wrong", open="why")
    saved.run()
    session: Any = saved.page._sessions["neuron"]
    before = (id(session.history), dict(session.query), dict(session.view.settings))
    address = dict(saved.page.link.address)
    saved.ask(ASKED)
    assert (id(session.history), dict(session.query), dict(session.view.settings)) == before
    assert dict(saved.page.link.address) == address
