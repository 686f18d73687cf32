"""The page behind a real jupyter-server-proxy, as behind a hub, and in a cell of JupyterLab."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.ui.numbers import numeral
from core import COSTS, PRESETS, train
from tests.browser import Visit
from tests.jupyter import NAME, running_jupyter, write_notebook
from tests.serving import free_port, running_command

pytestmark = pytest.mark.browser

BASE = "/user/anna/"
DOCUMENT = Path(__file__).parent.parent.joinpath("docs", "notebook.md").read_text("utf-8")
[CELL] = re.findall(r"```python\n(from app.notebook import .*?)\n```", DOCUMENT, re.S)
[BADLY_WRONG] = PRESETS["badly-wrong"].settings()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the notebooks are."""
    return tmp_path_factory.mktemp("jupyter")


@pytest.fixture(scope="module")
def jupyter(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab."""
    with running_jupyter(folder, BASE) as address:
        yield address


@pytest.fixture(scope="module")
def beside(jupyter: str, folder: Path) -> Iterator[int]:
    """The port of a server of ours beside it."""
    port = free_port()
    prefix, origin = f"{BASE}proxy/absolute/{port}", jupyter.removesuffix(BASE)
    options = ("--port", str(port), "--prefix", prefix, "--origin", origin)
    with running_command(folder / "log", *options) as command:
        yield port
        assert command.logged() == []


WAYS = ("proxy/PORT/", "proxy/PORT", "proxy/absolute/PORT/")
"""Stripped, without the slash, and with the whole path."""


def test_a_page_runs_behind_it(
    jupyter: str, beside: int, chromium: Browser, subtests: pytest.Subtests
) -> None:
    """Each way leads to the page, and the address stays good for a reload."""
    visit = Visit(chromium, jupyter)
    for way in WAYS:
        path = way.replace("PORT", str(beside))
        with subtests.test(way=way):
            visit.go(f"/{path}?lang=en&preset=badly-wrong&speed=10")
            assert urlsplit(visit.page.url).path == f"{BASE}{path.rstrip('/')}/"
            visit.button("Run").click()
            visit.expect_end()
            visit.expect_shows(300, [train(each) for each in PRESETS["badly-wrong"].settings()])
    assert visit.elsewhere == []
    visit.close()


def run_cell(page: Page, number: int) -> Locator:
    """Run a cell of the notebook on the page, and return the frame below it."""
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.get_by_role("textbox").click()
    page.keyboard.press("Control+Enter")
    return cell.locator("iframe")


def test_a_cell_shows_a_lab_from_near_and_far_as_long_as_the_kernel_lives(
    jupyter: str, folder: Path, chromium: Browser
) -> None:
    """At the port of its own server, and through the proxy where the browser cannot reach that."""
    write_notebook(folder / "lesson.ipynb", CELL.replace(")", ", speed=10)"), 'lab("softmax")')
    context = chromium.new_context(locale="en-US", viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    near = jupyter.replace(NAME, "localhost")
    page.goto(f"{near}doc/tree/lesson.ipynb")
    frame = run_cell(page, 0)
    lab = frame.content_frame
    lab.get_by_role("button", name="Run", exact=True).click()
    for cost in ("quadratic", "cross-entropy"):
        run = train(replace(BADLY_WRONG, cost=COSTS[cost]))
        plots = lab.get_by_role("region", name="Live curves")
        expect(plots).to_contain_text(numeral(run.output[-1]))
    port = urlsplit(frame.get_attribute("src") or "").port
    assert port

    page.route(f"http://localhost:{port}/**", lambda route: route.abort())
    frame = run_cell(page, 1)
    expect(frame.content_frame.get_by_role("slider").first).to_be_visible()
    assert (frame.get_attribute("src") or "").startswith(f"{near}proxy/{port}/")

    page.get_by_role("menuitem", name="Kernel").click()
    page.get_by_role("menuitem", name="Shut Down Kernel").click()
    expect(lab.get_by_text("connection to the server is lost")).to_be_visible()
    context.close()
