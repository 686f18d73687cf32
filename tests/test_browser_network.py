"""The Network lab in a browser: train, stop, go on, compare, draw, and come back by the address."""

import csv
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from app.labs.network.networks import Networks
from app.labs.network.plot_columns import QUANTITIES
from app.labs.network.settings import preset_values, settings_of
from app.networks.datasets import digits
from app.ui.language import translator
from app.ui.numbers import percent
from core.network.evaluation import answers
from core.network.frames import NetworkFrame, observe, record_epoch
from core.network.settings import NetworkSettings
from core.network.training import start
from tests.browser import LAPTOP, PHONE, Visit, bring_to_middle
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

SMALL = "sigmoid-cross-entropy:scaled:0.5:10,softmax-log-likelihood:scaled:0.5:0"
SLOW = ",".join(["sigmoid-quadratic:unit:0.01:100-100-100"] * 2)

WATCH = """(slider) => {
  window.seen = new Set();
  const look = () => {
    seen.add(slider.value);
    requestAnimationFrame(look);
  };
  look();
}"""
"""Notes every epoch that is on the screen from now on."""

RUN_AND_LEAVE = """(run) => {
  run.click();
  dispatchEvent(new Event("coming-back"));
}"""
"""Presses Run, and has the page keep what the next needs, before any answer is there."""


def address(networks: str, epochs: int, **more: str) -> str:
    """The address of the lab with these networks."""
    named = {"networks": networks, "epochs": str(epochs), **more}
    return "/?lab=network&" + "&".join(f"network.{n}={quote(text)}" for n, text in named.items())


def settings(networks: str, epochs: int) -> list[NetworkSettings]:
    """What the core is to train for it."""
    chosen = {"networks": Networks().read(networks), "epochs": epochs}
    return list(settings_of(preset_values("four-outputs") | chosen).values())


@cache
def trained(chosen: NetworkSettings) -> list[NetworkFrame]:
    """What the core says of a run."""
    training, test = digits()
    state = start(chosen, training)
    frames = [observe(chosen, state, training, test)]
    for _epoch in range(chosen.epochs):
        state, more = record_epoch(chosen, state, training, test)
        frames += more
    return frames


def run_to_the_end(visit: Visit, epochs: int) -> None:
    """Press Run, and wait until all is trained and the last frame on the screen."""
    visit.choose("Speed", "10×")
    visit.button("Run").click()
    expect(visit.slider("Epoch")).to_have_attribute("aria-valuetext", f"{epochs} / {epochs}")
    expect(visit.button("Stop training")).to_be_hidden()


def expect_beyond(visit: Visit, frame: int) -> None:
    """Wait until a frame after that is on the screen."""
    visit.page.wait_for_function(
        "([slider, frame]) => slider.valueAsNumber > frame",
        arg=[visit.slider("Epoch").element_handle(), frame],
    )


def downloaded(visit: Visit, folder: Path) -> list[dict[str, str]]:
    """Download what is there, and return its rows."""
    with visit.page.expect_download() as download:
        visit.button("Download all frames (CSV)").click()
    assert download.value.suggested_filename == "network-lab.csv"
    download.value.save_as(folder / "run.csv")
    text = (folder / "run.csv").read_text(encoding="utf-8")
    assert not re.search(r"nan|null|undefined", text, re.IGNORECASE)
    return list(csv.DictReader(text.splitlines()))


def progress(visit: Visit) -> Locator:
    """How far the networks are."""
    return visit.page.get_by_role("region", name="The networks")


def sentence(visit: Visit) -> Locator:
    """What the lab says of the run."""
    return visit.page.get_by_role("status").first


