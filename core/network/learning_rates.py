"""Which learning rate the training costs of a sweep speak for.

The order of magnitude of η is found by the training cost: the threshold is the largest η with which
it decreases from the start, instead of oscillating or growing. Half of it is a good η to go on
with. Source: chapter 3, the section on choosing hyper-parameters.
"""

from collections.abc import Sequence
from typing import NamedTuple

FIRST_EPOCHS = 10
"""So many epochs from the start on are looked at; later a curve may be noisy with any η."""

LARGEST_RISE = 0.01
"""A cost that rises by no more than that part of the cost at the start still decreases steadily."""


class Threshold(NamedTuple):
    """The largest η of a sweep that is `steady`, as all smaller ones are, and the next larger one.

    `steady` is None where the smallest is not, `unsteady` where all are: there may be a threshold
    below or above what has been tried.
    """

    steady: float | None
    unsteady: float | None

    @property
    def suggested(self) -> float | None:
        """Half of the largest η that is steady."""
        return None if self.steady is None else self.steady / 2


def decreases_steadily(costs: Sequence[float]) -> bool:
    """Whether a training cost decreases steadily from the start.

    `costs` are those at the start and after each epoch. In none of the first `FIRST_EPOCHS` epochs
    is the cost above its lowest so far by more than `LARGEST_RISE` of the cost at the start, and
    after the last of them it is below the start. Raises ValueError without an epoch.
    """
    looked_at = costs[: FIRST_EPOCHS + 1]
    if len(looked_at) < 2:
        raise ValueError("there must be the cost after an epoch")
    start, lowest = looked_at[0], looked_at[0]
    for cost in looked_at[1:]:
        if not cost <= lowest + LARGEST_RISE * start:
            return False
        lowest = min(lowest, cost)
    return looked_at[-1] < start


def threshold(rates: Sequence[float], curves: Sequence[Sequence[float]]) -> Threshold:
    """The threshold of η, from a curve of training costs for each of `rates`, in any order."""
    steady = None
    for rate, costs in sorted(zip(rates, curves, strict=True)):
        if not decreases_steadily(costs):
            return Threshold(steady, rate)
        steady = rate
    return Threshold(steady, None)
