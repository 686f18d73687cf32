"""The screens that the lab is made for: a phone that is touched, and a small laptop."""

import pytest
from playwright.sync_api import Locator, expect

from core import PRESETS, train
from tests.browser import BUTTONS, LAPTOP, PHONE, QUANTITIES, START_SLIDERS, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

FRAMES = [train(settings) for settings in PRESETS["badly-wrong"].settings()]
HEIGHT = "document.scrollingElement.scrollHeight"


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


def assert_fits_the_width(visit: Visit, width: int) -> None:
    """Assert that there is nothing to scroll to the right for, nor to zoom out for."""
    assert visit.page.evaluate("innerWidth") == width
    assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= width


def assert_reachable(visit: Visit, name: str, control: Locator) -> None:
    """Assert that a person who scrolls down far enough can touch ``control``."""
    control.evaluate("(element) => element.scrollIntoView({block: 'center'})")
    visit.assert_in_sight(control, name)


def test_a_phone_has_run_always_in_reach(open_page: OpenPage) -> None:
    """A person scrolls the lab on a phone: Run is there wherever they are, and works."""
    visit = open_page("/?preset=badly-wrong&speed=10", viewport=PHONE, touch=True)
    run = visit.button("Run")
    assert_fits_the_width(visit, PHONE[0])
    height = visit.page.evaluate(HEIGHT)
    for top in range(0, height, 150):
        visit.page.evaluate("(top) => scrollTo({top, behavior: 'instant'})", top)
        visit.assert_in_sight(run, f"Run, {top} pixels down,")
    run.tap()
    visit.expect_end()
    visit.expect_shows(300, FRAMES)
    visit.expect_curves(1, width=0.5)
    assert_fits_the_width(visit, PHONE[0])


def test_a_phone_reaches_every_control(open_page: OpenPage) -> None:
    """A person scrolls to each control on a phone: none is cut off or covered for good."""
    visit = open_page("/?cost=both", viewport=PHONE, touch=True)
    for name, control in (neuron_controls(visit) | page_controls(visit)).items():
        assert_reachable(visit, name, control)
    visit.page.get_by_text("Input, target, epochs", exact=True).tap()
    for name in ("Input", "Target"):
        assert_reachable(visit, name, visit.slider(name))
    assert_reachable(visit, "Number of epochs", visit.number_of_epochs)
    assert_fits_the_width(visit, PHONE[0])
    visit.tab("Softmax").tap()
    for name in ("z₁", "z₂", "z₃", "z₄"):
        expect(visit.slider(name)).to_be_attached()
        assert_reachable(visit, name, visit.slider(name))
    assert_fits_the_width(visit, PHONE[0])


def test_a_finger_moves_the_sliders(open_page: OpenPage) -> None:
    """A person taps on a slider's track with a finger: the neuron starts from there."""
    visit = open_page("/?speed=10", viewport=PHONE, touch=True)
    slider = visit.slider("Starting weight")
    assert_reachable(visit, "Starting weight", slider)
    box = slider.bounding_box()
    assert box
    visit.page.touchscreen.tap(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    expect(slider).not_to_have_value("0.6")
    value = float(slider.input_value())
    assert value > 0.6
    visit.expect_number("weight", f"{value:.4f}")
    visit.expect_query(weight=f"{value:g}", speed="10")


@pytest.mark.parametrize("cost", ["quadratic", "both"])
def test_a_laptop_shows_the_lab_without_scrolling(open_page: OpenPage, cost: str) -> None:
    """A person with a small laptop sees controls, neuron, plots and Run at once, all the time."""
    visit = open_page(f"/?preset=badly-wrong&cost={cost}&speed=10", viewport=LAPTOP)

    parts = neuron_controls(visit) | page_controls(visit)
    parts |= {"the neuron": visit.drawing, "the sentence": visit.sentence}
    parts |= {f"the plot of {quantity}": visit.plot(quantity) for quantity in QUANTITIES}
    for _ in range(2):
        for name, part in parts.items():
            visit.assert_in_sight(part, name)
        assert_fits_the_width(visit, LAPTOP[0])
        visit.button("Run").click()
        visit.expect_end()
    assert visit.page.evaluate(HEIGHT) <= LAPTOP[1]
