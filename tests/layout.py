"""What is wrong with where everything stands in a window: one look at the whole page.

Texts and controls are taken as they are seen, through shadow roots and with what is noted in the
plots; a formula counts as one text.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect

from app.labs.registry import Lab
from app.ui.language import translator
from tests.browser import Visit

SIZES = (
    *((320, 500), (390, 844), (844, 390), (701, 900), (768, 1024), (860, 700), (961, 700)),
    *((980, 768), (1024, 768), (1100, 700), (1280, 800), (1366, 768), (1920, 1080), (2560, 1440)),
)
NETWORKS = (
    "softmax-log-likelihood:unit:3:30-20,sigmoid-cross-entropy:scaled:0.5:30,"
    "sigmoid-quadratic:badly-wrong:3:30,linear-quadratic:scaled:0.01:0"
)
SHOWS = {
    "neuron": {"little": "&speed=10", "most": "&speed=10&cost=both&weight=-5&bias=-5&target=0.6"},
    "costs": {"little": "", "most": "&y=0.55&a=0.001&p=2"},
    "several": {"little": "&several.speed=10", "most": "&several.speed=10&several.cost=both"},
    "network": {
        "little": "&network.speed=10&network.epochs=1",
        "most": f"&network.speed=10&network.epochs=1&network.networks={NETWORKS}",
    },
    "overfitting": {
        "little": "&overfitting.preset=by-heart&overfitting.speed=10&overfitting.epochs=1",
        "most": "&overfitting.speed=10&overfitting.epochs=1&overfitting.start=unit",
    },
    "tuning": {
        "little": "&tuning.preset=nothing&tuning.speed=10&tuning.epochs=1",
        "most": "&tuning.preset=mini-batches&tuning.speed=10&tuning.epochs=1&tuning.training=50",
    },
    "softmax": {
        "little": "&softmax.speed=10",
        "most": "&softmax.speed=10&softmax.cost=both&softmax.z=-5,5,5,-4.9512",
    },
}
"""Settings of each lab with which it has little to show, and most."""

LEAST = {"slider": 100, "target": 24, "plot": 120}
"""CSS pixels; the target is that of WCAG 2.5.8, which lets smaller ones stand far apart."""

FAULTS = (Path(__file__).parent / "layout.js").read_text("utf-8")

PATIENCE = 30
"""Frames after which a fault stays; most of what is not in its place yet is after two."""

SETTLED = (
    "async ([LEAST, width, PATIENCE]) => {"
    + FAULTS
    + """
  let found = ["no window of that width"];
  for (let frames = 0; found.length && frames < PATIENCE; frames++) {
    await frame();
    if (frames > 0 && innerWidth === width) found = faults();
  }
  return found;
}"""
)
"""The faults that stay when everything has found its place."""


def path_of(lab: Lab, language: str, shows: str) -> str:
    """Return the address of a lab with ``"little"`` or ``"most"`` to show."""
    return f"/?lab={lab.name}&lang={language}{SHOWS[lab.name][shows]}"


def runs(visit: Visit, language: str) -> bool:
    """Return whether there is something to run."""
    return visit.button(translator(language)("Run")).count() > 0


def run(visit: Visit, language: str) -> None:
    """Run what there is to its end."""
    _ = translator(language)
    visit.button(_("Run")).click()
    last = re.compile(r"^([\d.]+) / \1$")
    expect(visit.slider(_("Epoch"))).to_have_attribute("aria-valuetext", last)
    expect(visit.button(_("Stop training"))).to_be_hidden()


def faults(visit: Visit, viewport: tuple[int, int], *, patience: int = PATIENCE) -> list[str]:
    """Return what is wrong with the page in a window of that size, each in words.

    What is gone within ``patience`` frames was only on its way to its place.
    """
    width, height = viewport
    visit.page.set_viewport_size({"width": width, "height": height})
    found: list[str] = visit.page.evaluate(SETTLED, [LEAST, width, patience])
    return [f"{width} x {height}: {fault}" for fault in found]


SHIFTS = """async () => {
  const shifts = [];
  const note = (list) => shifts.push(...list.getEntries());
  const observer = new PerformanceObserver(note);
  observer.observe({type: "layout-shift", buffered: true});
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  note({getEntries: () => observer.takeRecords()});
  const named = ({node}) => node?.className || node?.localName || "text";
  return [
    shifts.filter(({hadRecentInput}) => !hadRecentInput).reduce((sum, {value}) => sum + value, 0),
    shifts.map(({value, sources}) => `${value.toFixed(3)} ${sources.map(named)}`),
  ];
}"""


def shift(visit: Visit) -> tuple[float, Sequence[str]]:
    """Return by how much the page has jumped since it was opened, and what did."""
    moved, parts = visit.page.evaluate(SHIFTS)
    return float(moved), parts
