"""Sliders, number fields and radio buttons in a browser: by mouse, finger, keys and typing."""

import json
import re

import pytest
from playwright.sync_api import Locator, expect

from app.server.socket import LARGEST_MESSAGE
from app.training_lab.controls_view import LEARNING_RATES
from tests.browser import PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

SLIDERS = ("Starting weight", "Learning rate", "Epoch")
SCROLLED = "() => document.scrollingElement.scrollTop"


def middle(visit: Visit, slider: Locator) -> tuple[float, float]:
    """Scroll ``slider`` to the middle of the window, and return where its own middle is."""
    slider.evaluate("(element) => element.scrollIntoView({block: 'center', behavior: 'instant'})")
    box = slider.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


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


@pytest.mark.parametrize("name", SLIDERS)
def test_a_swipe_that_begins_on_a_slider_scrolls_and_changes_nothing(
    open_page: OpenPage, name: str
) -> None:
    """A person scrolls three times with a thumb on a slider: settings and run are as they were."""
    visit = open_page("/?speed=10", viewport=PHONE, touch=True)
    visit.button("Run").tap()
    visit.expect_end()
    visit.slider("Epoch").fill("150")
    before, query, sent = visit.look(), visit.query(), len(settings_sent(visit))
    slider = visit.slider(name)
    value = slider.input_value()
    for along in (-220, 160, -90):
        start = middle(visit, slider)
        top = visit.page.evaluate(SCROLLED)
        # Off the thumb, where a tap would move it, and not quite straight.
        visit.swipe((start[0] - 40, start[1]), (5, along))
        if name != "Epoch":  # That one stands in the bar that stays.
            visit.page.wait_for_function(f"(top) => ({SCROLLED})() !== top", arg=top)
        assert slider.input_value() == value
    assert (visit.look(), visit.query(), len(settings_sent(visit))) == (before, query, sent)


def test_a_finger_that_goes_sideways_moves_a_slider(open_page: OpenPage) -> None:
    """A person drags a slider by finger: it goes along, and the page does not."""
    visit = open_page("/?speed=10", viewport=PHONE, touch=True)
    slider = visit.slider("Starting weight")
    x, y = middle(visit, slider)
    top = visit.page.evaluate(SCROLLED)
    visit.swipe((x, y), (60, 8))
    expect(slider).not_to_have_value("0.6")
    value = float(slider.input_value())
    assert value > 1
    assert visit.page.evaluate(SCROLLED) == top
    visit.expect_query(weight=f"{value:g}", speed="10")
    expect(visit.number("Starting weight")).to_have_value(f"{value:.2f}")


@pytest.mark.parametrize(
    ("typed", "weight"),
    [
        *(("0.15", 0.15), ("0,15", 0.15), ("1e-2", 0.01), ("+2", 2.0), ("１．５", 1.5)),
        *(("−3", -3.0), ("－４，２５", -4.25), (" -.5 ", -0.5), ("-0", 0.0)),
    ],
)
def test_a_number_field_takes_what_people_type(
    open_page: OpenPage, typed: str, weight: float
) -> None:
    """A person types a number in their own way: slider, neuron and address have it."""
    visit = open_page()
    field = visit.number("Starting weight")
    visit.type(field, typed)
    expect(field).to_have_value(f"{weight:.2f}".replace("-", "−"))
    expect(visit.slider("Starting weight")).to_have_value(f"{weight:g}")
    visit.expect_number("weight", f"{weight:.4f}")
    visit.expect_query(weight=f"{weight:g}")


@pytest.mark.parametrize("typed", ["heavy", "", "5.1", "1_0", "٣", "1,234", "1.234,5", "NaN"])
def test_what_is_no_clear_number_is_refused_and_the_field_goes_back(
    open_page: OpenPage, typed: str
) -> None:
    """A person mistypes: they are told in a sentence, and nothing changes."""
    visit = open_page("/?weight=-1.25")
    field = visit.number("Starting weight")
    visit.type(field, typed)
    expect(visit.alert).to_contain_text(re.compile(r"weight: .*Using -1\.25\."))
    expect(field).to_have_value("−1.25")
    expect(visit.slider("Starting weight")).to_have_value("-1.25")
    visit.expect_query(weight="-1.25")
    # What is set next takes the warning away.
    visit.type(field, "2")
    expect(visit.alert).to_have_text("")


def test_keys_go_through_a_slider_by_steps_by_ten_and_to_its_ends(open_page: OpenPage) -> None:
    """A person uses every key that sliders have; numbers between two steps are on the way."""
    visit = open_page("/?weight=1.25")
    slider = visit.slider("Starting weight")
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
    expect(slider).to_have_attribute("aria-valuetext", "w₀ = −5.00")
    field = visit.number("Starting weight")
    visit.press(field, "ArrowUp", "ArrowUp")
    expect(field).to_have_value("−4.80")
    visit.expect_query(weight="-4.8")


def test_the_learning_rate_goes_from_stop_to_stop(open_page: OpenPage) -> None:
    """A person goes through round numbers, evenly spread, from whichever number they had."""
    visit = open_page("/?learning_rate=0.0777")
    slider = visit.slider("Learning rate")
    expect(slider).to_have_attribute("aria-valuetext", "η = 0.0777")
    for key, rate in {"ArrowRight": 0.08, "ArrowLeft": 0.06, "End": 10, "Home": 0.001}.items():
        visit.press(slider, key)
        expect(slider).to_have_attribute("aria-valuetext", f"η = {rate:g}")
        visit.expect_query(learning_rate=f"{rate:g}")
    slider.fill(str((len(LEARNING_RATES) - 1) / 2))
    visit.expect_query(learning_rate="0.1")


def test_of_many_moves_at_once_the_last_is_told(open_page: OpenPage) -> None:
    """A slider is thrown to and fro: the server hears of where it is let go."""
    visit = open_page()
    slider = visit.slider("Starting weight")
    before = len(settings_sent(visit))
    slider.evaluate("""(slider) => {
      for (let move = 1; move <= 40; move++) {
        slider.value = move / 10;
        slider.dispatchEvent(new Event("input"));
      }
      slider.dispatchEvent(new Event("change"));
    }""")
    visit.expect_query(weight="4")
    assert settings_sent(visit)[before:] == [4]


def test_what_is_being_typed_stays_while_other_settings_change(open_page: OpenPage) -> None:
    """A person types, and moves a slider before they are done: what they type stays."""
    visit = open_page()
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


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/", "Starting weight: value"),
        ("/", "Number of epochs"),
        ("/?lab=network", "Network 1: Learning rate η"),
        ("/?lab=network", "Network 1: Neurons of the hidden layers"),
    ],
)
def test_a_flood_of_text_in_a_field_is_refused_like_any_other(
    open_page: OpenPage, address: str, field: str
) -> None:
    """A person pastes 3 MB into a field: they are told in a sentence, and the page stays."""
    visit = open_page(address)
    box = visit.page.get_by_label(field, exact=True)
    if not box.is_visible():
        visit.page.locator("summary").click()
    before = box.input_value()
    box.focus()
    box.select_text()
    visit.page.keyboard.insert_text("9" * 3_000_000)
    box.press("Enter")
    expect(visit.alert).to_contain_text("Using")
    expect(box).to_have_value(before)
    assert max(map(len, visit.sent)) < LARGEST_MESSAGE
