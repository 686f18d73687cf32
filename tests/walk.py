"""A walk over a page with the Tab key: where the focus stops, and whether that can be seen."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.browser import HIDDEN_BY, Visit

MOST_STOPS = 60

DESCRIBED = """(element) => {
  const isOutlined = (each) => {
    const {outlineStyle, outlineWidth} = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const {left, right, top, bottom} = element.getBoundingClientRect();
  const spans = [...(element.labels?.[0]?.querySelectorAll("span") ?? [])];
  const label = spans.map((span) => span.textContent).join("");
  return {
    in_bar: Boolean(element.closest(".foot")),
    name: (element.getAttribute("aria-label") || label || element.innerText).trim(),
    kind: element.type ?? element.localName,
    is_outlined: isOutlined(element),
    left, right, top: top + scrollY, bottom: bottom + scrollY,
  };
}"""

FOCUSED = f"""() => {{
  const hiddenBy = {HIDDEN_BY};
  const described = {DESCRIBED};
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (focused === document.body) return null;
  return {{...described(focused), hidden_by: hiddenBy(focused)}};
}}"""
"""What has the focus, or null where nothing of the page has it."""

CONTROLS = """() => {
  const all = (node) => [node, ...[...(node.shadowRoot ?? node).children].flatMap(all)];
  const isControl = (element) =>
    element.matches("a[href], button, input, select, summary") &&
    element.checkVisibility({visibilityProperty: true}) && element.tabIndex === 0;
  const isStop = (element) => isControl(element) && (element.type !== "radio" || element.checked);
  return all(document.body).filter(isStop).length;
}"""
"""How many controls the Tab key must stop at: of radio buttons, and of tabs, the chosen one."""


@dataclass(frozen=True)
class Stop:
    """What has the focus: where it is on the page, and whether that can be seen."""

    name: str
    kind: str
    in_bar: bool
    is_outlined: bool
    left: float
    right: float
    top: float
    bottom: float
    hidden_by: str | None


def focused(visit: Visit) -> Stop | None:
    """Return what has the focus, or None where nothing of the page has it."""
    found: dict[str, Any] | None = visit.page.evaluate(FOCUSED)
    return Stop(**found) if found else None


def walk(visit: Visit, key: str) -> list[Stop]:
    """Press ``key`` until the focus leaves the page or comes round, and return where it was."""
    stops: list[Stop] = []
    while len(stops) < MOST_STOPS:
        visit.page.keyboard.press(key)
        stop = focused(visit)
        if stop is None or stop.name in (each.name for each in stops):
            return stops
        stops.append(stop)
    raise AssertionError(f"no way out: {[stop.name for stop in stops]}")


def check_walk(visit: Visit) -> None:
    """Walk from the first control to the last and back: each stop is seen, in the page's order."""
    stops = walk(visit, "Tab")
    assert len(stops) == visit.page.evaluate(CONTROLS)
    for stop in stops:
        assert stop.is_outlined, f"the focus cannot be seen on {stop}"
        assert stop.hidden_by is None, stop
    for before, after in pairwise(stops[1:]):  # The first appears above the page.
        is_below = after.top >= before.bottom
        is_right = after.left >= before.right
        # What stays in sight at the foot comes first, and stands last.
        is_other = before.in_bar != after.in_bar
        assert is_below or is_right or is_other, f"{before} comes before {after}"
    back = walk(visit, "Shift+Tab")
    assert [stop.name for stop in back] == [stop.name for stop in reversed(stops)]
