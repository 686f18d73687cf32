"""The Softmax lab in a real browser: what a person does there, and what the page must show."""

import re
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from app.ui.numbers import numeral, short
from core import sigmoid
from core.softmax import sharpened, softmax, softmax_jacobian
from core.softmax_costs import SOFTMAX_COSTS
from core.softmax_learning import SoftmaxSettings, train
from tests.browser import NUMERAL, PHONE, Visit
from tests.conftest import OpenPage
from tests.sentences import number_in

pytestmark = pytest.mark.browser

START = (2.5, -1.0, 3.2, 0.5)
SLIDERS = ("z₁", "z₂", "z₃", "z₄")
LABELS = {"quadratic": "Quadratic", "log-likelihood": "Log-likelihood"}


def table(visit: Visit) -> Locator:
    """The table of sliders and outputs."""
    return visit.page.get_by_role("table", name="Softmax outputs")


def rows(visit: Visit) -> list[Locator]:
    """Its rows, one for each z."""
    found = table(visit).get_by_role("row").filter(has=visit.page.get_by_role("slider"))
    return [found.nth(index) for index in range(len(SLIDERS))]


def outputs(visit: Visit) -> list[str]:
    """Return the four outputs as they are written, of one curve."""
    found = [row.get_by_role("cell").nth(1).inner_text() for row in rows(visit)]
    return [re.findall(NUMERAL, text)[-1] for text in found]


def expect_outputs(visit: Visit, *z: float) -> None:
    """Wait until the lab shows what the core computes for ``z``, and that it sums to 1."""
    for index, share in enumerate(softmax(np.array(z))):
        shown = re.compile(rf"a{'₁₂₃₄'[index]}\s*{re.escape(numeral(share))}$")
        expect(rows(visit)[index].get_by_role("cell").nth(1)).to_have_text(shown)
    expect(table(visit)).to_contain_text(re.compile(r"Sum\s*1\.000"))


def costs_of(visit: Visit, name: str) -> list[str]:
    """Return C and the four ∂C/∂z of a cost as they are written."""
    row = visit.page.get_by_role("table", name="What each cost is").get_by_role("row", name=name)
    return [
        re.findall(NUMERAL, cell.inner_text())[-1] for cell in row.get_by_role("cell").all()[1:]
    ]


def test_what_is_done_with_the_sliders(open_page: OpenPage, subtests: pytest.Subtests) -> None:
    """A person looks at softmax between two runs of the neuron, and moves the sliders."""
    visit = open_page("/?preset=badly-wrong&cost=both&speed=10")
    visit.button("Run").click()
    visit.expect_end()
    visit.slider("Epoch").fill("200")
    visit.expect_curves(2, width=0.4)
    look, query = visit.look(), visit.query()
    visit.tab("Softmax").click()
    with subtests.test("it opens with the book's values"):
        expect(visit.tab("Softmax")).to_have_attribute("aria-selected", "true")
        for name, z in zip(SLIDERS, START, strict=True):
            expect(visit.slider(name)).to_have_value(f"{z:g}")
        expect_outputs(visit, *START)
        assert outputs(visit) == ["0.3145", "0.009498", "0.6334", "0.04257"]
        visit.expect_query(lab="softmax", **query)
    with subtests.test("what one output gains the others lose"):
        drag_to_the_right(visit, query)
    visit.button("Back to the book’s values").click()
    expect_outputs(visit, *START)
    visit.expect_query(lab="softmax", **query)
    with subtests.test("the keyboard moves every slider"):
        set_by_keys(visit, query)
    visit.button("Back to the book’s values").click()
    expect_outputs(visit, *START)
    visit.expect_query(lab="softmax", **query)
    with subtests.test("each cost tells what it is and pushes, whichever output is right"):
        choose_the_right_output(visit)
    with subtests.test("the neuron is as it was, curves and all"):
        visit.tab("One neuron").click()
        expect(visit.slider("Starting weight")).to_be_visible()
        assert visit.look() == look
        visit.expect_query(**query, **{"softmax.y": "4"})
        visit.expect_curves(2, width=0.4)
        visit.button("Run").click()
        visit.expect_end()
    visit.tab("Softmax").click()
    visit.resize(PHONE, touch=True)
    with subtests.test("the outputs are a table"):
        assert_is_a_table(visit)


