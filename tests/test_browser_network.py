"""The Network lab in a browser: train, stop, go on, compare, draw, and come back by the address."""

import csv
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from app.labs.network.datasets import digits
from app.labs.network.networks import Networks
from app.labs.network.settings import preset_values, settings_of
from app.ui.language import translator
from core.network.evaluation import answers
from core.network.frames import NetworkFrame, observe, record_epoch
from core.network.settings import NetworkSettings
from core.network.training import start
from tests.browser import LAPTOP, PHONE, Visit, decimal
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

on_laptop_and_phone = pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])

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


def address(networks: str, epochs: int, **more: str) -> str:
    """The address of the lab with these networks."""
    named = {"networks": networks, "epochs": str(epochs), **more}
    return "/?lab=network&" + "&".join(f"network.{n}={quote(text)}" for n, text in named.items())


def settings(networks: str, epochs: int) -> list[NetworkSettings]:
    """What the core is to train for it."""
    chosen = {"networks": Networks().read(networks), "epochs": epochs}
    return list(settings_of(preset_values("four-outputs") | chosen).values())


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


def train(visit: Visit, epoch: int = 1) -> None:
    """Press Run on what takes long, and wait until a frame after that epoch is on the screen."""
    visit.choose("Speed", "10×")
    visit.button("Run").click()
    expect_beyond(visit, epoch)


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


@on_laptop_and_phone
def test_networks_are_trained_and_the_page_says_what_the_core_does(
    open_page: OpenPage, viewport: tuple[int, int]
) -> None:
    """A person trains two networks side by side: numbers, words and tables are the core's."""
    visit = open_page(address(SMALL, 3), viewport=viewport)
    run_to_the_end(visit, 3)
    reading = visit.page.get_by_role("group", name="Epoch 3")
    for chosen in settings(SMALL, 3):
        last = trained(chosen)[-1]
        expect(reading).to_contain_text(f"accuracy {decimal(last.test_accuracy, 4)}")
        expect(reading).to_contain_text(f"on training {decimal(last.training_accuracy, 4)}")
        expect(sentence(visit)).to_contain_text(f"accuracy {decimal(last.test_accuracy, 4)}")
    part = visit.open_part("Which digits are mixed up")
    for table in part.get_by_role("table").all():
        expect(table).to_have_accessible_name(re.compile("epoch 3$"))
        counts = [int(text) for text in table.locator("tbody td").all_inner_texts()]
        assert sum(counts) == len(digits()[1])
    mistakes = visit.open_part("Most wrong")
    expect(mistakes.get_by_role("img").first).to_have_accessible_name(re.compile("taken for"))


def test_training_is_stopped_and_goes_on(open_page: OpenPage) -> None:
    """A person stops what takes long, sees where it is, and lets it go on."""
    visit = open_page(address(SLOW, 100, mini_batch="1"))
    visit.button("Run").click()
    visit.button("Stop training").click()
    stopped = progress(visit).get_by_text(re.compile(r"stopped at epoch \d+"))
    expect(stopped).to_have_count(2)
    at = int(re.findall(r"epoch (\d+)", stopped.first.inner_text())[0])
    assert at < 100
    visit.button("Go on training").click()
    expect(stopped).to_have_count(0)
    expect(visit.button("Stop training")).to_be_visible()
    # The curves go on with it.
    expect(visit.slider("Epoch")).not_to_have_attribute("aria-valuetext", f"{at} / 100")
    bar = progress(visit).get_by_role("progressbar").first
    expect(bar).not_to_have_attribute("value", str(at))
    assert float(bar.get_attribute("value") or 0) > at
    # Another setting ends it, and nothing is left that says otherwise.
    visit.choose("Preset", "The same network from two starts")
    expect(bar).to_be_hidden()
    expect(visit.button("Stop training")).to_be_hidden()


def test_the_preset_shows_the_quadratic_cost_stuck_and_the_others_free(open_page: OpenPage) -> None:
    """A person runs the comparison: who learned, who did not, and why."""
    visit = open_page("/?lab=network")
    run_to_the_end(visit, 30)
    said = sentence(visit)
    expect(said).to_contain_text(
        re.compile(r"1 Sigmoid, quadratic cost: .*of a wrong output was left in δ")
    )
    for number, name in enumerate(
        ["Sigmoid, cross-entropy", "Linear, quadratic cost", "Softmax, log-likelihood"], start=2
    ):
        expect(said).to_contain_text(
            re.compile(rf"{number} {name}: accuracy 0\.\d+, 0\.9 first at epoch")
        )


