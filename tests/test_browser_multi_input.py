"""The Several-inputs lab in a browser: gates, XOR, own tables, and who moves the weights."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from app.ui.language import translator
from core.multi_input import table
from core.multi_input.presets import PRESETS
from core.multi_input.training import MultiInputFrame, train
from tests.browser import LAPTOP, PHONE, Visit, decimal
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

on_laptop_and_phone = pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])

GOOD = "height,weight,tall\n0,0.5,0\n0.25,1,0\n0.75,1,1\n1,0,1\n"
BAD = {
    "word.csv": ("0,0,1\n0,zero,0\n", 2, 2),
    "target.csv": ("x,y\n1,1\n2,0\n3,4\n", 4, 2),
    "short.csv": ("0,0,1\n\n0,1,0\n1,0\n", 4, 3),
}
"""Files that are wrong, with the line and the column."""


def frames(name: str) -> MultiInputFrame:
    """What the core says of a problem."""
    return train(PRESETS[name].settings()[0])


def run_to_the_end(visit: Visit) -> None:
    """Press Run, and go to the last epoch."""
    visit.button("Run").click()
    visit.press(visit.slider("Epoch"), "End")
    expect(visit.page.get_by_role("status").first).to_contain_text(re.compile("Epochs 0–"))


def expect_value(visit: Visit, quantity: str, value: float) -> None:
    """Wait until the plot of ``quantity`` has ``value`` above it."""
    expect(visit.plot(quantity)).to_contain_text(decimal(value, 4))


@on_laptop_and_phone
def test_and_is_learned_to_accuracy_1(open_page: OpenPage, viewport: tuple[int, int]) -> None:
    """A person runs AND: it ends with every answer right, and all on the page says so."""
    visit = open_page("/?lab=several", viewport=viewport)
    expected = frames("and")
    expect_value(visit, "accuracy", expected.accuracy[0])
    run_to_the_end(visit)
    assert expected.accuracy[-1] == 1.0
    expect_value(visit, "accuracy", 1.0)
    expect_value(visit, "cost", expected.cost[-1])
    right = int(np.flatnonzero(expected.accuracy < 1.0)[-1]) + 1
    said = f"From epoch {right} on every answer is right."
    expect(visit.page.get_by_role("status").first).to_contain_text(said)
    reading = visit.page.get_by_role("group", name="Epoch 300")
    expect(reading).to_contain_text(f"w₁ {decimal(expected.weight[-1, 0], 3)}")
    plane = visit.page.get_by_role("img", name=re.compile("The plane of both inputs"))
    expect(plane).to_be_visible()
    expect(plane).to_have_accessible_name(re.compile(r"\(1, 1\) → 1"))


def test_xor_settles_at_ln_2_and_the_page_says_why(open_page: OpenPage) -> None:
    """A person chooses XOR: the cost ends at 0.693, and a sentence names ln 2."""
    visit = open_page("/?lab=several")
    visit.choose("Preset", "XOR: 1 if just one of them is 1")
    visit.expect_query(**{"lab": "several", "several.preset": "xor"})
    run_to_the_end(visit)
    expect(visit.plot("cost")).to_contain_text("0.693")
    expect(visit.page.get_by_role("status").first).to_contain_text("ln 2 = 0.693")


def load(visit: Visit, path: Path) -> None:
    """Choose a file from the disk."""
    with visit.page.expect_file_chooser() as chosen:
        visit.button("Load a CSV file").click()
    chosen.value.set_files(path)


def test_a_table_from_a_file_is_learned_and_a_wrong_one_changes_nothing(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """A person loads a good file, then three wrong ones, each refused by line and column."""
    visit = open_page("/?lab=several")
    part = visit.open_part("Examples")
    text = part.get_by_role("textbox", name="Table of examples")
    good = tmp_path / "good.csv"
    good.write_text(GOOD)
    load(visit, good)
    examples = table.read(GOOD)
    expect(text).to_have_value(table.write(examples))
    visit.expect_query(
        **{
            "lab": "several",
            "several.data": "0,0.5,0;0.25,1,0;0.75,1,1;1,0,1",
            "several.open": "examples",
        }
    )
    for name, (wrong, line, column) in BAD.items():
        before = visit.page.url
        (tmp_path / name).write_text(wrong)
        load(visit, tmp_path / name)
        said = part.get_by_role("alert")
        expect(said).to_contain_text(f"{name}: Line {line}, column {column}:")
        expect(said).to_contain_text("Nothing was changed.")
        expect(text).to_have_value(table.write(examples))
        assert visit.page.url == before
    run_to_the_end(visit)
    settings = PRESETS["and"].settings()[0]
    expected = train(type(settings)(examples, settings.weights, settings.bias))
    expect_value(visit, "cost", expected.cost[-1])


def test_a_table_is_edited_and_what_is_wrong_with_it_is_selected(open_page: OpenPage) -> None:
    """A person types into the table; a slip is named and selected, and nothing is lost."""
    visit = open_page("/?lab=several")
    part = visit.open_part("Examples")
    text = part.get_by_role("textbox", name="Table of examples")
    text.fill("0,0,0,1\n1,0,1,0\n0,1,O,0\n")
    expect(part.get_by_role("status")).to_have_text("Edited, not used yet.")
    visit.button("Use these examples").click()
    expect(part.get_by_role("alert")).to_contain_text("Line 3, column 3: “O” is not a number")
    expect(text).to_be_focused()
    chosen = "(e) => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert text.evaluate(chosen) == "0,1,O,0"
    text.fill("0,0,0,1\n1,0,1,0\n0,1,0,0\n")
    visit.button("Use these examples").click()
    expect(part.get_by_role("alert")).to_have_count(0)
    expect(part.get_by_role("status")).to_contain_text("the examples that the neuron learns")
    expect(visit.slider("Starting weight 3")).to_be_visible()
    expect(visit.slider("Starting weight 4")).to_be_hidden()
    visit.expect_query(
        **{
            "lab": "several",
            "several.data": "0,0,0,1;1,0,1,0;0,1,0,0",
            "several.open": "examples",
        }
    )


def test_a_table_comes_back_from_an_address(open_page: OpenPage) -> None:
    """A person opens a link with a table, and sees it, in the other language too."""
    data = "several.data=1,2,0.5,0;-3,0,1,1&several.open=examples"
    for language in ("en", "zh"):
        _ = translator(language)
        visit = open_page(f"/?lab=several&lang={language}&{data}")
        part = visit.part(_("Examples"))
        text = part.get_by_role("textbox", name=_("Table of examples"))
        expect(text).to_have_value("x1,x2,x3,y\n1,2,0.5,0\n-3,0,1,1\n")


def test_a_table_too_large_for_the_address_says_so_and_is_not_lost(open_page: OpenPage) -> None:
    """A person pastes a long table: the page says that the address has no room for it."""
    visit = open_page("/?lab=several")
    part = visit.open_part("Examples")
    rows = [f"{number / 7:.4f},{number % 5},{number % 2}" for number in range(256)]
    part.get_by_role("textbox", name="Table of examples").fill("\n".join(rows))
    visit.button("Use these examples").click()
    expect(part.get_by_text("too large for the address", exact=False)).to_be_visible()
    # What is larger than any message may be is not even sent, and is not lost either.
    huge = "0," * 1_500_000
    box = part.get_by_role("textbox", name="Table of examples")
    for text in (huge[:120_000], huge):
        box.evaluate("(box, text) => { box.value = text; }", text)
        visit.button("Use these examples").click()
        expect(part.get_by_role("alert")).to_contain_text("larger than 64 KB")
        assert box.evaluate("(box) => box.value.length") == len(text)
    run_to_the_end(visit)
    assert "several.data=too-long" in visit.page.url
    pins = visit.open_part("Pinned runs")
    expect(pins.get_by_text("This run cannot be pinned", exact=False)).to_be_visible()


def test_who_moves_the_weights_is_told_of_the_epoch_on_the_screen(open_page: OpenPage) -> None:
    """A person looks at what each example contributes, at the start and at the end."""
    visit = open_page("/?lab=several&several.preset=input-near-zero&several.cost=cross-entropy")
    part = visit.open_part("Who moves the weights")
    expect(part.get_by_role("table", name="Cross-entropy, epoch 0")).to_be_visible()
    run_to_the_end(visit)
    tabled = part.get_by_role("table", name="Cross-entropy, epoch 300")
    expect(tabled).to_be_visible()
    expect(tabled.get_by_role("columnheader")).to_have_text(
        ["x₁", "x₂", "y", "a", "a − y", "x₁(a − y)", "x₂(a − y)", "(a − y)"]
    )
    expect(part).to_contain_text("no cost removes xⱼ (eq. 61)")
    expect(visit.page.get_by_role("status").first).to_contain_text("No cost removes the factor x₂")


def test_pins_scrubbing_and_sharing_are_as_in_the_neuron_lab(open_page: OpenPage) -> None:
    """A person pins a run, changes η in mid-run, and opens the address anew."""
    visit = open_page("/?lab=several&several.preset=or")
    run_to_the_end(visit)
    part = visit.open_part("Pinned runs")
    part.get_by_role("button", name="Pin the run on the screen").click()
    row = part.get_by_role("row").nth(1)
    expect(row).to_contain_text("OR: 1 if one of them is 1")
    expect(row).to_contain_text(decimal(frames("or").cost[-1], 4))
    visit.press(visit.slider("Epoch"), "Home", "ArrowRight", "ArrowRight")
    visit.press(visit.slider("Learning rate"), "End")
    expect(visit.slider("Epoch")).to_have_value("2")
    visit.page.wait_for_url(re.compile("several.learning_rate=10"))
    again = open_page("/" + visit.page.url.rpartition("/")[2])
    expect(again.part("Pinned runs").get_by_role("row").nth(1)).to_contain_text("OR: 1 if one")
    expect(again.slider("Learning rate")).to_have_attribute("aria-valuetext", "η = 10")