def drag_to_the_right(visit: Visit, others: dict[str, str]) -> None:
    """Drag z₄ by mouse: a₄ grows, the others shrink, and the sum stays 1."""
    slider = visit.slider("z₄")
    x, y = visit.grab(slider)
    before = [number_in(each) for each in outputs(visit)]
    for step in (10, 20, 30):
        was = slider.input_value()
        visit.page.mouse.move(x + step, y)
        expect(slider).not_to_have_value(was)
        expect_outputs(visit, *START[:3], float(slider.input_value()))
        after = [number_in(each) for each in outputs(visit)]
        assert after[3] > before[3]
        assert all(new <= old for new, old in zip(after[:3], before[:3], strict=True))
        assert after[0] < before[0] or after[2] < before[2]
        before = after
        visit.expect_query(lab="softmax", **others)
    value = float(slider.input_value())
    visit.page.mouse.up()
    visit.expect_query(lab="softmax", **{"softmax.z": f"2.5,-1,3.2,{value:g}"}, **others)
    sentence = visit.page.get_by_role("status").filter(has_text="z₄")
    expect(sentence).to_contain_text(f"0.5 to {value:g}")
    gained = softmax(np.array([*START[:3], value]))[3] - softmax(np.array(START))[3]
    expect(sentence).to_contain_text(numeral(gained))
    expect(rows(visit)[3].get_by_role("cell").nth(2)).to_contain_text(f"+{numeral(gained)}")


def set_by_keys(visit: Visit, others: dict[str, str]) -> None:
    """Set the four z by keyboard: outputs and address follow, to both ends."""
    visit.press(visit.slider("z₁"), "Home")
    expect_outputs(visit, -5, *START[1:])
    visit.press(visit.slider("z₂"), "End")
    expect_outputs(visit, -5, 5, *START[2:])
    visit.press(visit.slider("z₃"), "ArrowLeft", "ArrowLeft")
    expect_outputs(visit, -5, 5, 3.0, 0.5)
    visit.press(visit.slider("z₄"), "ArrowRight")
    expect_outputs(visit, -5, 5, 3.0, 0.6)
    visit.expect_query(lab="softmax", **{"softmax.z": "-5,5,3,0.6"}, **others)


def choose_the_right_output(visit: Visit) -> None:
    """Choose which output should be 1: both costs and their gradients are those of the core."""
    for right in (2, 4):
        visit.page.get_by_role("radio", name=str(right), exact=True).check()
        for name, cost in SOFTMAX_COSTS.items():
            value = numeral(float(cost.value(np.array(START), right - 1)))
            gradient = cost.gradient(np.array(START), right - 1)
            expect(visit.page.get_by_role("row", name=LABELS[name])).to_contain_text(value)
            assert costs_of(visit, LABELS[name]) == [value, *map(numeral, gradient)]


def assert_is_a_table(visit: Visit) -> None:
    """Assert that the outputs are read row by row, each number with the name of its column."""
    heads = ["z at the start", "Softmax outputs", "Change"]
    expect(table(visit).get_by_role("columnheader")).to_have_text(heads)
    found = table(visit).get_by_role("row").filter(has=visit.page.get_by_role("slider"))
    expect(found).to_have_count(4)
    shares = softmax(np.array(START))
    for index, row in enumerate(rows(visit)):
        cells = row.get_by_role("cell")
        expect(cells).to_have_count(3)
        expect(cells.nth(1)).to_have_text(f"a{'₁₂₃₄'[index]}{numeral(shares[index])}")
        expect(cells.nth(2)).to_contain_text("0")


