"""What of the frames of stacks is drawn: of each number the median of the seeds, and a band."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.networks.stack_records import SUMMARY, StackFrame, columns
from app.training_lab.axis_limits import WHOLE, Limits
from app.training_lab.plot_spec import Trace
from app.ui.language import Translate

QUANTITIES = {
    "training_accuracy": "",
    "accuracy": "",
    "norm": "‖w‖",
    "validation_accuracy": "",
    "training_cost": "C₀",
    "cost": "C₀",
}
"""What is drawn: the names of plots, and their symbols; training and test stand side by side."""
COLUMNS = {
    **{name: name for name in ("training_accuracy", "validation_accuracy", "training_cost")},
    "accuracy": "test_accuracy",
    "cost": "test_cost",
    "norm": "weight_norm",
}
"""The column that each of them draws."""
TRACE = Trace(
    COLUMNS,
    bands={name: [f"{column}_low", f"{column}_high"] for name, column in COLUMNS.items()},
)
ACCURACIES = ("training_accuracy", "validation_accuracy", "accuracy")
SKIPPED = 5
"""So many frames do not count for where the axis of an accuracy begins, which is 0.9 at most."""
HIGHEST_START = 0.9
MARGIN = 1.08
LARGEST = {"training_cost": 4.0, "cost": 4.0, "norm": 400.0}
"""What is beyond that leaves the picture: at its start a network may cost more than ever again."""
SMALLEST = {"training_cost": 0.5, "cost": 1.0, "norm": 20.0}


def numbers(frame: StackFrame, _first: StackFrame) -> dict[str, float]:
    """Return the columns of one frame."""
    return columns(frame)


def names(_networks: object) -> tuple[str, ...]:
    """Return the names of all columns."""
    return SUMMARY


class Curves(NamedTuple):
    """What is drawn of one network: arrays with an element for each frame."""

    epoch: NDArray[np.float64]
    training_accuracy: NDArray[np.float64]
    validation_accuracy: NDArray[np.float64]
    test_accuracy: NDArray[np.float64]
    training_cost: NDArray[np.float64]
    test_cost: NDArray[np.float64]
    weight_norm: NDArray[np.float64]


def curves(frames: Sequence[StackFrame]) -> Curves | None:
    """Return what is drawn of these frames, or None of no frames."""
    if not frames:
        return None
    places = [SUMMARY.index(name) for name in Curves._fields[1:]]
    table = np.array([frame.summary[places] for frame in frames]).T
    return Curves(np.array([frame.epoch for frame in frames]), *table)


def limits(networks: Iterable[Sequence[StackFrame]]) -> Limits:
    """Return low and high for each quantity that is drawn of the frames of each network.

    The start does not count for costs, nor the first frames for accuracies: they are so bad that
    little of what follows could be seen beside them.
    """
    every = [np.array([frame.summary for frame in frames]) for frames in networks if frames]
    places = [SUMMARY.index(f"{COLUMNS[name]}_low") for name in ACCURACIES]
    later = [float(table[SKIPPED:, places].min()) for table in every if len(table) > SKIPPED]
    low = min(HIGHEST_START, math.floor(10 * min(later, default=0.0)) / 10)
    room = (WHOLE[1] - 1) * (1 - low)
    # They are compared with each other.
    found: Limits = dict.fromkeys(ACCURACIES, (low - room, 1 + room))
    for name, largest in LARGEST.items():
        place = SUMMARY.index(f"{COLUMNS[name]}_high")
        first = 0 if name == "norm" else 1
        highest = [float(table[first:, place].max()) for table in every if len(table) > first]
        high = min(largest, max([SMALLEST[name], *highest]))
        found[name] = (-0.04 * high, MARGIN * high)
    return found


def values(_: Translate) -> list[list[Any]]:
    """Return what is read off a curve: column and symbol."""
    return [
        ["training_accuracy", _("on training")],
        ["validation_accuracy", _("on validation")],
        ["test_accuracy", _("on the test")],
        ["test_cost", "C₀"],
        ["penalty", _("penalty")],
        ["weight_norm", "‖w‖"],
    ]


def tabled(_: Translate) -> list[list[str]]:
    """Return what is in the table of a network: column, symbol, name."""
    return [
        ["training_accuracy", "", _("accuracy on training")],
        ["validation_accuracy", "", _("accuracy on validation")],
        ["test_accuracy", "", _("accuracy on the test")],
        ["test_accuracy_low", "", _("least on the test")],
        ["test_accuracy_high", "", _("most on the test")],
        ["training_cost", "", _("C₀ on training")],
        ["validation_cost", "", _("C₀ on validation")],
        ["test_cost", "", _("C₀ on the test")],
        ["penalty", "", _("penalty")],
        ["weight_norm", "‖w‖", _("size of all weights")],
    ]
