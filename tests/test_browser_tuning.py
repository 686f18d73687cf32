"""The Tuning lab in a browser: a knob is swept, and the page says which value did best."""

import pytest
from playwright.sync_api import expect

from app.labs.tuning.outcomes import best_of, outcomes
from app.ui.numbers import numeral, percent
from tests.conftest import OpenPage
from tests.tuning import RATES, SHORT, controls_for, trainings_for

pytestmark = pytest.mark.browser

VALUES = "Its values, with commas between them"


def test_a_knob_is_swept_and_the_test_set_is_looked_at_last(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person chooses what to sweep, runs it, and at last looks at the test set."""
    named = {"sweep": "momentum:0,0.5", **SHORT, "speed": 10}
    address = "&".join(f"tuning.{name}={text}" for name, text in named.items())
    visit = open_page(f"/?lab=tuning&{address}")
    page = visit.page
    knob = page.get_by_role("combobox", name="Sweep", exact=True)
    values = page.get_by_role("textbox", name=VALUES)
    with subtests.test("another knob has its first values, and is no plain setting"):
        expect(page.get_by_role("spinbutton", name="Momentum μ")).to_be_hidden()
        knob.select_option("learning_rate")
        expect(values).to_have_value("0.025, 0.079, 0.25, 0.79, 2.5, 7.9, 25")
        expect(page.get_by_role("spinbutton", name="Momentum μ")).to_be_visible()
        expect(page.get_by_role("spinbutton", name="Learning rate η")).to_be_hidden()
    with subtests.test("a value that cannot be is refused, and loses nothing"):
        values.fill("0.1, 1000")
        values.press("Enter")
        expect(page.get_by_role("alert").first).to_contain_text("“1000”")
        expect(values).to_have_value("0.025, 0.079, 0.25, 0.79, 2.5, 7.9, 25")
    values.fill(RATES.partition(":")[2])
    values.press("Enter")
    expect(values).to_have_value("0.1, 1, 100")
    visit.button("Run").click()
    expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", "4 / 4", timeout=60_000)
    controls = controls_for(RATES)
    found = outcomes(trainings_for(controls), controls)
    best = best_of(found)
    with subtests.test("words and the small picture are the core's"):
        accuracy = percent(best.end("validation_accuracy"))
        expect(page.get_by_role("status").first).to_contain_text(accuracy)
        expect(page.get_by_text("threshold: 1", exact=True)).to_be_visible()
        expect(page.get_by_text("half: 0.5", exact=True)).to_be_visible()
        expect(page.get_by_role("img", name="Cost on training that is left")).to_be_visible()
    tested = percent(best.end("test_accuracy"))
    with subtests.test("a value beyond the axis is told at its edge"):
        cost = page.locator("[data-quantity=training_cost] .notes")
        highest = max(each.end("training_cost") for each in found)
        expect(cost).to_contain_text(f"↑ {numeral(highest)}")
    with subtests.test("the test set is seen once its section is opened"):
        expect(page.get_by_text(f": {tested} (")).to_have_count(0)
        part = visit.open_part("Look at the test set")
        expect(part.get_by_text(f": {tested} (")).to_be_visible()
        expect(part.get_by_text("You have looked.")).to_be_visible()
    with subtests.test("every value stands in a table"):
        part = visit.open_part("Every value")
        expect(part.get_by_role("row")).to_have_count(4)
        expect(part.get_by_role("rowheader", name="best on validation")).to_have_count(1)
