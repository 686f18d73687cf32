"""The Neuron lab for those who read rather than look: plots in words, tables, and a file."""

import csv
import json
import math
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.ui.numbers import numeral
from core import COSTS, Frame, Settings, train
from core.cli import main
from tests.browser import POLLING, QUANTITIES, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

COLUMNS = ("weight", "bias", "weighted_input", "output", "cost")
BOTH = COST_CHOICES["both"]
PROGRAM = "Download the run as a Python program"


def runs(**settings: float) -> dict[str, Frame]:
    """Return what the core computes for both costs."""
    return {cost: train(Settings(cost=COSTS[cost], **settings)) for cost in BOTH}


def table(visit: Visit, cost: str) -> Locator:
    """Return the table of the curve of ``cost``."""
    return visit.page.get_by_role("table", name=re.compile(rf"^{COST_LABELS[cost]}, epochs 0 to"))


def unfold(visit: Visit) -> None:
    """Open the tables."""
    visit.page.get_by_text("In numbers", exact=True).click()


def rows(visit: Visit, cost: str) -> dict[int, list[str]]:
    """Return the numbers in the table of ``cost`` by their epochs."""
    found: list[list[str]] = table(visit, cost).evaluate(
        "(table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) =>"
        " cell.textContent))"
    )
    return {int(epoch): numbers for epoch, *numbers in found}


def assert_tells(visit: Visit, frames: dict[str, Frame], *epochs: int) -> None:
    """Assert that the tables have the core's numbers for just these epochs."""
    for cost, frame in frames.items():
        wanted = {
            epoch: [
                *(numeral(getattr(frame, name)[epoch]) for name in (*COLUMNS, "weight_gradient")),
                *("0.15", COST_LABELS[cost]),
            ]
            for epoch in epochs
        }
        assert rows(visit, cost) == wanted


def expect_current(visit: Visit, epoch: int) -> None:
    """Wait until every table marks ``epoch`` as the one on the screen."""
    for cost in BOTH:
        current = table(visit, cost).locator("tr[aria-current=true] th")
        expect(current).to_have_text(str(epoch))


def downloaded(visit: Visit, folder: Path) -> list[dict[str, str]]:
    """Download the run, and return its rows."""
    with visit.page.expect_download() as download:
        visit.button("Download the whole run (CSV)").click()
    assert download.value.suggested_filename == "neuron-lab.csv"
    file = folder / "run.csv"
    download.value.save_as(file)
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def assert_is_whole(found: list[dict[str, str]], frames: dict[str, Frame]) -> None:
    """Assert that the rows are all of these runs, to the last digit."""
    epochs = range(len(next(iter(frames.values())).epoch))
    assert [(row["curve"], int(row["epoch"])) for row in found] == [
        (cost, epoch) for cost in frames for epoch in epochs
    ]
    for name in COLUMNS:
        told = [float(row[name]) for row in found]
        assert told == [value for frame in frames.values() for value in getattr(frame, name)]
        assert all(map(math.isfinite, told))


def test_tables_and_words_follow_the_run(open_page: OpenPage, subtests: pytest.Subtests) -> None:
    """A person who sees no curve reads them as tables, and hears each plot, wherever they go."""
    visit = open_page("/?cost=both&speed=10")
    frames = runs()
    expect(visit.page.get_by_role("tabpanel").locator("table")).to_have_count(0)
    unfold(visit)
    assert_tells(visit, frames, 0)
    with subtests.test("tables have headers for rows and columns"):
        expect_headers(visit)
    with subtests.test("at the start, after a step, at the end, and wherever one goes"):
        expect_told(visit, frames, 0)
        visit.button("Step").click()
        expect_current(visit, 1)
        expect_told(visit, frames, 0, 1)
        visit.button("Run").click()
        expect_current(visit, 300)
        assert_tells(visit, frames, *range(0, 301, 30))
        expect_told(visit, frames, 0, 150, 300)
        visit.slider("Epoch").fill("47")
        expect_current(visit, 47)
        assert_tells(visit, frames, *sorted({47, *range(0, 301, 30)}))
        expect_told(visit, frames, 0, 150, 300)
    visit.button("Reset").click()
    expect_current(visit, 0)
    with subtests.test("each step is a row"):
        for epoch in (1, 2, 3):
            visit.button("Step").click()
            expect_current(visit, epoch)
            assert_tells(visit, frames, *range(epoch + 1))
    with subtests.test("tables do not slow a run"):
        visit.choose("Speed", "1×")
        visit.button("Reset").click()
        expect_seldom_built(visit)


def expect_headers(visit: Visit) -> None:
    """Expect that a person hears for each number its quantity and its epoch."""
    for cost in BOTH:
        heads = table(visit, cost).get_by_role("columnheader")
        said = ["Epoch", "w weight", "b bias", "z weighted input", "a output", "C cost"]
        said += ["∂C/∂w gradient", "η learning rate", "cost function"]
        expect(heads).to_have_text(said)
        expect(table(visit, cost).get_by_role("rowheader")).to_have_text(["0"])
        expect(table(visit, cost).get_by_role("cell")).to_have_count(8)


