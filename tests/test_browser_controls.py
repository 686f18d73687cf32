"""Sliders, number fields and radio buttons in a browser: by mouse, finger, keys and typing."""

import json
import re

import pytest
from playwright.sync_api import expect

from app.server.socket import LARGEST_MESSAGE
from app.training_lab.view import LEARNING_RATES
from tests.browser import Visit, bring_to_middle, middle_of
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

SLIDERS = ("Starting weight", "Learning rate")
SHORT = (390, 560)
"""A phone so low that most of the settings are to be scrolled to."""
SHEET = "sheet.querySelector('.sheet-content')"
SHEET_SCROLLED = f"(sheet) => {SHEET}.scrollTop"
"""How far the sheet with the settings is scrolled, on a phone."""
SCROLL_SHEET = f"(sheet, by) => {{ {SHEET}.scrollBy(0, by); return {SHEET}.scrollTop; }}"
"""Scroll the sheet so far, and return how far it is scrolled then."""


def settings_sent(visit: Visit) -> list[object]:
    """Return the values that the page has told of its controls, in their order."""
    sent = [json.loads(frame) for frame in visit.sent if '"bokeh_event"' in frame]
    said = [
        dict(entries["entries"])
        for patch in sent
        for event in patch["events"]
        for name, entries in event["msg_data"]["values"].get("entries", ())
        if name == "data"
    ]
    return [each["value"] for each in said if each["kind"] == "set"]


