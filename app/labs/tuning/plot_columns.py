"""What of the frames of a sweep is drawn over the epochs: medians of the seeds, with a band.

The accuracy on the test does not travel to the browser with the frames: nobody is to choose by it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.networks.stack_records import SUMMARY, StackFrame, columns
from app.training_lab.axis_limits import WHOLE, Limits
from app.training_lab.plot_spec import Trace
from app.ui.language import Translate

COST, ACCURACY = "training_cost", "validation_accuracy"
QUANTITIES = {COST: "C₀", ACCURACY: ""}
"""What is drawn: the names of plots, which are their columns, and their symbols."""
SECONDS = "seconds"
NAMES = (*(name for name in SUMMARY if not name.startswith("test_")), SECONDS)
"""The columns that travel."""
TRACE = Trace(
    {name: name for name in QUANTITIES},
    bands={name: (f"{name}_low", f"{name}_high") for name in QUANTITIES},
)
LARGEST, SMALLEST = 4.0, 0.5
"""The axis of the cost ends between these, unless all costs are larger."""
MARGIN = 1.08


def numbers(frame: StackFrame, _first: StackFrame) -> dict[str, float]:
    """Return the columns of one frame."""
    known = {**columns(frame), SECONDS: frame.seconds}
    return {name: known[name] for name in ("epoch", *NAMES)}


def names(_networks: object) -> tuple[str, ...]:
    """Return the names of all columns."""
    return NAMES


class Curves(NamedTuple):
    """What is drawn of one value: arrays with an element for each frame."""

    epoch: NDArray[np.float64]
    training_cost: NDArray[np.float64]
    validation_accuracy: NDArray[np.float64]


def curves(frames: Sequence[StackFrame]) -> Curves | None:
    """Return what is drawn of these frames, or None of no frames."""
    if not frames:
        return None
    table = [[frame.epoch, frame.median(COST), frame.median(ACCURACY)] for frame in frames]
    return Curves(*np.array(table).T)


def limits(networks: Iterable[Sequence[StackFrame]]) -> Limits:
    """Return low and high for each quantity that is drawn; the start does not count for the cost.

    Nor does a value whose cost leaves the picture, as long as there is another.
    """
    every = [max(frame.median(COST) for frame in frames[1:]) for frames in networks if frames[1:]]
    low = min(every, default=0.0)
    high = max([SMALLEST, low, *(min(each, LARGEST) for each in every)])
    return {COST: (-0.04 * high, MARGIN * high), ACCURACY: WHOLE}


def values(_: Translate) -> list[list[str]]:
    """Return what is read off a curve: column and symbol."""
    return [[COST, "C₀"], [ACCURACY, _("on validation")]]


def tabled(_: Translate) -> list[list[str]]:
    """Return what is in the table of a value: column, symbol, name."""
    return [
        [COST, "", _("C₀ on training")],
        ["training_accuracy", "", _("accuracy on training")],
        ["validation_cost", "", _("C₀ on validation")],
        [ACCURACY, "", _("accuracy on validation")],
        [f"{ACCURACY}_low", "", _("least on validation")],
        [f"{ACCURACY}_high", "", _("most on validation")],
        ["penalty", "", _("penalty")],
        ["weight_norm", "‖w‖", _("size of all weights")],
        ["learning_rate", "η", _("learning rate")],
        [SECONDS, "", _("seconds of processor time")],
    ]
