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
from app.ui.numbers import decimals
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
    "slightly-wrong": "→ 0.09",
    "badly-wrong": "→ 0.20",
    "slightly-wrong-cross-entropy": "→ 0.04",
    "badly-wrong-cross-entropy": "→ 0.04",
    "slightly-wrong-as-published": "→ 0.04",
    "badly-wrong-as-published": "→ 0.05",
}
SLOW, FAST = "0.5×", "10×"


def runs(*costs: str, **settings: float) -> list[Frame]:
    """Return what the core computes, one run for each cost."""
    return [train(Settings(cost=COSTS[cost], **settings)) for cost in costs or ("quadratic",)]


def preset_runs(name: str) -> list[Frame]:
    """Return what the core computes for a preset."""
    return [train(settings) for settings in PRESETS[name].settings()]


def branched(before: Frame, epoch: int, **rule: Any) -> Frame:
    """Return ``before`` up to ``epoch``, and the run that goes on from there by another rule.

    The weights and biases of the past stay; what they cost is said by the cost of the rule.
    """
    settings = Settings(**rule)
    there = State(epoch, float(before.weight[epoch]), float(before.bias[epoch]))
    after = record(settings, there, settings.epochs - epoch)
    past = State(before.epoch, before.weight, before.bias)
    joined = (np.concatenate([old[:epoch], new]) for old, new in zip(past, after, strict=True))
    return observe(settings, State(*joined))


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
    expect(visit.sentence).to_contain_text(re.compile("epoch 0.*0.82.*0.33", re.IGNORECASE))
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
    """A person chooses each preset and presses Run twice: it ends as the chapter says, twice."""
    visit = open_page("/?speed=10")
    for name, end in ENDS.items():
        visit.choose("Preset", PRESET_LABELS[name])
        frames = preset_runs(name)
        visit.expect_shows(0, frames)
        visit.button("Run").click()
        expect(visit.sentence).to_contain_text(end)
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
        expect(visit.sentence).to_contain_text(end)
        assert_shows(visit.look(), frames)


def test_the_book_s_figure_is_a_cost_to_choose_only_where_it_is_chosen(open_page: OpenPage) -> None:
    """A preset shows it, with what it does otherwise; another cost takes it away again."""
    visit = open_page()
    label = COST_LABELS["as-published"]
    published = visit.page.get_by_role("radio", name=label, exact=True)
    expect(published).to_have_count(0)
    visit.choose("Preset", PRESET_LABELS["badly-wrong-as-published"])
    expect(published).to_be_checked()
    visit.expect_query(preset="badly-wrong-as-published")
    visit.button("Run").click()
    visit.press(visit.slider("Epoch"), "End")
    expect(visit.sentence).to_contain_text("ends at 0.78, not at 0.05")
    heading = visit.page.get_by_role("heading", name=COST_LABELS["cross-entropy-as-published"])
    expect(heading).to_be_visible()
    visit.choose("Cost", COST_LABELS["cross-entropy"])
    expect(published).to_have_count(0)


def test_what_runs_out_of_all_bounds_is_still_to_be_read(open_page: OpenPage) -> None:
    """The book's figure with large steps: numbers too long for the page are powers of ten."""
    address = {"weight": 5, "bias": 5, "learning_rate": 10, "input": 5}
    visit = open_page(f"/?{urlencode(address)}&cost=as-published")
    visit.button("Run").click()
    visit.press(visit.slider("Epoch"), "End")
    frames = runs(*COST_CHOICES["as-published"], **address)
    assert abs(frames[0].weight[-1]) > 1e6
    for frame in frames:
        expect(visit.plot("weight")).to_contain_text(decimals(frame.weight[-1], 4))
    expect(visit.sentence).to_contain_text(decimals(1 / frames[0].sigmoid_slope[0], 1))


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
    expect(visit.sentence).to_contain_text(re.compile(r"→ 0\.20.*→ 0\.01"))
    visit.button("Reset").click()
    visit.expect_shows(0, frames)


@pytest.mark.parametrize("preset", ["slightly-wrong", "badly-wrong-cross-entropy"])
def test_every_stop_of_the_epoch_slider_shows_the_core_s_numbers(
    open_page: OpenPage, preset: str
) -> None:
    """A person scrubs with the keyboard and the mouse: everything says the same at every stop."""
    visit = open_page(f"/?preset={preset}&speed=10")
    frames = preset_runs(preset)
    visit.button("Run").click()
    visit.expect_end()
    epoch = visit.slider("Epoch")
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
    box = epoch.bounding_box()
    assert box
    epoch.click(position={"x": box["width"] * 0.4, "y": box["height"] / 2})
    look = visit.look()
    assert 90 < look.epoch < 150
    assert_shows(look, frames)


def test_everything_agrees_while_a_run_plays(open_page: OpenPage) -> None:
    """Whenever a person looks during a run, numbers, bars, sentence and slider agree."""
    visit = open_page("/?preset=badly-wrong-cross-entropy&speed=5")
    frames = preset_runs("badly-wrong-cross-entropy")
    visit.record()
    visit.button("Run").click()
    visit.expect_end()
    looks = visit.recorded()
    assert len(looks) > 10, "the run was hardly ever seen"
    for look in looks:
        assert_shows(look, frames)