def test_the_z_learn_by_both_costs(open_page: OpenPage) -> None:
    """A person runs both costs side by side: rows, costs, dots and words are those of the core."""
    visit = open_page("/?lab=softmax&softmax.preset=book-both&softmax.speed=10")
    settings = SoftmaxSettings(correct=1)
    runs = {name: train(replace(settings, cost=cost)) for name, cost in SOFTMAX_COSTS.items()}
    marks = visit.page.locator(".mark")
    expect(marks.locator("visible=true")).to_have_count(0)
    visit.button("Run").click()
    expect(visit.sentence).to_contain_text("went from")
    expect(visit.sentence).to_contain_text("For the first 233 epochs it barely moved")
    for epoch in (300, 299):
        for index, row in enumerate(rows(visit)):
            values = [numeral(run.output[epoch, index]) for run in runs.values()]
            words = [f"{LABELS[name]}\\s*{value}" for name, value in zip(runs, values, strict=True)]
            expect(row.get_by_role("cell").nth(1)).to_have_text(re.compile(r"\s*".join(words)))
            gains = [run.output[epoch, index] - run.output[0, index] for run in runs.values()]
            for gain in gains:
                expect(row.get_by_role("cell").nth(2)).to_contain_text(numeral(gain))
        for name, run in runs.items():
            column = name.replace("-", "_")
            gradient = getattr(run, f"{column}_gradient")[epoch]
            value = getattr(run, column)[epoch]
            assert costs_of(visit, LABELS[name]) == [numeral(value), *map(numeral, gradient)]
        if epoch == 300:
            # Of eight lines those of the right output are told; the others stand behind them.
            right = {
                quantity: [numeral(getattr(run, quantity)[300, 1]) for run in runs.values()]
                for quantity in ("output", "z")
            }
            for quantity, symbol in {"output": "a₂", "z": "z₂"}.items():
                ends = visit.page.locator(f".plot[data-quantity={quantity}] text.end")
                told = sorted(f"{symbol} {value}" for value in right[quantity])
                assert sorted(ends.all_text_contents()) == told
            visit.button("Back").click()
            expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", "299 / 300")
    places = [
        float(mark.evaluate("(each) => getComputedStyle(each).getPropertyValue('--place')"))
        for mark in marks.locator("visible=true").all()
    ]
    z = [min(1.0, (run.z[299, index] + 5) / 10) for index in range(4) for run in runs.values()]
    assert places == pytest.approx(z, abs=1e-6)
    # A slider that is moved is another start.
    visit.press(visit.slider("z₄"), "ArrowRight")
    expect(marks.locator("visible=true")).to_have_count(0)
    visit.expect_query(
        **{
            "lab": "softmax",
            "softmax.z": "2.5,-1,3.2,0.6",
            "softmax.cost": "both",
            "softmax.speed": "10",
        }
    )


def test_what_unfolds(open_page: OpenPage) -> None:
    """A person looks at signs, shifts all z, sets the outputs, sharpens them, and sees sigmoids."""
    visit = open_page("/?lab=softmax&softmax.open=signs,sigmoids")
    signs = visit.part("Signs")
    jacobian = softmax_jacobian(START)
    cells = [
        f"{'+' if j == k else '−'} {numeral(abs(jacobian[j, k]))}"
        for j in range(4)
        for k in range(4)
    ]
    expect(signs.get_by_role("cell")).to_have_text(cells)
    sigmoids = [float(sigmoid(z)) for z in START]
    expect(visit.part("Sigmoids")).to_contain_text(f"Sum{numeral(sum(sigmoids))}")

    visit.button("Back to z").click()
    back = visit.part("Back to z")
    before = outputs(visit)
    back.get_by_role("button", name="Add to all z +1").click()
    expect(visit.slider("z₁")).to_have_value("3.5")
    assert outputs(visit) == before
    back.get_by_role("button", name="Add to all z +1").click()
    expect(visit.slider("z₃")).to_have_value("5")
    full = back.get_by_role("button", name="Add to all z +1")
    expect(full).to_have_attribute("aria-disabled", "true")
    assert outputs(visit) == before
    for name, value in {"a₁": "0.1", "a₂": "0.2", "a₃": "0.3", "a₄": "0.4"}.items():
        back.get_by_role("spinbutton", name=f"{name}: wanted").fill(value)
    back.get_by_role("button", name="Find z").click()
    expect(visit.slider("z₂")).to_have_value("0")
    # The outputs come after the settings.
    expect_outputs(visit, -0.6931, 0.0, 0.4055, 0.6931)
    assert [f"{number_in(each):.3f}" for each in outputs(visit)] == [
        *("0.100", "0.200", "0.300", "0.400"),
    ]
    visit.expect_query(
        **{
            "lab": "softmax",
            "softmax.z": "-0.6931,0,0.4055,0.6931",
            "softmax.open": "signs,inversion,sigmoids",
        }
    )

    visit.button("Sharper").click()
    sharper = visit.part("Sharper")
    visit.press(sharper.get_by_role("slider", name="c in e^(cz)"), "End")
    z = (-0.6931, 0, 0.4055, 0.6931)
    expect(sharper).to_contain_text(numeral(sharpened(z, 20.0)[3]))
    expect(sharper).to_contain_text(f"{short(20)} times")
    expect(sharper).to_contain_text("z₄, the largest")
