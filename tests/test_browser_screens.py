"""The screen that the Neuron lab is made for: all of it is on a small laptop at once."""

import pytest
from playwright.sync_api import Locator

from tests.browser import BUTTONS, LAPTOP, QUANTITIES, START_SLIDERS, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser


def neuron_controls(visit: Visit) -> dict[str, Locator]:
    """Return all controls of the Neuron lab that are always there, by their names."""
    names = (*START_SLIDERS.values(), "Learning rate", "Epoch")
    controls = {name: visit.slider(name) for name in names}
    controls |= {name: visit.choice(name) for name in ("Preset", "Cost", "Speed")}
    return controls | {name: visit.button(name) for name in BUTTONS}


def page_controls(visit: Visit) -> dict[str, Locator]:
    """Return the controls of the page around its labs."""
    controls = {name: visit.button(name) for name in ("Dark theme", "Share", "Help")}
    controls |= {name: visit.tab(name) for name in ("One neuron", "Softmax")}
    return controls | {"Language": visit.choice("Language")}


def test_a_laptop_shows_the_lab_without_scrolling(open_page: OpenPage) -> None:
    """A person with a small laptop sees controls, neuron, plots and Run at once, all the time."""
    visit = open_page("/?preset=badly-wrong&cost=both&speed=10", viewport=LAPTOP)
    parts = neuron_controls(visit) | page_controls(visit)
    parts |= {"the neuron": visit.drawing, "the sentence": visit.sentence}
    parts |= {f"the plot of {quantity}": visit.plot(quantity) for quantity in QUANTITIES}

    def expect_all_in_sight() -> None:
        for name, part in parts.items():
            visit.assert_in_sight(part, name)
        assert visit.page.evaluate("innerWidth") == LAPTOP[0]
        assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= LAPTOP[0]

    expect_all_in_sight()
    visit.button("Run").click()
    visit.expect_end()
    expect_all_in_sight()
    assert visit.page.evaluate("document.scrollingElement.scrollHeight") <= LAPTOP[1]
