"""What of the networks' frames travels to the browser, and what of it is drawn."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.labs.network.results import Trainings
from app.training_lab.axis_limits import WHOLE, Limits
from app.training_lab.plot_spec import Rows, Trace
from core.network.frames import NetworkFrame

QUANTITIES = {"accuracy": "", "cost": "C/C₀", "error": "|δ|", "slope": "σ′"}
COLUMNS = (
    *("accuracy", "training_accuracy", "relative_cost", "test_cost", "training_cost"),
    *("error", "slope"),
)
TRACE = Trace({**{name: name for name in QUANTITIES}, "cost": "relative_cost"})
LARGEST = 1.6
"""A cost beyond that part of what it was at the start leaves the picture."""
MARGIN = 1.1


def numbers(frame: NetworkFrame, first: NetworkFrame) -> dict[str, float]:
    """Return the columns of one frame of a run that began with ``first``.

    Costs of different outputs have no common measure: what is drawn is the part of the start's.
    """
    return {
        "epoch": frame.epoch,
        "accuracy": frame.test_accuracy,
        "training_accuracy": frame.training_accuracy,
        "relative_cost": frame.test_cost / first.test_cost if first.test_cost else math.nan,
        "test_cost": frame.test_cost,
        "training_cost": frame.training_cost,
        "error": frame.output_error,
        "slope": math.nan if frame.wrong_slope is None else frame.wrong_slope,
        **{f"norm{layer}": norm for layer, norm in enumerate(frame.gradient_norms, start=1)},
    }


def rows(trainings: Trainings, first: int, last: int) -> Rows:
    """Return frames ``first`` to ``last`` of every network, both included, one row each.

    Networks have layers of their own: what one has not is NaN, and so is all after it failed.
    """
    table: Rows = {"curve": []}
    layers = max(len(each.settings.hidden) + 1 for each in trainings.networks)
    norms = [f"norm{layer}" for layer in range(1, layers + 1)]
    missing = dict.fromkeys((*COLUMNS, *norms), math.nan)
    longest = max((each.records for each in trainings.networks), key=len)
    for curve, training in enumerate(trainings.networks):
        for at in range(first, last + 1):
            table["curve"].append(curve)
            row = {**missing, "epoch": longest[at].frame.epoch}
            if at < len(training.records):
                row |= numbers(training.records[at].frame, training.records[0].frame)
            for name, number in row.items():
                table.setdefault(name, []).append(number)
    return table


def nothing(count: int) -> Rows:
    """Return epoch 0 of so many networks of which nothing is known yet."""
    unknown = [math.nan] * count
    found: Rows = {"curve": list(range(count)), "epoch": [0.0] * count}
    return {**found, **dict.fromkeys((*COLUMNS, "norm1"), unknown)}


class Curves(NamedTuple):
    """What is drawn of one network: arrays with an element for each frame."""

    epoch: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    relative_cost: NDArray[np.float64]
    error: NDArray[np.float64]
    slope: NDArray[np.float64]


def curves(frames: Sequence[NetworkFrame]) -> Curves | None:
    """Return what is drawn of these frames, or None of no frames."""
    if not frames:
        return None
    each = [numbers(frame, frames[0]) for frame in frames]
    return Curves(*(np.array([row[name] for row in each]) for name in Curves._fields))


def limits(networks: Iterable[Sequence[NetworkFrame]]) -> Limits:
    """Return low and high for each quantity that is drawn of the frames of each network."""
    known = [each for frames in networks if (each := curves(frames)) is not None]
    highest = {
        "cost": min(
            LARGEST, max([1.0, *(np.nan_to_num(each.relative_cost).max() for each in known)])
        ),
        "error": max([0.1, *(each.error.max() for each in known)]),
        "slope": max([0.25, *(np.nan_to_num(each.slope).max() for each in known)]),
    }
    low_and_high = {
        name: (-0.04 * float(high), MARGIN * float(high)) for name, high in highest.items()
    }
    return {"accuracy": WHOLE, **low_and_high}


def values(names: dict[str, str]) -> list[list[Any]]:
    """Return what is read off a curve: column, symbol, and the digits, 0 for those that count."""
    return [
        ["accuracy", names["accuracy"], 4],
        ["training_accuracy", names["training"], 4],
        ["test_cost", "C", 0],
        ["training_cost", names["training_cost"], 0],
        *(["error", "|δ|", 0], ["slope", "σ′", 0]),
    ]
