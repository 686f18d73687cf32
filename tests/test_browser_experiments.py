"""The row of experiments above a lab: set up at one tap, by keyboard, on a phone, first seen."""

import re

import pytest
from playwright.sync_api import Locator, expect

from core import PRESETS, train
from tests.browser import FLAT_TREE, PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

FIRST, SECOND, BOTH = (
    "Start 0.6 / 0.9, quadratic",
    "Start 2 / 2, quadratic",
    "Start 2 / 2, both costs",
)
PUBLISHED = "Start 2 / 2, the book’s figure"
SOFTMAX = "Softmax, four outputs"

NOTE_MOTION = f"""(() => {{
  {FLAT_TREE}
  window.moved = new Set();
  const look = () => {{
    const all = document.body ? flat(document.body).filter((each) => each.getAnimations) : [];
    const moving = all.filter((each) => each.getAnimations().length);
    const buttons = moving.map((each) => each.closest("button")).filter((each) => each);
    for (const each of buttons) moved.add(each.ariaLabel);
    requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}})();"""
"""Notes from the first moment of a page the labels of the buttons in which something moves."""

NO_STORAGE = """
Object.defineProperty(window, "localStorage", {get() { throw new Error("not allowed"); }});
"""


def row(visit: Visit) -> Locator:
    """Return the row of experiments."""
    return visit.page.get_by_role("toolbar", name="Experiments")


def experiment(visit: Visit, name: str, *, pressed: bool | None = None) -> Locator:
    """Return the experiment called ``name``, if it is chosen or not."""
    return row(visit).get_by_role("button", name=name, exact=True, pressed=pressed)


def expect_chosen(visit: Visit, name: str) -> None:
    """Expect that ``name`` alone is marked."""
    expect(row(visit).get_by_role("button", pressed=True)).to_have_count(1)
    expect(experiment(visit, name, pressed=True)).to_be_visible()


def moved(visit: Visit) -> list[str]:
    """Return what has moved of the row, when nothing does any more."""
    expect(row(visit)).not_to_have_class(re.compile("playing"))
    found: list[str] = visit.page.evaluate("() => [...moved]")
    return found


def test_one_tap_sets_an_experiment_up(open_page: OpenPage) -> None:
    """A person taps both costs from 2 / 2, runs it, and moves on to settings of their own.

    They go to softmax by the last of the row, and find their settings again when they come back.
    """
    visit = open_page("/?speed=10")
    expect_chosen(visit, FIRST)
    experiment(visit, BOTH).click()
    expect_chosen(visit, BOTH)
    visit.expect_query(preset="badly-wrong-both", speed="10")
    expect(visit.choice("Preset")).to_have_value("badly-wrong-both")
    visit.button("Run").click()
    visit.expect_end()
    visit.expect_shows(300, [train(each) for each in PRESETS["badly-wrong-both"].settings()])
    experiment(visit, BOTH).click()
    expect(visit.slider("Epoch")).to_have_value("0")
    visit.press(visit.slider("Starting weight"), "ArrowRight")
    expect(row(visit).get_by_role("button", pressed=True)).to_have_count(0)
    settings = {"weight": "2.1", "bias": "2", "cost": "both", "speed": "10"}
    visit.expect_query(**settings)
    experiment(visit, SOFTMAX).press("Enter")
    expect(visit.tab("Softmax")).to_be_focused()
    expect(visit.slider("z₁")).to_have_value("2.5")
    visit.expect_query(lab="softmax", **settings)
    visit.tab("One neuron").click()
    expect(visit.slider("Starting weight")).to_have_value("2.1")


def test_the_row_is_one_stop_of_the_tab_key(open_page: OpenPage) -> None:
    """A person goes through the row with arrows, Home and End: nothing is set up before Enter."""
    visit = open_page()
    experiment(visit, FIRST).focus()
    visit.page.keyboard.press("ArrowLeft")
    expect(experiment(visit, SOFTMAX)).to_be_focused()
    visit.page.keyboard.press("ArrowLeft")
    expect(experiment(visit, PUBLISHED)).to_be_focused()
    visit.page.keyboard.press("Home")
    expect(experiment(visit, FIRST)).to_be_focused()
    visit.page.keyboard.press("End")
    expect(experiment(visit, SOFTMAX)).to_be_focused()
    visit.page.keyboard.press("ArrowLeft")
    for _step in range(3):
        visit.page.keyboard.press("ArrowRight")
    expect(experiment(visit, SECOND)).to_be_focused()
    expect_chosen(visit, FIRST)
    visit.page.keyboard.press("Enter")
    expect_chosen(visit, SECOND)
    visit.page.keyboard.press("Tab")
    expect(visit.button("Run")).to_be_focused()


def test_on_a_phone_the_row_goes_sideways_and_the_page_does_not(open_page: OpenPage) -> None:
    """A person reaches the last experiment with a finger; the chosen one comes into sight."""
    visit = open_page("/?lang=en", viewport=PHONE, touch=True)
    visit.assert_in_sight(experiment(visit, FIRST), "the first experiment")
    assert row(visit).evaluate("(row) => row.scrollWidth > row.clientWidth")
    assert visit.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    experiment(visit, PUBLISHED).tap()
    expect_chosen(visit, PUBLISHED)
    visit.assert_in_sight(experiment(visit, PUBLISHED), "the experiment that was chosen")
    assert visit.page.evaluate("scrollY") == 0


def test_the_first_visit_plays_the_first_pair_once(open_page: OpenPage) -> None:
    """A person comes for the first time, and again."""
    visit = open_page("/?lang=en", script=NOTE_MOTION)
    assert moved(visit) == [FIRST, SECOND]
    visit.go("/?lang=en")
    assert moved(visit) == []


@pytest.mark.parametrize(
    ("path", "preferences"),
    [
        ("/?lang=en", {"script": NOTE_MOTION, "reduced_motion": "reduce"}),
        ("/?lang=en&preset=badly-wrong", {"script": NOTE_MOTION}),
        ("/?lang=en", {"script": NO_STORAGE + NOTE_MOTION}),
    ],
    ids=["no motion is wanted", "the address says what to see", "nothing may be kept"],
)
def test_the_first_visit_plays_nothing_where(
    open_page: OpenPage, path: str, preferences: dict[str, str]
) -> None:
    """A person comes for the first time."""
    visit = open_page(path, **preferences)
    assert moved(visit) == []
    expect(experiment(visit, FIRST)).to_be_visible()
