"""The lab in a frame of a page of another site: plain, sandboxed, and where nothing can be kept."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from app.labs.registry import LABS
from app.ui.numbers import numeral
from core import PRESETS, train
from tests.axe import violations
from tests.browser import Visit
from tests.conftest import TROUBLE, RunningServer
from tests.serving import Command, free_port, running_command

pytestmark = pytest.mark.browser

SCRIPTS, SAME = "allow-scripts", "allow-scripts allow-same-origin"
DENIED = """
const get = () => { throw new DOMException("denied", "SecurityError"); };
for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {get});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


class Course:
    """A site with one page, which has a frame; it lives under a name that is not the lab's."""

    def __init__(self) -> None:
        course = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(course.page.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.page = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever).start()

    def show(self, address: str, sandbox: str | None = None) -> None:
        """Have the page frame ``address``, in a sandbox that allows this, or in none."""
        boxed = "" if sandbox is None else f' sandbox="{sandbox}"'
        self.page = (
            '<!DOCTYPE html><html lang="en"><title>A course</title><main><h1>Week 3</h1>'
            f'<iframe title="Lab" src="{escape(address)}"{boxed} width="1100" height="640">'
            "</iframe></main></html>"
        )

    def close(self) -> None:
        """End the site."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def course() -> Iterator[Course]:
    course = Course()
    yield course
    course.close()


@pytest.fixture(scope="module")
def lab(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """A server whose page the course may frame, and nobody else."""
    log = tmp_path_factory.mktemp("framed") / "log"
    with running_command(log, "--port", "0", "--allow-frame", course.origin) as command:
        yield command
        assert [line for line in command.logged() if TROUBLE.search(line)] == []


@contextmanager
def at_the_course(
    browser: Browser, course: Course, lab: Command, *, script: str = "", expected: str = "nothing"
) -> Iterator[Page]:
    """Open the course's page; fail in the end where the browser complains of more than expected."""
    context = browser.new_context(locale="en-US", viewport={"width": 1200, "height": 800})
    context.add_init_script(script)
    page = context.new_page()
    complaints: list[str] = []
    elsewhere: list[str] = []
    known = {urlsplit(course.origin).netloc, urlsplit(lab.address).netloc}

    def note(url: str) -> None:
        if urlsplit(url.removeprefix("blob:").removeprefix("null/")).netloc not in {*known, ""}:
            elsewhere.append(url)

    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    context.on("request", lambda request: note(request.url))
    page.goto(course.origin)
    yield page
    context.close()
    assert [each for each in complaints if expected not in each] == []
    assert elsewhere == []


def framed(page: Page) -> FrameLocator:
    """The lab in the page's frame."""
    return page.frame_locator("iframe")


def expect_run(page: Page) -> None:
    """Press Run, and expect the end of a badly wrong run as the core has it."""
    inside = framed(page)
    inside.get_by_role("button", name="Run", exact=True).click()
    run = train(next(iter(PRESETS["badly-wrong"].settings())))
    plots = inside.get_by_role("region", name="Live curves")
    expect(plots).to_contain_text(numeral(run.output[-1]))
    expect(inside.get_by_role("status").filter(has_text="→")).to_contain_text(
        numeral(run.output[-1])
    )


@pytest.mark.parametrize(
    ("sandbox", "script"),
    [(None, DENIED), (SAME, FULL)],
    ids=["plain, denied", "same, full"],
)
def test_a_page_of_another_site_frames_the_lab_and_it_runs(
    chromium: Browser, course: Course, lab: Command, sandbox: str | None, script: str
) -> None:
    """A person runs the neuron in a frame, sandboxed or not, whatever the browser keeps."""
    course.show(f"{lab.address}?lang=en&embed=1&preset=badly-wrong&speed=10", sandbox)
    with at_the_course(chromium, course, lab, script=script) as page:
        expect_run(page)


def test_in_a_narrow_sandbox_the_lab_runs_and_its_link_says_the_address(
    chromium: Browser, course: Course, lab: Command
) -> None:
    """A person runs the neuron, presses the link that may open no tab, and is told where to go."""
    course.show(f"{lab.address}?lang=en&embed=1&preset=badly-wrong&speed=10", SCRIPTS)
    with at_the_course(chromium, course, lab, expected="allow-popups") as page:
        expect_run(page)
        inside = framed(page)
        inside.get_by_role("link", name="Open the whole lab").click()
        whole = f"{lab.address}?preset=badly-wrong&speed=10&lang=en"
        expect(inside.get_by_text(whole, exact=False)).to_be_visible()


