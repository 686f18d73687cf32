"""Where everything stands in a window: nothing is cut, covered, crowded or too small to hit."""

from itertools import combinations
from typing import Any

from tests.browser import FLAT_TREE, Visit

SMALLEST_TARGET = 24
"""CSS pixels, WCAG 2.5.8."""

BOXES = f"""(place) => {{
  {FLAT_TREE}
  const within = (node, selector) =>
    node !== null &&
    (node.matches?.(selector) ? node : within(node.parentNode ?? node.host ?? null, selector));
  const isSeen = (element) =>
    element.checkVisibility({{visibilityProperty: true}}) &&
    !within(element, ".scroller, .skip:not(:focus), math");
  const isInk = (element) => getComputedStyle(element).color !== "rgba(0, 0, 0, 0)";
  const hasClip = (node) => node instanceof Element && getComputedStyle(node).clipPath !== "none";
  const isClipped = (node) =>
    node !== null && (hasClip(node) || isClipped(node.parentNode ?? node.host ?? null));
  const box = (name, rect, card) => {{
    const bounds = card && card.getBoundingClientRect();
    return {{
      name, card: card && (card.className || card.localName),
      left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom,
      inner: bounds && [bounds.left, bounds.right],
    }};
  }};
  const cardOf = (node) => within(node, ".dock, .story-foot") ||
    within(node, "section, .data, .foot, header, dialog") || null;
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
    .filter(({{parentElement: each}}) => isSeen(each) && isInk(each) && !isClipped(each))
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


def boxes(visit: Visit) -> tuple[list[Box], list[Box]]:
    """Return all targets and all texts of a page that fits its window."""
    found = visit.page.evaluate(BOXES)
    assert found["scrollable"] <= found["width"], "there is something to scroll to the right for"
    return found["targets"], found["texts"]


def check_boxes(visit: Visit) -> None:
    """Check that all of every control and text is seen, clear of the rest, and large enough."""
    targets, texts = boxes(visit)
    assert len(targets) > 10
    assert len(texts) > 20
    width = visit.page.evaluate("innerWidth")
    troubles = []
    for box in targets + texts:
        low, high = box["inner"] or (0, width)
        if box["left"] < low - 1 or box["right"] > high + 1:
            troubles.append(("cut", box))
    for kind in (targets, texts):
        for one, other in combinations(kind, 2):
            # The foot and a story float over what is scrolled beneath it.
            if one["card"] == other["card"] and overlap(one, other) > 2:
                troubles.append(("over each other", one, other))
    troubles += [("too small", box) for box in targets if size(box) < SMALLEST_TARGET]
    assert troubles == [], "\n".join(map(str, troubles))
