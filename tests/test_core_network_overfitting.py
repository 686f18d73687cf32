"""core.network.overfitting: what counts as overfitting, at its limits and for any run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.overfitting import A_LOT, APART, is_better, overfits_a_little, overfits_from

accuracies = st.integers(0, 1000).map(lambda count: count / 1000)


@pytest.mark.parametrize(
    ("training", "test", "wanted"),
    [
        ([0.5, 0.8, 0.9], [0.5, 0.9, 0.8], 1),
        ([0.5, 0.8, 0.9], [0.5, 0.94, 0.92], 1),
        # It falls by less than that.
        ([0.5, 0.8, 0.9], [0.5, 0.94, 0.9201], None),
        # Training does not go on.
        ([0.5, 0.9, 0.9], [0.5, 0.9, 0.8], None),
        ([0.5, 0.9, 0.9199], [0.5, 0.9, 0.8], None),
        ([0.5, 0.9, 0.92], [0.5, 0.9, 0.8], 1),
        ([0.5, 0.9, 0.4], [0.5, 0.9, 0.4], None),
        # The first of equal ones.
        ([0.5, 0.6, 0.7, 0.8], [0.1, 0.9, 0.9, 0.8], 1),
        # What has learned nothing has overfitted to nothing.
        ([0.1, 0.2], [0.9, 0.1], None),
        ([0.1], [0.9], None),
    ],
)
def test_overfitting_is_more_on_training_and_less_on_the_test(training, test, wanted):
    assert overfits_from(training, test) == wanted


@given(st.lists(st.tuples(accuracies, accuracies), min_size=1))
def test_what_is_said_is_so_and_holds_for_no_other_run(run):
    training, test = zip(*run, strict=True)
    epoch = overfits_from(training, test)
    best = test.index(max(test))
    fell = round(max(test) - test[-1], 6) >= APART
    rose = round(training[-1] - training[best], 6) >= APART
    assert (epoch is not None) == (fell and rose and best > 0)
    assert epoch is None or test[epoch] == max(test) > max(test[:epoch], default=-1)


@pytest.mark.parametrize("best", [0.8, 0.9, 0.94, 0.95])
def test_it_is_a_little_below_what_is_a_lot(best):
    assert overfits_a_little([0.1, best, best - A_LOT + 0.001])
    assert not overfits_a_little([0.1, best, round(best - A_LOT, 2)])


def test_one_is_better_by_more_than_chance():
    assert is_better(0.94, 0.92)
    assert not is_better(0.9399, 0.92)
    assert not is_better(0.92, 0.94)


@pytest.mark.parametrize(("training", "test"), [([], []), ([0.5], [0.5, 0.6])])
def test_there_is_no_answer_without_both(training, test):
    with pytest.raises(ValueError, match="as many accuracies"):
        overfits_from(training, test)
