"""“No improvement in n”: when the validation accuracy has stood still for n epochs.

Two techniques of chapter 3 follow this rule (the section on choosing hyper-parameters): early
stopping, which is read off a finished run here, at any patience n; and a schedule that halves η
each time, and ends when η has come down to 1/128.
"""

from collections.abc import Sequence
from typing import NamedTuple

from core.neuron.settings import Range

PATIENCE = Range(0, 100)
"""The limits of n for the schedule of η; with 0, η is constant."""

MOST_HALVINGS = 7
"""A run ends when η has been halved so many times: it is 1/128 of what it was."""


class Progress(NamedTuple):
    """The best accuracy so far, for how many epochs there was none better, and halvings of η."""

    best: float = -1.0
    waited: int = 0
    halvings: int = 0

    @property
    def factor(self) -> float:
        """What the η of the settings is multiplied by."""
        return 0.5**self.halvings

    @property
    def over(self) -> bool:
        """Whether η is so small that the run is to end."""
        return self.halvings >= MOST_HALVINGS


def after(progress: Progress, accuracy: float, patience: int) -> Progress:
    """The progress after one more epoch, with that validation accuracy at its end.

    After `patience` epochs without a better one η is halved, and the count begins anew; the best
    accuracy stays what it was. With a patience of 0, η is never halved.
    """
    if accuracy > progress.best:
        return progress._replace(best=accuracy, waited=0)
    waited = progress.waited + 1
    if patience and waited >= patience:
        return Progress(progress.best, 0, progress.halvings + 1)
    return progress._replace(waited=waited)


class EarlyStop(NamedTuple):
    """Early stopping of a run: `kept` is the epoch of the best accuracy before it stopped.

    `stopped` is the epoch at whose end it stopped, None if it went on to the last one.
    """

    kept: int
    stopped: int | None


def early_stop(accuracies: Sequence[float], patience: int) -> EarlyStop:
    """Where a run would have stopped that had no improvement in `patience` epochs, 1 or more.

    `accuracies` are those on the validation images, from epoch 0, the start, on. Of equal ones the
    first counts. Raises ValueError if there is none, or if the patience is less than 1.
    """
    if not len(accuracies) or patience < 1:
        raise ValueError("there must be an accuracy, and a patience of 1 or more")
    kept = 0
    for epoch, accuracy in enumerate(accuracies):
        if accuracy > accuracies[kept]:
            kept = epoch
        elif epoch - kept >= patience:
            return EarlyStop(kept, epoch)
    return EarlyStop(kept, None)
