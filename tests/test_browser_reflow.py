"""Small windows, by touch or by zoom: nothing is cut, covered, crowded or too small to hit."""

from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS, Lab
from app.ui.language import languages
from tests.browser import FLAT_TREE, LAPTOP, PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

WINDOWS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": LAPTOP},
    "phone": {"viewport": PHONE, "touch": True},
    "small phone": {"viewport": (320, 640), "touch": True},
    "zoomed to 200 %": {"viewport": (640, 400), "device_scale_factor": 2},
}
WIDEST = {"neuron": "&cost=both&weight=-5&bias=-5&target=0.6"}
"""Settings of a lab that give it most to show."""

SMALLEST_TARGET = 24
"""CSS pixels, WCAG 2.5.8."""

every_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
NARROWEST = "small phone"
"""The window in which the length of words matters most, and so the language."""
in_every_window = pytest.mark.parametrize(
    ("window", "language"),
    [
        *((NARROWEST, language) for language in languages()),
        *((window, languages()[0]) for window in WINDOWS if window != NARROWEST),
    ],
)
every_window = pytest.mark.parametrize("window", WINDOWS)

BOXES = f"""(place) => {{
  {FLAT_TREE}
  const within = (node, selector) =>
    node !== null &&
    (node.matches?.(selector) ? node : within(node.parentNode ?? node.host ?? null, selector));
  const isSeen = (element) =>
    element.checkVisibility({{visibilityProperty: true}}) &&
    !within(element, ".scroller, .skip:not(:focus), math");
  const isClipped = (element) => getComputedStyle(element).clipPath !== "none";
  const box = (name, rect, card) => {{
    const bounds = card && card.getBoundingClientRect();
    return {{
      name, card: card && (card.className || card.localName),
      left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom,
      inner: bounds && [bounds.left, bounds.right],
    }};
  }};
  const cardOf = (node) => within(node, "section, .data, .playback, header, dialog") || null;
  const controls = flat(document.body).filter(
    (node) => node.matches?.("a[href], button, input, select, summary") && isSeen(node),
  );
  const targets = controls.map((control) => {{
    // All that chooses a radio button.
    const target = control.closest("label:has([type=radio])") ?? control;
    const name = control.getAttribute("aria-label") ?? target.textContent.trim();
    return box(name, target.getBoundingClientRect(), cardOf(control));
  }});
  const texts = flat(document.body)
    .filter((node) => isText(node) && node.data.trim() && node.parentElement)
    .filter(({{parentElement}}) => isSeen(parentElement) && !isClipped(parentElement))
    .filter(({{parentElement}}) => !parentElement.matches("option, script"))
    .flatMap((node) => {{
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map((rect) => box(node.data.trim(), rect, cardOf(node)));
    }});
  return {{targets, texts, width: innerWidth, scrollable: document.scrollingElement.scrollWidth}};
}}"""
"""Where all targets and all texts are, each with the card that it stands in."""

Box = dict[str, Any]


def overlap(one: Box, other: Box) -> float:
    """Return over how many pixels two boxes overlap, in the direction in which it is less."""
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return min(wide, high)


def size(box: Box) -> float:
    """Return how long the shorter side of a box is, in pixels."""
    return float(min(box["right"] - box["left"], box["bottom"] - box["top"]))


def open_widest(open_page: OpenPage, lab: Lab, language: str, window: str) -> Visit:
    """Open a lab with most to show, and unfold everything."""
    address = f"/?lab={lab.name}&lang={language}{WIDEST.get(lab.name, '')}"
    visit = open_page(address, **WINDOWS[window])
    visit.unfold_all()
    return visit


def boxes(visit: Visit) -> tuple[list[Box], list[Box]]:
    """Return all targets and all texts of a page that fits its window."""
    found = visit.page.evaluate(BOXES)
    assert found["scrollable"] <= found["width"], "there is something to scroll to the right for"
    return found["targets"], found["texts"]


@in_every_window
@every_lab
def test_nothing_is_cut_covered_or_too_small(
    open_page: OpenPage, lab: Lab, language: str, window: str
) -> None:
    """A person sees all of every control and text, clear of the rest, and hits what they aim at."""
    targets, texts = boxes(open_widest(open_page, lab, language, window))
    assert len(targets) > 10
    assert len(texts) > 20
    troubles = []
    for box in targets + texts:
        low, high = box["inner"] or (0, WINDOWS[window]["viewport"][0])
        if box["left"] < low - 1 or box["right"] > high + 1:
            troubles.append(("cut", box))
    for kind in (targets, texts):
        for one, other in combinations(kind, 2):
            # The playback bar floats over what is scrolled beneath it.
            if one["card"] == other["card"] and overlap(one, other) > 2:
                troubles.append(("over each other", one, other))
    troubles += [("too small", box) for box in targets if size(box) < SMALLEST_TARGET]
    assert troubles == []


@every_window
def test_run_is_always_in_reach(open_page: OpenPage, window: str) -> None:
    """A person reads on, up and down, however small the window: Run is there, and works."""
    visit = open_widest(open_page, LABS[0], "en", window)
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
