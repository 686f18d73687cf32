"""The Softmax lab in a real browser: what a person does there, and what the page must show."""

import re
from dataclasses import dataclass

import numpy as np
import pytest
from playwright.sync_api import expect

from app.labs.registry import LABS
from core import sigmoid
from core.softmax import softmax
from tests.browser import LAPTOP, PHONE, Visit, decimal
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

START = (2.5, -1.0, 3.2, 0.5)
SLIDERS = ("z₁", "z₂", "z₃", "z₄")


@dataclass(frozen=True)
class Outputs:
    """What the Softmax lab says at one instant."""

    softmax: list[str]
    sums: list[str]
    sigmoids: list[str]


def outputs(visit: Visit) -> Outputs:
    """Read the Softmax lab."""
    text = visit.text(visit.page.get_by_role("tabpanel", name="Softmax"))
    return Outputs(
        softmax=re.findall(r"a[₁₂₃₄]\s+(\d\.\d{3})\b", text),
        sums=re.findall(r"Sum\s+(\d\.\d{3})\b", text),
        sigmoids=re.findall(r"σ\(z[₁₂₃₄]\)\s+(\d\.\d{3})\b", text),
    )


def expect_outputs(visit: Visit, *z: float) -> None:
    """Wait until the lab shows what the core computes for ``z``, in every number."""
    shares, sigmoids = softmax(np.array(z)), sigmoid(np.array(z))
    tabpanel = visit.page.get_by_role("tabpanel", name="Softmax")
    for index, share in enumerate(shares):
        shown = re.compile(rf"a{'₁₂₃₄'[index]}\s*{re.escape(decimal(share, 3))}")
        expect(tabpanel).to_contain_text(shown)
    assert outputs(visit) == Outputs(
        softmax=[decimal(share, 3) for share in shares],
        sums=["1.000", decimal(sigmoids.sum(), 3)],
        sigmoids=[decimal(each, 3) for each in sigmoids],
    )


@pytest.mark.parametrize("way", ["tab", "address"])
def test_it_opens_with_the_book_s_values(open_page: OpenPage, way: str) -> None:
    """A person opens the lab by its tab or by its address: the book's values are there."""
    visit = open_page("/?lab=softmax" if way == "address" else "/")
    if way == "tab":
        visit.tab("Softmax").click()
    expect(visit.tab("Softmax")).to_have_attribute("aria-selected", "true")
    for name, z in zip(SLIDERS, START, strict=True):
        expect(visit.slider(name)).to_have_value(f"{z:g}")
    expect_outputs(visit, *START)
    assert outputs(visit).softmax == ["0.315", "0.009", "0.633", "0.043"]
    expect(visit.button("Run")).not_to_be_visible()
    visit.expect_query(lab="softmax")


def test_what_one_output_gains_the_others_lose(open_page: OpenPage) -> None:
    """A person drags z₄ to the right: a₄ grows, the others shrink, and the sum stays 1."""
    visit = open_page("/?lab=softmax")
    slider = visit.slider("z₄")
    x, y = visit.grab(slider)
    before = [float(each) for each in outputs(visit).softmax]
    for step in (30, 60, 90):
        was = slider.input_value()
        visit.page.mouse.move(x + step, y)
        expect(slider).not_to_have_value(was)
        expect_outputs(visit, *START[:3], float(slider.input_value()))
        after = [float(each) for each in outputs(visit).softmax]
        assert after[3] > before[3]
        assert all(new <= old for new, old in zip(after[:3], before[:3], strict=True))
        assert after[0] < before[0] or after[2] < before[2]
        before = after
        visit.expect_query(lab="softmax")
    value = float(slider.input_value())
    visit.page.mouse.up()
    visit.expect_query(lab="softmax", z=f"2.5,-1,3.2,{value:g}")
    sentence = visit.page.get_by_role("status").filter(has_text="z₄")
    expect(sentence).to_contain_text(f"0.50 to {value:.2f}")
    gained = softmax(np.array([*START[:3], value]))[3] - softmax(np.array(START))[3]
    expect(sentence).to_contain_text(f"{gained:.3f}")


def test_the_keyboard_moves_every_slider(open_page: OpenPage) -> None:
    """A person sets the four z by keyboard: outputs and address follow, to both ends."""
    visit = open_page("/?lab=softmax")
    visit.press(visit.slider("z₁"), "Home")
    expect_outputs(visit, -5, *START[1:])
    visit.press(visit.slider("z₂"), "End")
    expect_outputs(visit, -5, 5, *START[2:])
    visit.press(visit.slider("z₃"), "ArrowLeft", "ArrowLeft")
    expect_outputs(visit, -5, 5, 3.0, 0.5)
    visit.press(visit.slider("z₄"), "ArrowRight")
    expect_outputs(visit, -5, 5, 3.0, 0.6)
    visit.expect_query(lab="softmax", z="-5,5,3,0.6")
    visit.button("Back to the book’s values").click()
    expect_outputs(visit, *START)
    visit.expect_query(lab="softmax")


def test_coming_back_finds_the_neuron_as_it_was(open_page: OpenPage) -> None:
    """A person looks at softmax and comes back: the neuron's run is there, curves and all."""
    visit = open_page("/?preset=badly-wrong&cost=both&speed=10")
    visit.button("Run").click()
    visit.expect_end()
    visit.slider("Epoch").fill("200")
    visit.expect_curves(2, width=0.4)
    look = visit.look()
    query = visit.query()
    for _ in range(2):
        visit.tab("Softmax").click()
        expect_outputs(visit, *START)
        expect(visit.button("Run")).not_to_be_visible()
        visit.tab("One neuron").click()
        expect(visit.button("Run")).to_be_visible()
        assert visit.look() == look
        visit.expect_query(**query)
        visit.expect_curves(2, width=0.4)
    visit.button("Run").click()
    visit.expect_end()


def test_the_arrow_keys_change_the_tab(open_page: OpenPage) -> None:
    """A person moves between the labs by keyboard."""
    visit = open_page()
    for lab in LABS[1:]:
        before = visit.page.locator("[role=tab]:focus")
        visit.press(before if before.count() else visit.tab("One neuron"), "ArrowRight")
        expect(visit.tab(lab.title)).to_be_focused()
    expect_outputs(visit, *START)
    visit.press(visit.tab("Softmax"), "ArrowRight")
    expect(visit.tab("One neuron")).to_be_focused()
    expect(visit.button("Run")).to_be_visible()
    visit.page.keyboard.press("ArrowLeft")
    expect(visit.tab("Softmax")).to_be_focused()


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_the_outputs_are_a_table(open_page: OpenPage, viewport: tuple[int, int]) -> None:
    """A person hears the outputs row by row, each number with the name of its column."""
    visit = open_page("/?lab=softmax", viewport=viewport)
    table = visit.page.get_by_role("table", name="Softmax outputs")
    heads = ["Weighted inputs", "Softmax outputs", "Change", "Sigmoid of the same z"]
    expect(table.get_by_role("columnheader")).to_have_text(heads)
    rows = table.get_by_role("row").filter(has=visit.page.get_by_role("slider"))
    expect(rows).to_have_count(4)
    shares = softmax(np.array(START))
    for index, row in enumerate(rows.all()):
        cells = row.get_by_role("cell")
        expect(cells).to_have_count(4)
        expect(cells.nth(1)).to_have_text(f"a{'₁₂₃₄'[index]}{decimal(shares[index], 3)}")
        expect(cells.nth(2)).to_contain_text("0.000")
        expect(cells.nth(3)).to_contain_text(decimal(float(sigmoid(START[index])), 3))
