"""The Neuron lab in a real browser: what a person does there, and what the page must show."""

import re
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import expect

from app.labs.neuron.settings import PRESET_LABELS
from app.training_lab.cost_choices import COST_CHOICES, COST_LABELS
from app.training_lab.streaming import next_end
from app.ui.numbers import numeral
from core import COSTS, PRESETS, Frame, Settings, State, observe, record, train
from tests.browser import (
    BUTTONS,
    QUANTITIES,
    START_SLIDERS,
    assert_shows,
)
from tests.conftest import OpenPage

pytestmark = pytest.mark.browser

STOPS = (0, 1, 150, 299, 300)
ENDS = {
    "slightly-wrong": 0.09,
    "badly-wrong": 0.20,
    "slightly-wrong-cross-entropy": 0.04,
    "badly-wrong-cross-entropy": 0.04,
    "slightly-wrong-as-published": 0.04,
    "badly-wrong-as-published": 0.05,
}
SLOW, FAST = "0.5×", "10×"
FIELDS = {
    **START_SLIDERS,
    "learning_rate": "Learning rate",
    "input": "Input",
    "target": "Target",
}
"""By setting what its number field is called."""


def runs(*costs: str, **settings: float) -> list[Frame]:
    """Return what the core computes, one run for each cost."""
    return [train(Settings(cost=COSTS[cost], **settings)) for cost in costs or ("quadratic",)]


def preset_runs(name: str) -> list[Frame]:
    """Return what the core computes for a preset."""
    return [train(settings) for settings in PRESETS[name].settings()]


def branched(before: Frame, epoch: int, **rule: Any) -> Frame:
    """Return ``before`` up to ``epoch``, and the run that goes on from there by another rule.

    Every frame of the past stays as it was.
    """
    settings = Settings(**rule)
    there = State(epoch, float(before.weight[epoch]), float(before.bias[epoch]))
    after = observe(settings, record(settings, there, settings.epochs - epoch))
    return Frame(
        *(np.concatenate([old[:epoch], new]) for old, new in zip(before, after, strict=True))
    )


WATCH_ELEMENTS = """(parts) => {
  window.madeAnew = [];
  const observer = new MutationObserver((changes) => {
    window.madeAnew.push(...changes.map(({target}) => target.outerHTML));
  });
  for (const part of parts) observer.observe(part, {childList: true, subtree: true});
}"""
"""Note whose content is made anew from now on: at each frame, that would take long."""


def test_the_page_opens_with_the_lab_ready(open_page: OpenPage) -> None:
    """A person opens the page: the neuron, four numbers, a sentence and all controls are there."""
    visit = open_page()
    assert visit.look().numbers == {
        "weight": ["0.6000"],
        "bias": ["0.9000"],
        "output": ["0.8176"],
        "cost": ["0.3342"],
    }
    assert_shows(visit.look(), runs())
    expect(visit.sentence).to_contain_text(re.compile("epoch 0.*0.8176.*0.3342", re.IGNORECASE))
    expect(visit.drawing).to_be_visible()
    expect(visit.tab("One neuron")).to_have_attribute("aria-selected", "true")
    for quantity in QUANTITIES:
        expect(visit.plot(quantity)).to_be_visible()
    for name in BUTTONS:
        expect(visit.button(name)).to_be_visible()
    for name in (*START_SLIDERS.values(), "Learning rate", "Epoch"):
        expect(visit.slider(name)).to_be_attached()
    for name in ("Cost", "Preset", "Speed", "Language"):
        expect(visit.choice(name)).to_be_visible()
    expect(visit.alert).to_have_text("")


def test_each_preset_runs_to_the_numbers_of_the_chapter(open_page: OpenPage) -> None:
    """A person chooses each preset and presses Run: it ends as the chapter says, also again."""
    visit = open_page("/?speed=10")
    published = visit.page.get_by_role("radio", name=COST_LABELS["as-published"], exact=True)
    for name, end in ENDS.items():
        visit.choose("Preset", PRESET_LABELS[name])
        # The book's figure is a cost to choose only where it is chosen.
        expect(published).to_have_count(int(name.endswith("as-published")))
        frames = preset_runs(name)
        assert round(frames[0].output[-1], 2) == end
        said = f"→ {numeral(frames[0].output[-1])}"
        visit.expect_shows(0, frames)
        visit.button("Run").click()
        expect(visit.sentence).to_contain_text(said)
        visit.expect_end()
        assert_shows(visit.look(), frames)
        visit.expect_curves(len(frames), width=0.6 if len(frames) == 1 else 0.4)

    visit.record()
    visit.button("Run").click()
    visit.page.wait_for_function(
        "() => recorded.at(-1).epoch === 300 && recorded.some(({epoch}) => epoch < 100)"
    )
    seen = [look.epoch for look in visit.recorded()][1:]
    assert seen == sorted(seen), "the second run went back"
    expect(visit.sentence).to_contain_text(said)
    assert_shows(visit.look(), frames)

    expect(published).to_be_checked()
    visit.expect_query(preset="badly-wrong-as-published", speed="10")
    expect(visit.sentence).to_contain_text("ends at 0.7796, not at 0.04788")
    heading = visit.page.get_by_role("heading", name=COST_LABELS["cross-entropy-as-published"])
    expect(heading).to_be_visible()
    visit.button("Reset").click()
    visit.choose("Cost", COST_LABELS["cross-entropy"])
    expect(published).to_have_count(0)


