"""What a reader's system asks for: no motion, or colours of its own."""

import pytest
from playwright.sync_api import expect

from core import COSTS, Settings, train
from tests.browser import FLAT_TREE, QUANTITIES, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

WATCH_MOTION = f"""() => {{
  {FLAT_TREE}
  window.moved = [];
  const look = () => {{
    for (const node of flat(document.body).filter((each) => each.getAnimations)) {{
      const moving = node.getAnimations().filter(({{playState}}) => playState === "running");
      moved.push(...moving.map(() => node.className));
    }}
    requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}}"""

LOOKS = """(element) => {
  const {borderBottomColor, borderBottomStyle, backgroundColor} = getComputedStyle(element);
  return [borderBottomColor, borderBottomStyle, backgroundColor];
}"""

SWATCH = """(number) => {
  const {borderTopColor, borderTopStyle} = getComputedStyle(number, "::before");
  return [borderTopColor, borderTopStyle];
}"""


def use(visit: Visit) -> None:
    """Use what could move: sliders, radio buttons, buttons."""
    visit.press(visit.slider("Starting weight"), "ArrowRight", "Home", "End")
    visit.expect_number("weight", 5.0)
    visit.choice("Cost").get_by_role("radio", name="Cross-entropy", exact=True).check()
    visit.choice("Cost").get_by_role("radio", name="Quadratic", exact=True).check()
    visit.button("Step").hover()
    visit.epochs_over_frames(30)


def test_nothing_moves_for_those_who_want_no_motion(open_page: OpenPage) -> None:
    """A person runs twice: the end is there without a way to it, and can be looked through by
    Back, Step and slider. They use the other controls: nothing glides or ripples.
    """
    visit = open_page("/?speed=0.1", reduced_motion="reduce")
    visit.page.evaluate(WATCH_MOTION)
    frames = [train(Settings(cost=COSTS["quadratic"]))]
    for _time in range(2):
        visit.record()
        visit.button("Run").click()
        visit.expect_shows(300, frames)
        assert {look.epoch for look in visit.recorded()} <= {0, 300}
        visit.expect_curves(1, width=0.6)
        visit.button("Reset").click()
        visit.expect_shows(0, frames)
    visit.button("Run").click()
    visit.expect_shows(300, frames)
    visit.button("Back").click()
    visit.expect_shows(299, frames)
    visit.button("Step").click()
    visit.expect_shows(300, frames)
    for stop in (0, 150):
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, frames)
    visit.expect_curves(1, width=0.6)
    use(visit)
    visit.tab("Softmax").click()
    visit.press(visit.slider("z₁"), "Home")
    moved = visit.page.evaluate("() => moved")
    assert moved == []


def test_forced_colours_leave_everything_told_apart(open_page: OpenPage) -> None:
    """A person with high contrast sees which curve, tab and button is meant, and the focus."""
    visit = open_page("/?cost=both&speed=0.1", color_scheme="dark")
    numbers = [visit.plot(name).locator(".sample") for name in QUANTITIES]
    for theme in ("dark", "light"):  # The first is that of the reader's system.
        if theme == "light":
            visit.button("Dark theme").click()
        expect(visit.page.locator("html")).to_have_attribute("data-theme", theme)
        colours = {}
        for forced in ("none", "active"):
            visit.page.emulate_media(forced_colors=forced)
            colours[forced] = [[each.evaluate(SWATCH) for each in pair.all()] for pair in numbers]
        assert colours["active"] == colours["none"]
        assert all(quadratic != entropy for quadratic, entropy in colours["active"])

        assert visit.page.evaluate("matchMedia('(forced-colors: active)').matches")
        tabs = [visit.tab(name).evaluate(LOOKS) for name in ("One neuron", "Softmax")]
        assert tabs[0] != tabs[1]
        first, plain = (visit.button(name).evaluate(LOOKS) for name in ("Run", "Step"))
        assert first[2] != plain[2]
        assert plain[0] != plain[2], "the button has no edge"
    # On paper there is what is set, and where all of it is.
    printed = visit.page.locator(".printed-from")
    expect(printed).to_be_hidden()
    visit.page.emulate_media(media="print")
    expect(printed).to_contain_text("w₀ 0.6 · b₀ 0.9 · η 0.15 · Both costs")
    expect(printed).to_contain_text("cost=both")
