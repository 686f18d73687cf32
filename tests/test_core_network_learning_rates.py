"""core.network.learning_rates: the threshold of η, by the training costs of a sweep."""

import math

import pytest

from core.network.learning_rates import (
    FIRST_EPOCHS,
    LARGEST_RISE,
    Threshold,
    decreases_steadily,
    threshold,
)

FALLING = [4.0, 2.0, 1.0, 0.5]
ROSE = [4.0, 2.0, 1.0, 1.5]


def test_a_cost_that_falls_in_every_epoch_decreases_steadily():
    assert decreases_steadily(FALLING)


def test_a_cost_that_rises_does_not():
    assert not decreases_steadily(ROSE)
    assert not decreases_steadily([4.0, 60.0])
    assert not decreases_steadily([4.0, math.nan])


def test_a_small_rise_above_the_lowest_so_far_is_allowed():
    allowed = LARGEST_RISE * 4.0
    assert decreases_steadily([4.0, 2.0, 2.0 + allowed, 1.0])
    assert not decreases_steadily([4.0, 2.0, 2.0 + 1.01 * allowed, 1.0])


def test_a_slow_climb_is_held_against_the_lowest_not_the_last():
    step = 0.9 * LARGEST_RISE * 4.0
    assert not decreases_steadily([4.0, 2.0, 2.0 + step, 2.0 + 2 * step])


def test_a_cost_that_stays_what_it_was_does_not_decrease():
    assert not decreases_steadily([4.0, 4.0, 4.0])


def test_only_the_first_epochs_count():
    falling = [4.0 - epoch / 5 for epoch in range(FIRST_EPOCHS + 1)]
    assert decreases_steadily([*falling, 100.0])
    assert not decreases_steadily([*falling[:-1], 100.0])


def test_without_an_epoch_nothing_can_be_said():
    with pytest.raises(ValueError, match="epoch"):
        decreases_steadily([4.0])


def test_the_threshold_is_the_largest_steady_rate_below_all_that_are_not():
    curves = [FALLING, FALLING, ROSE, FALLING]
    found = threshold([0.1, 1.0, 10.0, 100.0], curves)
    assert found == Threshold(1.0, 10.0)
    assert found.suggested == 0.5


def test_the_order_of_the_rates_does_not_matter():
    assert threshold([10.0, 0.1, 1.0], [ROSE, FALLING, FALLING]) == Threshold(1.0, 10.0)


def test_there_may_be_no_threshold_among_the_rates():
    assert threshold([1.0, 2.0], [FALLING, FALLING]) == Threshold(2.0, None)
    none = threshold([1.0, 2.0], [ROSE, FALLING])
    assert none == Threshold(None, 1.0)
    assert none.suggested is None
