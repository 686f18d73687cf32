"""app.training_lab.history and app.training_lab.training.

The frames of a start, a run and a branch are those of the core's steps.
"""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.neuron.history import History
from core import COSTS, PRESETS, Frame, Settings, State, observe, start, step
from tests.histories import at_start, branch, run

QUADRATIC = ("quadratic",)
CROSS_ENTROPY = ("cross-entropy",)
BOTH = ("quadratic", "cross-entropy")


def choice(costs: tuple[str, ...], epochs: int = 30, **numbers: float) -> dict[str, Settings]:
    """Settings for each of ``costs``, as the controls make them."""
    return {cost: Settings(cost=COSTS[cost], epochs=epochs, **numbers) for cost in costs}


def stepped(each: Settings, first: State) -> list[Frame]:
    """The frames from the first state to the last epoch, one step at a time."""
    frames, state = [observe(each, first)], first
    while state.epoch < each.epochs:
        state = step(each, state)
        frames.append(observe(each, state))
    return frames


def learned(frame: Frame) -> State:
    """The state that the frame is of."""
    return State(frame.epoch, frame.weight, frame.bias)


def assert_same(frames: Frame, expected: list[Frame]) -> None:
    """Check whole-run frames against one frame for each epoch."""
    assert frames.epoch.tolist() == list(range(len(expected)))
    for name in Frame._fields:
        wanted = [float(getattr(frame, name)) for frame in expected]
        np.testing.assert_allclose(getattr(frames, name), wanted, rtol=1e-12, atol=1e-12)
    # What the neuron learned is not merely close.
    assert frames.weight.tolist() == [frame.weight for frame in expected]
    assert frames.bias.tolist() == [frame.bias for frame in expected]


def some_settings() -> st.SearchStrategy[dict[str, Settings]]:
    """Settings of short runs."""
    number = st.floats(-5, 5)
    return st.builds(
        choice,
        costs=st.sampled_from([QUADRATIC, CROSS_ENTROPY, BOTH]),
        epochs=st.integers(1, 40),
        weight=number,
        bias=number,
        input=number,
        target=st.floats(0, 1),
        learning_rate=st.floats(0.001, 10),
    )


@pytest.mark.parametrize("costs", [QUADRATIC, CROSS_ENTROPY, BOTH], ids="+".join)
def test_at_the_start_there_is_epoch_0_alone(costs):
    chosen = choice(costs, weight=2, bias=-1)
    history = at_start(chosen)
    assert history.epochs == 0
    assert history.changes == ()
    assert tuple(history.frames) == costs
    assert dict(history.settings) == chosen
    for cost, frames in history.frames.items():
        assert_same(frames, [observe(chosen[cost], start(chosen[cost]))])


@given(chosen=some_settings())
def test_a_run_is_what_one_step_after_the_other_makes(chosen):
    history = run(chosen)
    assert history.changes == ()
    assert tuple(history.frames) == tuple(chosen)
    for cost, each in chosen.items():
        assert history.epochs == each.epochs
        assert_same(history.frames[cost], stepped(each, start(each)))


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_the_presets_run_as_in_the_core(preset):
    chosen = dict(zip(preset.costs, preset.settings(), strict=True))
    history = run(chosen)
    for cost, each in chosen.items():
        assert_same(history.frames[cost], stepped(each, start(each)))


class Branched:
    """A history that is branched, and beside it what the core makes of the same, step by step."""

    def __init__(self, chosen: Mapping[str, Settings]) -> None:
        self.history = run(chosen)
        self.expected = {cost: stepped(each, start(each)) for cost, each in chosen.items()}
        self.undone_by = [(-1, self.expected)]

    def branch(self, epoch: int, chosen: Mapping[str, Settings]) -> None:
        """Branch both."""
        self.history = branch(self.history, epoch, chosen)
        # Who goes back behind a change has the curves that there were before it.
        while self.undone_by[-1][0] >= epoch:
            self.undone_by.pop()
        self.expected = self.undone_by[-1][1]
        first = next(iter(self.expected.values()))
        pasts = {cost: self.expected.get(cost, first) for cost in chosen}
        self.expected = {
            cost: past[:epoch] + stepped(chosen[cost], learned(past[epoch]))
            for cost, past in pasts.items()
        }
        self.undone_by.append((epoch, self.expected))

    def check(self) -> None:
        """Hold the one to the other."""
        assert tuple(self.history.frames) == tuple(self.expected)
        for cost, frames in self.history.frames.items():
            assert self.history.epochs == len(self.expected[cost]) - 1
            assert_same(frames, self.expected[cost])


@given(chosen=some_settings(), data=st.data())
def test_stages_of_stages_go_on_from_what_was_learned(chosen, data):
    epochs = next(iter(chosen.values())).epochs
    branched = Branched(chosen)
    for _ in range(data.draw(st.integers(1, 3))):
        epoch = data.draw(st.integers(0, epochs))
        costs = data.draw(st.sampled_from([QUADRATIC, CROSS_ENTROPY, BOTH]))
        rate = data.draw(st.floats(0.001, 10))
        first = next(iter(chosen.values()))
        kept = {name: getattr(first, name) for name in ("weight", "bias", "input", "target")}
        branched.branch(epoch, choice(costs, epochs, learning_rate=rate, **kept))
        branched.check()


