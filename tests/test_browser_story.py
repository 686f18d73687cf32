"""Stories: a walk through each lab by keyboard, with an answer that is wrong at first."""

import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, expect

from app.ui.language import translator
from tests.browser import PHONE, Visit
from tests.conftest import OpenPage
from tests.stories import STORIES, right

pytestmark = pytest.mark.browser

_RUN = (("button", "Run", "Enter"),)
_END = (("slider", "Epoch", "End"),)


def _scrub(*keys: str) -> tuple[tuple[str, str, str], ...]:
    return (*_RUN, *_END, *(("slider", "Epoch", key) for key in keys))


POINTED = """(card) => {
  const root = card.getRootNode();
  const parts = [...root.querySelectorAll(".pointed-out")];
  const isMarked = (part) => parseFloat(getComputedStyle(part).outlineWidth) >= 4;
  const seen = parts.filter(isMarked).map((part) => part.getBoundingClientRect());
  const {top} = card.getBoundingClientRect();
  return seen.some((box) => box.height > 0 && box.top >= -1 && box.top < top - 40);
}"""
"""Whether something is marked that begins in sight, above the card."""
TOP = "(part) => part.getBoundingClientRect().top"

STARTS = {
    "neuron": {"Starting weight": lambda _address: "2"},
    "several": {},
    "costs": {
        "Target": lambda address: address.get("y", "0"),
        "Output": lambda address: address.get("a", "0.9"),
    },
    "softmax": {"z₁": lambda address: address.get("z", "2.5").split(",")[0]},
}
"""By lab the sliders that tell when an experiment is set up, and what they are then."""

WALKS = {
    "neuron": (
        (("combobox", "Shape of the prediction", "ArrowDown"), *_RUN, *_END),
        (("slider", "Epoch", "Home"), ("slider", "Epoch", "ArrowRight")),
        (*_END, ("slider", "Epoch", "ArrowLeft")),
        (("button", "Reset", "Enter"), ("radio", "Cross-entropy", "Space"), *_RUN, *_END),
        _scrub("Home", "ArrowRight"),
    ),
    "several": (
        (*_RUN, *_END),
        (("slider", "Epoch", "ArrowLeft"),),
        (*_RUN, *_END),
        (*_RUN, *_END),
    ),
    "costs": (
        (("slider", "Output", "Home"),),
        (("slider", "Target", "Home"),),
        (("slider", "Power of σ′", "Home"),),
        (("slider", "Output", "Home"), *([("slider", "Output", "PageUp")] * 3)),
        (("slider", "Output", "Home"),),
    ),
    "softmax": (
        (("slider", "z₄", "End"),),
        (("slider", "z₁", "Home"),),
        tuple(("slider", f"z{at}", "ArrowRight") for at in "₁₂₃₄" for _step in range(10)),
        (("slider", "z₁", "Home"),),
        (*_RUN, *_END),
    ),
}
"""By lab and step what is done by keyboard: role and name of a control, and the key.

A step that goes on with the run of the step before has no Run.
"""


def act(visit: Visit, role: str, name: str, key: str) -> None:
    """Press ``key`` on a control."""
    panel = visit.page.get_by_role("tabpanel")
    control = panel.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    control.press(key)


def begin(visit: Visit, story: Locator) -> None:
    """Open the story and go to its first step."""
    visit.page.get_by_role("button", name="Questions", exact=True).press("Enter")
    story.get_by_role("button", name="Begin").press("Enter")


def answer(story: Locator, lab: str, number: int) -> None:
    """Answer the question of step ``number`` wrong, then right, and go on."""
    step = STORIES[lab].told(translator("en"))["steps"][number]
    expect(story.locator(".question")).to_have_text(step["question"])
    wrong = next(answer for answer in step["answers"] if not answer["right"])
    button = story.get_by_role("button", name=wrong["text"], exact=True)
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(story.locator(".reply")).to_have_text(wrong["reply"])
    expect(story.get_by_role("button", name="Skip")).to_be_visible()
    story.get_by_role("button", name=right(STORIES[lab], number), exact=True).press("Enter")
    expect(story.locator(".reply")).to_contain_text("Yes")
    story.get_by_role("button", name="Next").press("Enter")


@pytest.mark.parametrize("lab", WALKS)
def test_a_story_is_walked_to_its_end_by_keyboard(open_page: OpenPage, lab: str) -> None:
    """A person does what each step asks, answers wrong and then right, and has their settings."""
    told = STORIES[lab].told(translator("en"))
    visit = open_page(f"/?lab={lab}" + ("&weight=1.5&speed=10" if lab == "neuron" else ""))
    before = visit.query()
    story = visit.part("Questions")
    begin(visit, story)
    for number, (step, walk) in enumerate(zip(told["steps"], WALKS[lab], strict=True)):
        heading = story.get_by_role("heading")
        expect(heading).to_have_text(f"{number + 1}/{len(told['steps'])} {step['title']}")
        expect(heading).to_be_focused()
        if lab in ("neuron", "several", "softmax") and step["section"]:
            expect(visit.page.locator(f".section.{step['section']}")).to_be_visible()
        for name, value in STARTS[lab].items():
            expect(visit.slider(name)).to_have_value(value(step["address"]))
        if [*step["address"]] == ["preset"]:
            expect(visit.choice("Preset")).to_have_value(step["address"]["preset"])
        # A guess is gone when its step is left.
        if number > 0:
            expect(visit.page).not_to_have_url(re.compile("prediction"))
        check_pointing(visit, story, step)
        for role, name, key in walk:
            act(visit, role, name, key)
        answer(story, lab, number)
    expect(story.get_by_text(told["ending"])).to_be_visible()
    link = story.get_by_role("link", name="Link to this experiment").get_attribute("href") or ""
    assert dict(parse_qsl(link.partition("?")[2])) == {"lang": "en", **STORIES[lab].link}
    story.get_by_role("button", name="Back to my settings").press("Enter")
    expect(story).to_have_count(0)
    expect(visit.button("Questions")).to_be_focused()
    visit.expect_query(**before)