def test_networks_are_trained_and_the_page_says_what_the_core_does(
    open_page: OpenPage, subtests: pytest.Subtests, tmp_path: Path
) -> None:
    """A person trains two networks on a phone, and asks for all that is known of them."""
    visit = open_page(address(SMALL, 3, open="draw"), viewport=PHONE)
    drawing = visit.part("Draw a digit")
    expect(drawing.get_by_text("Press Run to see here")).to_be_visible()
    run_to_the_end(visit, 3)
    with subtests.test("numbers and words are the core's"):
        reading = visit.page.get_by_role("group", name="Epoch 3")
        for chosen in settings(SMALL, 3):
            last = trained(chosen)[-1]
            expect(reading).to_contain_text(f"accuracy {percent(last.test_accuracy)}")
            expect(reading).to_contain_text(f"on training {percent(last.training_accuracy)}")
            expect(sentence(visit)).to_contain_text(f"accuracy {percent(last.test_accuracy)}")
    with subtests.test("tables count every digit of the test"):
        part = visit.open_part("Mixed-up digits")
        for table in part.get_by_role("table").all():
            expect(table).to_have_accessible_name(re.compile("epoch 3$"))
            counts = [int(text) for text in table.locator("tbody td").all_inner_texts()]
            assert sum(counts) == len(digits()[1])
        mistakes = visit.open_part("Worst mistakes")
        expect(mistakes.get_by_role("img").first).to_have_accessible_name(re.compile("taken for"))
    with subtests.test("histograms of the hidden neurons follow the epoch"):
        part = visit.open_part("Hidden neurons")
        expect(part.get_by_text("It has no hidden neurons.")).to_be_visible()
        histogram = part.get_by_role("img").first
        for epoch in ("3", "0"):
            if epoch == "0":
                visit.slider("Epoch").fill(epoch)
            name = re.compile(rf"^z of the hidden layer, 1 .*, epoch {epoch}: [\d.]+\s% saturated$")
            expect(histogram).to_have_accessible_name(name)
            expect(part.get_by_role("heading", name=f"epoch {epoch}")).to_have_count(2)
        visit.slider("Epoch").fill(visit.slider("Epoch").get_attribute("max") or "")
    with subtests.test("what a network has not is empty in the file"):
        visit.open_part("In numbers")
        found = downloaded(visit, tmp_path)
        frames = [trained(each) for each in settings(SMALL, 3)]
        assert len(found) == sum(map(len, frames))
        for row, frame in zip(found, [each for one in frames for each in one], strict=True):
            assert float(row["test_cost"]) == frame.test_cost
            assert float(row["accuracy"]) == frame.test_accuracy
            assert bool(row["norm2"]) == (len(frame.gradient_norms) > 1)
    visit.resize(LAPTOP)
    with subtests.test("a digit is drawn or chosen and every network answers"):
        check_drawing(visit, drawing)


def check_drawing(visit: Visit, part: Locator) -> None:
    """Draw a stroke, then take a digit of the test by keyboard."""
    expect(part.get_by_role("table")).to_have_count(2)
    board = part.get_by_role("img", name="Drawing board: empty")
    bring_to_middle(board)
    box = board.bounding_box()
    assert box
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.2)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8, steps=8)
    visit.page.mouse.up()
    expect(part.get_by_role("img", name="Drawing board: with your drawing")).to_be_visible()
    expect(part.get_by_text("Your drawing")).to_be_visible()
    expect(part.get_by_text(re.compile(r"^answers \d$"))).to_have_count(2)
    visit.page.wait_for_url(re.compile(r"network\.ink=[0-9a-f]{256}"))
    visit.press(part.get_by_role("button", name="Next"), "Enter")
    expect(part.get_by_text("Test digit 1, labelled")).to_be_visible()
    (chosen, _other) = settings(SMALL, 3)
    training, test = digits()
    state = start(chosen, training)
    for _epoch in range(3):
        state, _frames = record_epoch(chosen, state, training, test)
    (answer,) = answers(chosen, state, test.inputs[1:2]).predictions
    label = test.labels[1]
    said = f"answers {answer}: right" if answer == label else f"answers {answer}, but it should be"
    expect(part.get_by_text(said).first).to_be_visible()
    visit.page.wait_for_url(re.compile(r"network\.digit=1(&|$)"))


