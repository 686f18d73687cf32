"""Labs in somebody's Panel app, served as that is: no server of ours is there."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.ui.numbers import numeral
from core import COSTS, Settings, train
from tests.browser import TIMEOUT, Visit

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "notebook.md").read_text("utf-8")
[LAB] = re.findall(r"```python\n(from app.panel import .*?)```", DOCUMENT, re.S)
TEMPLATE = """
import panel as pn
from app.panel import lab
pn.template.{name}(
    title="Course", theme="{theme}", sidebar=["Chapter 3"],
    main=[
        pn.Row("**Beside it**", lab("neuron", speed=10)),
        lab("neuron", cost="cross-entropy", speed=10),
    ],
).servable()
"""
TEMPLATES = {"dark": "FastListTemplate", "default": "BootstrapTemplate"}
SERVED = """
import panel as pn
from app.panel import lab
pn.serve(pn.Column(pn.widgets.TextInput(name="Answer"), lab("softmax")), port=0, show=False)
"""
ADDRESS = re.compile(r"https?://localhost:\d+")
PLACE = ".embedded[data-theme]"
GROUND = "(place) => getComputedStyle(place).backgroundColor"
GROUNDS = {"light": "rgb(246, 247, 249)", "dark": "rgb(17, 21, 28)"}

Open = Callable[[str], Visit]


@contextmanager
def served(*arguments: str, folder: Path) -> Iterator[str]:
    """Run Python with these arguments in ``folder``, and give the address of what it serves."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    try:
        yield next(found[0] for line in process.stdout if (found := ADDRESS.search(line)))
    finally:
        process.terminate()
        printed, _ = process.communicate()
    assert "Traceback" not in printed, printed


@pytest.fixture(scope="module")
def panel_serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``panel serve`` of the program in the docs, at /course, and of one for each theme."""
    folder = tmp_path_factory.mktemp("course")
    programs = {"course": LAB}
    programs |= {
        theme: TEMPLATE.format(name=name, theme=theme) for theme, name in TEMPLATES.items()
    }
    for name, program in programs.items():
        (folder / f"{name}.py").write_text(program, "utf-8")
    files = [f"{name}.py" for name in programs]
    with served("-m", "panel", "serve", *files, "--port", "0", folder=folder) as address:
        yield address


@pytest.fixture
def visit_at(chromium: Browser) -> Iterator[Open]:
    """Open a page, and check what it did unseen when the test ends."""
    visits: list[Visit] = []

    def visit_at(address: str) -> Visit:
        visit = Visit(chromium, address)
        visits.append(visit)
        # Templates of Panel ask for fonts from the internet.
        visit.context.route(re.compile("fonts.googleapis"), lambda route: route.fulfill(body=""))
        visit.page.goto(address)
        expect(visit.page.get_by_role("slider").first).to_be_visible(timeout=TIMEOUT)
        return visit

    yield visit_at
    for visit in visits:
        visit.close()
    assert [complaint for visit in visits for complaint in visit.complaints] == []


def lab_of(page: Page, number: int) -> Locator:
    return page.locator(PLACE).nth(number)


def test_a_lab_runs_under_panel_serve(
    visit_at: Open, panel_serve: str, subtests: pytest.Subtests
) -> None:
    """A program of three lines: the lab shows what the core computes, and asks for nothing else."""
    visit = visit_at(f"{panel_serve}/course")
    place = lab_of(visit.page, 0)
    with subtests.test("keys outside a lab are the page's"):
        visit.page.keyboard.press("r")
        step = visit.button("Step")
        step.click()
        epoch = visit.page.get_by_role("slider", name="Epoch", exact=True)
        # One step, and no run before that.
        expect(epoch).to_have_value("1")
        step.press("ArrowRight")
        expect(epoch).to_have_value("2")
    with subtests.test("what is refused is told above the lab"):
        visit.type(visit.number("Learning rate"), "99")
        expect(visit.alert).to_contain_text("learning_rate: “99” is not a number from 0.001 to 10")
        visit.button("Reset").click()
        visit.type(visit.number("Learning rate"), "0.5")
        expect(visit.alert).to_be_empty()
    with subtests.test("a lab runs"):
        visit.choose("Speed", "10×")
        visit.button("Run").click()
        visit.expect_end()
        for cost in ("quadratic", "cross-entropy"):
            settings = Settings(weight=2, bias=2, learning_rate=0.5, cost=COSTS[cost], epochs=300)
            expect(visit.plot("output")).to_contain_text(numeral(train(settings).output[-1]))
    with subtests.test("a lab follows the theme of the page"):
        expect(place).to_have_attribute("data-theme", "light")
        visit.page.evaluate("document.body.style.background = '#111'")
        expect(place).to_have_attribute("data-theme", "dark")
        visit.expect_labels("output", bright=True)
    assert visit.elsewhere == []


@pytest.mark.parametrize("theme", TEMPLATES)
def test_two_labs_in_a_template_do_not_disturb_each_other(
    visit_at: Open, panel_serve: str, theme: str
) -> None:
    """They have the template's theme, fit into its column, and each has its own run and keys."""
    visit = visit_at(f"{panel_serve}/{theme}")
    one, other = (lab_of(visit.page, number) for number in (0, 1))
    shown = "dark" if theme == "dark" else "light"
    for each in (one, other):
        expect(each).to_have_attribute("data-theme", shown)
        assert each.evaluate(GROUND) == GROUNDS[shown]
    run = other.get_by_role("button", name="Run", exact=True)
    epochs = [each.get_by_role("slider", name="Epoch", exact=True) for each in (one, other)]
    run.click()
    expect(epochs[1]).to_have_value("300", timeout=TIMEOUT)
    expect(epochs[0]).to_have_value("0")
    # A key is for the lab that has the focus.
    one.get_by_role("button", name="Step", exact=True).focus()
    visit.page.keyboard.press("r")
    expect(epochs[0]).to_have_value("300", timeout=TIMEOUT)
    # Narrower than the window: one thing below the other.
    picture = one.get_by_role("region", name="The neuron").bounding_box()
    plots = one.get_by_role("region", name="Live curves").bounding_box()
    assert picture
    assert plots
    assert picture["y"] + picture["height"] <= plots["y"]


def test_a_lab_stands_beside_other_things_that_pn_serve_serves(
    visit_at: Open, tmp_path: Path
) -> None:
    """Also for those who come later, as each page has a lab of its own."""
    (tmp_path / "course.py").write_text(SERVED, "utf-8")
    with served("course.py", folder=tmp_path) as address:
        visit = visit_at(address)
        expect(visit.page.get_by_label("Answer")).to_be_visible()
        slider = visit.slider("z₁")
        slider.press("Home")
        expect(slider).to_have_value("-5")
        visit.page.reload()
        expect(slider).to_have_value("2.5")
        # The server ends now, and must not while a file is on its way.
        visit.page.wait_for_load_state("networkidle")
