"""The Several-inputs lab in a browser: gates, XOR, own tables, and who moves the weights."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from app.ui.numbers import numeral, percent, short
from core import QUADRATIC, State
from core.multi_input import table
from core.multi_input.presets import PRESETS
from core.multi_input.training import MultiInputFrame, contributions, train
from tests.boxes import check_boxes
from tests.browser import LAPTOP, NUMERAL, PHONE, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

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
    expect(visit.page.get_by_role("status").first).to_contain_text(re.compile("accuracy .* →"))


def expect_value(visit: Visit, quantity: str, value: float) -> None:
    """Wait until the plot of ``quantity`` has ``value`` above it."""
    text = percent(value) if quantity == "accuracy" else numeral(value)
    # On a phone the numbers of all plots stand in the switch between them.
    on_phone = visit.page.locator(".plot-switch:visible label").filter(has_text=quantity)
    expect(on_phone.or_(visit.plot(quantity)).first).to_contain_text(text)


def test_and_is_learned_and_xor_is_not_and_all_of_the_lab_is_in_sight(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person runs AND, a cloud of examples and XOR, with a small laptop and with a phone."""
    visit = open_page("/?lab=several", viewport=LAPTOP)
    expected = frames("and")
    status = visit.page.get_by_role("status").first
    expect_value(visit, "accuracy", expected.accuracy[0])
    with subtests.test("a laptop shows example, plane and plots without scrolling"):
        assert_all_is_in_sight(visit)
        run_to_the_end(visit)
        assert_all_is_in_sight(visit)
    for symbol, weight in zip(("w₁", "w₂"), expected.weight[-1], strict=True):
        expect(visit.plot("weights")).to_contain_text(f"{symbol} {numeral(weight)}")
    visit.resize(PHONE, touch=True)
    with subtests.test("AND is learned to accuracy 1, which a phone says too"):
        assert expected.accuracy[-1] == 1.0
        expect_value(visit, "accuracy", 1.0)
        expect_value(visit, "cost", expected.cost[-1])
        right = int(np.flatnonzero(expected.accuracy < 1.0)[-1]) + 1
        expect(status).to_contain_text(f"From epoch {right} on every answer is right.")
        reading = visit.page.get_by_role("group", name="Epoch 300")
        expect(reading).to_contain_text(f"w₁ {numeral(expected.weight[-1, 0])}")
        plane = visit.page.get_by_role("img", name=re.compile("The plane of both inputs"))
        expect(plane).to_be_visible()
        expect(plane).to_have_accessible_name(re.compile(r"\(1, 1\) → 1"))
    visit.resize(LAPTOP)
    visit.choice("Preset").select_option("cloud")
    visit.expect_query(**{"lab": "several", "several.preset": "cloud"})
    with subtests.test("a laptop shows a cloud of examples without scrolling"):
        assert_all_is_in_sight(visit)
        run_to_the_end(visit)
        assert_all_is_in_sight(visit)
    visit.choose("Preset", "XOR, 1 if only one is 1")
    visit.expect_query(**{"lab": "several", "several.preset": "xor"})
    with subtests.test("XOR settles at ln 2, and the page says why"):
        run_to_the_end(visit)
        expect(visit.plot("cost")).to_contain_text("0.693")
        expect(status).to_contain_text("ln 2 = 0.693")
        assert_all_is_in_sight(visit)


def assert_all_is_in_sight(visit: Visit) -> None:
    """Assert that a small laptop has all of the lab in its window, with one cost."""
    parts = {"the picture": visit.drawing, "Run": visit.button("Run")}
    parts |= {each: visit.plot(each) for each in ("weights", "bias", "accuracy", "cost")}
    for name, part in parts.items():
        visit.assert_in_sight(part, name)
    assert visit.page.evaluate("document.scrollingElement.scrollHeight") <= LAPTOP[1]
    high = "(drawing) => drawing.querySelector('svg.sigmoid').clientHeight"
    assert visit.drawing.evaluate(high) >= 190
    check_boxes(visit)