def test_both_costs_run_side_by_side(open_page: OpenPage) -> None:
    """A person compares both costs: two curves from one start, with the core's numbers for both."""
    visit = open_page("/?speed=10")
    visit.choose("Preset", PRESET_LABELS["badly-wrong"])
    visit.choose("Cost", COST_LABELS["both"])
    frames = runs(*COST_CHOICES["both"], weight=2, bias=2)
    visit.expect_shows(0, frames)
    for quantity in ("weight", "bias", "output"):
        assert len(set(visit.look().numbers[quantity])) == 1, f"two starts of the {quantity}"
    visit.button("Run").click()
    visit.expect_end()
    for stop in STOPS:
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, frames)
    visit.expect_curves(2, width=0.4)
    expect(visit.sentence).to_contain_text(re.compile(r"barely moved: .*\n.* cancels "))
    visit.button("Reset").click()
    visit.expect_shows(0, frames)


def test_every_stop_of_a_run_shows_the_core_s_numbers(open_page: OpenPage) -> None:
    """A person goes to the end before any run, steps before it and at the ends, and scrubs with
    keyboard and mouse: everything says the same at every stop.
    """
    visit = open_page("/?speed=10")
    frames = runs()
    epoch = visit.slider("Epoch")
    visit.press(epoch, "End")
    visit.expect_shows(300, frames)
    visit.press(epoch, "Home")
    visit.button("Back").click(force=True)
    visit.expect_shows(0, frames)
    for wanted in (1, 2, 3):
        visit.button("Step").click()
        visit.expect_shows(wanted, frames)
    for wanted in (2, 1, 0):
        visit.button("Back").click()
        visit.expect_shows(wanted, frames)

    visit.button("Run").click()
    visit.expect_end()
    visit.button("Step").click(force=True)
    assert visit.look().epoch == 300
    visit.button("Back").click()
    visit.expect_shows(299, frames)
    visit.button("Step").click()
    visit.expect_shows(300, frames)

    keys = {
        "Home": 0,
        "ArrowRight": 1,
        "ArrowUp": 2,
        "ArrowLeft": 1,
        "End": 300,
        "ArrowDown": 299,
    }
    for key, stop in keys.items():
        visit.press(epoch, key)
        visit.expect_shows(stop, frames)
    for stop in STOPS:
        epoch.fill(str(stop))
        visit.expect_shows(stop, frames)
    epoch.fill("60")
    visit.expect_shows(60, frames)
    drawing = visit.page.locator(".picture, .pushes, .plot, .readout")
    drawing.evaluate_all(WATCH_ELEMENTS)
    for stop in (61, 62, 63):
        visit.press(epoch, "ArrowRight")
        visit.expect_shows(stop, frames)
    assert visit.page.evaluate("window.madeAnew") == []
    box = epoch.bounding_box()
    assert box
    epoch.click(position={"x": box["width"] * 0.4, "y": box["height"] / 2})
    look = visit.look()
    assert 90 < look.epoch < 150
    assert_shows(look, frames)