def check_pointing(visit: Visit, story: Locator, step: dict[str, Any]) -> None:
    """Have the card show what the step is about, which is marked beside it."""
    leave = story.get_by_role("button", name="Leave")
    place = leave.bounding_box()
    story.get_by_role("button", name="Point it out").press("Enter")
    card = story.locator(".story").element_handle()
    visit.page.wait_for_function(POINTED, arg=card)
    # It stays under the pointer, but for the edge at the end of the page.
    assert leave.bounding_box() == pytest.approx(place, abs=12)


def check_guess(visit: Visit, story: Locator) -> None:
    """Guess and run, with the card and the plot that it is about in sight and in their places."""
    plot = visit.plot("output").get_by_role("img")
    expect(plot.get_by_text("Draw here what you expect")).to_be_visible()
    visit.assert_in_sight(plot, "the plot")
    before = plot.evaluate(TOP)
    visit.choice("Shape of the prediction").evaluate(
        "(list) => { list.selectedIndex = 1; list.dispatchEvent(new Event('change')); }"
    )
    expect(story.locator(".noticed")).to_contain_text("Now press Run")
    visit.button("Run").evaluate("(button) => button.click()")
    visit.expect_end()
    expect(story.locator(".question")).to_be_visible()
    assert abs(plot.evaluate(TOP) - before) <= 1
    for part, name in ((plot, "the plot"), (story.get_by_role("heading"), "the card")):
        visit.assert_in_sight(part, name)
    visit.press(story.get_by_role("heading"), "Tab")


def test_leaving_a_story_keeps_the_experiment_or_brings_the_settings_back(
    open_page: OpenPage,
) -> None:
    """A person leaves with Escape on a phone, and is asked once what is to stay.

    They begin again and change the language: the step stays.
    """
    visit = open_page("/?weight=1.5&speed=10", viewport=PHONE, touch=True)
    story = visit.part("Questions")
    weight = visit.page.locator(".settings-opener:visible")
    begin(visit, story)
    visit.assert_in_sight(visit.button("Run"), "Run")
    expect(weight).to_contain_text("w₀ 2 ·")
    check_guess(visit, story)
    visit.page.keyboard.press("Escape")
    expect(story.get_by_role("button", name="Keep this experiment")).to_be_focused()
    expect(weight).to_contain_text("w₀ 2 ·")
    story.get_by_role("button", name="Back to my settings").click()
    expect(weight).to_contain_text("w₀ 1.5 ·")
    expect(story).to_have_count(0)
    begin(visit, story)
    expect(weight).to_contain_text("w₀ 2 ·")
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("Escape")
    expect(story).to_have_count(0)
    expect(weight).to_contain_text("w₀ 2 ·")
    begin(visit, story)
    story.get_by_role("button", name="Skip").click()
    expect(story.locator(".noticed")).to_have_text("There is no run yet: press Run.")
    title = translator("zh")(STORIES["neuron"].steps[1].title)
    visit.choice("Language").select_option("zh")
    expect(visit.page.get_by_role("heading", name=f"2/5 {title}")).to_be_visible()


def test_an_open_story_of_a_lab_without_runs_is_in_the_address(open_page: OpenPage) -> None:
    """A person shares a lab with its story open, and closes it; and opens one in another lab."""
    visit = open_page("/?lab=costs&costs.open=questions")
    story = visit.part("Questions")
    expect(story.get_by_role("button", name="Begin")).to_be_visible()
    visit.expect_query(**{"lab": "costs", "costs.open": "questions"})
    visit.button("Questions").click()
    expect(story).to_have_count(0)
    visit.expect_query(lab="costs")
    visit.tab("Softmax").click()
    visit.button("Questions").click()
    expect(story).to_be_visible()
    visit.expect_query(**{"lab": "softmax", "softmax.open": "questions"})
    visit.button("Questions").click()
    visit.tab("Costs").click()
    visit.button("Questions").click()
    # An experiment of it leaves it open.
    story.get_by_role("button", name="Begin").click()
    first = STORIES["costs"].steps[0].address
    visit.expect_query(**{"lab": "costs", "costs.open": "questions", **first})
    expect(story).to_be_visible()


def test_the_story_of_a_network_is_walked_to_its_end_by_keyboard(open_page: OpenPage) -> None:
    """A person trains networks, and says what no cost reaches and what a start does."""
    told = STORIES["network"].told(translator("en"))
    visit = open_page("/?lab=network&network.speed=10")
    before = visit.query()
    story = visit.part("Questions")
    begin(visit, story)
    noticed = story.locator(".noticed")
    act(visit, *_RUN[0])
    expect(noticed).to_contain_text("At epoch 30", timeout=60_000)
    for key in ("Home", *["ArrowRight"] * 18):
        act(visit, "slider", "Epoch", key)
    expect(noticed).to_contain_text("At epoch 3 it is")
    answer(story, "network", 0)
    act(visit, "slider", "Epoch", "Home")
    expect(noticed).to_contain_text("the mean |δ| is")
    answer(story, "network", 1)
    expect(visit.page.locator(".section.saturation")).to_be_visible()
    for step in (2, 3):
        act(visit, *_RUN[0])
        expect(noticed).to_contain_text("At epoch 30", timeout=60_000)
        answer(story, "network", step)
    expect(story.get_by_text(told["ending"])).to_be_visible()
    story.get_by_role("button", name="Back to my settings").press("Enter")
    expect(story).to_have_count(0)
    visit.expect_query(**before)
