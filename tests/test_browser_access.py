"""Everybody can use the labs: by axe-core, by the Tab key, and in windows of all sizes.

That is in English and in the light; test_browser_layout has the other language and the dark.
``python -m tests.soak windows`` asks axe-core in every language, theme and window.
"""

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS, Lab
from app.ui.language import translator
from tests.axe import violations, violations_in
from tests.boxes import check_boxes
from tests.browser import LAPTOP, PHONE, WIDEST, WINDOWS, Visit
from tests.conftest import OpenPage
from tests.walk import check_walk

pytestmark = pytest.mark.browser

every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
HELP, WARNINGS = "#help-text", "[role=alert]"
"""Parts that stand above the lab, which axe-core has seen without them."""
DOWN = "(part) => scrollTo({top: part * document.body.scrollHeight, behavior: 'instant'})"
"""Scrolls down by a part of the page's height."""


def assert_run_is_in_reach(visit: Visit, window: str) -> None:
    """Assert that Run is in sight wherever a person has scrolled to."""
    for part in (0, 0.3, 0.6, 1):
        visit.page.evaluate(DOWN, part)
        visit.assert_in_sight(visit.button("Run"), f"Run, {part} of the way down, {window},")


@every_lab
def test_everybody_can_use_a_lab(open_page: OpenPage, subtests: pytest.Subtests, lab: Lab) -> None:
    """A person looks at a lab as it opens, walks through it by the Tab key, asks for help, unfolds
    everything, and looks at it in windows of all sizes.
    """
    visit = open_page(f"/?lab={lab.name}&lang=en&theme=light" + WIDEST.get(lab.name, ""))
    with subtests.test("axe finds nothing as it opens"):
        assert violations_in(visit.page, LAPTOP) == []
    for window in ("laptop", "phone"):
        with subtests.test("Tab walks through everything in its order", window=window):
            visit.resize(WINDOWS[window]["viewport"])
            check_walk(visit)
    visit.button("Help").click()
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    with subtests.test("axe finds nothing in the help"):
        assert violations(visit.page, HELP) == []
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_be_hidden()
    visit.unfold_all()
    with subtests.test("axe finds nothing in what was folded"):
        assert violations_in(visit.page, PHONE) == []
    for window, metrics in WINDOWS.items():
        visit.resize(**metrics)
        with subtests.test("nothing is cut, covered or too small", window=window):
            check_boxes(visit)
        if visit.button("Run").count():
            with subtests.test("Run is in reach however far down", window=window):
                assert_run_is_in_reach(visit, window)


def test_axe_finds_nothing_during_and_after_a_run(open_page: OpenPage) -> None:
    """A person pauses a run of both costs, looks around, and lets it come to its end."""
    _ = translator("zh")
    visit = open_page("/?lang=zh&theme=light&cost=both&speed=0.5")
    epoch = visit.slider(_("Epoch"))
    visit.button(_("Run")).click()
    expect(epoch).not_to_have_value("0")
    visit.button(_("Pause")).click()
    visit.unfold_all()
    assert violations_in(visit.page, PHONE) == []
    visit.press(epoch, "End")
    expect(epoch).to_have_value("300")
    visit.button(_("Dark theme")).click()
    assert violations_in(visit.page, PHONE) == []


def test_axe_finds_nothing_in_warnings(open_page: OpenPage) -> None:
    """A person follows a link that is wrong throughout, and turns the light off."""
    names = [LABS[0].name_of(field) for field in LABS[0].fields]
    visit = open_page("/?lang=en&theme=light" + "".join(f"&{name}=wrong" for name in names))
    expect(visit.alert.locator("p")).to_have_count(len(names))
    assert violations_in(visit.page, PHONE, WARNINGS) == []
    visit.resize(LAPTOP)
    visit.button("Dark theme").click()
    assert violations_in(visit.page, PHONE, WARNINGS) == []


def test_axe_sees_into_the_labs(open_page: OpenPage) -> None:
    """A label is lost within a lab: axe-core tells, or it would not be worth asking."""
    visit = open_page()
    visit.slider("Epoch").evaluate("(slider) => slider.removeAttribute('aria-label')")
    (found,) = violations(visit.page)
    assert found.startswith("label:")