def test_pause_holds_and_goes_on(open_page: OpenPage) -> None:
    """A person pauses a run: it stands still. They press Go on, which has the place of Pause, also
    at epoch 0: it goes on to the end. Whenever they look, numbers, bars, sentence and slider agree.
    """
    visit = open_page("/?preset=badly-wrong&speed=0.5")
    frames = preset_runs("badly-wrong")
    visit.record()
    visit.button("Run").click()
    visit.expect_epoch(40)
    box = visit.button("Pause").bounding_box()
    visit.button("Pause").click()
    expect(visit.button("Go on")).to_be_visible()
    assert visit.button("Go on").bounding_box() == box
    stood = visit.epochs_over_frames(20)
    assert len(set(stood)) == 1, stood
    assert 40 <= stood[0] < 300
    assert_shows(visit.look(), frames)
    # A server that is busy lets the first frames wait, and the page says so.
    looks = [look for look in visit.recorded() if look.sentence != "Training…"]
    assert len(looks) > 5, "the run was hardly ever seen"

    visit.slider("Epoch").fill("0")
    expect(visit.sentence).to_contain_text("Epoch 0 of 300")
    expect(visit.sentence).to_contain_text("Press Go on to continue, Reset to start over.")
    visit.button("Go on").click()
    visit.expect_epoch(1)
    assert visit.button("Pause").bounding_box() == box
    visit.button("Pause").click()
    expect(visit.button("Go on")).to_be_visible()

    epoch = visit.look().epoch
    visit.choose("Speed", FAST)
    assert set(visit.epochs_over_frames(5)) == {epoch}, "the speed made it go on"
    visit.record()
    visit.button("Go on").click()
    visit.expect_end()
    expect(visit.button("Pause")).to_have_attribute("aria-disabled", "true")
    later = visit.recorded()
    seen = [look.epoch for look in later]
    assert seen[0] == min(seen) == epoch, "it did not go on from where it was"
    for look in [*looks, *later, visit.look()]:
        assert_shows(look, frames)


def test_reset_and_run_start_over(open_page: OpenPage) -> None:
    """A person resets or presses Run at any time: the run is at epoch 0, or begins there again."""
    visit = open_page("/?speed=0.5")
    frames = runs()
    visit.button("Run").click()
    visit.expect_epoch(10)
    visit.button("Reset").click()
    visit.expect_shows(0, frames)
    assert set(visit.epochs_over_frames(10)) == {0}

    visit.button("Run").click()
    visit.expect_epoch(20)
    visit.record()
    visit.button("Run").click()
    visit.page.wait_for_function(
        "() => recorded.some(({epoch}, i) => i && epoch < recorded[i - 1].epoch)"
    )
    visit.choose("Speed", FAST)
    visit.expect_end()
    seen = [look.epoch for look in visit.recorded()]
    falls = [pair for pair in pairwise(seen) if pair[1] < pair[0]]
    assert len(falls) == 1, falls
    assert falls[0][1] <= 3, "running again did not begin at the start"

    visit.slider("Epoch").fill("150")
    visit.record()
    visit.button("Run").click()
    visit.page.wait_for_function("() => recorded.at(-1).epoch === 300")
    seen = [look.epoch for look in visit.recorded()]
    assert seen[0] == 150
    assert min(seen) < 100, "the run went on from the scrubbed epoch"
    assert_shows(visit.look(), frames)

    visit.button("Reset").click()
    visit.expect_shows(0, frames)
    visit.expect_curves(1, width=0)
    assert all(width < 0.2 for name in QUANTITIES for width in visit.curves(name).values())


def test_a_change_begins_a_stage_of_a_run_that_is_paused_or_plays(open_page: OpenPage) -> None:
    """A person changes η and the cost: what was stays, and what comes follows the new rule."""
    visit = open_page("/?preset=badly-wrong&speed=0.5")
    (before,) = preset_runs("badly-wrong")
    visit.button("Run").click()
    visit.expect_epoch(10)
    visit.button("Pause").click()
    expect(visit.button("Go on")).to_be_visible()
    epoch = visit.look().epoch
    assert epoch < 290

    visit.press(visit.slider("Learning rate"), *["ArrowRight"] * 5)
    visit.expect_query(weight="2", bias="2", changes=f"{epoch}:0.5:quadratic", speed="0.5")
    visit.expect_shows(epoch, [before])
    assert set(visit.epochs_over_frames(5)) == {epoch}, "the change made it go on"
    visit.choose("Speed", FAST)
    visit.button("Go on").click()
    visit.expect_end()
    after = branched(before, epoch, learning_rate=0.5)
    expect(visit.sentence).to_contain_text(f"Changed at epoch {epoch}")
    for stop in (300, epoch + 1, epoch, epoch - 1, 0):
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, [after])

    visit.slider("Epoch").fill(str(epoch))
    visit.choose("Cost", COST_LABELS["cross-entropy"])
    changes = f"{epoch}:0.5:cross-entropy"
    visit.expect_query(weight="2", bias="2", changes=changes, speed="10")
    after = branched(before, epoch, learning_rate=0.5, cost=COSTS["cross-entropy"])
    for stop in (epoch, 0, epoch - 1, epoch + 1, 300):
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, [after])
    expect(visit.sentence).to_contain_text(f"Changed at epoch {epoch}")
    # The start is told by the rule of the start, which had the factor σ′.
    factors = (before.residual[0], before.sigmoid_slope[0])
    product = f"{' × '.join(map(numeral, factors))} × 1 = {numeral(before.weight_gradient[0])}"
    expect(visit.drawing).to_contain_text(f"At the start: {product}")

    # While it plays, it goes on from there by the new rule.
    for change in ("learning rate", "cost"):
        visit.choose("Preset", PRESET_LABELS["badly-wrong"])
        visit.choose("Speed", SLOW)
        visit.expect_shows(0, [before])
        visit.button("Run").click()
        visit.expect_epoch(5)
        visit.record()
        if change == "cost":
            visit.choose("Cost", COST_LABELS["cross-entropy"])
            rule = {"cost": COSTS["cross-entropy"], "learning_rate": 0.15}
        else:
            visit.press(visit.slider("Learning rate"), "ArrowRight")
            rule = {"learning_rate": 0.2}
        visit.choose("Speed", FAST)
        visit.expect_end()
        seen = [look.epoch for look in visit.recorded()]
        assert seen == sorted(seen), "the branch went back"
        found = re.search(r"Changed at epoch (\d+)", visit.look().sentence)
        assert found, visit.look().sentence
        epoch = int(found[1])
        assert seen[0] <= epoch < 300
        after = branched(before, epoch, **rule)
        for stop in (300, epoch, epoch - 1, 0):
            visit.slider("Epoch").fill(str(stop))
            visit.expect_shows(stop, [after])


