"""Fixtures of the browser tests: a server started as a user does, a Chromium, watched pages.

Every test that opens pages with ``open_page`` fails in the end if one of them asked for anything
outside the server, if the browser complained of one, or if the server logged trouble meanwhile.
"""

import asyncio
import inspect
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import panel as pn
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.chromium import LAUNCH_ARGS, find_chromium

pytest.register_assert_rewrite(
    "tests.browser", "tests.training_labs", "tests.sentences", "tests.serving", "tests.stacks"
)

from tests.browser import TIMEOUT, Visit  # noqa: E402
from tests.serving import running_command, soon  # noqa: E402

# How long an example takes says nothing: other tests run at the same time. `make soak` tries more
# examples, by `--hypothesis-profile=soak`.
settings.register_profile("quick", deadline=None, max_examples=20)
settings.register_profile("soak", deadline=None, max_examples=200)
settings.load_profile("quick")

# Tests are of the digits alone, also where MNIST is in the checkout.
os.environ["NEURON_LAB_MNIST"] = "none"

TROUBLE = re.compile(r"Traceback|\bERROR\b|\bWARNING\b|\bCRITICAL\b|Exception|Warning:")

OpenPage = Callable[..., Visit]
"""Opens a page; takes a path, and what :class:`tests.browser.Visit` takes after the server."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last, so that what is quick to fail fails soon."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run tests that are coroutines, each in a thread and a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {
        name: pyfuncitem.funcargs[name] for name in inspect.signature(pyfuncitem.obj).parameters
    }
    # A worker that had a browser test has a loop running in this thread from then on.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, soon(pyfuncitem.obj(**arguments))).result()
    return True


@pytest.fixture(autouse=True)
def no_document_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is done after a test must not be done to a page of that test."""
    yield
    # Servers in a thread of this process may be at work while a browser is used.
    if not request.node.get_closest_marker("browser"):
        assert pn.state.curdoc is None


@dataclass(frozen=True)
class RunningServer:
    """The server under test: where it listens, and what it writes."""

    address: str
    log: Path

    def troubles(self, start: int = 0) -> list[str]:
        """Return the lines in the log, from byte ``start`` on, that tell of trouble."""
        lines = self.log.read_bytes()[start:].decode().splitlines()
        return [line for line in lines if TROUBLE.search(line)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """``python -m app``, its address read from the line that it prints."""
    log = tmp_path_factory.mktemp("server") / "log"
    with running_command(log, "--port", "0") as command:
        running = RunningServer(command.address, log)
        yield running
        alive = command.process.poll() is None
        command.process.terminate()
        assert command.process.stdout
        printed = command.process.stdout.read()
    assert alive, f"the server ended by itself: {log.read_text()}"
    assert not TROUBLE.search(printed), printed
    assert running.troubles() == [], log.read_text()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    expect.set_options(timeout=TIMEOUT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def free_visits() -> dict[str, list[Visit]]:
    """Visits of tests that ended, by their preferences, for those of other tests."""
    return defaultdict(list)


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest,
    server: RunningServer,
    chromium: Browser,
    free_visits: dict[str, list[Visit]],
) -> Iterator[OpenPage]:
    """Open pages as different people do, and check what they did unseen when the test ends.

    What a test does to the page by Playwright stays with it: such a test opens it ``once``.
    """
    logged = server.log.stat().st_size
    failed = request.session.testsfailed
    visits: list[Visit] = []
    again: list[tuple[Visit, list[Visit]]] = []

    def open_page(path: str = "/", *, once: bool = False, **preferences: object) -> Visit:
        free = free_visits[str(sorted(preferences.items()))]
        is_plain = not once and preferences.keys() <= {"locale", "viewport", "touch"}
        visit = free.pop() if is_plain and free else Visit(chromium, server.address, **preferences)
        visits.append(visit)
        if is_plain:
            again.append((visit, free))
        visit.go(path)
        return visit

    yield open_page
    elsewhere = [address for visit in visits for address in visit.elsewhere]
    complaints = [complaint for visit in visits for complaint in visit.complaints]
    try:
        for visit, free in again:
            if visit.can_be_taken_back and request.session.testsfailed == failed:
                visit.take_back()
                free.append(visit)
                visits.remove(visit)
    finally:
        for visit in visits:
            visit.close()
    assert elsewhere == []
    assert complaints == []
    assert server.troubles(logged) == [], server.log.read_bytes()[logged:].decode()
