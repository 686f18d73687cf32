"""The axes of the live plots of a lab, which share all that is the same in each."""

from functools import cached_property
from typing import Any

from bokeh.models import (
    AllLabels,
    BasicTicker,
    BasicTickFormatter,
    FixedTicker,
    LinearAxis,
    LinearScale,
    LogScale,
    LogTickFormatter,
    NumeralTickFormatter,
)

from app.training_lab.lean_models import LeanAxis, LeanGrid, LeanLogAxis

POWERS = [10.0**power for power in range(-8, 9, 2)]
"""The ticks of what goes by powers of ten: every other one, so that small plots have room."""


class PlotAxes:
    """What plots against the epoch have of axes: from 0 to ``epochs``, called ``label``.

    The browser says where the ticks of the epochs are, and how many the others.
    """

    def __init__(self, epochs: int, label: str) -> None:
        self._scale = LinearScale()
        self._ticker = BasicTicker(desired_num_ticks=4)
        self._common: dict[str, Any] = {
            "major_label_policy": AllLabels(),
            "minor_tick_line_color": None,
        }
        formatter = BasicTickFormatter()
        self._epochs = self._linear(FixedTicker(ticks=[0, epochs]), formatter, axis_label=label)
        self._values = self._linear(self._ticker, formatter)
        self._grids = [LeanGrid(axis=self._epochs), LeanGrid(axis=self._values, dimension=1)]

    def _linear(self, ticker: Any, formatter: Any, **more: Any) -> LinearAxis:
        return LeanAxis(ticker=ticker, formatter=formatter, **self._common, **more)

    @cached_property
    def _percent(self) -> LinearAxis:
        return self._linear(self._ticker, NumeralTickFormatter(format="0 %"))

    def of(self, quantity: str, *, is_logarithmic: bool) -> dict[str, Any]:
        """Return scales, axes and grids of the plot of ``quantity``."""
        # What is right is told in per cent everywhere.
        values = self._percent if quantity.endswith("accuracy") else self._values
        axes = {
            "x_scale": self._scale,
            "y_scale": self._scale,
            "below": [self._epochs],
            "left": [values],
            "center": self._grids,
        }
        return axes | self._by_powers_of_ten() if is_logarithmic else axes

    def _by_powers_of_ten(self) -> dict[str, Any]:
        ticker: Any = FixedTicker(ticks=POWERS)
        formatter: Any = LogTickFormatter()
        axis = LeanLogAxis(ticker=ticker, formatter=formatter, **self._common)
        grids = [self._grids[0], LeanGrid(axis=axis, dimension=1)]
        return {"y_scale": LogScale(), "left": [axis], "center": grids}