def test_a_digit_is_drawn_or_chosen_and_every_network_answers(open_page: OpenPage) -> None:
    """A person draws a stroke, then takes a digit of the test by keyboard."""
    visit = open_page(address(SMALL, 3, open="draw"))
    part = visit.part("Draw a digit")
    expect(part.get_by_text("Press Run: then you see here")).to_be_visible()
    run_to_the_end(visit, 3)
    expect(part.get_by_role("table")).to_have_count(2)
    board = part.get_by_role("img", name="Drawing board: empty")
    board.scroll_into_view_if_needed()
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


def test_networks_are_added_changed_and_come_back_from_the_address(open_page: OpenPage) -> None:
    """A person puts two networks together, is told of a slip, and opens the address anew."""
    visit = open_page("/?lab=network&network.preset=chapter-quadratic")
    expect(sentence(visit)).to_contain_text("95.42 %")
    visit.button("Add a network").click()
    second = "Network 2: "
    visit.page.get_by_label(second + "Output and cost").select_option("softmax-log-likelihood")
    rate = visit.page.get_by_label(second + "Learning rate η")
    rate.fill("0.25")
    rate.press("Enter")
    layers = visit.page.get_by_label(second + "Neurons of the hidden layers")
    layers.fill("20-10")
    layers.press("Enter")
    visit.page.wait_for_url(re.compile("unit:0.25:20-10"))
    before = visit.page.url
    layers.fill("20-1000")
    layers.press("Enter")
    expect(visit.alert).to_contain_text("Network 2, hidden layers: “20-1000” is not")
    expect(visit.alert).to_contain_text("Using 20-10.")
    expect(layers).to_have_value("20-10")
    assert visit.page.url == before
    again = open_page("/" + before.rpartition("/")[2])
    label = again.page.get_by_label
    expect(label(second + "Output and cost")).to_have_value("softmax-log-likelihood")
    expect(label(second + "Neurons of the hidden layers")).to_have_value("20-10")
    expect(label("Network 1: Learning rate η")).to_have_value("3")
    again.button("Remove network 1").click()
    expect(label("Network 1: Learning rate η")).to_have_value("0.25")
    expect(label(second + "Output and cost")).to_have_count(0)


def test_networks_are_pinned_and_come_back_from_the_address(open_page: OpenPage) -> None:
    """A person pins two networks, trains another beside them, and opens the address anew."""
    visit = open_page(address(SMALL, 3, open="pins"))
    part = visit.part("Pinned networks")
    pin = part.get_by_role("button", name="Pin the networks on the screen")
    expect(pin).to_have_attribute("aria-disabled", "true")
    run_to_the_end(visit, 3)
    pin.click()
    expect(part.get_by_role("table").get_by_role("row")).to_have_count(3)
    accuracies = [trained(each)[-1].test_accuracy for each in settings(SMALL, 3)]
    visit.button("Remove network 1").click()
    visit.page.wait_for_url(re.compile("network.pins="))
    again = open_page("/" + visit.page.url.rpartition("/")[2])
    for page in (visit, again):
        rows = page.part("Pinned networks").get_by_role("table").get_by_role("row")
        expect(rows).to_have_count(3)
        for row, accuracy in zip(rows.all()[1:], accuracies, strict=True):
            expect(row).to_contain_text("epoch 3 of 3")
            expect(row).to_contain_text(decimal(accuracy, 4))
    run_to_the_end(again, 3)
    again.button("Remove run 1").click()
    expect(again.part("Pinned networks").get_by_role("table").get_by_role("row")).to_have_count(2)


def test_what_is_typed_while_the_server_answers_is_kept(open_page: OpenPage) -> None:
    """A person goes from field to field, and types on while the last change is taken up."""
    visit = open_page(address(SMALL, 3))
    rate = visit.page.get_by_label("Network 1: Learning rate η")
    layers = visit.page.get_by_label("Network 1: Neurons of the hidden layers")
    visit.press(rate, "Control+a", "2")
    visit.press(layers, "Control+a", "2")
    visit.page.wait_for_url(re.compile("scaled:2:10,"))
    expect(rate).to_have_value("2")
    visit.page.keyboard.press("0")
    expect(layers).to_have_value("20")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(re.compile("scaled:2:20,"))
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