def test_a_new_start_puts_the_neuron_back(open_page: OpenPage) -> None:
    """A person moves a start, before, during and after a run: epoch 0, new numbers."""
    visit = open_page("/?speed=0.5")
    slider = visit.slider(START_SLIDERS["weight"])
    value = 0.6

    def move(key: str, by: float) -> list[Frame]:
        nonlocal value
        value = round(value + by, 2)
        visit.press(slider, key)
        expect(slider).to_have_value(f"{value:g}")
        return runs(weight=value)

    visit.expect_shows(0, move("ArrowRight", 0.1))
    visit.button("Run").click()
    visit.expect_epoch(5)
    frames = move("ArrowLeft", -0.1)
    visit.expect_shows(0, frames)
    assert set(visit.epochs_over_frames(10)) == {0}, "the old run went on"
    visit.choose("Speed", FAST)
    visit.button("Run").click()
    visit.expect_end()
    assert_shows(visit.look(), frames)
    frames = move("ArrowRight", 0.1)
    visit.expect_shows(0, frames)
    visit.button("Run").click()
    visit.expect_end()
    assert_shows(visit.look(), frames)
    visit.press(slider, "Home")
    visit.expect_shows(0, runs(weight=-5))
    visit.press(visit.slider(START_SLIDERS["bias"]), "End")
    visit.expect_shows(0, runs(weight=-5, bias=5))
    visit.press(slider, "End")
    visit.expect_shows(0, runs(weight=5, bias=5))

    # The mouse does the same, at once.
    visit.choose("Preset", PRESET_LABELS["slightly-wrong"])
    bias = visit.slider(START_SLIDERS["bias"])

    def drag(by: int) -> None:
        x, y = visit.grab(bias)
        was = bias.input_value()
        for part in (0.5, 1):
            visit.page.mouse.move(x + by * part, y)
            expect(bias).not_to_have_value(was)
            was = bias.input_value()
            visit.expect_shows(0, runs(bias=float(was)))
        visit.page.mouse.up()

    drag(40)
    visit.choose("Speed", SLOW)
    visit.button("Run").click()
    visit.expect_epoch(5)
    drag(-60)
    visit.choose("Speed", FAST)
    visit.button("Run").click()
    visit.expect_end()
    assert_shows(visit.look(), runs(bias=float(bias.input_value())))
    drag(30)


