"""How a history travels to the browser: a first chunk at once, and the rest as time goes by.

The browser plays 60 epochs a second at speed 1. The first chunk is two seconds' worth, so that Run
answers at once, and each later one doubles what was sent before, one chunk a second: the playhead
is at least a second behind, a run of 5000 epochs takes few messages, and a hidden tab soon gets
none. The last chunk takes along what would be left for a second.
"""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, Generic

import numpy as np
import panel as pn

from app.training_lab.history import F, History, S, part
from app.training_lab.plot_spec import PlotSpec, Rows
from app.training_lab.plots import Plots

EPOCHS_PER_SECOND = 60
SECONDS_BETWEEN_CHUNKS = 1.0
MOST_ROWS_AS_LISTS = 1000


def next_end(sent: int, begun: int, speed: float, last: int) -> int:
    """Return the epoch up to which the next chunk goes, never beyond ``last``.

    ``sent`` is the last epoch that the browser has, ``begun`` where the run or its last stage
    began. What would be left for a second or less goes along.
    """
    one_second = max(EPOCHS_PER_SECOND, round(EPOCHS_PER_SECOND * speed))
    end = max(sent + 2 * one_second, 2 * sent - begun)
    return end if end + one_second < last else last


LookedAt = Callable[[Any, str, int, int], Mapping[str, Any]]
"""Returns more columns of ``(history, curve, first, last)``: of what a reader looks at in a run.

They are arrays, or lists of something of which each row has more or less.
"""


def nothing(*_given: object) -> Mapping[str, Any]:
    """Return that there is nothing more to look at."""
    return {}


def rows(
    history: History[S, F],
    plot_spec: PlotSpec,
    first: int,
    last: int,
    looked_at: LookedAt = nothing,
) -> Rows:
    """Return epochs ``first`` to ``last``, both included, of every curve, one row each.

    ``curve`` numbers the history's costs in their order. Up to MOST_ROWS_AS_LISTS rows come as
    lists, which Bokeh sends in the message itself. It sends each array in two messages more, but
    writes down many rows ten times as fast.
    """
    parts = [
        {
            "curve": np.full(last - first + 1, curve, dtype=np.int32),
            "epoch": np.arange(first, last + 1, dtype=np.int32),
            **plot_spec.columns(part(frames, slice(first, last + 1))),
            **looked_at(history, cost, first, last),
        }
        for curve, (cost, frames) in enumerate(history.frames.items())
    ]
    columns = {name: _joined([each[name] for each in parts]) for name in parts[0]}
    if len(columns["epoch"]) > MOST_ROWS_AS_LISTS:
        return columns
    return {
        name: column if isinstance(column, list) else column.tolist()
        for name, column in columns.items()
    }


def _joined(parts: list[Any]) -> Any:
    """Return arrays, or lists, after each other."""
    return [*chain(*parts)] if isinstance(parts[0], list) else np.concatenate(parts)


class Streamer(Generic[S, F]):
    """What has been sent of the present history, and the timer that sends more."""

    def __init__(self, plots: Plots, plot_spec: PlotSpec, looked_at: LookedAt) -> None:
        self._plots = plots
        self._plot_spec = plot_spec
        self._looked_at = looked_at
        self._timer: pn.io.PeriodicCallback | None = None

    @property
    def sent(self) -> int:
        """The last epoch that has been sent."""
        return self._sent

    def begin(
        self, history: History[S, F], described: dict[str, object], at: int, speed: float
    ) -> None:
        """Send ``history`` anew, with a first chunk after epoch ``at``; the rest follows."""
        self._stop()
        self._history = history
        self._begun = at
        self._sent = next_end(at, at, speed, history.epochs)
        self._speed = speed
        self._plots.show(described, self._rows(0, self._sent))
        if self._sent < history.epochs:
            period = round(1000 * SECONDS_BETWEEN_CHUNKS)
            self._timer = pn.state.add_periodic_callback(self._send_next, period=period)

    def hurry(self, speed: float) -> None:
        """Go on at another speed of the playhead, with a chunk for it now."""
        self._speed = speed
        if self._timer is not None:
            self._send_next()

    def send_up_to(self, epoch: int) -> None:
        """Send at least up to ``epoch``."""
        if epoch > self._sent:
            self._plots.run.stream(self._rows(self._sent + 1, epoch))
            self._sent = epoch
        if self._sent >= self._history.epochs:
            self._stop()

    def _rows(self, first: int, last: int) -> Rows:
        return rows(self._history, self._plot_spec, first, last, self._looked_at)

    def _send_next(self) -> None:
        self.send_up_to(next_end(self._sent, self._begun, self._speed, self._history.epochs))

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