def test_what_answers_one_change_takes_no_other_back(open_page: OpenPage) -> None:
    """A person changes the seed and a network quicker than the server answers."""
    visit = open_page(address(SMALL, 3))
    visit.page.get_by_text("Mini-batch, epochs, seed, data", exact=True).click()
    seed = visit.page.get_by_label("Seed", exact=True)
    output = visit.page.get_by_label("Network 1: Output and cost")
    visit.page.evaluate(AT_ONCE, [seed.element_handle(), output.element_handle()])
    visit.page.wait_for_url(re.compile("linear-quadratic.*seed=7"))
    expect(output).to_have_value("linear-quadratic")
    assert set(visit.page.evaluate("() => shown")) <= {"linear-quadratic"}


def test_a_click_after_typing_is_not_lost(open_page: OpenPage) -> None:
    """A person types, and presses the button that removes a network, slowly."""
    visit = open_page(address(SMALL, 3))
    rate = visit.page.get_by_label("Network 2: Learning rate η")
    visit.press(rate, "Control+a", "2")
    box = visit.button("Remove network 1").bounding_box()
    assert box
    visit.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.page.mouse.down()
    visit.page.wait_for_url(re.compile("scaled:2:0"))
    visit.page.mouse.up()
    expect(rate).to_have_count(0)
    expect(visit.page.get_by_label("Network 1: Learning rate η")).to_have_value("2")
    expect(visit.button("Remove network 1")).to_be_focused()
    expect(visit.button("Remove network 1")).to_have_attribute("aria-disabled", "true")


def test_the_frames_there_are_can_be_downloaded_at_any_time(
    open_page: OpenPage, tmp_path: Path
) -> None:
    """A person downloads before a run, where there is nothing, in mid-training and after Stop."""
    visit = open_page(address(SLOW, 100, mini_batch="1", open="numbers"))
    download = visit.button("Download all frames (CSV)")
    expect(download).to_have_attribute("aria-disabled", "true")
    expect(visit.part("In numbers")).to_contain_text("No network has any numbers yet.")
    train(visit)
    expect(download).to_have_attribute("aria-disabled", "false")
    found = downloaded(visit, tmp_path)
    assert list(found[0])[:2] == ["epoch", "network"]
    assert not {"cost", "curve"} & set(found[0])
    names = [f"{number} Sigmoid, quadratic cost" for number in (1, 2)]
    frames = len(found) // 2
    assert 2 <= frames < 100
    assert [row["network"] for row in found] == [name for name in names for _ in range(frames)]
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    more = downloaded(visit, tmp_path)
    assert len(more) >= len(found)
    assert {row["network"]: row for row in more}.keys() == set(names)


def test_what_a_network_has_not_is_empty_in_the_file(open_page: OpenPage, tmp_path: Path) -> None:
    """A person downloads a run of networks of different depth: it has the numbers of the core."""
    visit = open_page(address(SMALL, 3, open="numbers"))
    run_to_the_end(visit, 3)
    found = downloaded(visit, tmp_path)
    frames = [trained(each) for each in settings(SMALL, 3)]
    assert len(found) == sum(map(len, frames))
    for row, frame in zip(found, [each for one in frames for each in one], strict=True):
        assert float(row["test_cost"]) == frame.test_cost
        assert float(row["accuracy"]) == frame.test_accuracy
        assert bool(row["norm2"]) == (len(frame.gradient_norms) > 1)


def test_step_on_a_fresh_page_trains_and_shows_the_first_frame(open_page: OpenPage) -> None:
    """A person steps before any run, stops the training, and steps to the last frame there is."""
    visit = open_page(address(SLOW, 100, mini_batch="1"))
    epoch, step = visit.slider("Epoch"), visit.button("Step")
    step.click()
    expect(epoch).to_have_value("1")
    expect(visit.button("Go on")).to_be_visible()
    expect(sentence(visit)).to_contain_text("Press Go on to continue")
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    expect(epoch).to_have_value("1")
    visit.press(epoch, "End")
    expect(sentence(visit)).to_contain_text("Stopped at epoch")
    expect(step).to_have_attribute("aria-disabled", "true")
    expect(epoch).not_to_have_value("100")