def test_folded_settings_take_effect(open_page: OpenPage) -> None:
    """A person unfolds input, target and epochs and changes them: the run follows them.

    Nonsense for the number of epochs is refused, and leaves what was.
    """
    visit = open_page("/?speed=10")
    expect(visit.slider("Input")).not_to_be_visible()
    visit.unfold()
    visit.press(visit.slider("Input"), *["ArrowRight"] * 5)
    visit.expect_shows(0, runs(input=1.5))
    visit.press(visit.slider("Target"), *["ArrowRight"] * 4)
    visit.expect_shows(0, runs(input=1.5, target=0.2))
    visit.number_of_epochs.fill("40")
    visit.number_of_epochs.press("Enter")
    expect(visit.slider("Epoch")).to_have_attribute("max", "40")
    visit.button("Run").click()
    visit.expect_end()
    assert visit.look().last == 40
    assert_shows(visit.look(), runs(input=1.5, target=0.2, epochs=40))
    # What cannot be is refused.
    visit.button("Reset").click()
    for typed in ("0", "5001", "-3", "2.5", "", "9" * 400):
        visit.number_of_epochs.fill(typed)
        visit.number_of_epochs.press("Enter")
        expect(visit.alert).to_contain_text("epochs")
        visit.dismiss_alerts()
        expect(visit.number_of_epochs).to_have_value("40")
        visit.expect_shows(0, runs(input=1.5, target=0.2, epochs=40))
        assert visit.look().last == 40
        visit.expect_query(input="1.5", target="0.2", epochs="40", speed="10")


def test_the_longest_run_streams_to_its_end(open_page: OpenPage) -> None:
    """A person runs 5000 epochs at the highest speed: all of them come, and can be scrubbed."""
    visit = open_page("/?speed=10&epochs=5000")
    frames = runs(epochs=5000)
    visit.button("Run").click()
    visit.expect_epoch(1)
    assert_shows(visit.look(), frames)
    # Far beyond what came with the first chunks.
    visit.expect_epoch(2000)
    visit.press(visit.slider("Epoch"), "End")
    visit.expect_shows(5000, frames)
    for stop in (5000, 4999, 2500, 1):
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, frames)


def test_the_end_is_a_key_away_from_run(open_page: OpenPage) -> None:
    """A person presses Run and End at once, the first and the second time: they see the end."""
    visit = open_page("/?epochs=5000")
    frames = runs(epochs=5000)
    for _ in range(2):
        visit.button("Run").click()
        visit.press(visit.slider("Epoch"), "End")
        visit.expect_shows(5000, frames)


def test_extreme_settings_show_finite_numbers(open_page: OpenPage) -> None:
    """A person sets everything to its limit: the numbers are finite, and those of the core.

    What the book's figure makes of them, too long for the page, is written as powers of ten.
    """
    settings = {"weight": 5, "bias": 5, "learning_rate": 10, "input": 5}
    visit = open_page(f"/?{urlencode(settings)}&cost=as-published&speed=10")
    expect(visit.alert).to_have_text("")
    visit.button("Run").click()
    visit.press(visit.slider("Epoch"), "End")
    frames = runs(*COST_CHOICES["as-published"], **settings)
    assert abs(frames[0].weight[-1]) > 1e6
    for frame in frames:
        expect(visit.plot("weight")).to_contain_text(numeral(frame.weight[-1]))
    expect(visit.sentence).to_contain_text(numeral(1 / frames[0].sigmoid_slope[0]))

    visit.choose("Cost", COST_LABELS["both"])
    visit.unfold()
    for changed in (
        {},
        {"weight": -5, "bias": -5, "input": -5, "target": 1},
        {"learning_rate": 0.001, "input": 5},
    ):
        visit.button("Reset").click()
        for name, value in changed.items():
            visit.type(visit.number(FIELDS[name]), f"{value:g}")
        settings |= changed
        frames = runs(*COST_CHOICES["both"], **settings)
        visit.expect_shows(0, frames)
        visit.button("Run").click()
        visit.expect_end()
        for stop in (300, 1):
            visit.slider("Epoch").fill(str(stop))
            assert_shows(visit.look(), frames)
        said = visit.text(visit.page.get_by_role("main"))
        assert not re.search(r"nan|inf(?!o)", said, re.IGNORECASE)


def test_a_run_that_nobody_touches_sends_nothing(open_page: OpenPage) -> None:
    """A run plays at normal speed: the page sends nothing, and gets no more than the chunks."""
    visit = open_page("/?weight=2&bias=2&epochs=120&speed=10")
    # The first run answers all that the page says while it opens, and settles its layout.
    visit.button("Run").click()
    visit.expect_end()
    visit.choose("Speed", "1×")
    visit.expect_query(weight="2", bias="2", epochs="120")
    visit.button("Reset").click()
    visit.expect_shows(0, runs(weight=2, bias=2, epochs=120))
    visit.button("Run").click()
    visit.expect_epoch(1)
    sent, received = len(visit.messages_sent()), len(visit.messages_received())
    visit.expect_end()
    assert visit.messages_sent()[sent:] == []
    chunks = [0]
    while chunks[-1] < 120:
        chunks.append(next_end(chunks[-1], 0, 1, 120))
    assert len(visit.messages_received()) - received <= len(chunks[1:]) - 1
