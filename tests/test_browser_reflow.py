"""Small windows, by touch or by zoom: Run is in reach, and plots fit the place that they have.

What else holds of every lab in them is in test_browser_access.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import WIDEST, WINDOWS, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("window", WINDOWS)
def test_run_is_always_in_reach(open_page: OpenPage, window: str) -> None:
    """A person reads on, up and down, however small the window: Run is there, and works."""
    visit = open_page(f"/?lang=en{WIDEST['neuron']}", **WINDOWS[window])
    visit.unfold_all()
    run = visit.button("Run")
    for part in (0, 0.3, 0.6, 1):
        down = "(part) => scrollTo({top: part * document.body.scrollHeight, behavior: 'instant'})"
        visit.page.evaluate(down, part)
        visit.assert_in_sight(run, f"Run, {part} of the way down,")
    run.click()
    expect(visit.slider("Epoch")).not_to_have_value("0")


def expect_plots_fit(visit: Visit) -> None:
    """Wait until what is drawn of every plot is as large as the place that it has."""
    plots = visit.page.get_by_role("region", name="Live curves").get_by_role("figure")
    pairs = [
        [each.get_by_role("img").element_handle(), each.locator("canvas").first.element_handle()]
        for each in plots.all()
    ]
    assert len(pairs) == 4
    visit.page.wait_for_function(
        """(pairs) => pairs.every((pair) => {
          const [place, drawn] = pair.map((element) => element.getBoundingClientRect());
          const off = ["top", "bottom", "left", "right"].map((side) => drawn[side] - place[side]);
          return off.every((pixels) => Math.abs(pixels) < 1.5);
        })""",
        arg=pairs,
    )


def test_plots_fit_when_what_is_above_them_takes_more_room_or_less(open_page: OpenPage) -> None:
    """A person opens a lab, compares costs, goes through presets: no plot covers its neighbour."""
    visit = open_page("/")
    expect_plots_fit(visit)
    for cost in ("Both, side by side", "Quadratic"):
        visit.choose("Cost", cost)
        expect_plots_fit(visit)
    visit.tab("Network").click()
    names = visit.choice("Preset").get_by_role("option").all_inner_texts()
    for name in names:
        visit.choose("Preset", name)
        expect_plots_fit(visit)