def expect_told(visit: Visit, frames: dict[str, Frame], *epochs: int) -> None:
    """Expect each plot to tell in words where its curves were at these epochs."""
    for quantity in QUANTITIES:
        told = f"Curves of the {quantity} against epoch."
        for name, frame in frames.items():
            column = getattr(frame, quantity)
            values = (f"{numeral(column[epoch])} at epoch {epoch}" for epoch in epochs)
            told += f" {COST_LABELS[name]}: {', '.join(values)}."
        picture = visit.plot(quantity).get_by_role("img")
        expect(picture).to_have_attribute("aria-label", re.sub(r"-(?=\d)", "−", told))


def expect_seldom_built(visit: Visit) -> None:
    """Run, and expect that the tables are not built anew for each frame."""
    visit.part("In numbers").evaluate(
        """(region) => {
          window.built = [];
          const tables = region.querySelector(".tables");
          const note = () => built.push(performance.now());
          new MutationObserver(note).observe(tables, {childList: true});
        }"""
    )
    visit.button("Run").click()
    visit.page.wait_for_function("() => built.length > 5", polling=POLLING)
    # The first two are those of the start.
    times: list[float] = visit.page.evaluate("() => built.slice(2, 6)")
    assert visit.look().epoch < visit.look().last
    assert min(later - time for time, later in pairwise(times)) > 250


def test_a_run_that_was_changed_is_in_its_file_what_the_command_line_writes(
    open_page: OpenPage, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Three changes of η and cost: the page, its file and python -m core have the same digits."""
    changes = ("90:0.15:cross-entropy", "150:0.05:cross-entropy", "200:0.05:quadratic")
    visit = open_page(f"/?preset=badly-wrong&speed=10&open=numbers&changes={'/'.join(changes)}")
    visit.button("Run").click()
    visit.expect_end()
    found = downloaded(visit, tmp_path)
    options = [word for change in changes for word in ("--change", change)]
    assert main(["train", "--weight", "2", "--bias", "2", *options]) == 0
    written = capfdbinary.readouterr().out.decode().splitlines()
    for mine, theirs in zip(found, csv.DictReader(written), strict=True):
        assert mine["cost_function"] == theirs.pop("cost_function")
        for name, number in theirs.items():
            assert float(mine[name]) == float(number), (mine["epoch"], name)
    # Each number is said to be by the cost of its epoch.
    picture = visit.plot("cost").get_by_role("img")
    quadratic = r"Quadratic: 0\.4822 at epoch 0, [\d.]+ at epoch 300\."
    by_both = rf"{quadratic} Cross-entropy: [\d.]+ at epoch 150\."
    expect(picture).to_have_attribute("aria-label", re.compile(by_both))
    caption = "Quadratic, Cross-entropy, epochs 0 to 300"
    expect(visit.page.get_by_role("table", name=caption)).to_be_visible()


def test_a_run_is_downloaded_whole_and_as_a_program_that_computes_it(
    open_page: OpenPage, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """A person saves a run before it, in the middle, and after another branch of it."""
    visit = open_page("/?cost=both&speed=0.1&epochs=2000&learning_rate=1")
    unfold(visit)
    frames = runs(epochs=2000, learning_rate=1)
    with subtests.test("as JSON and as Python"):
        assert_computes(visit, frames, tmp_path)
    assert_is_whole(downloaded(visit, tmp_path), frames)
    visit.button("Run").click()
    visit.expect_epoch(3)
    assert_is_whole(downloaded(visit, tmp_path), frames)
    visit.slider("Epoch").fill("0")
    visit.press(visit.slider("Starting weight"), "ArrowRight")
    visit.expect_number("weight", 0.7)
    frames = runs(epochs=2000, learning_rate=1, weight=0.7)
    assert_is_whole(downloaded(visit, tmp_path), frames)


def assert_computes(visit: Visit, frames: dict[str, Frame], folder: Path) -> None:
    """Save the run as JSON and as Python: both must have the numbers of these runs."""
    for name, suffix in (("Download the run as JSON", "json"), (PROGRAM, "py")):
        with visit.page.expect_download() as download:
            visit.button(name).click()
        assert download.value.suggested_filename == f"neuron-lab.{suffix}"
        download.value.save_as(folder / f"run.{suffix}")
    found = json.loads((folder / "run.json").read_text())["curves"]
    assert [each["curve"] for each in found] == list(frames)
    for curve, frame in zip(found, frames.values(), strict=True):
        assert all(curve[name] == getattr(frame, name).tolist() for name in ("epoch", *COLUMNS))
        assert [rule["cost_function"] for rule in curve["rules"]] == [curve["curve"]]
    printed = subprocess.run(
        [sys.executable, folder / "run.py"], cwd=folder, capture_output=True, check=True
    )
    for row, value in zip(
        csv.DictReader(printed.stdout.decode().splitlines()),
        [value for frame in frames.values() for value in frame.output],
        strict=True,
    ):
        assert math.isclose(float(row["output"]), value, rel_tol=1e-12)