@pytest.mark.parametrize("name", [each.name for each in LABS if each.name != "neuron"])
def test_every_lab_works_in_a_sandbox_without_storage(
    chromium: Browser, course: Course, lab: Command, name: str
) -> None:
    """A person opens each lab in the narrowest frame that lets scripts run, and sets something."""
    course.show(f"{lab.address}?lang=en&embed=1&lab={name}", SCRIPTS)
    with at_the_course(chromium, course, lab) as page:
        inside = framed(page)
        slider = inside.get_by_role("slider").first
        expect(slider).to_be_visible()
        expect(inside.get_by_role("alert").filter(has_text="connection")).to_have_count(0)
        if name in ("costs", "softmax"):
            before = slider.get_attribute("aria-valuetext")
            slider.press("ArrowRight")
            expect(slider).not_to_have_attribute("aria-valuetext", before or "")


def test_a_framed_page_is_one_lab_and_a_link_to_the_whole(
    chromium: Browser, course: Course, lab: Command
) -> None:
    """A person sees no header and no other lab, and opens the whole lab as it stands here."""
    course.show(f"{lab.address}?lang=en&embed=1&preset=badly-wrong", "allow-scripts allow-popups")
    with at_the_course(chromium, course, lab) as page:
        inside = framed(page)
        expect(inside.get_by_role("slider", name="Learning rate", exact=True)).to_be_visible()
        expect(inside.get_by_role("tab")).to_have_count(0)
        expect(inside.get_by_role("toolbar", name="Experiments")).to_have_count(0)
        expect(inside.get_by_role("button", name="Share")).to_have_count(0)
        inside.get_by_role("combobox", name="Preset").select_option("badly-wrong-both")
        link = inside.get_by_role("link", name="Open the whole lab")
        expect(link).to_have_attribute("href", f"{lab.address}?preset=badly-wrong-both&lang=en")
        with page.expect_popup() as opened:
            link.click()
        whole = opened.value
        expect(whole.get_by_role("tab", name="Softmax")).to_be_visible()
        expect(whole.get_by_role("combobox", name="Preset")).to_have_value("badly-wrong-both")


def test_a_sandboxed_page_comes_back_when_its_server_does(
    chromium: Browser, course: Course, tmp_path: Path
) -> None:
    """A person in a sandboxed frame loses the server, and has the lab again by doing nothing."""
    port = str(free_port())
    options = ("--port", port, "--allow-frame", "*")
    with running_command(tmp_path / "log", *options) as lab:
        course.show(f"{lab.address}?lang=en&embed=1&preset=badly-wrong", SCRIPTS)
        context = chromium.new_context(locale="en-US")
        page = context.new_page()
        page.goto(course.origin)
        inside = framed(page)
        inside.get_by_role("combobox", name="Preset").select_option("badly-wrong-both")
        link = inside.get_by_role("link", name="Open the whole lab")
        expect(link).to_have_attribute("href", re.compile("preset=badly-wrong-both"))
    expect(inside.get_by_text("connection to the server is lost")).to_be_visible()
    with running_command(tmp_path / "log", *options):
        expect(inside.get_by_text("connection to the server is lost")).to_be_hidden()
        expect(inside.get_by_role("combobox", name="Preset")).to_have_value("badly-wrong-both")
        context.close()
    assert "any site on the web" in (tmp_path / "log").read_text()


def test_no_other_site_frames_it(
    chromium: Browser, course: Course, lab: Command, server: RunningServer
) -> None:
    """A site that was not named shows nothing of the lab."""
    for address in (server.address, lab.address.replace("127.0.0.1", "localhost")):
        course.show(f"{address}?lang=en&embed=1")
        context = chromium.new_context()
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said, refused=refused: refused.append(said.text))
        # The browser comes by another name than the one that may.
        page.goto(course.origin.replace("localhost", "127.0.0.1"))
        expect(framed(page).get_by_role("button", name="Run")).to_have_count(0)
        assert any("frame-ancestors" in said for said in refused)
        context.close()


def test_a_framed_page_keeps_nobody_out(chromium: Browser, server: RunningServer) -> None:
    """axe-core finds nothing, in a frame as narrow as a phone."""
    visit = Visit(chromium, server.address, viewport=(390, 700))
    for query in ("lab=neuron", "lab=softmax&theme=dark"):
        visit.page.goto(f"{visit.server}/?lang=zh&embed=1&{query}")
        expect(visit.page.get_by_role("slider").first).to_be_visible()
        assert violations(visit.page) == []
    assert visit.elsewhere == []
    assert visit.complaints == []
    visit.close()
