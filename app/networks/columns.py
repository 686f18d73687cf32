"""What of the frames of several networks travels to the browser."""

import math
from collections.abc import Sequence

from app.networks.jobs import Training
from app.networks.learning import NetworkLearning
from app.networks.results import Trainings
from app.training_lab.plot_spec import Rows


def rows(learning: NetworkLearning, trainings: Trainings, first: int, last: int) -> Rows:
    """Return frames ``first`` to ``last`` of every network, both included, one row each.

    Networks may have columns of their own, such as one for each layer: what one has not is NaN, and
    so is all after it failed.
    """
    table: Rows = {"curve": []}
    missing = dict.fromkeys(learning.columns(trainings.networks), math.nan)
    longest = max((each.records for each in trainings.networks), key=len)
    for curve, training in enumerate(trainings.networks):
        for at in range(first, last + 1):
            table["curve"].append(curve)
            row = {**missing, "epoch": longest[at].frame.epoch}
            if at < len(training.records):
                row |= learning.numbers(training.records[at].frame, training.records[0].frame)
            for name, number in row.items():
                table.setdefault(name, []).append(number)
    return table


def nothing(learning: NetworkLearning, networks: Sequence[Training]) -> Rows:
    """Return epoch 0 of networks of which nothing is known yet."""
    count = len(networks)
    unknown = [math.nan] * count
    found: Rows = {"curve": list(range(count)), "epoch": [0.0] * count}
    return {**found, **dict.fromkeys(learning.columns(networks), unknown)}
