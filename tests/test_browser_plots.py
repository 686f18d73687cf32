"""The live plots in a real browser: what is noted in them, and how one is enlarged and kept."""

import re
import struct
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, expect

from app.training_lab.cost_choices import COST_CHOICES
from app.ui.numbers import numeral
from core import COSTS, Settings, train
from core.neuron.plateau import FLAT
from tests.boxes import check_boxes
from tests.browser import FLAT_TREE, LAPTOP, QUANTITIES, Visit
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

TARGET = "target y = 0"
FOUND = "For the first 150 epochs the output barely moved"
REASON = re.compile(r"Quadratic:\s*barely\s*moves,\s*as\s*σ\s*is\s*flat")
"""It may take two lines."""
ENLARGE = "Enlarge the plot of the output"


ENDS_OVER_FRAMES = f"""(figures) => new Promise((resolve) => {{
  {FLAT_TREE}
  const seen = [];
  const endOf = (figure) => {{
    const [, lines] = flat(figure).filter((each) => each.localName === "canvas");
    const cut = Number(lines.style.clipPath.match(/^inset\\(0(?:px)? ([\\d.]+)px/)[1]);
    const dots = [...figure.querySelectorAll(".dot")].map((dot) => Number(dot.getAttribute("cx")));
    return {{seen: lines.clientWidth - cut, dots}};
  }};
  const look = () => {{
    seen.push(figures.map(endOf));
    if (seen.length === 20) resolve(seen);
    else requestAnimationFrame(look);
  }};
  look();
}})"""
"""In each of 20 frames, for each plot up to where its lines are seen, and where its dots are."""


def notes(visit: Visit, quantity: str) -> Locator:
    """Return what is noted in a plot; no role tells of it, as all of it is said elsewhere."""
    return visit.plot(quantity).locator(".notes")


def boxes(noted: Locator) -> list[dict[str, Any]]:
    """Return where the words of a plot are, on the page."""
    found: list[dict[str, Any]] = noted.evaluate(
        """(notes) => [...notes.querySelectorAll("text")].map((text) => {
          const {left, right, top, bottom} = text.getBoundingClientRect();
          return {text: text.textContent, left, right, top, bottom};
        })"""
    )
    return found


STRAY = """(notes) => {
  const middle = (element) => {
    const {top, bottom} = element.getBoundingClientRect();
    return (top + bottom) / 2;
  };
  const dots = [...notes.querySelectorAll(".dot")];
  const isStray = (end) => {
    const off = (dot) => Math.abs(middle(dot) - middle(end));
    const own = dots.filter((dot) => dot.dataset.curve === end.dataset.curve);
    return Math.min(...own.map(off)) > Math.min(...dots.map(off)) + 3;
  };
  return [...notes.querySelectorAll("text.end")].filter(isStray).map((end) => end.textContent);
}"""
"""The values in a plot that stand nearer to the dot of another line than to that of their own."""


