"""The Neuron lab for those who read rather than look: plots in words, tables, and a file."""

import csv
import math
import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from core import COSTS, Frame, Settings, train
from tests.browser import QUANTITIES, Visit, decimal
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

COLUMNS = ("weight", "bias", "weighted_input", "output", "cost")
BOTH = COST_CHOICES["both"]


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
        " cell.textContent.replace('−', '-')))"
    )
    return {int(epoch): numbers for epoch, *numbers in found}


def assert_tells(visit: Visit, frames: dict[str, Frame], *epochs: int) -> None:
    """Assert that the tables have the core's numbers for just these epochs."""
    for cost, frame in frames.items():
        wanted = {
            epoch: [decimal(getattr(frame, name)[epoch], 4) for name in COLUMNS] for epoch in epochs
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


def test_tables_follow_the_run(open_page: OpenPage) -> None:
    """A person reads the curves as tables: at the start, at the end, and wherever they go."""
    visit = open_page("/?cost=both&speed=10")
    frames = runs()
    expect(visit.page.locator("table")).to_have_count(0)
    unfold(visit)
    assert_tells(visit, frames, 0)
    visit.button("Run").click()
    expect_current(visit, 300)
    assert_tells(visit, frames, *range(0, 301, 30))
    visit.slider("Epoch").fill("47")
    expect_current(visit, 47)
    assert_tells(visit, frames, *sorted({47, *range(0, 301, 30)}))
    visit.button("Reset").click()
    expect_current(visit, 0)
    for epoch in (1, 2, 3):
        visit.button("Step").click()
        expect_current(visit, epoch)
        assert_tells(visit, frames, *range(epoch + 1))


def test_tables_have_headers_for_rows_and_columns(open_page: OpenPage) -> None:
    """A person hears for each number its quantity and its epoch."""
    visit = open_page("/?cost=both")
    unfold(visit)
    for cost in BOTH:
        heads = table(visit, cost).get_by_role("columnheader")
        said = ["Epoch", "w weight", "b bias", "z weighted input", "a output", "C cost"]
        expect(heads).to_have_text(said)
        expect(table(visit, cost).get_by_role("rowheader")).to_have_text(["0"])
        expect(table(visit, cost).get_by_role("cell")).to_have_count(5)


def test_tables_do_not_slow_a_run(open_page: OpenPage) -> None:
    """A run plays beside its tables: they are not built anew for each frame."""
    visit = open_page("/?cost=both")
    unfold(visit)
    expect(table(visit, "quadratic")).to_be_visible()
    visit.page.get_by_role("region", name="In numbers").evaluate(
        """(region) => {
          window.built = [];
          const tables = region.querySelector(".tables");
          const note = () => built.push(performance.now());
          new MutationObserver(note).observe(tables, {childList: true});
        }"""
    )
    visit.button("Run").click()
    expect_current(visit, 300)
    # The first is that of epoch 0, the last comes when the run has ended, not before its time.
    times: list[float] = visit.page.evaluate("() => built.slice(2, -1)")
    assert len(times) > 5
    assert min(later - time for time, later in pairwise(times)) > 250


def test_a_run_is_downloaded_whole(open_page: OpenPage, tmp_path: Path) -> None:
    """A person downloads a run before it, in the middle, and after another branch of it."""
    visit = open_page("/?cost=both&speed=0.1&epochs=2000&learning_rate=1")
    unfold(visit)
    frames = runs(epochs=2000, learning_rate=1)
    assert_is_whole(downloaded(visit, tmp_path), frames)
    visit.button("Run").click()
    visit.expect_epoch(3)
    assert_is_whole(downloaded(visit, tmp_path), frames)
    visit.slider("Epoch").fill("0")
    visit.press(visit.slider("Starting weight"), "ArrowRight")
    visit.expect_number("weight", "0.7000")
    frames = runs(epochs=2000, learning_rate=1, weight=0.7)
    assert_is_whole(downloaded(visit, tmp_path), frames)


@pytest.mark.parametrize("cost", ["quadratic", "both"])
def test_each_plot_is_told_in_words(open_page: OpenPage, cost: str) -> None:
    """A person who sees no curve hears where it began, where it was half way, and where it is."""
    visit = open_page(f"/?cost={cost}&speed=10")
    frames = {name: runs()[name] for name in COST_CHOICES[cost]}

    def expect_told(*epochs: int) -> None:
        for quantity in QUANTITIES:
            told = f"Curves of the {quantity} against epoch."
            for name, frame in frames.items():
                column = getattr(frame, quantity)
                values = (f"{decimal(column[epoch], 2)} at epoch {epoch}" for epoch in epochs)
                told += f" {COST_LABELS[name]}: {', '.join(values)}."
            picture = visit.plot(quantity).get_by_role("img")
            expect(picture).to_have_attribute("aria-label", re.sub(r"-(?=\d)", "−", told))

    expect_told(0)
    visit.button("Step").click()
    expect_told(0, 1)
    visit.button("Run").click()
    visit.expect_end()
    expect_told(0, 150, 300)
    visit.slider("Epoch").fill("20")
    expect_told(0, 150, 300)