@pytest.mark.parametrize("epoch", [1, 15, 29])
@pytest.mark.parametrize("costs", [QUADRATIC, BOTH], ids="+".join)
def test_what_was_before_a_branch_stays(epoch, costs):
    before = run(choice(costs))
    after = branch(before, epoch, choice(costs, learning_rate=2))
    assert after.epochs == before.epochs == 30
    for cost in costs:
        for name in Frame._fields:
            old, new = (getattr(each.frames[cost], name) for each in (before, after))
            assert new[:epoch].tolist() == old[:epoch].tolist()
        assert after.frames[cost].weight[epoch] == before.frames[cost].weight[epoch]
        assert after.frames[cost].output[epoch] == before.frames[cost].output[epoch]
        assert after.frames[cost].weight[epoch + 1] != before.frames[cost].weight[epoch + 1]


def test_each_frame_is_observed_with_the_rule_that_moves_it():
    """The badly wrong neuron, freed at epoch 90: what was before is still of the quadratic cost."""
    slow = choice(QUADRATIC, 300, weight=2, bias=2)
    history = branch(run(slow), 90, choice(CROSS_ENTROPY, 300, weight=2, bias=2))
    (frames,) = history.frames.values()
    quadratic = run(slow).frames["quadratic"]
    assert (
        frames.weight_gradient[88]
        == quadratic.weight_gradient[88]
        == pytest.approx(0.0301, abs=1e-4)
    )
    assert frames.cost[:90].tolist() == quadratic.cost[:90].tolist()
    assert frames.weight_gradient[90] == frames.output[90] == pytest.approx(0.9673, abs=1e-4)
    assert frames.slope_power.tolist() == [1] * 90 + [0] * 211
    rules = [(begin, cost) for begin, cost, _settings in history.rules("cross-entropy")]
    assert rules == [(0, "quadratic"), (90, "cross-entropy")]


@pytest.mark.parametrize("epoch", [1, 15, 29])
def test_from_one_cost_to_both_and_back(epoch):
    branched = Branched(choice(QUADRATIC, weight=2, bias=2))
    branched.branch(epoch, choice(BOTH, weight=2, bias=2))
    branched.check()
    quadratic, cross_entropy = branched.history.frames.values()
    assert quadratic.weight[: epoch + 1].tolist() == cross_entropy.weight[: epoch + 1].tolist()
    assert quadratic.weight[epoch + 1] != cross_entropy.weight[epoch + 1]
    branched.branch(epoch, choice(QUADRATIC, weight=2, bias=2))
    branched.check()
    again = run(choice(QUADRATIC, weight=2, bias=2)).frames["quadratic"]
    assert branched.history.frames["quadratic"].weight.tolist() == again.weight.tolist()


def test_a_branch_that_changes_nothing_is_the_run_itself():
    chosen = choice(BOTH)
    history = run(chosen)
    same = branch(history, 10, chosen)
    for cost in BOTH:
        assert same.frames[cost].weight.tolist() == history.frames[cost].weight.tolist()
        np.testing.assert_array_equal(same.frames[cost].cost, history.frames[cost].cost)


def test_a_branch_leaves_the_history_it_came_from_alone():
    history = run(choice(BOTH))
    before = {cost: [column.tolist() for column in history.frames[cost]] for cost in BOTH}
    settings_before = dict(history.settings)
    branch(history, 10, choice(QUADRATIC, learning_rate=5))
    assert dict(history.settings) == settings_before
    assert history.changes == ()
    assert before == {cost: [column.tolist() for column in history.frames[cost]] for cost in BOTH}


FIRST, SECOND, THIRD = (choice(QUADRATIC, learning_rate=rate) for rate in (0.1, 0.2, 0.3))


def in_force(history: History) -> list[float]:
    """The learning rate of each update, as the history tells it."""
    rates = []
    ends = [epoch for epoch, _before in history.changes] + [history.epochs]
    rules = [before for _epoch, before in history.changes] + [history.settings]
    for end, rule in zip(ends, rules, strict=True):
        rates += [rule["quadratic"].learning_rate] * (end - len(rates))
    return rates


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (20, [0.1] * 10 + [0.2] * 10 + [0.3] * 10),
        (5, [0.1] * 5 + [0.3] * 25),
        (10, [0.1] * 10 + [0.3] * 20),
    ],
)
def test_the_changes_tell_by_which_settings_each_epoch_was_learned(second, expected):
    once = branch(run(FIRST), 10, SECOND)
    assert once.changes == ((10, FIRST),)
    assert in_force(once) == [0.1] * 10 + [0.2] * 20
    twice = branch(once, second, THIRD)
    assert in_force(twice) == expected
    frame = twice.frames["quadratic"]
    steps = -(frame.weight[1:] - frame.weight[:-1])
    np.testing.assert_allclose(steps, np.multiply(expected, frame.weight_gradient[:-1]), rtol=1e-9)
