"""Everybody can use the labs: by axe-core, by the Tab key, and in windows of all sizes."""

from itertools import cycle

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS, Lab
from app.ui.language import languages, translator
from tests.axe import violations
from tests.boxes import check_boxes
from tests.browser import LAPTOP, PHONE, WIDEST, WINDOWS, Visit
from tests.conftest import OpenPage
from tests.walk import check_walk

pytestmark = pytest.mark.browser

every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
in_each_once = pytest.mark.parametrize(
    ("language", "theme"), [*zip(languages(), cycle(["light", "dark"]), strict=False)]
)
"""Every language and every theme, for what looks the same in all of them but for the words."""
NARROWEST = "small phone"
"""The window in which the length of words matters most, and so the language."""


def assert_axe_finds_nothing(visit: Visit, moment: str) -> None:
    """Assert that axe-core has no complaint, on a laptop and on a phone."""
    for width, height in (LAPTOP, PHONE):
        visit.page.set_viewport_size({"width": width, "height": height})
        # So high that nothing happens to be half under the bar that stays; warnings take more room
        # in a higher window.
        for _time in range(2):
            whole = max(height, visit.page.evaluate("document.documentElement.scrollHeight"))
            visit.page.set_viewport_size({"width": width, "height": whole})
        assert violations(visit.page) == [], f"{moment}, {width} pixels wide"


@in_each_once
@every_lab
def test_everybody_can_use_a_lab(
    open_page: OpenPage, subtests: pytest.Subtests, lab: Lab, language: str, theme: str
) -> None:
    """A person looks at a lab as it opens, walks through it by the Tab key, unfolds everything,
    looks at it in windows of all sizes, asks for help, and follows a link that is wrong throughout.
    """
    address = f"/?lab={lab.name}&lang={language}&theme={theme}"
    visit = open_page(address + WIDEST.get(lab.name, ""))
    with subtests.test("axe finds nothing as it opens"):
        assert_axe_finds_nothing(visit, "as it opens")
    if language == languages()[0]:
        for window in ("laptop", "phone"):
            with subtests.test("Tab walks through everything in its order", window=window):
                visit.resize(WINDOWS[window]["viewport"])
                check_walk(visit)
    visit.unfold_all()
    with subtests.test("axe finds nothing in what was folded"):
        assert_axe_finds_nothing(visit, "unfolded")
    for window in WINDOWS if language == languages()[0] else (NARROWEST,):
        with subtests.test("nothing is cut, covered or too small", window=window):
            visit.resize(**WINDOWS[window])
            check_boxes(visit)
    visit.resize(LAPTOP)
    visit.button(translator(language)("Help")).click()
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    with subtests.test("axe finds nothing in the help"):
        assert_axe_finds_nothing(visit, "with the help open")
    visit.go(address + "".join(f"&{name}=wrong" for name in lab.names))
    expect(visit.alert.locator("p")).to_have_count(len(lab.names))
    with subtests.test("axe finds nothing in what is refused"):
        assert_axe_finds_nothing(visit, "with warnings")


@in_each_once
def test_axe_finds_nothing_during_and_after_a_run(
    open_page: OpenPage, language: str, theme: str
) -> None:
    """A person pauses a run of both costs, looks around, and lets it come to its end."""
    _ = translator(language)
    visit = open_page(f"/?lang={language}&theme={theme}&cost=both&speed=0.5")
    epoch = visit.slider(_("Epoch"))
    visit.button(_("Run")).click()
    expect(epoch).not_to_have_value("0")
    visit.button(_("Pause")).click()
    visit.unfold_all()
    assert_axe_finds_nothing(visit, "paused")
    visit.press(epoch, "End")
    expect(epoch).to_have_value("300")
    assert_axe_finds_nothing(visit, "at the end")


def test_axe_sees_into_the_labs(open_page: OpenPage) -> None:
    """A label is lost within a lab: axe-core tells, or it would not be worth asking."""
    visit = open_page()
    visit.slider("Epoch").evaluate("(slider) => slider.removeAttribute('aria-label')")
    (found,) = violations(visit.page)
    assert found.startswith("label:")
