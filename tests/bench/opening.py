"""How long a person waits from the request for the lab, in browsers with profiles."""

import statistics
import time
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.bench.line import Line, Reach
from tests.bench.server import serving_app
from tests.browser import POLLING, READY
from tests.chromium import LAUNCH_ARGS, find_chromium

PROFILES = 5
VISITS = 6
FROM_CACHE = slice(3, None)
"""From the fourth visit on a browser has the scripts compiled."""
MILLISECONDS_TO_KEEP = 800
"""In which a browser writes what it keeps."""


def lines() -> Iterator[Line]:
    """Visit the app with profiles that are new, and again with what they have kept."""
    first: list[float] = []
    later: list[float] = []
    with serving_app() as server, sync_playwright() as playwright:
        for _profile in range(PROFILES):
            took = visits(playwright, server.address)
            first.append(took[0])
            later += took[FROM_CACHE]
    what = "seconds from the request to the lab on the screen"
    yield Line(f"{what}, first visit", statistics.median(first), "s", reach=Reach(most=1.0))
    yield Line(f"{what}, return visit", statistics.median(later), "s", reach=Reach(most=0.8))


def visits(playwright: Playwright, address: str) -> list[float]:
    """Return the seconds that each visit took with one new profile."""
    with TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find_chromium(), args=LAUNCH_ARGS, locale="en"
        )
        (page,) = context.pages
        took = [seconds_of_visit(page, address) for _visit in range(VISITS)]
        context.close()
    return took


def seconds_of_visit(page: Page, address: str) -> float:
    """Visit, and leave again."""
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(READY, polling=POLLING)
    took = time.perf_counter() - begun
    page.wait_for_timeout(MILLISECONDS_TO_KEEP)
    page.goto("about:blank")
    return took
