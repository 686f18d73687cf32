"""What a reader's system asks for: no motion, or colours of its own."""

import pytest

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
    visit.expect_number("weight", "5.0000")
    visit.page.get_by_text("Cross-entropy", exact=True).first.click()
    visit.choice("Cost").get_by_role("radio", name="Quadratic", exact=True).check()
    visit.button("Step").hover()
    visit.epochs_over_frames(30)


def test_nothing_moves_for_those_who_want_no_motion(open_page: OpenPage) -> None:
    """A person uses the controls: nothing glides or ripples."""
    visit = open_page(reduced_motion="reduce")
    visit.page.evaluate(WATCH_MOTION)
    use(visit)
    visit.tab("Softmax").click()
    visit.press(visit.slider("z₁"), "Home")
    moved = visit.page.evaluate("() => moved")
    assert moved == []


def test_a_run_without_motion_can_be_looked_through(open_page: OpenPage) -> None:
    """A person who wants no motion goes through a finished run by Back, Step and the slider."""
    visit = open_page(reduced_motion="reduce")
    frames = [train(Settings(cost=COSTS["quadratic"]))]
    visit.button("Run").click()
    visit.expect_shows(300, frames)
    visit.expect_curves(1, width=0.6)
    visit.button("Back").click()
    visit.expect_shows(299, frames)
    visit.button("Step").click()
    visit.expect_shows(300, frames)
    for stop in (0, 150):
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, frames)
    visit.expect_curves(1, width=0.6)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_everything_told_apart(open_page: OpenPage, scheme: str) -> None:
    """A person with high contrast sees which curve, tab and button is meant, and the focus."""
    colours = {}
    for forced in ("none", "active"):
        visit = open_page("/?cost=both&speed=0.1", forced_colors=forced, color_scheme=scheme)
        numbers = [visit.plot(name).locator(".sample") for name in QUANTITIES]
        colours[forced] = [[each.evaluate(SWATCH) for each in pair.all()] for pair in numbers]
    assert colours["active"] == colours["none"]
    assert all(quadratic != entropy for quadratic, entropy in colours["active"])

    assert visit.page.evaluate("matchMedia('(forced-colors: active)').matches")
    tabs = [visit.tab(name).evaluate(LOOKS) for name in ("One neuron", "Softmax")]
    assert tabs[0] != tabs[1]
    first, plain = (visit.button(name).evaluate(LOOKS) for name in ("Run", "Step"))
    assert first[2] != plain[2]
    assert plain[0] != plain[2], "the button has no edge"