def test_pause_holds_and_goes_on(open_page: OpenPage) -> None:
    """A person pauses a run: it stands still. They press Go on: it goes on to the end."""
    visit = open_page("/?preset=badly-wrong&speed=0.5")
    frames = preset_runs("badly-wrong")
    visit.button("Run").click()
    visit.expect_epoch(10)
    visit.button("Pause").click()
    expect(visit.button("Go on")).to_be_visible()
    stood = visit.epochs_over_frames(20) + visit.epochs_over_frames(20)
    assert len(set(stood)) == 1, stood
    assert 10 <= stood[0] < 300
    assert_shows(visit.look(), frames)

    visit.choose("Speed", FAST)
    assert set(visit.epochs_over_frames(5)) == {stood[0]}, "the speed made it go on"
    visit.record()
    visit.button("Go on").click()
    visit.expect_end()
    expect(visit.button("Pause")).to_have_attribute("aria-disabled", "true")
    seen = [look.epoch for look in visit.recorded()]
    assert seen[0] == min(seen) == stood[0], "it did not go on from where it was"
    assert_shows(visit.look(), frames)


def test_the_button_that_goes_on_has_the_place_of_pause(open_page: OpenPage) -> None:
    """A person pauses under the mouse, also at epoch 0: nothing moves, and the words agree."""
    visit = open_page("/?speed=0.1")
    visit.button("Run").click()
    visit.expect_epoch(1)
    box = visit.button("Pause").bounding_box()
    visit.button("Pause").click()
    assert visit.button("Go on").bounding_box() == box
    visit.slider("Epoch").fill("0")
    expect(visit.sentence).to_contain_text("Epoch 0 of 300")
    expect(visit.sentence).to_contain_text("Press Go on to continue, Run to start over.")
    visit.button("Go on").click()
    visit.expect_epoch(1)
    assert visit.button("Pause").bounding_box() == box


def test_step_and_back_move_by_one(open_page: OpenPage) -> None:
    """A person steps, before any run, in the middle and at the ends: one epoch at a time."""
    visit = open_page("/?speed=10")
    frames = runs()
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


def test_the_end_is_a_key_away_before_any_run(open_page: OpenPage) -> None:
    """A person drags the Epoch slider before pressing Run: they see the epoch they went to."""
    visit = open_page()
    frames = runs()
    visit.press(visit.slider("Epoch"), "End")
    visit.expect_shows(300, frames)


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


def test_a_change_branches_a_paused_run(open_page: OpenPage) -> None:
    """A person pauses, changes η and the cost: what was stays, what comes follows the new rule."""
    visit = open_page("/?preset=badly-wrong&speed=0.5")
    (before,) = preset_runs("badly-wrong")
    visit.button("Run").click()
    visit.expect_epoch(10)
    visit.button("Pause").click()
    expect(visit.button("Go on")).to_be_visible()
    epoch = visit.look().epoch
    assert epoch < 290

    visit.press(visit.slider("Learning rate"), *["ArrowRight"] * 5)
    visit.expect_query(weight="2", bias="2", learning_rate="0.5", speed="0.5")
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
    visit.expect_query(weight="2", bias="2", learning_rate="0.5", cost="cross-entropy", speed="10")
    after = branched(before, epoch, learning_rate=0.5, cost=COSTS["cross-entropy"])
    for stop in (epoch, 0, epoch - 1, epoch + 1, 300):
        visit.slider("Epoch").fill(str(stop))
        visit.expect_shows(stop, [after])
    expect(visit.sentence).to_contain_text(f"Changed at epoch {epoch}")


@pytest.mark.parametrize("change", ["learning rate", "cost"])
def test_a_change_branches_a_playing_run(open_page: OpenPage, change: str) -> None:
    """A person changes η or the cost while it plays: it goes on from there by the new rule."""
    visit = open_page("/?preset=badly-wrong&speed=0.5")
    (before,) = preset_runs("badly-wrong")
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


@pytest.mark.parametrize("setting", START_SLIDERS)
def test_a_new_start_puts_the_neuron_back(open_page: OpenPage, setting: str) -> None:
    """A person moves a start by keyboard before, during and after a run: epoch 0, new numbers."""
    visit = open_page("/?speed=0.5")
    slider = visit.slider(START_SLIDERS[setting])
    value = {"weight": 0.6, "bias": 0.9}[setting]

    def move(key: str, by: float) -> list[Frame]:
        nonlocal value
        value = round(value + by, 2)
        visit.press(slider, key)
        expect(slider).to_have_value(f"{value:g}")
        return runs(**{setting: value})

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
    visit.expect_shows(0, runs(**{setting: -5}))
    visit.press(slider, "End")
    visit.expect_shows(0, runs(**{setting: 5}))


