"""The Overfitting lab in a browser: several seeds learn, and the page says what became of them."""

import re

import pytest
from playwright.sync_api import expect

from app.labs.overfitting.sections import stopping, wrong
from app.labs.overfitting.sections.sizes import SIZES
from app.ui.numbers import percent
from tests.browser import Visit
from tests.conftest import OpenPage
from tests.overfitting import controls_for
from tests.stacks import records_of

pytestmark = pytest.mark.browser

NETWORKS = "none:0:0.5:10,l2:3:0.5:10"
CHOSEN = {"training": 100, "wrong": 20, "epochs": 8, "seeds": 2}
BANDS = """() => {
  const {data} = Bokeh.documents[0].get_model_by_name("overfitting-bands");
  return data.accuracy.map((outline) => outline.length);
}"""


def address() -> str:
    named = {"networks": NETWORKS, **CHOSEN, "speed": 10}
    return "/?lab=overfitting&" + "&".join(f"overfitting.{n}={text}" for n, text in named.items())


def run_to_the_end(visit: Visit) -> None:
    visit.button("Run").click()
    expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", "8 / 8", timeout=60_000)


def test_networks_of_two_seeds_learn_and_the_page_says_what_became_of_them(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person trains two networks, and looks at all that is folded away."""
    visit = open_page(address())
    controls = controls_for(NETWORKS, **CHOSEN)
    records = [records_of(each) for each in controls.settings().values()]
    run_to_the_end(visit)
    reading = visit.page.get_by_role("group", name="Epoch 8")
    with subtests.test("all numbers are read aloud, and seen where one points at an epoch"):
        expect(reading).not_to_have_css("clip-path", "none")
        visit.plot("accuracy on training").locator(".canvas").hover()
        pointed = visit.page.get_by_role("group", name=re.compile("^Epoch"))
        expect(pointed).to_have_css("clip-path", "none")
        visit.button("Run").hover()
        expect(reading).not_to_have_css("clip-path", "none")
    with subtests.test("a line says how many labels are right, where that is of use"):
        levels = visit.page.locator(".notes line.level")
        expect(levels).to_have_count(1)
        expect(visit.plot("accuracy on training").locator("line.level")).to_have_count(1)
    with subtests.test("numbers and words are the core's"):
        for found in records:
            last = found[-1].frame
            for quantity in ("training_accuracy", "test_accuracy"):
                text = percent(last.median(quantity))
                expect(reading).to_contain_text(text)
                expect(visit.page.get_by_role("status").first).to_contain_text(text)
    with subtests.test("each sentence begins with the sample of its curve"):
        samples = visit.page.get_by_role("status").first.locator("[data-curve]")
        expect(samples).to_have_text(["1 no technique", "2 L2, λ = 3"])
        keys = samples.evaluate_all("(samples) => samples.map(({dataset}) => dataset.curve)")
        assert keys == ["run-1", "run-2"]
    with subtests.test("each line has a band around it, as far as it is drawn"):
        assert visit.page.evaluate(BANDS) == [2 * 9, 2 * 9]
    with subtests.test("early stopping follows the patience"):
        part = visit.open_part("Early stopping")
        rows = part.get_by_role("row")
        for key, patience in (("Home", 1), ("End", 100)):
            visit.press(part.get_by_role("slider"), key)
            expect(part.get_by_text(f"With a patience of {patience} ")).to_be_visible()
            for index, found in enumerate(records, start=1):
                stops = stopping.stops([each.frame for each in found], patience)
                kept = sorted(each.kept for each in stops)
                expect(rows.nth(index)).to_contain_text(percent(sum(kept) / 2))
    with subtests.test("the wrong labels are shown, and how many are learned by heart"):
        part = visit.open_part("Wrong labels")
        expect(part.get_by_role("img")).to_have_count(20)
        for found in records:
            by_heart, _right = wrong.shares(found[-1], 2)
            text = f"learned by heart: {percent(round(by_heart, 4))}"
            expect(part.get_by_text(text).first).to_be_visible()
    with subtests.test("weights have a histogram and pictures"):
        part = visit.open_part("Weights")
        expect(part.get_by_role("img", name="weights of 10 hidden neurons")).to_have_count(2)
        expect(part.get_by_text("The penalty is")).to_have_count(1)
    with subtests.test("a polynomial is bent back by a penalty"):
        part = visit.open_part("A polynomial")
        expect(part.get_by_text("that is overfitting")).to_be_visible()
        visit.press(part.get_by_role("slider", name="Penalty on its coefficients"), "End")
        expect(part.get_by_text("that is overfitting")).to_be_hidden()
    with subtests.test("other sizes are trained when that is asked for"):
        part = visit.open_part("Training sizes")
        part.get_by_role("button", name="Train with other sizes").click()
        expect(part.get_by_text(f"with {SIZES[-1]}.").first).to_be_visible(timeout=60_000)
    with subtests.test("another technique has another number, and goes back to the start"):
        visit.choose("Network 2: Technique", "Dropout")
        name = "Network 2: Probability p with which a neuron is left out"
        expect(visit.page.get_by_role("spinbutton", name=name)).to_have_value("0.5")
        visit.page.wait_for_function("() => location.search.includes('dropout')")
        assert visit.query()["overfitting.networks"] == "none:0:0.5:10,dropout:0.5:0.5:10"
        expect(visit.slider("Epoch")).to_have_value("0")