def overlapping(each: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words that are over each other; letters are lower than their boxes."""
    for one, other in combinations(each, 2):
        across = min(one["right"], other["right"]) - max(one["left"], other["left"])
        along = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        if across > 1 and along > 3:
            yield one["text"], other["text"]


def assert_words_are_free(visit: Visit) -> None:
    """Assert that no words in the plots in sight are over each other, beyond an edge or astray."""
    areas = {quantity: visit.plot(quantity).bounding_box() for quantity in QUANTITIES}
    assert any(areas.values())
    for quantity, area in areas.items():
        if not area:
            continue
        found = boxes(notes(visit, quantity))
        assert list(overlapping(found)) == []
        assert notes(visit, quantity).evaluate(STRAY) == []
        for box in found:
            assert area["x"] <= box["left"], box
            assert box["right"] <= area["x"] + area["width"], box


def enlarge_and_save(visit: Visit, folder: Path) -> None:
    """Enlarge a plot, save it both ways, and go back: by mouse, then by keyboard."""
    others = [visit.plot(quantity) for quantity in QUANTITIES if quantity != "output"]
    small = visit.plot("output").bounding_box()
    size = visit.button(ENLARGE)

    def press(control: Locator, how: str) -> None:
        if how == "mouse":
            control.click()
        else:
            visit.press(control, "Enter")

    def saved(form: str, how: str) -> Path:
        with visit.page.expect_download() as download:
            press(visit.button(f"Save the plot of the output as {form}"), how)
        name = download.value.suggested_filename
        assert name == f"neuron-output.{form.lower()}"
        download.value.save_as(folder / name)
        return folder / name

    for how in ("mouse", "keyboard"):
        press(size, how)
        expect(size).to_have_attribute("aria-pressed", "true")
        for plot in others:
            expect(plot).to_be_hidden()
        large = visit.plot("output").bounding_box()
        room = visit.page.get_by_role("region", name="Live curves").bounding_box()
        assert small
        assert large
        assert room
        for side in ("width", "height"):
            assert large[side] > 0.95 * room[side]
        assert large["height"] > 1.6 * small["height"]
        check_boxes(visit)
        expect(notes(visit, "output")).to_contain_text(REASON)
        written = "".join(ElementTree.parse(saved("SVG", how)).getroot().itertext())
        for words in ("a output", "Quadratic", "Cross-entropy", "Epoch", "300", TARGET):
            assert words in written
        assert REASON.search(written)
        picture = saved("PNG", how).read_bytes()
        width, height = struct.unpack(">II", picture[16:24])
        assert picture.startswith(b"\x89PNG")
        assert width > 2 * large["width"] - 100
        assert height > large["height"]
        if how == "mouse":
            size.click()
        else:
            # Wherever the focus is.
            visit.press(visit.slider("Epoch"), "Escape")
        expect(size).to_have_attribute("aria-pressed", "false")
        if how == "mouse":
            expect(size).to_be_focused()
        for plot in others:
            expect(plot).to_be_visible()


def test_the_plots_say_why_the_output_barely_moved_are_enlarged_and_saved(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """A person runs both costs: target, shaded epochs with their reason, values at the ends."""
    visit = open_page("/?preset=badly-wrong&cost=both&speed=10", viewport=LAPTOP)
    output = notes(visit, "output")
    bands = [notes(visit, quantity).locator(".band") for quantity in QUANTITIES]
    expect(output).to_contain_text(TARGET)
    for band in bands:
        expect(band).to_have_count(0)
    places = [visit.plot(quantity).locator(".canvas").bounding_box() for quantity in QUANTITIES]
    pushes = visit.drawing.locator(".pushes")
    strip = pushes.bounding_box()
    visit.button("Run").click()
    visit.expect_end()
    expect(output).to_contain_text(REASON)
    # However long its numbers are, no plot becomes another's size.
    assert places == [
        visit.plot(quantity).locator(".canvas").bounding_box() for quantity in QUANTITIES
    ]
    assert pushes.bounding_box() == strip
    # What was found stands out of all that is said.
    expect(visit.sentence.locator("b")).to_contain_text(
        [FOUND, "but with this cost σ′ cancels (eq. 61)"]
    )
    for quantity, band in zip(QUANTITIES, bands, strict=True):
        expect(band).to_have_count(int(quantity == "output"))
        if quantity != "output":
            expect(notes(visit, quantity)).not_to_contain_text(re.compile("target|flat"))
            continue
        # The only plateau has the colour of σ′.
        expect(band).to_have_attribute("data-curve", "slope")
        [shaded, plot] = band.bounding_box(), visit.plot(quantity).bounding_box()
        assert shaded
        assert plot
        assert 0.25 < shaded["width"] / plot["width"] < 0.5
    frame = train(Settings(cost=COSTS[COST_CHOICES["both"][0]], weight=2, bias=2))
    for stop in (300, 170, 4):
        visit.slider("Epoch").fill(str(stop))
        expect(visit.plot("weight")).to_contain_text(numeral(frame.weight[stop]))
        if stop != 4:
            expect(output).to_contain_text(numeral(frame.output[stop]))
        if stop != 300:
            slope = numeral(frame.sigmoid_slope[stop])
            is_flat = frame.sigmoid_slope[stop] <= FLAT
            through = f"flat here: only σ′ = {slope} of" if is_flat else f"through, σ′ = {slope}."
            expect(visit.sentence).to_contain_text(through)
            # Cross-entropy has nearly arrived at epoch 170.
            other = "error is small by now" if stop == 170 else "cancels (eq. 61): all of the error"
            expect(visit.sentence).to_contain_text(other)
        assert_words_are_free(visit)
    visit.slider("Epoch").fill("300")
    told = visit.plot("output").get_by_role("img")
    expect(told).to_have_accessible_name(re.compile(r"Epochs 0 to 150 are shaded: .*σ is flat\.$"))
    enlarge_and_save(visit, tmp_path)
    visit.resize((320, 640), touch=True)
    expect(visit.plot("weight")).to_be_hidden()
    assert_words_are_free(visit)


PLACES = """(quantities) => quantities.flatMap((quantity) => {
  const figure = Bokeh.documents[0].get_model_by_name(`neuron-${quantity}`);
  const {el, frame} = Bokeh.index.find_one(figure);
  const {x_scale: across, y_scale: along} = frame;
  const dot = el.closest("figure").querySelector(".dot");
  const [x, y] = ["cx", "cy"].map((name) => Number(dot.getAttribute(name)));
  const isAtStart = quantity === "cost" || Math.abs(along.invert(y) - 2) < 0.1;
  return [Math.abs(across.invert(x)) < 4, isAtStart];
})"""
"""Whether the dots in the plots of weight, bias and cost are at epoch 0 and at their values."""


def test_what_is_noted_in_a_plot_is_where_its_axes_say(open_page: OpenPage) -> None:
    """Nobody has done anything, and axes with long numbers have taken more room at the last."""
    visit = open_page("/?preset=badly-wrong", viewport=LAPTOP)
    visit.page.wait_for_function(
        f"(names) => ({PLACES})(names).every(Boolean)", arg=["weight", "bias", "cost"]
    )
    visit.epochs_over_frames(10)
    assert visit.page.evaluate(PLACES, ["weight", "bias", "cost"]) == [True] * 6


def test_lines_are_seen_as_far_as_the_run_has_come(open_page: OpenPage) -> None:
    """A person watches a run that goes on, and saves a picture meanwhile: no line is ahead of the
    numbers.
    """
    visit = open_page("/?cost=both&changes=250:0.05:both&speed=10&theme=light", viewport=LAPTOP)
    visit.button("Run").click()
    visit.expect_end()
    expect(visit.sentence).to_contain_text("Changed at epoch 250")
    # From now on the change has come long before it is shown.
    visit.button("Reset").click()
    visit.choose("Speed", "0.5×")
    visit.button("Go on").click()
    visit.expect_epoch(20)
    figures = [visit.plot(quantity).element_handle() for quantity in QUANTITIES]
    frames = visit.page.evaluate(ENDS_OVER_FRAMES, figures)
    ends = [plot["seen"] for frame in frames for plot in frame]
    assert len(set(ends)) > 5, "the run stood"
    for frame in frames:
        for plot in frame:
            # The dots are at whole or half pixels.
            assert plot["dots"] == [pytest.approx(plot["seen"], abs=0.26)] * 2
    visit.button(ENLARGE).click()
    with visit.page.expect_download() as download:
        visit.button("Save the plot of the output as SVG").click()
    assert visit.look().epoch < 250, "the change was shown"
    drawn = ElementTree.parse(download.value.path()).getroot()
    paths = [each for each in drawn.iter() if each.get("stroke-width") == "2.5"]
    lines = [each for each in paths if each.tag.endswith("path") and each.get("d")]
    dots = [each for each in drawn.iter() if each.tag.endswith("circle")]
    assert len(dots) == 2
    for line, dot in zip(lines, dots, strict=True):
        last = float(line.get("d", "").split()[-2])
        assert last == pytest.approx(float(dot.get("cx", "")), abs=0.26)
        assert line.get("stroke", "none") == dot.get("fill", "").replace(" ", "")


def test_a_change_of_the_cost_is_marked_where_it_was_made(open_page: OpenPage) -> None:
    """A person opens a run whose cost changes at epoch 90: the mark comes with the playhead."""
    visit = open_page("/?weight=2&bias=2&changes=90:0.15:cross-entropy/150:0.05:cross-entropy")
    epoch, output = visit.slider("Epoch"), notes(visit, "output")
    lines = output.locator("line.mark")
    for stop, said in ((89, []), (149, ["Cross-entropy"]), (300, ["Cross-entropy", "η = 0.05"])):
        epoch.fill(str(stop))
        expect(lines).to_have_count(len(said))
        for words in said:
            expect(output).to_contain_text(words)
    visit.button("Reset").click()
    expect(lines).to_have_count(0)
