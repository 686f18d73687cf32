"""core.network.no_improvement: where η is halved, and where a run would have stopped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.no_improvement import MOST_HALVINGS, EarlyStop, Progress, after, early_stop


def halvings(accuracies, patience):
    progress, found = Progress(), []
    for accuracy in accuracies:
        progress = after(progress, accuracy, patience)
        found.append(progress.halvings)
    return found


def test_the_rate_is_halved_after_so_many_epochs_without_a_better_accuracy():
    assert halvings([0.1, 0.5, 0.5, 0.4, 0.5, 0.6, 0.1, 0.1], 2) == [0, 0, 0, 1, 1, 1, 1, 2]
    assert halvings([0.1, 0.5, 0.5, 0.4], 0) == [0, 0, 0, 0]


def test_the_best_accuracy_outlives_a_halving():
    assert halvings([0.9, 0.5, 0.6, 0.7, 0.8], 1) == [0, 1, 2, 3, 4]


def test_a_run_ends_at_one_part_of_128():
    assert Progress(halvings=MOST_HALVINGS).factor == 1 / 128
    assert Progress(halvings=MOST_HALVINGS).over
    assert not Progress(halvings=MOST_HALVINGS - 1).over
    assert Progress().factor == 1


def test_early_stopping_is_read_off_at_any_patience():
    accuracies = [0.1, 0.5, 0.4, 0.45, 0.6, 0.6, 0.5, 0.55, 0.7]
    assert early_stop(accuracies, 1) == EarlyStop(1, 2)
    assert early_stop(accuracies, 2) == EarlyStop(1, 3)
    assert early_stop(accuracies, 3) == EarlyStop(4, 7)
    assert early_stop(accuracies, 4) == EarlyStop(8, None)


@given(st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.4]), min_size=1), st.integers(1, 9))
def test_early_stopping_stops_where_the_schedule_first_halves(accuracies, patience):
    kept, stopped = early_stop(accuracies, patience)
    halved = halvings(accuracies, patience)
    assert stopped == (halved.index(1) if 1 in halved else None)
    seen = accuracies if stopped is None else accuracies[: stopped + 1]
    assert kept == seen.index(max(seen))


@pytest.mark.parametrize(("accuracies", "patience"), [([], 3), ([0.5], 0)])
def test_there_must_be_something_to_read(accuracies, patience):
    with pytest.raises(ValueError, match="must be"):
        early_stop(accuracies, patience)
