"""When a network has overfitted: it went on to learn its own examples, and got worse at others.

The definition is this project's, and asks for more than chapter 3 (the section on overfitting and
regularization), where it is enough that accuracy on the test data stops improving while that on the
training data goes on.
"""

from collections.abc import Sequence

APART = 0.02
"""Accuracies, in parts of 1, that differ by less are the same but for chance.

The best of many epochs is a little above what a network can do.
"""
A_LOT = 0.05
"""What a network loses on the test, in parts of 1, if it overfits more than a little."""


def is_better(accuracy: float, other: float) -> bool:
    """Return whether an accuracy is above another by more than chance, by `APART` or more."""
    # Differences of decimals such as 0.94 - 0.92 are not exact.
    return accuracy - other >= APART - 1e-9


def overfits_from(training: Sequence[float], test: Sequence[float]) -> int | None:
    """Return from which epoch on a run overfits, or None if it does not.

    Of its accuracies (0 to 1) on training and on test, epoch by epoch, that on the test has its
    best there for the first time, after the start, and gets worse to the end; that on training gets
    better from there. Both by more than chance (`is_better`). Raises ValueError if the two are not
    of one length, or empty.
    """
    if not len(test) or len(training) != len(test):
        raise ValueError("there must be as many accuracies on training as on the test")
    best = max(range(len(test)), key=lambda epoch: test[epoch])
    has_changed = is_better(test[best], test[-1]) and is_better(training[-1], training[best])
    return best if best > 0 and has_changed else None


def overfits_a_little(test: Sequence[float]) -> bool:
    """Return whether a run that overfits loses less than `A_LOT` of its best accuracy on the test.

    `test` are its accuracies (0 to 1), epoch by epoch, one at least.
    """
    # Differences of decimals such as 0.94 - 0.89 are not exact.
    return max(test) - test[-1] < A_LOT - 1e-9
