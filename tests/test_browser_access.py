"""Everybody can use the labs: what axe-core checks, in every lab, language and theme."""

from itertools import cycle

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS, Lab
from app.ui.language import languages, translator
from tests.axe import violations
from tests.browser import LAPTOP, PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
in_each_once = pytest.mark.parametrize(
    ("language", "theme"), [*zip(languages(), cycle(["light", "dark"]), strict=False)]
)
"""Every language and every theme, for what looks the same in all of them but for the words."""


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
def test_axe_finds_nothing_in_a_lab(
    open_page: OpenPage, lab: Lab, language: str, theme: str
) -> None:
    """A person looks at a lab as it opens, unfolds everything, and asks for help."""
    visit = open_page(f"/?lab={lab.name}&lang={language}&theme={theme}")
    assert_axe_finds_nothing(visit, "as it opens")
    visit.unfold_all()
    assert_axe_finds_nothing(visit, "unfolded")
    visit.button(translator(language)("Help")).click()
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    assert_axe_finds_nothing(visit, "with the help open")


@in_each_once
@every_lab
def test_axe_finds_nothing_in_what_a_lab_refuses(
    open_page: OpenPage, lab: Lab, language: str, theme: str
) -> None:
    """A person follows a link that is wrong throughout: the warnings are as good as the rest."""
    wrong = "&".join(f"{name}=wrong" for name in lab.names)
    visit = open_page(f"/?lab={lab.name}&lang={language}&theme={theme}&{wrong}")
    expect(visit.alert.locator("p")).to_have_count(len(lab.names))
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
