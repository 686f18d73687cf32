"""The Costs lab in a browser: what is seen at an output, and what a cost is made from."""

import re

import pytest
from playwright.sync_api import expect

from app.labs.costs.controls import Controls
from app.labs.costs.view import state_of
from app.ui.language import translator
from app.ui.numbers import numeral
from core import Settings, train
from core.costs.power_family import cost_of_power
from tests.browser import LAPTOP, PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser


def expect_shows(visit: Visit, language: str = "en", **values: float) -> None:
    """Wait until the lab shows what belongs to these values; everything must agree then."""
    _ = translator(language)
    state = state_of(Controls(**values), _)
    expect(visit.page.get_by_role("status")).to_have_text(state["seen"])
    table = visit.page.get_by_role("table", name=_("The costs at this output"))
    rows = [*zip(*(by_cost.values() for by_cost in state["numbers"].values()), strict=True)]
    expect(table.locator("td")).to_have_text([number for row in rows for number in row])
    for quantity, symbol in {"value": "C", "derivative": "∂C/∂a", "output_error": "∂C/∂z"}.items():
        name = _("{name} against the output a").format(name=symbol)
        chart = visit.page.get_by_role("img", name=name)
        for number in state["numbers"][quantity].values():
            expect(chart).to_have_accessible_name(re.compile(re.escape(number)))
    expect(visit.page.get_by_text(state["smallest"], exact=True)).to_be_visible()
    expect(visit.page.get_by_text(state["derived"], exact=True)).to_be_visible()


def follow_the_sliders(visit: Visit, language: str) -> None:
    """Move output, target and power, to ends at which costs are infinite."""
    _ = translator(language)
    expect_shows(visit, language)
    visit.press(visit.slider(_("Output")), "End")
    expect_shows(visit, language, a=1.0)
    visit.press(visit.slider(_("Target")), "End")
    expect_shows(visit, language, a=1.0, y=1.0)
    visit.press(visit.slider(_("Output")), "Home", "ArrowRight")
    expect_shows(visit, language, a=0.01, y=1.0)
    # What is beyond an axis is told at its edge; what is infinite everywhere is not drawn.
    beyond = visit.page.locator("text.beside").filter(has_text=re.compile("[↑↓]"))
    expect(beyond).to_have_text(["↑ 4.605", "↓ −100.0", "↑ 4.605"])
    expect(visit.page.locator("text.beside", has_text="× σ′ = 0.009900")).to_be_visible()
    visit.press(visit.slider(_("Power of σ′")), "ArrowRight")
    expect_shows(visit, language, a=0.01, y=1.0, p=0.05)
    visit.expect_query(lab="costs", a="0.01", y="1", p="0.05")
    assert not re.search(r"NaN|undefined|Infinity", visit.text(visit.page.get_by_role("tabpanel")))


def test_everything_follows_the_sliders_and_a_neuron_is_trained_with_the_cost_just_made(
    open_page: OpenPage,
) -> None:
    """A person makes a cost on a phone, in Chinese; and one that a neuron learns by."""
    visit = open_page("/?lab=costs&lang=zh", viewport=PHONE)
    follow_the_sliders(visit, "zh")
    visit.resize(LAPTOP)
    visit.go("/?lab=costs&p=0.5&theme=dark")
    expect_shows(visit, p=0.5)
    visit.page.get_by_role("link", name="Train a neuron with the cost you just made").click()
    visit.expect_ready()
    expect(visit.tab("One neuron")).to_have_attribute("aria-selected", "true")
    expect(visit.choice("Cost").get_by_role("radio", name="Self-made")).to_be_checked()
    visit.choice("Speed").select_option("10")
    visit.button("Run").click()
    visit.expect_end()
    frame = train(Settings(weight=2, bias=2, learning_rate=0.15, cost=cost_of_power(0.5)))
    visit.expect_shows(300, [frame])
    part = visit.open_part("The gradient")
    expect(part).to_contain_text("to the power 0.5")
    visit.open_part("On the curves")
    said = f"Self-made: C = {numeral(frame.cost[-1])}"
    expect(visit.part("On the curves").get_by_role("img", name=said)).to_be_visible()
    pins = visit.open_part("Pinned runs")
    pins.get_by_role("button", name="Pin the run on the screen").click()
    expect(pins.get_by_role("row")).to_have_count(2)
    expect(pins.get_by_role("table")).to_contain_text("Self-made (p = 0.5)")
    visit.choose("Cost", "Quadratic")
    visit.slider("Epoch").fill("0")
    pins.get_by_role("button", name="Use the settings of run 1").click()
    expect(visit.choice("Cost").get_by_role("radio", name="Self-made")).to_be_checked()
