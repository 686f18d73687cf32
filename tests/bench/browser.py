"""A visit in a real browser: what is loaded, what is sent, how smoothly a run plays."""

import statistics
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, WebSocket, expect, sync_playwright

from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.spec import SCHEMA, SECTIONS
from app.labs.registry import LABS, Lab
from app.training_lab.pins import MOST_PINS
from app.training_lab.session import TrainingSession
from app.training_lab.sliced_trainer import SlicedTrainer
from app.training_lab.spec import LabSpec
from tests.bench.line import Line, Reach
from tests.bench.relay import Relay, relay
from tests.bench.server import serving_app
from tests.bench.training import pages_that_train
from tests.chromium import LAUNCH_ARGS, find_chromium

RUNS = 3
BLANK_SECONDS = 3
LONGEST = 30_000
"""Milliseconds after which something awaited counts as never coming."""

FRAMES = """async (seconds) => {
  let frames = 0;
  const end = performance.now() + 1000 * seconds;
  await new Promise((done) => {
    const count = (now) => { frames += 1; now < end ? requestAnimationFrame(count) : done(); };
    requestAnimationFrame(count);
  });
  return frames / seconds;
}"""

WATCH = """(epoch) => {
  window.seen = [];
  const look = (now) => {
    window.seen.push([now, epoch.valueAsNumber]);
    if (epoch.value !== epoch.max) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
"""Note at each animation frame which epoch is on the screen, until the last one is."""


def lines() -> Iterator[Line]:
    """Visit the app in Chromium."""
    with serving_app() as server, relay(server.address) as between, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGS)
        yield from visit_lines(browser, between)
        yield from run_lines(browser, server.address)
        yield from run_lines(browser, f"{server.address}?{everything()}", ", everything open")
        for lab in LABS[1:]:
            if trains_at_once(lab):
                address = f"{server.address}?lab={lab.name}"
                yield from run_lines(browser, address, f", in the lab {lab.name!r}")
        yield from beside_training_lines(browser, server.address)
        browser.close()


def trains_at_once(lab: Lab) -> bool:
    """Return whether the lab's runs, of 300 epochs, are trained by who serves, and not as jobs."""
    made = lab.open
    if not isinstance(made, partial) or made.func is not TrainingSession:
        return False
    spec: LabSpec = made.args[0]
    return isinstance(spec.trainer, partial) and spec.trainer.func is SlicedTrainer


def beside_training_lines(browser: Browser, address: str) -> Iterator[Line]:
    """The same while four pages train networks, as many as a page may, on the same server."""
    with pages_that_train(address):
        yield from run_lines(browser, address, ", four pages training")


def everything() -> str:
    """Return the query of a page on which every part is open, and as much pinned as can be."""
    stages = ((0, 0.15, "quadratic"),)
    pin = Pin(weight=2.0, bias=2.0, input=1.0, target=0.0, epochs=300, stages=stages)
    fields = {"open": tuple(SECTIONS), "pins": (pin,) * MOST_PINS}
    query = {name: SCHEMA.fields[name].write(value) for name, value in fields.items()}
    return urlencode({"preset": "badly-wrong", "cost": "both", **query})


def visit_lines(browser: Browser, between: Relay) -> Iterator[Line]:
    """What two visits load, counted on the wire: headers, scripts and websocket."""
    context = browser.new_context(locale="en")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    sizes = []
    for _visit in range(2):
        between.counted()
        page = context.new_page()
        go(page, between.address)
        page.wait_for_load_state("networkidle")
        page.close()
        sizes.append(between.counted())
    context.close()
    yield Line("bytes on the wire, first visit", sizes[0] / 1e6, "MB", reach=Reach(most=0.9))
    yield Line("bytes on the wire, return visit", sizes[1] / 1e3, "kB", reach=Reach(most=60))
    elsewhere = [
        url for url in asked if goes_to_network(url) and not url.startswith(between.address)
    ]
    yield Line("requests to anywhere but the server", len(elsewhere), reach=Reach(most=0))


def run_lines(browser: Browser, address: str, beside: str = "") -> Iterator[Line]:
    """What is seen of a run, and what is said meanwhile; ``beside`` says what else is there."""
    context = browser.new_context(locale="en")
    blank, page = context.new_page(), context.new_page()
    sent: list[str] = []
    received: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(str(frame)))
        socket.on("framereceived", lambda frame: received.append(str(frame)))

    page.on("websocket", listen)
    go(page, address)
    possible, shown, took = [], [], []
    for _run in range(RUNS):
        blank.bring_to_front()
        possible.append(blank.evaluate(FRAMES, BLANK_SECONDS))
        page.bring_to_front()
        sent.clear()
        received.clear()
        moves = moves_of_a_run(page)
        took.append((moves[-1] - moves[0]) / 1000)
        shown.append((len(moves) - 1) / took[-1])
    context.close()
    seconds = statistics.median(took)
    yield Line(
        f"frames a second while running{beside} / a blank page",
        statistics.median(shown),
        "1/s",
        statistics.median(possible),
        Reach(least=0.9, ratio=True),
    )
    what = f"seconds for 300 epochs at normal speed{beside}"
    yield Line(what, seconds, "s", reach=Reach(4.9, 5.1))
    yield Line(
        f"messages a second to a running page, with the answer to Run{beside}",
        messages(received) / seconds,
        "1/s",
        reach=Reach(most=1),
    )
    what = f"messages from it besides the click{beside}"
    yield Line(what, messages(sent) - 1, reach=Reach(most=0))


def moves_of_a_run(page: Page) -> list[float]:
    """Press Run, and return in milliseconds when the epoch on the screen changed."""
    page.get_by_role("button", name="Reset", exact=True).click()
    epoch = page.get_by_role("slider", name="Epoch", exact=True)
    expect(epoch).to_have_value("0")
    epoch.evaluate(WATCH)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(epoch).to_have_value("300", timeout=LONGEST)
    seen = page.evaluate("() => window.seen")
    return [now for (_then, before), (now, after) in pairwise(seen) if after != before]


def go(page: Page, address: str) -> None:
    """Go to the app, and wait until the lab is on the screen."""
    page.goto(address)
    expect(page.get_by_role("status").first).to_be_visible(timeout=LONGEST)


def messages(frames: list[str]) -> int:
    """Return how many messages of Bokeh these frames of a websocket are: each has one header."""
    return sum(frame.startswith('{"msgid"') for frame in frames)


def goes_to_network(url: str) -> bool:
    """Return whether asking for ``url`` asks anybody."""
    return urlsplit(url).scheme in ("http", "https", "ws", "wss")
