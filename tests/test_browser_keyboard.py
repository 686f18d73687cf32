"""A visit with the keyboard alone: everything can be reached, seen, used and left."""

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS
from app.training_lab.cost_choices import COST_CHOICES
from core import COSTS, Settings, train
from tests.browser import Visit
from tests.conftest import OpenPage
from tests.walk import MOST_STOPS, focused

pytestmark = pytest.mark.browser


def go_to(visit: Visit, name: str, key: str = "Tab") -> None:
    """Press ``key`` until what is called ``name`` has the focus."""
    passed = []
    while len(passed) < MOST_STOPS:
        visit.page.keyboard.press(key)
        stop = focused(visit)
        if stop is not None and stop.name == name:
            return
        passed.append(stop.name if stop else None)
    raise AssertionError(f"{name} is not among {passed}")


def press(visit: Visit, *keys: str) -> None:
    """Press ``keys`` one after the other, wherever the focus is."""
    for key in keys:
        visit.page.keyboard.press(key)


def test_the_first_stop_leads_past_the_header(open_page: OpenPage) -> None:
    """A person skips the header: the next stop is the lab's first control."""
    visit = open_page()
    press(visit, "Tab", "Enter", "Tab")
    stop = focused(visit)
    assert stop is not None
    assert stop.name == "Preset"


def test_the_neuron_lab_is_used_by_keyboard_alone(open_page: OpenPage) -> None:
    """A person sets, runs, pauses, scrubs, reads and saves, and never touches a mouse."""
    visit = open_page("/?speed=10")
    go_to(visit, "Preset")
    press(visit, "ArrowDown")
    visit.expect_query(preset="badly-wrong", speed="10")
    go_to(visit, "Starting weight")
    press(visit, "ArrowLeft")
    go_to(visit, "Learning rate")
    press(visit, "ArrowRight")
    go_to(visit, "Quadratic")
    press(visit, "ArrowDown", "ArrowDown")
    visit.expect_query(weight="1.9", bias="2", learning_rate="0.2", cost="both", speed="10")
    go_to(visit, "Input, target, epochs")
    press(visit, "Enter")
    go_to(visit, "Number of epochs")
    press(visit, "Control+a", "4", "0", "Enter")
    settings = {"weight": 1.9, "bias": 2, "learning_rate": 0.2, "epochs": 40}
    visit.expect_query(
        **{name: f"{each:g}" for name, each in settings.items()}, cost="both", speed="10"
    )
    frames = [train(Settings(cost=COSTS[cost], **settings)) for cost in COST_CHOICES["both"]]

    go_to(visit, "In numbers")
    press(visit, "Enter")
    go_to(visit, "Download the whole run (CSV)")
    with visit.page.expect_download() as download:
        press(visit, "Enter")
    assert download.value.suggested_filename.endswith(".csv")
    go_to(visit, "Run")
    press(visit, "Enter")
    visit.expect_end()
    visit.expect_shows(40, frames)
    go_to(visit, "Back")
    press(visit, "Space", "Space")
    visit.expect_shows(38, frames)
    go_to(visit, "Epoch")
    press(visit, "Home", "ArrowRight", "ArrowRight")
    visit.expect_shows(2, frames)
    go_to(visit, "Reset", "Shift+Tab")
    press(visit, "Enter")
    visit.expect_shows(0, frames)
    go_to(visit, "Speed")
    press(visit, "Home")
    expect(visit.choice("Speed")).to_have_value("0.1")
    go_to(visit, "Run", "Shift+Tab")
    press(visit, "Enter")
    visit.expect_epoch(1)
    go_to(visit, "Pause")
    press(visit, "Space")
    expect(visit.button("Go on")).to_be_focused()


def test_the_softmax_lab_is_used_by_keyboard_alone(open_page: OpenPage) -> None:
    """A person goes to the lab by its tab, moves two sliders and puts them back."""
    visit = open_page()
    go_to(visit, "One neuron")
    press(visit, "End")
    visit.expect_query(lab="softmax")
    go_to(visit, "z₁")
    press(visit, "Home")
    go_to(visit, "z₄")
    press(visit, "ArrowRight")
    visit.expect_query(lab="softmax", z="-5,-1,3.2,0.6")
    go_to(visit, "Back to the book’s values")
    press(visit, "Enter")
    visit.expect_query(lab="softmax")


def test_the_tabs_are_one_stop(open_page: OpenPage) -> None:
    """A person goes through the tabs with the arrow keys, Home and End, as in any tab list."""
    visit = open_page()
    first, *_, last = (lab.title for lab in LABS)
    go_to(visit, first)
    for key, name in {"End": last, "Home": first, "ArrowLeft": last, "ArrowRight": first}.items():
        press(visit, key)
        expect(visit.tab(name)).to_be_focused()
        expect(visit.tab(name)).to_have_attribute("aria-selected", "true")
        expect(visit.page.get_by_role("tabpanel", name=name)).to_be_visible()
    press(visit, "Tab")
    stop = focused(visit)
    assert stop is not None
    assert stop.name == "Language"


@pytest.mark.parametrize("leave", ["Escape", "Enter"])
def test_the_help_gives_the_focus_back(open_page: OpenPage, leave: str) -> None:
    """A person opens the help, at its beginning, and closes it: they are where they were."""
    visit = open_page()
    go_to(visit, "Help")
    press(visit, "Enter")
    help_text = visit.page.get_by_role("dialog")
    expect(help_text).to_be_visible()
    expect(help_text.get_by_role("heading", level=2)).to_be_focused()
    press(visit, "Tab")
    expect(help_text.get_by_role("button", name="Close")).to_be_focused()
    press(visit, leave)
    expect(help_text).not_to_be_visible()
    expect(visit.button("Help")).to_be_focused()


def test_warnings_are_closed_by_keyboard(open_page: OpenPage) -> None:
    """A person closes warnings one after the other: the focus is never lost."""
    visit = open_page("/?weight=99&bias=99")
    expect(visit.alert.locator("p")).to_have_count(2)
    go_to(visit, "Close")
    press(visit, "Enter")
    expect(visit.alert.locator("p")).to_have_count(1)
    expect(visit.alert.get_by_role("button")).to_be_focused()
    press(visit, "Enter")
    expect(visit.alert).to_have_text("")
    expect(visit.tab("One neuron")).to_be_focused()