ENDS = """(notes) => {
  const middle = (element) => {
    const {top, bottom} = element.getBoundingClientRect();
    return (top + bottom) / 2;
  };
  const dots = [...notes.querySelectorAll(".dot")];
  const ends = [...notes.querySelectorAll("text.end")].map((end) => ({
    text: end.textContent, curve: end.dataset.curve, at: middle(end),
    left: end.getBoundingClientRect().left,
    dot: middle(dots.find(({dataset}) => dataset.curve === end.dataset.curve)),
    dotRight: Math.max(...dots.map((dot) => dot.getBoundingClientRect().right)),
  }));
  return ends.toSorted((one, other) => one.at - other.at);
}"""
"""The values at the ends of the lines of a plot, from above, each with the dot of its line."""


def check_ends(visit: Visit, quantity: str) -> None:
    """Check that the networks' values stand right of the lines, in the order of their ends."""
    ends = visit.page.locator(f"[data-quantity={quantity}] .notes").evaluate(ENDS)
    # One of a power of ten may be too wide.
    assert len({end["curve"] for end in ends}) == len(ends) >= 3, (quantity, ends)
    # Linear outputs have no σ.
    assert len(ends) == (3 if quantity == "slope" else 4) or quantity == "error", (quantity, ends)
    for above, below in pairwise(ends):
        assert above["dot"] <= below["dot"] + 0.5, (quantity, ends)
        assert below["at"] - above["at"] >= 12, (quantity, ends)
    assert all(end["left"] > end["dotRight"] for end in ends), (quantity, ends)


def test_the_preset_shows_the_quadratic_cost_stuck_and_the_others_free(open_page: OpenPage) -> None:
    """A person runs the comparison: who learned, who did not, and why; the plots stay in place."""
    visit = open_page("/?lab=network&network.epochs=8")
    card = progress(visit)
    before = card.bounding_box()
    visit.page.evaluate(
        """(card) => {
          window.heights = [];
          new ResizeObserver(() => heights.push(card.offsetHeight)).observe(card);
        }""",
        card.element_handle(),
    )
    run_to_the_end(visit, 8)
    assert visit.page.evaluate("() => new Set(heights).size") == 1
    assert card.bounding_box() == before
    said = sentence(visit)
    expect(said).to_contain_text(
        re.compile(
            r"“1 Sigmoid, quadratic cost” was stuck\. At its start .*wrong output’s error through"
        )
    )
    for quantity in QUANTITIES:
        check_ends(visit, quantity)
    # Two costs end near 0: one of their values at least is moved, and led to.
    assert visit.plot("cost").locator("line.leader").count() >= 1
    for number, name in enumerate(
        ["Sigmoid, cross-entropy", "Linear, quadratic cost", "Softmax, log-likelihood"], start=2
    ):
        expect(said).to_contain_text(
            re.compile(rf"{number} {name}: accuracy \d\d\.\d\d\s%, 90\s% first at epoch")
        )


