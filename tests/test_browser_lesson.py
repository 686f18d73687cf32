"""A lesson in Chromium: a file with a run in it, opened with the network off.

app.export writes it; what plays it are the scripts of the page.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from app.export import main as export
from app.labs.neuron.sections.pins import Pin
from app.training_lab.pins import Pins
from tests.browser import TIMEOUT, TWO_FRAMES
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

PIN = Pin(
    weight=2.0, bias=2.0, input=1.0, target=0.0, epochs=300, stages=((0, 0.15, "cross-entropy"),)
)
RUN = {
    "preset": "badly-wrong-both",
    "changes": "120:0.5:both",
    "pins": Pins(Pin).write([PIN]),
    "open": "why,where,pins",
}
"""Both costs, a pin and a change."""
RUNS = {
    "several inputs": {
        "lab": "several",
        "several.preset": "xor",
        "several.cost": "both",
        "several.open": "contributions",
    },
    "softmax": {
        "lab": "softmax",
        "softmax.preset": "book-both",
        "softmax.open": "signs,sigmoids",
    },
    "networks of several seeds": {
        "lab": "overfitting",
        "overfitting.networks": "none:0:0.5:4,l2:1:0.5:4",
        "overfitting.epochs": "3",
        "overfitting.seeds": "2",
        "overfitting.open": "wrong,weights",
    },
    "a sweep": {
        "lab": "tuning",
        "tuning.sweep": "learning_rate:0.1,1",
        "tuning.training": "100",
        "tuning.epochs": "3",
        "tuning.seeds": "2",
        "tuning.open": "test,pins",
    },
    "networks": {
        "lab": "network",
        "network.networks": "sigmoid-quadratic:unit:3:4,softmax-log-likelihood:scaled:0.5:3-2",
        "network.epochs": "3",
        "network.open": "confusion",
    },
}

SENTENCE = '[role="status"].words'
EPOCH = ".scrub input"
MOST_FRAMES = 300

OpenLesson = Callable[..., Page]


@pytest.fixture
def open_lesson(chromium: Browser, tmp_path: Path) -> Iterator[OpenLesson]:
    """Open lessons without a network; one that asks for something, or complains, fails.

    It is that of a query, or where this is None the one that a test has saved.
    """
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def opened(query: dict[str, str] | None, languages: str = "en") -> Page:
        file = tmp_path / f"lesson-{len(contexts)}.html"
        if query is not None:
            options = (f"?{urlencode(query)}", "-o", str(file), "--languages", languages)
            # This thread has the loop of Playwright.
            with ThreadPoolExecutor(1) as thread:
                assert thread.submit(export, options).result() == 0
        context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: said.type != "info" and complaints.append(said.text))
        page.goto(file.as_uri())
        expect(page.get_by_role("button", name=re.compile("^(Run|运行)$"))).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()
    expected = [(tmp_path / f"lesson-{at}.html").as_uri() for at in range(len(contexts))]
    assert [address for address in asked if not address.startswith("blob:")] == expected
    assert complaints == []


def run_to_the_end(page: Page) -> None:
    """Run as fast as can be, and wait for the last frame."""
    page.get_by_role("combobox", name="Speed").select_option("10")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("button", name="Step", exact=True)).to_be_disabled()
    expect(page.locator(SENTENCE)).not_to_contain_text("Press Go on")


def shown(page: Page) -> list[str]:
    """Return all numbers and sentences that are on the page, but for those of axes."""
    drawn = page.locator(".sigmoid :is(.sum, .slope)").all_text_contents()
    parts = [SENTENCE, ".quantities", ".weights", ".pushes", ".readout"]
    parts += [".plot figcaption .values", ".section"]
    return [*drawn, *(text for part in parts for text in page.locator(part).all_inner_texts())]


def expect_the_same(page: Page, other: Page) -> None:
    """Wait until two pages show the same numbers and sentences, of which there must be some."""
    for _frame in range(MOST_FRAMES):
        # What a section says of the last frame comes a moment later.
        if shown(page) == shown(other):
            break
        page.evaluate(TWO_FRAMES)
    assert shown(page) == shown(other)
    assert len(shown(page)) > 5
    assert page.locator(EPOCH).evaluate("(each) => each.value === each.max")


@pytest.mark.parametrize("query", RUNS.values(), ids=RUNS)
def test_a_lesson_plays_to_its_last_frame_with_the_numbers_of_the_page(
    open_page: OpenPage, open_lesson: OpenLesson, query: dict[str, str]
) -> None:
    """A person opens a run on the page, and as a file on a machine without a network."""
    visit = open_page(f"/?{urlencode(query)}")
    page = open_lesson(query)
    for each in (visit.page, page):
        run_to_the_end(each)
    expect_the_same(page, visit.page)


def test_a_run_of_the_page_is_saved_in_every_language_and_plays_to_its_last_frame(
    open_page: OpenPage, open_lesson: OpenLesson, tmp_path: Path
) -> None:
    """A teacher saves the run on the screen by Share, and opens the file without a network."""
    visit = open_page(f"/?{urlencode(RUN)}")
    visit.button("Share").click()
    visit.page.get_by_text("Save as a page").click()
    visit.button("Save the page").click()
    expect(visit.alert.filter(has_text="press Run first")).to_be_visible()
    visit.dismiss_alerts()
    run_to_the_end(visit.page)
    visit.button("Share").click()
    visit.page.get_by_label("In every language").check()
    with visit.page.expect_download() as download:
        visit.button("Save the page").click()
    assert download.value.suggested_filename == "neuron-lab.html"
    download.value.save_as(tmp_path / "lesson-0.html")
    visit.page.keyboard.press("Escape")
    page = open_lesson(None)
    run_to_the_end(page)
    expect_the_same(page, visit.page)
    expect(page.locator(".about a")).to_have_attribute(
        "href", re.compile("weight=2&bias=2&cost=both")
    )
    expect(page.get_by_role("combobox", name="Language")).to_be_visible()


def test_a_lesson_goes_back_and_on_in_other_languages_and_changes_nothing(
    open_lesson: OpenLesson, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """A person reads what the file is, scrubs before the first Run, steps, and plays anew."""
    query = {"preset": "badly-wrong", "cost": "both", "open": "questions,where,numbers"}
    page = open_lesson(query, "en,zh")
    sentence, epoch = page.locator(SENTENCE), page.locator(EPOCH)
    with subtests.test("it says what it is"):
        about = page.locator(".about")
        expect(about).to_contain_text("open=questions%2Cwhere%2Cnumbers")
        expect(about).to_contain_text("Only in the lab itself: Questions, Predict")
        expect(sentence).to_contain_text("Press Run")
    with subtests.test("its settings are fixed, and the point on σ says where they are not"):
        for control in page.locator(".settings").get_by_role("slider").all():
            expect(control).to_be_disabled()
        page.locator('[data-sets="z"]').last.hover()
        page.mouse.down()
        page.mouse.move(300, 300, steps=4)
        page.mouse.up()
        expect(page.get_by_role("status").filter(has_text="open the lab")).to_be_visible()
        expect(page.get_by_label("Starting bias: value")).to_have_value("2")
    with subtests.test("it goes back and on"):
        epoch.fill("150")
        expect(sentence).to_contain_text("Epoch 150 of 300")
        page.get_by_role("button", name="Step", exact=True).click()
        expect(sentence).to_contain_text("Epoch 151 of 300")
        page.get_by_role("button", name="Run", exact=True).click()
        expect(epoch).not_to_have_value("151")
    with subtests.test("it is saved as a file and a program"):
        for name, suffix in (("CSV", "csv"), ("JSON", "json"), ("Python", "py")):
            with page.expect_download() as download:
                page.get_by_role("button", name=name).click()
            download.value.save_as(tmp_path / f"run.{suffix}")
            assert len((tmp_path / f"run.{suffix}").read_text("utf-8")) > 1000
    with subtests.test("it goes on in another language"):
        epoch.fill("90")
        expect(sentence).to_contain_text("Epoch 90 of 300")
        page.get_by_role("combobox", name="Language").select_option("zh")
        expect(sentence).to_contain_text("第 90 轮")
        expect(page).to_have_title("神经元实验室：一个神经元")
        assert page.locator("html").get_attribute("lang") == "zh"
        page.get_by_role("button", name="运行", exact=True).click()
        expect(epoch).not_to_have_value("90")