def test_a_finger_scrolls_over_sliders_taps_on_their_tracks_and_drags_them_sideways(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person uses a phone: a slider goes where they tap or drag, and not while they scroll."""
    visit = open_page("/?speed=10", viewport=SHORT, touch=True)
    visit.button("Run").tap()
    visit.expect_end()
    visit.slider("Epoch").fill("150")
    before, query, sent = visit.look(), visit.query(), len(settings_sent(visit))
    sheet = visit.open_settings()
    with subtests.test("a swipe that begins on a slider scrolls and changes nothing"):
        for name in SLIDERS:
            slider = sheet.get_by_role("slider", name=name, exact=True)
            value = slider.input_value()
            for along in (-220, 160, -90):
                bring_to_middle(slider)
                # Off the ends of the sheet.
                top = sheet.evaluate(SCROLL_SHEET, along / 2)
                start = middle_of(slider)
                # Off the thumb, where a tap would move it, and not quite straight.
                visit.swipe((start[0] - 40, start[1]), (5, along))
                visit.page.wait_for_function(
                    f"([sheet, top]) => ({SHEET_SCROLLED})(sheet) !== top",
                    arg=[sheet.element_handle(), top],
                )
                assert slider.input_value() == value
        visit.page.keyboard.press("Escape")
        for along in (-220, 160):
            start = bring_to_middle(visit.slider("Epoch"))
            visit.swipe((start[0] - 40, start[1]), (5, along))
        assert (visit.look(), visit.query(), len(settings_sent(visit))) == (before, query, sent)
    visit.open_settings()
    slider = visit.slider("Starting weight")
    with subtests.test("a tap to the right of the middle sets the weight"):
        x, y = bring_to_middle(slider)
        visit.page.touchscreen.tap(x + 60, y)
        expect(slider).not_to_have_value("0.6")
        tapped = float(slider.input_value())
        assert tapped > 0.6
        visit.expect_query(weight=f"{tapped:g}", speed="10")
    with subtests.test("a slider goes along with a finger, and the page does not"):
        x, y = bring_to_middle(slider)
        top = sheet.evaluate(SHEET_SCROLLED)
        visit.swipe((x, y), (-60, 8))
        expect(slider).not_to_have_value(f"{tapped:g}")
        dragged = float(slider.input_value())
        assert dragged < 0
        assert sheet.evaluate(SHEET_SCROLLED) == top
        visit.expect_query(weight=f"{dragged:g}", speed="10")
        expect(visit.number("Starting weight")).to_have_value(f"{dragged:g}".replace("-", "−"))


TYPED = {
    **{"0.15": 0.15, "1e-2": 0.01, "0,15": 0.15, "+2": 2.0, "１．５": 1.5},
    **{"−3": -3.0, "－４，２５": -4.25, " -.5 ": -0.5, "-0": 0.0},
}
REFUSED = ["heavy", "", "5.1", "1_0", "٣", "1,234", "1.234,5", "NaN"]


def take_what_people_type(visit: Visit) -> None:
    """Type a number in many ways: slider, neuron and address have it."""
    field = visit.number("Starting weight")
    for typed, weight in TYPED.items():
        visit.type(field, typed)
        expect(field).to_have_value(f"{weight:g}".replace("-", "−"))
        expect(visit.slider("Starting weight")).to_have_value(f"{weight:g}")
        visit.expect_number("weight", weight)
        visit.expect_query(weight=f"{weight:g}")


def refuse_what_is_no_clear_number(visit: Visit) -> None:
    """Mistype: the field goes back, and what is set next takes the warning away."""
    field = visit.number("Starting weight")
    visit.type(field, "-1.25")
    visit.expect_query(weight="-1.25")
    before = "-1.25"
    for typed in REFUSED:
        visit.type(field, typed)
        expect(visit.alert).to_contain_text(re.compile(rf"weight: .*Using {re.escape(before)}\."))
        expect(field).to_have_value(before.replace("-", "−"))
        expect(visit.slider("Starting weight")).to_have_value(before)
        visit.expect_query(weight=before)
        before = "2" if before == "-1.25" else "-1.25"
        visit.type(field, before)
        expect(visit.alert).to_have_text("")
        visit.expect_query(weight=before)


def go_by_keys(visit: Visit) -> None:
    """Use every key that sliders have; numbers between two steps are on the way."""
    slider, field = visit.slider("Starting weight"), visit.number("Starting weight")
    visit.type(field, "1.25")
    visit.expect_query(weight="1.25")
    keys = {
        "ArrowRight": "1.3",
        "ArrowUp": "1.4",
        "PageUp": "2.4",
        "End": "5",
        "PageDown": "4",
        "ArrowLeft": "3.9",
        "ArrowDown": "3.8",
        "Home": "-5",
    }
    for key, value in keys.items():
        visit.press(slider, key)
        expect(slider).to_have_value(value)
        visit.expect_query(weight=value)
    expect(slider).to_have_attribute("aria-valuetext", "w₀ = −5")
    visit.press(field, "ArrowUp", "ArrowUp")
    expect(field).to_have_value("−4.8")
    visit.expect_query(weight="-4.8")


def tell_the_last_of_many_moves(visit: Visit) -> None:
    """Throw a slider to and fro: the server hears of where it is let go."""
    before = len(settings_sent(visit))
    visit.slider("Starting weight").evaluate("""(slider) => {
      for (let move = 1; move <= 40; move++) {
        slider.value = move / 10;
        slider.dispatchEvent(new Event("input"));
      }
      slider.dispatchEvent(new Event("change"));
    }""")
    visit.expect_query(weight="4")
    assert settings_sent(visit)[before:] == [4]


def keep_what_is_being_typed(visit: Visit) -> None:
    """Type, and move a slider before that is done: what is typed stays."""
    field = visit.number("Starting bias")
    field.fill("-2,5")
    visit.slider("Starting weight").evaluate("""(slider) => {
      slider.value = 3;
      slider.dispatchEvent(new Event("input"));
      slider.dispatchEvent(new Event("change"));
    }""")
    visit.expect_query(weight="3")
    expect(field).to_have_value("-2,5")
    field.press("Enter")
    visit.expect_query(weight="3", bias="-2.5")


def go_from_rate_to_rate(visit: Visit) -> None:
    """Go through round learning rates, evenly spread, from whichever number there was."""
    slider = visit.slider("Learning rate")
    visit.type(visit.number("Learning rate"), "0.0777")
    expect(slider).to_have_attribute("aria-valuetext", "η = 0.0777")
    others = {"weight": "3", "bias": "-2.5"}
    for key, rate in {"ArrowRight": 0.08, "ArrowLeft": 0.06, "End": 10, "Home": 0.001}.items():
        visit.press(slider, key)
        expect(slider).to_have_attribute("aria-valuetext", f"η = {rate:g}")
        visit.expect_query(learning_rate=f"{rate:g}", **others)
    slider.fill(str((len(LEARNING_RATES) - 1) / 2))
    visit.expect_query(learning_rate="0.1", **others)


def refuse_a_flood(visit: Visit, *fields: str) -> None:
    """Paste 3 MB into each of these fields: a sentence says so, and the page stays."""
    for field in fields:
        box = visit.page.get_by_label(field, exact=True)
        if not box.is_visible():
            visit.page.get_by_role("tabpanel").locator("summary").click()
        before = box.input_value()
        box.focus()
        box.select_text()
        visit.page.keyboard.insert_text("9" * 3_000_000)
        box.press("Enter")
        expect(visit.alert).to_contain_text("Using")
        expect(box).to_have_value(before)
        visit.dismiss_alerts()
    assert max(map(len, visit.sent)) < LARGEST_MESSAGE


def test_sliders_and_fields_take_what_keys_and_typing_say_and_refuse_what_is_unclear(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person sets weight, bias and rate one way after the other, and mistypes."""
    visit = open_page()
    with subtests.test("a number field takes what people type"):
        take_what_people_type(visit)
    with subtests.test("what is no clear number is refused and the field goes back"):
        refuse_what_is_no_clear_number(visit)
    with subtests.test("keys go through a slider by steps, by ten and to its ends"):
        go_by_keys(visit)
    with subtests.test("of many moves at once the last is told"):
        tell_the_last_of_many_moves(visit)
    with subtests.test("what is being typed stays while other settings change"):
        keep_what_is_being_typed(visit)
    with subtests.test("the learning rate goes from stop to stop"):
        go_from_rate_to_rate(visit)
    with subtests.test("a flood of text is refused like any other"):
        refuse_a_flood(visit, "Starting weight: value", "Number of epochs")
    visit.tab("Network").click()
    with subtests.test("a flood of text is refused in the Network lab"):
        refuse_a_flood(
            visit,
            "Network 1: Learning rate η",
            "Network 1: Neurons of the hidden layers",
        )
