"""What each value of a sweep has come to, which did best, and the threshold of η."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from app.labs.tuning.knobs import RATE
from app.labs.tuning.plot_columns import ACCURACY, COST
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.stack_records import StackFrame
from app.training_lab.controls import LabControls
from core.network.learning_rates import Threshold, threshold

GOOD = 0.9
"""The accuracy on validation of which it is told when it is reached."""
GUESSED = 0.2
"""A network whose accuracy on validation is below that does hardly more than guess."""


class Outcome(NamedTuple):
    """What one value of the knob has come to: its frames up to the last on the screen."""

    value: Any
    training: Training
    frames: Sequence[StackFrame]

    @property
    def last(self) -> StackFrame:
        """The last frame."""
        return self.frames[-1]

    def end(self, quantity: str) -> float:
        """Return the median of a quantity in the end."""
        return self.last.median(quantity)

    def first_good(self) -> StackFrame | None:
        """Return the first frame whose accuracy on validation is GOOD, if there is one."""
        return next((each for each in self.frames if each.median(ACCURACY) >= GOOD), None)


def outcomes(trainings: Trainings, controls: LabControls) -> list[Outcome]:
    """Return what each value has come to, of which anything is known."""
    pairs = zip(controls.sweep.values, trainings.networks, strict=True)
    return [
        Outcome(value, training, trainings.shown(training))
        for value, training in pairs
        if training.records and trainings.last >= 0
    ]


def best_of(found: Sequence[Outcome]) -> Outcome:
    """Return the outcome with the best accuracy on validation in the end; of equal ones the first.

    There must be one.
    """
    return max(found, key=lambda each: each.end(ACCURACY))


def as_good(best: Outcome, found: Sequence[Outcome]) -> list[Outcome]:
    """Return the others whose median is within what the seeds of the best differ by."""
    least = float(best.last.of(ACCURACY).min())
    return [each for each in found if each is not best and each.end(ACCURACY) >= least]


def found_threshold(trainings: Trainings, controls: LabControls) -> Threshold | None:
    """Return the threshold of η of a sweep of it that is over, of medians; else None."""
    found = outcomes(trainings, controls)
    is_over = trainings.ended and trainings.last >= 1
    if controls.sweep.knob != RATE or not is_over or len(found) < 2:
        return None
    curves = [[frame.median(COST) for frame in each.frames] for each in found]
    return threshold([each.value for each in found], curves)


def steadiest(trainings: Trainings, controls: LabControls) -> Outcome | None:
    """Return what the largest η has come to that is steady, by which η is chosen, or None."""
    at = found_threshold(trainings, controls)
    if at is None:
        return None
    return next((each for each in outcomes(trainings, controls) if each.value == at.steady), None)
