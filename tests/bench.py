"""Measures what the design asks for: ``make bench`` prints one table, a line for each figure.

Machines differ and are noisy, so each figure stands beside a reference measured in the same run,
and what counts is the ratio. Nothing here passes or fails.
"""

import asyncio
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import panel as pn
import panel_material_ui as pmui
from bokeh.plotting import figure
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tornado.httpclient import AsyncHTTPClient

from app.page import serve_page
from core import PRESETS, Settings, advance, start, train
from tests.chromium import LAUNCH_ARGS, find_chromium
from tests.screenshots import running_server

EPOCHS = 300
RAF = """async (seconds) => {
  let frames = 0;
  const end = performance.now() + 1000 * seconds;
  await new Promise((done) => {
    const count = (now) => { frames += 1; now < end ? requestAnimationFrame(count) : done(); };
    requestAnimationFrame(count);
  });
  return frames / seconds;
}"""


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, against what, and what the design asks for."""

    what: str
    figure: float
    reference: float | None
    unit: str
    reach: str

    def __str__(self) -> str:
        ratio = "" if self.reference is None else f"{self.figure / self.reference:.2f}"
        reference = "" if self.reference is None else f"{self.reference:.4g}"
        return (
            f"{self.what:<58} {self.figure:>9.4g} {reference:>9} {ratio:>6}  {self.unit:<9}"
            f" {self.reach}"
        )


def in_turns(first: Callable[[], object], second: Callable[[], object], runs: int) -> list[float]:
    """Return the median seconds of processor time of both, run in turns after one warm-up."""
    times: list[list[float]] = [[], []]
    for _run in range(runs + 1):
        for kept, call in zip(times, (first, second), strict=True):
            begun = time.process_time()
            call()
            kept.append(time.process_time() - begun)
    return [statistics.median(each[1:]) for each in times]


def bare_loop(weight: float, bias: float, learning_rate: float, epochs: int) -> list[float]:
    """Train one quadratic neuron (x = 1, y = 0) with nothing but Python floats."""
    outputs = []
    for _epoch in range(epochs):
        a = 1 / (1 + math.exp(-(weight + bias)))
        outputs.append(a)
        delta = a * a * (1 - a)
        weight -= learning_rate * delta
        bias -= learning_rate * delta
    return outputs


def core_lines() -> list[Line]:
    """One run in the core, and a grid of starting points."""
    settings = PRESETS["badly-wrong"].settings()[0]
    run, bare = in_turns(
        lambda: [train(settings) for _run in range(50)],
        lambda: [bare_loop(2.0, 2.0, 0.15, EPOCHS) for _run in range(50)],
        9,
    )
    z = np.linspace(-5, 5, 40_000)
    grid = Settings(weight=z, bias=z[::-1], epochs=EPOCHS)
    room = np.empty_like(z)
    many, exponentials = in_turns(
        lambda: advance(grid, start(grid), EPOCHS),
        lambda: [np.exp(z, out=room) for _epoch in range(EPOCHS)],
        5,
    )
    return [
        Line("300 epochs in the core / bare loop", run * 20, bare * 20, "ms", "≤ 4"),
        Line("40,000 starts × 300 / the exponentials alone", many, exponentials, "s", "≤ 2"),
    ]


def reference_page() -> pmui.Page:
    """Build the page that the design compares with: four figures, four widgets, a button."""
    plots = []
    for _plot in range(4):
        plot = figure()
        plot.line([1, 2, 3], [1, 2, 3])
        plots.append(pn.pane.Bokeh(plot))
    sliders = [pmui.FloatSlider(label=label) for label in "abc"]
    choice = pmui.Select(label="d", options=["x", "y"])
    return pmui.Page(main=[*plots, *sliders, choice, pmui.Button(label="Run")], title="reference")


async def page_line(visits: int = 12) -> Line:
    """Processor time to answer a visit, from the request to the last byte."""
    pn.config.browser_info = False
    pages = {"/": serve_page, "/reference": reference_page}
    server = pn.serve(pages, port=0, show=False, start=False, verbose=False)
    server.start()
    times: dict[str, list[float]] = {path: [] for path in pages}
    for _visit in range(visits):
        for path, kept in times.items():
            begun = time.process_time()
            await AsyncHTTPClient().fetch(f"http://localhost:{server.port}{path}")
            kept.append(time.process_time() - begun)
    server.stop()
    ours, reference = (statistics.median(kept[2:]) for kept in times.values())
    return Line("processor time to create a page", ours, reference, "s", "≤ 0.5")


def browser_lines(browser: Browser, address: str) -> list[Line]:
    """A visit in a real browser: what is loaded, what is sent, how smoothly it plays."""
    context = browser.new_context(locale="en")
    page = context.new_page()
    elsewhere = []
    page.on("request", lambda r: None if r.url.startswith(address) else elsewhere.append(r.url))
    first = visit_bytes(page, address)
    again = visit_bytes(page, address)
    sent: list[float] = []
    received: list[float] = []

    blank = context.new_page()
    blank.goto("about:blank")
    rate = blank.evaluate(RAF, 3)
    blank.close()

    page = context.new_page()

    def watch(socket: object) -> None:
        socket.on("framesent", lambda _data: sent.append(time.monotonic()))  # type: ignore[attr-defined]
        socket.on("framereceived", lambda _data: received.append(time.monotonic()))  # type: ignore[attr-defined]

    page.on("websocket", watch)
    page.goto(address)
    status = page.get_by_role("status").first
    expect(status).to_be_visible()
    run = page.get_by_role("button", name="Run", exact=True)
    page.evaluate(SEEN)
    sent.clear()
    received.clear()
    run.click()
    expect(status).to_contain_text("→", timeout=30_000)
    seen = page.evaluate("() => window.seen")
    moves = [now for before, now in pairwise(seen) if now[1] != before[1]]
    seconds = (moves[-1][0] - moves[0][0]) / 1000
    context.close()
    return [
        Line(
            "frames a second while running / a blank page",
            len(moves) / seconds,
            rate,
            "1/s",
            "≥ 0.75",
        ),
        Line("seconds for 300 epochs", seconds, 5.0, "s", "5.0 ± 0.1"),
        Line("messages to a page during a run", len(received), None, "", "≤ 5 and the answer"),
        Line("messages from it", len(sent), None, "", "the click alone"),
        Line("first visit", first / 1e6, 1.5, "MB", "≤ 1.5"),
        Line("return visit", again / 1e3, 100, "kB", "≤ 100"),
        Line("requests to anywhere but the server", len(elsewhere), None, "", "0"),
    ]


SEEN = """() => {
  window.seen = [];
  const inside = (root) => [...root.querySelectorAll("*")].flatMap(
    (e) => [e, ...(e.shadowRoot ? inside(e.shadowRoot) : [])]);
  const epoch = inside(document).find((e) => e.getAttribute("aria-label") === "Epoch");
  const look = (now) => { window.seen.push([now, epoch.value]); requestAnimationFrame(look); };
  requestAnimationFrame(look);
}"""
"""Note the epoch on the screen at each animation frame."""


def visit_bytes(page: Page, address: str) -> float:
    """Return the bytes on the wire of one visit, as the browser's own tools count them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address)
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto("about:blank")
    session.detach()
    return sum(sizes)


def main() -> None:
    """Measure all and print the table."""
    print(f"{'':<58} {'figure':>9} {'reference':>9} {'ratio':>6}  {'unit':<9} to reach")
    for line in core_lines():
        print(line, flush=True)
    print(asyncio.run(page_line()), flush=True)
    with running_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGS)
        for line in browser_lines(browser, address):
            print(line, flush=True)


if __name__ == "__main__":
    main()
