"""app.training_lab.axis_limits: no curve ever leaves its plot."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.neuron.history import History
from app.training_lab.axis_limits import Limits, limits_of, widest
from core import COSTS, PRESETS, Settings
from tests.histories import at_start, branch, run

QUANTITIES = ("weight", "bias", "output", "cost")


def chosen(epochs: int, costs: tuple[str, ...], **numbers: float) -> dict[str, Settings]:
    """Settings for each cost."""
    return {cost: Settings(cost=COSTS[cost], epochs=epochs, **numbers) for cost in costs}


some_settings = st.builds(
    chosen,
    epochs=st.integers(1, 60),
    costs=st.sampled_from(
        [("quadratic",), ("cross-entropy",), ("quadratic", "cross-entropy")],
    ),
    weight=st.floats(-5, 5),
    bias=st.floats(-5, 5),
    learning_rate=st.floats(0.001, 10),
    input=st.floats(-5, 5),
    target=st.floats(0, 1),
)


def assert_holds(found: Limits, history: History) -> None:
    """Check that every curve of the history is inside, and that there is room for it."""
    assert set(found) == set(QUANTITIES)
    for name, (low, high) in found.items():
        assert type(low) is type(high) is float
        assert math.isfinite(low)
        assert math.isfinite(high)
        assert low < high
        for frame in history.frames.values():
            column = getattr(frame, name)
            assert low < column.min()
            assert column.max() < high
    assert found["output"][0] < 0 < 1 < found["output"][1]
    assert found["cost"][0] < 0 < found["cost"][1]


@given(each=some_settings)
def test_every_curve_is_inside(each):
    for history in (at_start(each), run(each)):
        assert_holds(limits_of(history.frames.values()), history)


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_the_curves_of_a_preset_use_most_of_their_plot(preset):
    history = run(dict(zip(preset.costs, preset.settings(), strict=True)))
    found = limits_of(history.frames.values())
    assert_holds(found, history)
    for name in ("weight", "bias"):
        columns = [getattr(frame, name) for frame in history.frames.values()]
        used = max(column.max() for column in columns) - min(column.min() for column in columns)
        low, high = found[name]
        assert used > (high - low) / 2


@pytest.mark.parametrize("weight", [-2.3, 0.0, 4.99])
def test_a_quantity_that_stays_where_it_is_has_round_numbers_on_its_axis(weight):
    still = run(chosen(20, ("quadratic",), weight=weight, bias=0.0, input=0.0, target=0.5))
    found = limits_of(still.frames.values())
    assert_holds(found, still)
    for name, value in (("weight", weight), ("bias", 0.0)):
        low, high = found[name]
        assert low <= value - 0.5
        assert value + 0.5 <= high
        assert high - low < 1.5
    assert found["cost"] == pytest.approx((0.0, 0.5), abs=0.05)


@given(first=some_settings, second=some_settings)
def test_the_widest_holds_both(first, second):
    histories = run(first), run(second)
    found = [limits_of(history.frames.values()) for history in histories]
    both = widest(*found)
    for history in histories:
        assert_holds(both, history)
    assert both == widest(found[1], found[0]) == widest(both, found[0])
    assert widest(found[0], found[0]) == found[0]
    for name, (low, high) in both.items():
        assert low in (found[0][name][0], found[1][name][0])
        assert high in (found[0][name][1], found[1][name][1])


@given(each=some_settings, epoch=st.integers(0, 60), rate=st.floats(0.001, 10))
def test_a_branch_stays_inside_the_widest(each, epoch, rate):
    before = run(each)
    numbers = {"learning_rate": rate}
    changed = chosen(before.epochs, ("quadratic", "cross-entropy"), **numbers)
    after = branch(before, min(epoch, before.epochs), changed)
    both = widest(limits_of(before.frames.values()), limits_of(after.frames.values()))
    assert_holds(both, before)
    assert_holds(both, after)


@pytest.mark.parametrize("weight", [-5.0, -3.0, 0.5])
def test_no_tick_of_a_cost_can_be_below_0(weight):
    """Ticks are at least a sixth of the axis apart, however small the cost is."""
    small = run(chosen(20, ("quadratic",), weight=weight, bias=-1.0, input=1.0, target=0.0))
    low, high = limits_of(small.frames.values())["cost"]
    assert -low < (high - low) / 20