@pytest.mark.parametrize("setting", START_SLIDERS)
def test_the_neuron_follows_the_mouse(open_page: OpenPage, setting: str) -> None:
    """A person drags a start, before, during and after a run: the neuron follows at once."""
    visit = open_page("/?speed=0.5")
    slider = visit.slider(START_SLIDERS[setting])

    def drag(by: int) -> None:
        x, y = visit.grab(slider)
        was = slider.input_value()
        for part in (0.5, 1):
            visit.page.mouse.move(x + by * part, y)
            expect(slider).not_to_have_value(was)
            was = slider.input_value()
            visit.expect_shows(0, runs(**{setting: float(was)}))
        visit.page.mouse.up()

    drag(40)
    visit.button("Run").click()
    visit.expect_epoch(5)
    drag(-60)
    visit.choose("Speed", FAST)
    visit.button("Run").click()
    visit.expect_end()
    assert_shows(visit.look(), runs(**{setting: float(slider.input_value())}))
    drag(30)


def test_folded_settings_take_effect(open_page: OpenPage) -> None:
    """A person unfolds input, target and epochs and changes them: the run follows them."""
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


def test_a_length_that_cannot_be_is_refused(open_page: OpenPage) -> None:
    """A person types nonsense for the number of epochs: told so, they keep what they had."""
    visit = open_page("/?speed=10&epochs=40")
    visit.unfold()
    for typed in ("0", "5001", "-3", "2.5", "", "9" * 400):
        visit.number_of_epochs.fill(typed)
        visit.number_of_epochs.press("Enter")
        expect(visit.alert).to_contain_text("epochs")
        visit.dismiss_alerts()
        expect(visit.number_of_epochs).to_have_value("40")
        visit.expect_shows(0, runs(epochs=40))
        assert visit.look().last == 40
        visit.expect_query(epochs="40", speed="10")


def test_the_longest_run_streams_to_its_end(open_page: OpenPage) -> None:
    """A person runs 5000 epochs at the highest speed: all of them come, and can be scrubbed."""
    visit = open_page("/?speed=10&epochs=5000")
    frames = runs(epochs=5000)
    visit.button("Run").click()
    visit.expect_epoch(1)
    assert_shows(visit.look(), frames)
    visit.expect_end()
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


@pytest.mark.parametrize(
    "settings",
    [
        {"weight": 5, "bias": 5, "learning_rate": 10, "input": 5, "target": 0},
        {"weight": -5, "bias": -5, "learning_rate": 10, "input": -5, "target": 1},
        {"weight": -5, "bias": -5, "learning_rate": 0.001, "input": 5, "target": 1, "epochs": 1},
    ],
)
def test_extreme_settings_show_finite_numbers(
    open_page: OpenPage, settings: dict[str, float]
) -> None:
    """A person sets everything to its limit: the numbers are finite, and those of the core."""
    address = "&".join(f"{name}={value}" for name, value in settings.items())
    visit = open_page(f"/?{address}&cost=both&speed=10")
    expect(visit.alert).to_have_text("")
    frames = runs(*COST_CHOICES["both"], **settings)
    visit.expect_shows(0, frames)
    visit.button("Run").click()
    visit.expect_end()
    for stop in (visit.look().last, 1):
        visit.slider("Epoch").fill(str(stop))
        assert_shows(visit.look(), frames)
    assert not re.search(r"nan|inf(?!o)", visit.text(visit.page.get_by_role("main")), re.IGNORECASE)


def test_a_run_that_nobody_touches_sends_nothing(open_page: OpenPage) -> None:
    """A run plays at normal speed: the page sends nothing, and gets no more than the chunks."""
    visit = open_page("/?preset=badly-wrong&speed=10")
    # The first run answers all that the page says while it opens, and settles its layout.
    visit.button("Run").click()
    visit.expect_end()
    visit.choose("Speed", "1×")
    visit.expect_query(preset="badly-wrong")
    visit.button("Reset").click()
    visit.expect_shows(0, preset_runs("badly-wrong"))
    visit.button("Run").click()
    visit.expect_epoch(1)
    sent, received = len(visit.messages_sent()), len(visit.messages_received())
    visit.expect_end()
    assert visit.messages_sent()[sent:] == []
    chunks = [0]
    while chunks[-1] < 300:
        chunks.append(next_end(chunks[-1], 0, 1, 300))
    assert len(visit.messages_received()) - received <= len(chunks[1:]) - 1


def test_reduced_motion_shows_the_finished_run_at_once(open_page: OpenPage) -> None:
    """A person who wants no motion presses Run: the end is there, without a way to it."""
    visit = open_page("/?preset=badly-wrong&speed=0.1", reduced_motion="reduce")
    frames = preset_runs("badly-wrong")
    for _ in range(2):
        visit.record()
        visit.button("Run").click()
        visit.expect_shows(300, frames)
        assert {look.epoch for look in visit.recorded()} <= {0, 300}
        visit.expect_curves(1, width=0.6)
        visit.button("Reset").click()
        visit.expect_shows(0, frames)