def load(visit: Visit, path: Path) -> None:
    """Choose a file from the disk."""
    with visit.page.expect_file_chooser() as chosen:
        visit.button("Load a CSV file").click()
    chosen.value.set_files(path)


def test_a_table_is_restored_edited_loaded_and_never_lost(
    open_page: OpenPage, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """A person opens a link with a table, types another, loads files, and pastes what is long."""
    data = "several.data=1,2,0.5,0;-3,0,1,1&several.open=examples"
    visit = open_page(f"/?lab=several&{data}")
    text = visit.part("Examples").get_by_role("textbox", name="Table of examples")
    with subtests.test("a table comes back from an address"):
        expect(text).to_have_value("x1,x2,x3,y\n1,2,0.5,0\n-3,0,1,1\n")
    with subtests.test("a table is edited, and what is wrong with it is selected"):
        edit_a_table(visit, text)
    with subtests.test("a table from a file is learned, and a wrong one changes nothing"):
        load_tables(visit, text, tmp_path)
    with subtests.test("the places of 256 examples follow the run"):
        learn_256(visit, text)
    with subtests.test("a table too large for the address says so and is not lost"):
        paste_too_much(visit, text)


def use(visit: Visit, text: Locator, table: str) -> None:
    """Write ``table`` into ``text``, and press the button under it."""
    text.fill(table)
    visit.button("Use these examples").click()


def expect_data(visit: Visit, rows: str) -> None:
    """Wait until the address has these examples, and nothing else was set."""
    names = {"lab": "several", "several.data": rows, "several.open": "examples"}
    visit.expect_query(**names)


def edit_a_table(visit: Visit, text: Locator) -> None:
    """Type a table: a slip is named and selected, and nothing is lost."""
    part = visit.part("Examples")
    text.fill("0,0,0,1\n1,0,1,0\n0,1,O,0\n")
    expect(part.get_by_role("status")).to_have_text("Edited, not used yet.")
    visit.button("Use these examples").click()
    expect(part.get_by_role("alert")).to_contain_text("Line 3, column 3: “O” is not a number")
    expect(text).to_be_focused()
    chosen = "(e) => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert text.evaluate(chosen) == "0,1,O,0"
    use(visit, text, "0,0,0,1\n1,0,1,0\n0,1,0,0\n")
    expect(part.get_by_role("alert")).to_have_count(0)
    expect(part.get_by_role("status")).to_contain_text("the examples that the neuron learns")
    expect(visit.slider("Starting weight 3")).to_be_visible()
    expect(visit.slider("Starting weight 4")).to_be_hidden()
    expect_data(visit, "0,0,0,1;1,0,1,0;0,1,0,0")


def load_tables(visit: Visit, text: Locator, folder: Path) -> None:
    """Load a good file, then three wrong ones, each refused by line and column."""
    good = folder / "good.csv"
    good.write_text(GOOD)
    load(visit, good)
    examples = table.read(GOOD)
    expect(text).to_have_value(table.write(examples))
    expect_data(visit, "0,0.5,0;0.25,1,0;0.75,1,1;1,0,1")
    for name, (wrong, line, column) in BAD.items():
        before = visit.page.url
        (folder / name).write_text(wrong)
        load(visit, folder / name)
        said = visit.part("Examples").get_by_role("alert")
        expect(said).to_contain_text(f"{name}: Line {line}, column {column}:")
        expect(said).to_contain_text("Nothing was changed.")
        expect(text).to_have_value(table.write(examples))
        assert visit.page.url == before
    run_to_the_end(visit)
    settings = PRESETS["and"].settings()[0]
    expected = train(type(settings)(examples, settings.weights, settings.bias))
    expect_value(visit, "cost", expected.cost[-1])


def learn_256(visit: Visit, text: Locator) -> None:
    """Run a large table of a single input, which has no plane."""
    use(visit, text, "\n".join(f"{at / 256 - 0.5},{int(at > 128)}" for at in range(256)))
    dots = visit.drawing.locator(".others path")
    expect(visit.choice("Example").locator("option")).to_have_count(257)
    before = [each.get_attribute("d") for each in dots.all()]
    assert sum(each.count("M") for each in before if each) == 255
    expect(visit.drawing.locator(".plane svg")).to_be_hidden()
    run_to_the_end(visit)
    after = [each.get_attribute("d") for each in dots.all()]
    assert after != before
    assert sum(each.count("M") for each in after if each) == 255


def paste_too_much(visit: Visit, text: Locator) -> None:
    """Paste a long table: the page says that the address has no room for it."""
    part = visit.part("Examples")
    rows = [f"{number / 7:.4f},{number % 5},{number % 2}" for number in range(256)]
    use(visit, text, "\n".join(rows))
    expect(visit.slider("Starting weight 2")).to_be_visible()
    expect(part.get_by_text("too long for the address", exact=False)).to_be_visible()
    # What is larger than any message may be is not even sent, and is not lost either.
    huge = "0," * 1_500_000
    for pasted in (huge[:120_000], huge):
        text.evaluate("(box, text) => { box.value = text; }", pasted)
        visit.button("Use these examples").click()
        expect(part.get_by_role("alert")).to_contain_text("larger than 64 KB")
        assert text.evaluate("(box) => box.value.length") == len(pasted)
    run_to_the_end(visit)
    assert "several.data=too-long" in visit.page.url
    pins = visit.open_part("Pinned runs")
    expect(pins.get_by_text("This run cannot be pinned", exact=False)).to_be_visible()


def test_pins_scrubbing_and_sharing_are_as_in_the_neuron_lab(open_page: OpenPage) -> None:
    """A person pins a run, changes η in mid-run, and opens the address anew."""
    visit = open_page("/?lab=several&several.preset=or")
    run_to_the_end(visit)
    part = visit.open_part("Pinned runs")
    part.get_by_role("button", name="Pin the run on the screen").click()
    row = part.get_by_role("row").nth(1)
    expect(row).to_contain_text("OR, 1 if any is 1")
    expect(row).to_contain_text(numeral(frames("or").cost[-1]))
    visit.press(visit.slider("Epoch"), "Home", "ArrowRight", "ArrowRight")
    visit.press(visit.slider("Learning rate"), "End")
    expect(visit.slider("Epoch")).to_have_value("2")
    visit.page.wait_for_url(re.compile("several.changes=\\d+:10:cross-entropy"))
    again = open_page("/" + visit.page.url.rpartition("/")[2])
    expect(again.part("Pinned runs").get_by_role("row").nth(1)).to_contain_text("OR, 1 if any")
    changes = again.page.get_by_role("group", name="Changes")
    expect(changes).to_contain_text("From epoch 2 on: Cross-entropy, η = 10")


DRAWN = """(region) => {
  const svg = region.querySelector("svg.sigmoid");
  const middle = (element) => {
    const {left, right, top, bottom} = element.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const texts = [...svg.querySelectorAll("text")];
  const tick = (text) => middle(texts.find((each) => each.textContent === text));
  const [[west], [east]] = [tick("−4"), tick("4")];
  const low = texts.filter((each) => each.textContent === "0").map(middle).sort()[0][1];
  const high = tick("1")[1];
  const at = ([x, y]) => [-4 + (8 * (x - west)) / (east - west), (y - low) / (high - low)];
  const {left, top} = svg.getBoundingClientRect();
  const dots = (path) => [...path.getAttribute("d").matchAll(/M(\\S+) (\\S+?)a3 /g)].map(
    ([, x, y]) => at([left + Number(x) + 3, top + Number(y)]),
  );
  return {
    rings: [...svg.querySelectorAll(".ring")].map(middle).map(at),
    filled: [...svg.querySelectorAll(".others .filled")].map(dots),
    hollow: [...svg.querySelectorAll(".others .hollow")].map(dots),
    handles: svg.querySelectorAll("[data-sets]").length,
  };
}"""
"""What is drawn on σ, in units of its axes."""


def strip(visit: Visit, name: str) -> list[str]:
    """Return the numbers of the push strip of the curve called ``name``."""
    pushes = visit.page.get_by_role("group", name="How this example pushes each weight")
    row = pushes.get_by_role("group", name=name, exact=True)
    return re.findall(NUMERAL, re.sub("[₀-₉ⱼ]", "", visit.text(row)))


def expect_example(visit: Visit, preset: str, index: int, epoch: int) -> None:
    """Expect σ and the strip to show what the core says of an example, among all others."""
    # What was chosen is drawn with the next frame.
    visit.epochs_over_frames(2)
    drawn = visit.drawing.evaluate(DRAWN)
    assert drawn["handles"] == 0
    for curve, settings in enumerate(PRESETS[preset].settings()):
        run = train(settings)
        state = State(epoch, run.weight[epoch], float(run.bias[epoch]))
        found = contributions(settings, state)
        z, output = found.weighted_input, found.output
        assert drawn["rings"][curve] == pytest.approx([z[index], output[index]], abs=0.03)
        for kind, is_high in (("filled", True), ("hollow", False)):
            others = [
                [z[each], output[each]]
                for each, target in enumerate(settings.examples.targets)
                if each != index and (target > 0.5) == is_high
            ]
            seen = drawn[kind][curve]
            assert len(seen) == len(others)
            for place, other in zip(seen, others, strict=True):
                assert place == pytest.approx(other, abs=0.04)
        named = "Quadratic" if settings.cost is QUADRATIC else "Cross-entropy"
        assert strip(visit, named) == [
            numeral(found.residual[index]),
            numeral(found.sigmoid_slope[index]),
            *map(short, settings.examples.inputs[index]),
            *map(numeral, found.weight[index]),
        ]


def test_examples_are_told_apart_on_sigma_and_by_what_they_contribute(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person looks at the most wrong example, chooses others, and runs both costs."""
    visit = open_page("/?lab=several&several.preset=input-near-zero", viewport=LAPTOP)
    example = visit.choice("Example")
    part = visit.open_part("Who moves the weights")
    expect(part.get_by_role("table", name="Cross-entropy, epoch 0")).to_be_visible()
    expect(example).to_have_value("0")
    expect(example.locator("option:checked")).to_have_text("Most wrong at the start: (1, 0) → 0")
    expect_example(visit, "input-near-zero", 2, 0)
    run_to_the_end(visit)
    expect_example(visit, "input-near-zero", 2, 300)
    with subtests.test("who moves the weights is told of the epoch on the screen"):
        tabled = part.get_by_role("table", name="Cross-entropy, epoch 300")
        expect(tabled).to_be_visible()
        expect(tabled.get_by_role("columnheader")).to_have_text(
            ["x₁", "x₂", "y", "a", "a − y", "x₁(a − y)", "x₂(a − y)", "(a − y)"]
        )
        expect(part).to_contain_text("no cost removes xⱼ (eq. 61)")
        status = visit.page.get_by_role("status").first
        expect(status).to_contain_text("No cost removes the factor x₂")
    with subtests.test("an example is chosen by list, key and pointing"):
        choose_examples(visit, example)


def choose_examples(visit: Visit, example: Locator) -> None:
    """Choose examples by a key in the list, and by pointing at one in the plane."""
    example.focus()
    visit.page.keyboard.press("End")
    sigma = visit.drawing.get_by_role("img", name=re.compile(r"^Example \(1, 0.01\);"))
    expect(sigma).to_have_accessible_name(re.compile("target y = 1$"))
    names = {"several.preset": "input-near-zero", "several.open": "contributions"}
    visit.expect_query(**{"lab": "several", **names, "several.example": "4"})
    expect(visit.slider("Epoch")).to_have_value("300")
    expect_example(visit, "input-near-zero", 3, 300)
    # The first example is down at the left of the plane.
    visit.drawing.locator(".plane circle.open").first.click()
    expect(example).to_have_value("1")
    expect(visit.drawing.get_by_role("img", name=re.compile(r"^Example \(0, 0\)"))).to_be_visible()
    expect_example(visit, "input-near-zero", 0, 300)
    visit.press(visit.slider("Epoch"), "Home", *["ArrowRight"] * 7)
    expect_example(visit, "input-near-zero", 0, 7)
