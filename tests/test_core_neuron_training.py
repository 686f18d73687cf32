"""core.neuron.training: the closed list of the chapter, and that every way to train is the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.costs.costs import COSTS, CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, QUADRATIC
from core.neuron.settings import RANGES, Settings
from core.neuron.training import BLOCK, State, advance, record, start, step
from core.sigmoid import sigmoid

sane = st.builds(
    Settings,
    weight=st.floats(-5, 5),
    bias=st.floats(-5, 5),
    learning_rate=st.floats(0.001, 1),
    cost=st.sampled_from([QUADRATIC, CROSS_ENTROPY]),
    input=st.floats(-1, 1),
    target=st.floats(0, 1),
)


def unchecked(**values):
    """Settings with values that Settings would refuse."""
    settings = Settings()
    for field, value in values.items():
        object.__setattr__(settings, field, value)
    return settings


def output(state):
    return sigmoid(state.weight + state.bias)


# From the chapter's four figures and the design: cost, η, start (w, b), end (w, b, a).
CLOSED_LIST = [
    (QUADRATIC, 0.15, (0.6, 0.9), (-1.2831, -0.9831, 0.0940)),
    (QUADRATIC, 0.15, (2, 2), (-0.6843, -0.6843, 0.2028)),
    (CROSS_ENTROPY, 0.05, (0.6, 0.9), (-1.7720, -1.4720, 0.0375)),
    (CROSS_ENTROPY, 0.05, (2, 2), (-1.5686, -1.5686, 0.0416)),
    (CROSS_ENTROPY, 0.005, (0.6, 0.9), (None, None, 0.4177)),
    (CROSS_ENTROPY, 0.005, (2, 2), (None, None, 0.7796)),
    (CROSS_ENTROPY, 0.15, (2, 2), (None, None, 0.0120)),
]


@pytest.mark.parametrize(("cost", "learning_rate", "first", "last"), CLOSED_LIST)
def test_the_closed_list(cost, learning_rate, first, last):
    settings = Settings(*first, learning_rate=learning_rate, cost=cost)
    before = start(settings)
    after = advance(settings, before, 300)
    assert output(before) == pytest.approx({1.5: 0.8176, 4: 0.9820}[sum(first)], abs=1e-4)
    for got, wanted in zip((after.weight, after.bias, output(after)), last, strict=True):
        assert wanted is None or got == pytest.approx(wanted, abs=1e-4)


def test_the_badly_wrong_neuron_has_barely_moved_halfway():
    settings = Settings(weight=2, bias=2)
    assert output(advance(settings, start(settings), 150)) == pytest.approx(0.933, abs=5e-4)


@pytest.mark.parametrize(
    ("first", "last"),
    [((0.6, 0.9), (-1.7395, -1.4395, 0.0400)), ((2, 2), (-1.5003, -1.5003, 0.0474))],
)
def test_the_published_figures_after_301_updates(first, last):
    settings = Settings(*first, learning_rate=0.005, cost=CROSS_ENTROPY_AS_PUBLISHED)
    after = advance(settings, start(settings), 301)
    assert (after.weight, after.bias, output(after)) == pytest.approx(last, abs=1e-4)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_a_step_goes_down_the_gradient(cost):
    settings = Settings(weight=1, bias=-0.5, learning_rate=0.3, cost=cost, input=2, target=0.25)
    error = cost.output_error(1.5, 0.25)
    after = step(settings, start(settings))
    assert after == pytest.approx((1, 1 - 0.3 * 2 * error, -0.5 - 0.3 * error), rel=1e-15)


def test_floats_stay_floats_and_epochs_are_counted():
    settings = Settings()
    assert start(settings) == State(0, 0.6, 0.9)
    for state in (step(settings, start(settings)), advance(settings, start(settings), 1)):
        assert [type(value) for value in state] == [int, float, float]
        assert state.epoch == 1
    assert record(settings, State(7, 1.0, 2.0), 3).epoch.tolist() == [7, 8, 9, 10]


@given(sane, st.integers(0, 40), st.integers(0, 40))
def test_record_step_and_advance_are_the_same_run(settings, first, rest):
    state = start(settings)
    run = record(settings, state, first + rest)
    assert [column.shape for column in run] == [(first + rest + 1,)] * 3
    for epoch in range(first + rest + 1):
        assert (run.epoch[epoch], run.weight[epoch], run.bias[epoch]) == state
        state = step(settings, state)
    last = advance(settings, start(settings), first + rest)
    assert last == (run.epoch[-1], run.weight[-1], run.bias[-1])
    assert advance(settings, advance(settings, start(settings), first), rest) == last

    branch = record(settings, advance(settings, start(settings), first), rest)
    for column, whole in zip(branch, run, strict=True):
        np.testing.assert_array_equal(column, whole[first:])


@given(st.lists(sane, min_size=1, max_size=5), st.sampled_from([QUADRATIC, CROSS_ENTROPY]))
def test_an_array_of_neurons_is_each_of_them(several, cost):
    numbers = {field: [getattr(one, field) for one in several] for field in RANGES}
    numbers.pop("epochs")
    settings = Settings(cost=cost, **{field: np.array(column) for field, column in numbers.items()})
    together = step(settings, start(settings))
    run = record(settings, start(settings), 60)
    assert run.weight.shape == (61, len(several))
    for index in range(len(several)):
        one = Settings(cost=cost, **{field: column[index] for field, column in numbers.items()})
        alone = step(one, start(one))
        assert together.weight[index] == pytest.approx(alone.weight, rel=1e-15, abs=1e-15)
        assert together.bias[index] == pytest.approx(alone.bias, rel=1e-15, abs=1e-15)
        end = advance(one, start(one), 60)
        assert run.weight[-1, index] == pytest.approx(end.weight, rel=1e-13, abs=1e-13)
        assert run.bias[-1, index] == pytest.approx(end.bias, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize("cost", [QUADRATIC, CROSS_ENTROPY], ids=lambda cost: cost.name)
def test_a_grid_of_several_blocks_is_the_same_as_all_at_once(cost):
    side = int(np.sqrt(2.5 * BLOCK))
    settings = Settings(
        weight=np.linspace(-5, 5, side)[:, None],
        bias=np.linspace(-5, 5, side),
        learning_rate=np.linspace(0.01, 0.5, side),
        target=np.linspace(0, 1, side)[:, None],
        cost=cost,
    )
    run = record(settings, start(settings), 5)
    last = advance(settings, start(settings), 5)
    assert run.weight.shape == (6, side, side)
    assert last.weight.shape == last.bias.shape == (side, side)
    np.testing.assert_allclose(last.weight, run.weight[-1], rtol=0, atol=1e-14)
    np.testing.assert_allclose(last.bias, run.bias[-1], rtol=0, atol=1e-14)


def test_shapes_broadcast_even_where_only_a_rate_or_a_target_is_an_array():
    settings = Settings(learning_rate=np.array([0.1, 0.2]), target=np.array([[0.0], [0.5], [1.0]]))
    assert start(settings).weight.shape == (3, 2)
    bare = State(4, 0.6, 0.9)
    assert record(settings, bare, 2).weight.shape == (3, 3, 2)
    assert step(settings, bare).weight.shape == (3, 2)
    assert advance(settings, bare, 2).epoch == 6
    np.testing.assert_allclose(
        advance(settings, bare, 2).weight, record(settings, bare, 2).weight[-1], rtol=1e-15
    )
    many = State(0, np.array([1, 2, 3]), np.array([0, 1, 2]))
    expected = [advance(Settings(), State(0, w, w - 1), 9).weight for w in (1.0, 2.0, 3.0)]
    np.testing.assert_allclose(advance(Settings(), many, 9).weight, expected, rtol=1e-14)
    none = Settings(weight=np.zeros(0))
    assert advance(none, start(none), 3).weight.shape == (0,)


def test_training_changes_nothing_it_was_given():
    weight, bias = np.array([1.0, 2.0]), np.array([0.5, -0.5])
    state = State(0, weight, bias)
    for train in (step, lambda *run: advance(*run, 3), lambda *run: record(*run, 3)):
        train(Settings(), state)
    assert (weight.tolist(), bias.tolist()) == ([1.0, 2.0], [0.5, -0.5])


def test_no_epochs_is_where_one_was_and_fewer_is_an_error():
    settings = Settings(weight=np.array([1.0, 2.0]))
    assert record(settings, start(settings), 0).weight.tolist() == [[1.0, 2.0]]
    assert advance(settings, start(settings), 0).weight.tolist() == [1.0, 2.0]
    for train in (record, advance):
        with pytest.raises(ValueError, match="negative"):
            train(settings, start(settings), -1)


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
@pytest.mark.parametrize("target", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("learning_rate", [10.0, 1e6])
def test_extremes_stay_finite_without_a_warning(cost, target, learning_rate):
    for weight in (-700.0, 0.0, 700.0):
        alone = unchecked(weight=weight, learning_rate=learning_rate, cost=cost, target=target)
        together = unchecked(
            weight=np.full(3, weight), learning_rate=learning_rate, cost=cost, target=target
        )
        for settings in (alone, together):
            run = record(settings, start(settings), 20)
            assert np.all(np.isfinite(run.weight))
            assert np.all(np.isfinite(run.bias))


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_the_longest_run_of_the_wildest_settings_stays_finite(cost):
    corners = np.meshgrid([-5.0, 0.0, 5.0], [-5.0, 0.0, 5.0], [-5.0, 0.01, 5.0], [0.0, 0.3, 1.0])
    weight, bias, x, target = corners
    settings = Settings(weight, bias, 10.0, cost, x, target, epochs=5000)
    last = advance(settings, start(settings), 5000)
    assert np.all(np.isfinite(last.weight))
    assert np.all(np.isfinite(last.bias))
