"""A line of the table, and how two things are compared."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reach:
    """What the design asks for: bounds on the ratio to the reference, or on the figure itself."""

    least: float = -math.inf
    most: float = math.inf
    ratio: bool = False

    def __str__(self) -> str:
        sign = "×" if self.ratio else ""
        if math.isinf(self.least):
            return f"≤ {self.most:g}{sign}"
        if math.isinf(self.most):
            return f"≥ {self.least:g}{sign}"
        return f"{self.least:g}–{self.most:g}{sign}"


@dataclass(frozen=True)
class Line:
    """What was measured, beside what, and what the design asks for, if it does."""

    what: str
    figure: float
    unit: str = ""
    reference: float | None = None
    reach: Reach | None = None

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of the reference."""
        return None if self.reference is None else self.figure / self.reference

    @property
    def reached(self) -> bool | None:
        """Whether it is as the design asks for."""
        if self.reach is None:
            return None
        value = self.ratio if self.reach.ratio else self.figure
        return value is not None and self.reach.least <= value <= self.reach.most

    def cells(self) -> Sequence[str]:
        """Return it as texts, one for each of HEADINGS."""
        return (
            self.what,
            f"{self.figure:.4g}",
            self.unit,
            "" if self.reference is None else f"{self.reference:.4g}",
            "" if self.ratio is None else f"{self.ratio:.2f}",
            "" if self.reach is None else str(self.reach),
            {None: "", True: "yes", False: "NO"}[self.reached],
        )


HEADINGS = ("", "figure", "unit", "reference", "ratio", "to reach", "reached")


def row(cells: Sequence[str]) -> str:
    """Return cells as a row of the table."""
    what, figure, unit, reference, ratio, reach, reached = cells
    return f"{what:<66} {figure:>9} {unit:<5} {reference:>9} {ratio:>6}  {reach:<11} {reached}"


def in_turns(
    first: Callable[[], object], second: Callable[[], object], scheduler: int
) -> list[float]:
    """Return the median seconds of processor time of both, run in turns after one warm-up."""
    times: list[list[float]] = [[], []]
    for _turn in range(scheduler + 1):
        for kept, call in zip(times, (first, second), strict=True):
            begun = time.process_time()
            call()
            kept.append(time.process_time() - begun)
    return [statistics.median(each[1:]) for each in times]
