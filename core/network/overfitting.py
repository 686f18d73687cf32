"""When a network has overfitted: it went on to learn its own examples, and got worse at others.

The definition is this project's; chapter 3 (the section on overfitting and regularization) tells it
by the same two curves: accuracy on the training data rises while that on the test data falls.
"""

from collections.abc import Sequence

FALL = 0.02
"""By how much of the test the end is worse than the best on the way, in parts of 1.

The best of many epochs is a little above what the network can do, by chance alone.
"""


def overfits_from(training: Sequence[float], test: Sequence[float]) -> int | None:
    """Return from which epoch on a run overfits, or None if it does not.

    Of its accuracies (0 to 1) on training and on test, epoch by epoch, that on the test has its
    best there for the first time and ends at least `FALL` below it; that on training ends above
    what it was there. Raises ValueError if the two are not of one length, or empty.
    """
    if not len(test) or len(training) != len(test):
        raise ValueError("there must be as many accuracies on training as on the test")
    best = max(range(len(test)), key=lambda epoch: test[epoch])
    # Differences of decimals such as 0.94 - 0.92 are not exact.
    has_fallen = test[best] - test[-1] >= FALL - 1e-9
    return best if has_fallen and training[-1] > training[best] else None