def test_networks_are_added_changed_and_come_back_from_the_address(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A person puts two networks together, is told of a slip, and goes on at the address."""
    visit = open_page("/?lab=network&network.preset=chapter-quadratic")
    expect(sentence(visit)).to_contain_text("95.42 %")
    visit.button("Add a network").click()
    second = "Network 2: "
    visit.page.get_by_label(second + "Output and cost").select_option("softmax-log-likelihood")
    visit.type(visit.page.get_by_label(second + "Learning rate η"), "0.25")
    layers = visit.page.get_by_label(second + "Neurons of the hidden layers")
    visit.type(layers, "20-10")
    visit.page.wait_for_url(re.compile("unit:0.25:20-10"))
    before = visit.page.url
    visit.type(layers, "20-1000")
    expect(visit.alert).to_contain_text("Network 2, hidden layers: “20-1000” is not")
    expect(visit.alert).to_contain_text("Using 20-10.")
    expect(layers).to_have_value("20-10")
    assert visit.page.url == before
    visit.go("/" + before.rpartition("/")[2])
    label = visit.page.get_by_label
    expect(label(second + "Output and cost")).to_have_value("softmax-log-likelihood")
    expect(label(second + "Neurons of the hidden layers")).to_have_value("20-10")
    expect(label("Network 1: Learning rate η")).to_have_value("3")
    with subtests.test("what is typed while the server answers is kept"):
        check_typing(visit)
    with subtests.test("what answers one change takes no other back"):
        check_changes_at_once(visit)
    with subtests.test("a click after typing is not lost"):
        check_click_after_typing(visit)


def check_typing(visit: Visit) -> None:
    """Go from field to field, and type on while the last change is taken up."""
    rate = visit.page.get_by_label("Network 1: Learning rate η")
    layers = visit.page.get_by_label("Network 1: Neurons of the hidden layers")
    visit.press(rate, "Control+a", "2")
    visit.press(layers, "Control+a", "2")
    visit.page.wait_for_url(re.compile("unit:2:30,"))
    expect(rate).to_have_value("2")
    visit.page.keyboard.press("0")
    expect(layers).to_have_value("20")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(re.compile("unit:2:20,"))
    expect(layers).to_have_value("20")


AT_ONCE = """([seed, output]) => {
  const {get, set} = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value");
  window.shown = [];
  for (const [control, value] of [[seed, "7"], [output, "linear-quadratic"]]) {
    control.value = value;
    control.dispatchEvent(new Event("change"));
  }
  const noted = function (value) {
    shown.push(value);
    set.call(this, value);
  };
  Object.defineProperty(output, "value", {get, set: noted});
}"""
"""Sets both before anything can be answered, and notes what the page sets the second to then."""


def check_changes_at_once(visit: Visit) -> None:
    """Change the seed and a network quicker than the server answers."""
    visit.page.get_by_text("Mini-batch, epochs, seed, data", exact=True).click()
    seed = visit.page.get_by_label("Seed", exact=True)
    output = visit.page.get_by_label("Network 1: Output and cost")
    visit.page.evaluate(AT_ONCE, [seed.element_handle(), output.element_handle()])
    visit.page.wait_for_url(re.compile("linear-quadratic.*seed=7"))
    expect(output).to_have_value("linear-quadratic")
    assert set(visit.page.evaluate("() => shown")) <= {"linear-quadratic"}


def check_click_after_typing(visit: Visit) -> None:
    """Type, and press the button that removes a network, slowly."""
    rate = visit.page.get_by_label("Network 2: Learning rate η")
    visit.press(rate, "Control+a", "4")
    box = visit.button("Remove network 1").bounding_box()
    assert box
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.page.mouse.down()
    visit.page.wait_for_url(re.compile("unit:4:20-10"))
    visit.page.mouse.up()
    expect(rate).to_have_count(0)
    expect(visit.page.get_by_label("Network 1: Learning rate η")).to_have_value("4")
    expect(visit.button("Remove network 1")).to_be_focused()
    expect(visit.button("Remove network 1")).to_have_attribute("aria-disabled", "true")


def test_networks_are_pinned_and_come_back_from_the_address(open_page: OpenPage) -> None:
    """A person pins two networks, trains another beside them, and opens the address anew."""
    visit = open_page(address(SMALL, 3, open="pins"))
    part = visit.part("Pinned networks")
    pin = part.get_by_role("button", name="Pin the networks on the screen")
    expect(pin).to_have_attribute("aria-disabled", "true")
    run_to_the_end(visit, 3)
    expect(pin).to_have_attribute("aria-disabled", "false")
    pin.click()
    expect(part.get_by_role("table").get_by_role("row")).to_have_count(3)
    accuracies = [trained(each)[-1].test_accuracy for each in settings(SMALL, 3)]
    visit.button("Remove network 1").click()
    expect(visit.page.get_by_label("Network 2: Learning rate η")).to_have_count(0)
    visit.page.wait_for_url(re.compile(r"network\.networks=softmax[^,]*&.*network\.pins="))
    again = open_page("/" + visit.page.url.rpartition("/")[2])
    for page in (visit, again):
        rows = page.part("Pinned networks").get_by_role("table").get_by_role("row")
        expect(rows).to_have_count(3)
        for row, accuracy in zip(rows.all()[1:], accuracies, strict=True):
            expect(row).to_contain_text("epoch 3 of 3")
            expect(row).to_contain_text(percent(accuracy))
    run_to_the_end(again, 3)
    again.button("Remove run 1").click()
    expect(again.part("Pinned networks").get_by_role("table").get_by_role("row")).to_have_count(2)


def test_what_trains_is_stepped_through_stopped_and_goes_on(
    open_page: OpenPage, subtests: pytest.Subtests, tmp_path: Path
) -> None:
    """A person has networks trained that take long, and never waits for them."""
    visit = open_page(address(SLOW, 100, mini_batch="1", open="numbers"))
    visit.choose("Speed", "10×")
    with subtests.test("Step on a fresh page trains and shows the first frame"):
        check_step(visit, tmp_path)
    with subtests.test("what was stopped goes on, and the curves with it"):
        check_going_on(visit)
    with subtests.test("the right end of the slider follows the training"):
        check_right_end(visit)
    with subtests.test("epoch 0 of a run is a frame as any other"):
        check_epoch_0(visit)
    with subtests.test("another setting ends it, and nothing is left that says otherwise"):
        visit.choose("Preset", "Two starts, same network")
        expect(progress(visit).get_by_role("progressbar").first).to_be_hidden()
        expect(visit.button("Stop training")).to_be_hidden()


def check_step(visit: Visit, folder: Path) -> None:
    """Step before any run, stop the training, and step to the last frame; download each time."""
    epoch, step = visit.slider("Epoch"), visit.button("Step")
    download = visit.button("Download all frames (CSV)")
    expect(sentence(visit)).to_contain_text("Press Run.")
    expect(download).to_have_attribute("aria-disabled", "true")
    expect(visit.part("In numbers")).to_contain_text("No network has any numbers yet.")
    step.click()
    expect(epoch).to_have_value("1")
    expect(visit.button("Go on")).to_be_visible()
    expect(sentence(visit)).to_contain_text("Press Go on to continue")
    expect(download).to_have_attribute("aria-disabled", "false")
    found = downloaded(visit, folder)
    assert list(found[0])[:2] == ["epoch", "network"]
    assert not {"cost", "curve"} & set(found[0])
    names = [f"{number} Sigmoid, quadratic cost" for number in (1, 2)]
    frames = len(found) // 2
    assert 2 <= frames < 100
    assert [row["network"] for row in found] == [name for name in names for _ in range(frames)]
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    expect(epoch).to_have_value("1")
    visit.press(epoch, "End")
    expect(sentence(visit)).to_contain_text("Stopped at epoch")
    expect(step).to_have_attribute("aria-disabled", "true")
    expect(epoch).not_to_have_value("100")
    more = downloaded(visit, folder)
    assert len(more) >= len(found)
    assert {row["network"]: row for row in more}.keys() == set(names)


def check_going_on(visit: Visit) -> None:
    """See where it was stopped, and let it go on."""
    stopped = progress(visit).get_by_text(re.compile(r"stopped at epoch [\d.]+"))
    expect(stopped).to_have_count(2)
    epoch = visit.slider("Epoch")
    shown = epoch.get_attribute("aria-valuetext")
    bar = progress(visit).get_by_role("progressbar").first
    done = bar.get_attribute("aria-valuenow")
    assert shown
    assert done
    visit.button("Go on training").click()
    expect(stopped).to_have_count(0)
    expect(visit.button("Stop training")).to_be_visible()
    expect(epoch).not_to_have_attribute("aria-valuetext", shown)
    expect(bar).not_to_have_attribute("aria-valuenow", done)
    assert float(bar.get_attribute("aria-valuenow") or 0) > float(done)


def check_right_end(visit: Visit) -> None:
    """Drag to the right end in mid-training: the page goes on, and says so."""
    visit.button("Pause").click()
    expect(sentence(visit)).to_contain_text("Press Go on")
    epoch = visit.slider("Epoch")
    visit.press(epoch, "End")
    expect(visit.button("Pause")).to_be_visible()
    expect(sentence(visit)).not_to_contain_text("Press Go on")
    expect_beyond(visit, int(epoch.input_value()))
    expect(visit.button("Pause")).to_be_visible()
    visit.button("Pause").click()
    expect(sentence(visit)).to_contain_text("Press Go on")
    at = epoch.input_value()
    # What comes now is heard of, and not followed.
    bar = progress(visit).get_by_role("progressbar").first
    done = bar.get_attribute("aria-valuenow")
    expect(bar).not_to_have_attribute("aria-valuenow", done or "")
    expect(epoch).to_have_value(at)


def check_epoch_0(visit: Visit) -> None:
    """Go back to the start in mid-training and go on; and to it after a stop."""
    epoch, said = visit.slider("Epoch"), sentence(visit)

    def expect_start(todo: str) -> None:
        expect(epoch).to_have_value("0")
        expect(said).to_contain_text("Epoch 0 of 100:")
        expect(said).to_contain_text(todo)
        expect(said).not_to_contain_text("Press Run.")
        expect(visit.button("Go on")).to_have_attribute("aria-disabled", "false")

    visit.press(epoch, "Home")
    expect_start("Press Go on to continue, Reset to start over.")
    visit.button("Go on").click()
    expect_beyond(visit, 1)
    visit.button("Reset").click()
    expect_start("Press Go on to continue.")
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    expect_start("Press Go on to continue.")


def switch(visit: Visit, language: str) -> None:
    """Choose a language, and wait until the lab is there in it."""
    name = translator("zh" if language == "en" else "en")("Language")
    with visit.page.expect_navigation():
        visit.choice(name).select_option(language)
    visit.expect_ready()


def test_a_run_comes_back_as_it_was_however_often_the_language_changes(
    open_page: OpenPage, subtests: pytest.Subtests
) -> None:
    """A page is left just after Run; in the next, training is stopped and the language changed."""
    _ = translator("zh")
    visit = open_page(address(SLOW, 100, mini_batch="1"))
    with subtests.test("a run that was just asked for is asked for again"):
        visit.button("Run").evaluate(RUN_AND_LEAVE)
        # As slow as loading anew may be: the run still comes to the page that is left.
        expect_beyond(visit, 0)
        visit.page.reload()
        visit.expect_ready()
        expect_beyond(visit, 0)
    with subtests.test("what was stopped comes back stopped"):
        visit.button("Stop training").click()
        stopped = progress(visit).get_by_text(re.compile("stopped at epoch"))
        expect(stopped).to_have_count(2)
        before = stopped.all_inner_texts()
        switch(visit, "zh")
        # Before all is trained again.
        training = visit.button(_("Stop training")).or_(visit.button(_("Go on training")))
        expect(training).to_be_visible()
        switch(visit, "en")
        expect(stopped).to_have_count(2)
        assert stopped.all_inner_texts() == before
        expect(visit.button("Go on training")).to_be_visible()


def test_without_motion_what_goes_on_is_shown_when_it_is_there(open_page: OpenPage) -> None:
    """A person who wants no motion has training go on: the screen stands still until its end."""
    visit = open_page(address(SMALL, 20, mini_batch="1"), reduced_motion="reduce")
    epoch = visit.slider("Epoch")
    visit.button("Run").click()
    # Before the first frame there is no run that could go on.
    for each in ("1", "2"):
        bar = visit.page.get_by_role("progressbar", name=re.compile(f"^{each} "))
        expect(bar).not_to_have_attribute("aria-valuenow", "0")
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    visit.press(epoch, "End")
    stopped = epoch.input_value()
    epoch.evaluate(WATCH)
    visit.button("Go on training").click()
    expect(epoch).to_have_attribute("aria-valuetext", "20 / 20", timeout=60_000)
    assert set(visit.page.evaluate("() => [...seen]")) == {stopped, epoch.input_value()}