def test_epoch_0_of_a_run_is_a_frame_as_any_other(open_page: OpenPage) -> None:
    """A person goes back to the start in mid-training and goes on; and to it after a stop."""
    visit = open_page(address(SLOW, 100, mini_batch="1"))
    epoch, said = visit.slider("Epoch"), sentence(visit)
    expect(said).to_contain_text("Press Run.")
    train(visit)

    def expect_start() -> None:
        expect(epoch).to_have_value("0")
        expect(said).to_contain_text("Epoch 0 of 100:")
        expect(said).to_contain_text("Press Go on to continue, Run to start over.")
        expect(said).not_to_contain_text("Press Run.")
        expect(visit.button("Go on")).to_have_attribute("aria-disabled", "false")

    visit.press(epoch, "Home")
    expect_start()
    visit.button("Go on").click()
    expect_beyond(visit, 1)
    visit.button("Reset").click()
    expect_start()
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    expect_start()


def switch(visit: Visit, language: str) -> None:
    """Choose a language, and wait until the lab is there in it."""
    name = translator("zh" if language == "en" else "en")("Language")
    with visit.page.expect_navigation():
        visit.choice(name).select_option(language)
    visit.expect_ready()


def test_what_was_stopped_comes_back_stopped_however_often_the_language_changes(
    open_page: OpenPage,
) -> None:
    """A person changes the language and, before all is trained again, changes it back."""
    visit = open_page(address(SLOW, 100, mini_batch="1"))
    train(visit)
    visit.button("Stop training").click()
    stopped = progress(visit).get_by_text(re.compile("stopped at epoch"))
    expect(stopped).to_have_count(2)
    before = stopped.all_inner_texts()
    switch(visit, "zh")
    expect(visit.button(translator("zh")("Stop training"))).to_be_visible()
    switch(visit, "en")
    expect(stopped).to_have_count(2)
    assert stopped.all_inner_texts() == before
    expect(visit.button("Go on training")).to_be_visible()


def test_a_run_that_was_just_asked_for_is_asked_for_again(open_page: OpenPage) -> None:
    """A person presses Run and changes the language before anything has come."""
    visit = open_page(address(SMALL, 3))
    visit.button("Run").click()
    switch(visit, "zh")
    expect(visit.slider(translator("zh")("Epoch"))).to_have_attribute("aria-valuetext", "3 / 3")


def test_without_motion_what_goes_on_is_shown_when_it_is_there(open_page: OpenPage) -> None:
    """A person who wants no motion has training go on: the screen stands still until its end."""
    visit = open_page(address(SMALL, 40, mini_batch="1"), reduced_motion="reduce")
    epoch = visit.slider("Epoch")
    visit.button("Run").click()
    visit.button("Stop training").click()
    expect(visit.button("Go on training")).to_be_visible()
    visit.press(epoch, "End")
    stopped = epoch.input_value()
    epoch.evaluate(WATCH)
    visit.button("Go on training").click()
    expect(epoch).to_have_attribute("aria-valuetext", "40 / 40")
    assert set(visit.page.evaluate("() => [...seen]")) == {stopped, epoch.input_value()}


def test_the_right_end_of_the_slider_follows_the_training(open_page: OpenPage) -> None:
    """A person drags to the right end in mid-training: the page goes on, and says so."""
    visit = open_page(address(SLOW, 100, mini_batch="1"))
    train(visit)
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
    done = bar.get_attribute("value")
    expect(bar).not_to_have_attribute("value", done or "")
    expect(epoch).to_have_value(at)
    visit.button("Stop training").click()


def test_nothing_jumps_when_a_run_begins_and_ends(open_page: OpenPage) -> None:
    """A person watches four networks on a laptop: the plots stay where they are."""
    visit = open_page("/?lab=network&network.epochs=2&network.speed=10")
    card = progress(visit)
    before = card.bounding_box()
    visit.page.evaluate(
        """(card) => {
          window.heights = [];
          new ResizeObserver(() => heights.push(card.offsetHeight)).observe(card);
        }""",
        card.element_handle(),
    )
    run_to_the_end(visit, 2)
    assert visit.page.evaluate("() => new Set(heights).size") == 1
    assert card.bounding_box() == before
