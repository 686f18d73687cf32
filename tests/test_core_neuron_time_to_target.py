"""core.neuron.time_to_target: many neurons at once come close when each of them does alone."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.costs.costs import COSTS, CROSS_ENTROPY, QUADRATIC, Cost
from core.neuron.frames import train
from core.neuron.settings import RANGES, Settings
from core.neuron.time_to_target import epochs_until_close
from core.neuron.training import BLOCK
from tests.closeness import agrees, first_close

EPOCHS = 120

of_each_cost = pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
some_settings = st.builds(
    Settings,
    weight=st.floats(*RANGES["weight"]),
    bias=st.floats(*RANGES["bias"]),
    learning_rate=st.floats(*RANGES["learning_rate"]),
    cost=st.sampled_from(list(COSTS.values())),
    input=st.floats(*RANGES["input"]),
    target=st.floats(*RANGES["target"]),
)


def alone(each: Settings, tolerance: float, epochs: int = EPOCHS) -> int:
    """What is found of one neuron."""
    return int(epochs_until_close(each, tolerance, epochs))


@given(each=some_settings, tolerance=st.floats(0.001, 1.2), epochs=st.integers(0, EPOCHS))
@example(each=Settings(weight=2.0, bias=2.0), tolerance=0.95, epochs=EPOCHS)
@example(each=Settings(cost=CROSS_ENTROPY), tolerance=0.1, epochs=EPOCHS)
@example(each=Settings(target=1.0), tolerance=0.1, epochs=EPOCHS)
@example(each=Settings(target=1.0, weight=-2.0), tolerance=1e-3, epochs=EPOCHS)
def test_it_is_the_first_epoch_of_a_run_that_is_close(each, tolerance, epochs):
    found = alone(each, tolerance, epochs)
    assert 0 <= found <= epochs + 1
    assert agrees(found, each, tolerance, epochs)


@of_each_cost
@pytest.mark.parametrize("target", [0.0, 0.5, 1.0])
def test_it_is_so_at_every_extreme(cost: Cost, target: float) -> None:
    certain = 0
    corners = product((-5.0, 0.0, 5.0), (-5.0, 5.0), (0.001, 0.15, 10.0), (-5.0, 0.0, 5.0))
    for (weight, bias, rate, x), tolerance in product(corners, (0.01, 0.1, 0.3)):
        each = Settings(weight, bias, rate, cost, x, target)
        assert agrees(alone(each, tolerance), each, tolerance, EPOCHS), each
        first, until = first_close(each, tolerance, EPOCHS)
        certain += first < until or until > EPOCHS
    # Along the gradient nearly all of these 162 can be known to the end; steps divided by σ′(z)
    # soon are chaos.
    assert certain > (150 if cost.slope_power >= 0 else 20)


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_deep_in_saturation_the_quadratic_cost_alone_never_gets_there(side: float) -> None:
    start = Settings(side * 5, side * 5, 10.0, QUADRATIC, 5.0, (1.0 - side) / 2)
    assert alone(start, 0.3) == EPOCHS + 1
    assert alone(replace(start, cost=CROSS_ENTROPY), 0.3) == 1


@of_each_cost
@pytest.mark.parametrize("target", [0.0, 0.3, 0.5, 1.0])
def test_with_a_tolerance_beyond_the_distance_there_is_nothing_to_learn(cost, target):
    z = np.linspace(-5, 5, 41)
    each = Settings(0.0, z, 10.0, cost, target=target)
    distance = np.abs(train(each, epochs=0).output[0] - target)
    for tolerance in (distance.max() + 1e-9, 1.001, 7.0, np.inf):
        assert not epochs_until_close(each, tolerance, EPOCHS).any()
    for bias, away in zip(z.tolist(), distance.tolist(), strict=True):
        assert alone(Settings(0.0, bias, 0.001, cost, target=target), away + 1e-9) == 0
        assert away < 1e-3 or alone(Settings(0.0, bias, 0.001, cost, target=target), away / 2) > 0


def test_at_the_tolerance_is_not_within_it() -> None:
    for target in (0.0, 1.0):
        start = Settings(weight=0.0, bias=0.0, target=target)
        assert alone(start, 0.5, 0) == 1
        assert alone(start, 0.5) == 1
        assert alone(start, np.nextafter(0.5, 1.0), 0) == 0


@given(each=some_settings, epochs=st.integers(0, 40), more=st.integers(0, 40))
def test_a_longer_run_finds_the_same_or_what_came_later(each, epochs, more):
    found, later = (alone(each, 0.1, last) for last in (epochs, epochs + more))
    assert later == found if found <= epochs else later > epochs


def test_it_has_the_shape_of_the_settings() -> None:
    weights, rates = np.linspace(-5, 5, 4)[:, None], np.array([0.05, 0.5, 5.0])
    targets = np.array([0.0, 0.4])[:, None, None]
    found = epochs_until_close(Settings(weights, 1.0, rates, target=targets), 0.2, EPOCHS)
    assert found.shape == (2, 4, 3)
    assert found.dtype.kind == "i"
    for (row, column, which), epochs in np.ndenumerate(found):
        each = Settings(weights[column, 0], 1.0, rates[which], target=float(targets[row, 0, 0]))
        assert epochs == alone(each, 0.2)
        assert agrees(int(epochs), each, 0.2, EPOCHS)


def test_one_neuron_has_no_axis_and_none_has_none() -> None:
    assert epochs_until_close(Settings(), 0.1, EPOCHS).shape == ()
    assert epochs_until_close(Settings(weight=np.zeros((0, 3))), 0.1, EPOCHS).shape == (0, 3)


@pytest.mark.parametrize("count", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 7])
def test_more_than_a_block_are_each_found_in_their_own_place(count: int) -> None:
    bias = np.linspace(-5, 5, count)
    rates = np.geomspace(0.001, 10, count)
    found = epochs_until_close(Settings(0.0, bias, rates), 0.1, 20)
    assert found.shape == (count,)
    assert len(set(found.tolist())) > 10
    backwards = epochs_until_close(Settings(0.0, bias[::-1], rates[::-1]), 0.1, 20)
    assert backwards[::-1].tolist() == found.tolist()
    for at in {0, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, count - 1} & {*range(count)}:
        assert found[at] == alone(Settings(0.0, bias[at], rates[at]), 0.1, 20)


@pytest.mark.parametrize("tolerance", [0.0, -0.1, float("nan"), float("-inf")])
def test_a_tolerance_that_is_none_is_refused(tolerance: float) -> None:
    with pytest.raises(ValueError, match="within"):
        epochs_until_close(Settings(), tolerance, 10)


def test_a_run_of_less_than_no_epochs_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 epochs"):
        epochs_until_close(Settings(), 0.1, -1)
