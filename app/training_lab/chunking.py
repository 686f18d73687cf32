"""How a history travels to the browser: which rows, in which chunks.

The browser plays 60 epochs a second at speed 1. The first chunk is two seconds' worth, so that Run
answers at once, and each later one doubles what was sent before, one chunk a second: the playhead
is at least a second behind, a run of 5000 epochs takes few messages, and a hidden tab soon gets
none.
"""

from typing import Any

import numpy as np

from app.training_lab.history import F, History, S
from app.training_lab.plot_spec import PlotSpec

EPOCHS_PER_SECOND = 60
SECONDS_BETWEEN_CHUNKS = 1.0
MOST_ROWS_AS_LISTS = 1000
Rows = dict[str, Any]
"""Lists or arrays of one length, by the name of the column."""


def next_end(sent: int, begun: int, speed: float, last: int) -> int:
    """Return the epoch up to which the next chunk goes, never beyond ``last``.

    ``sent`` is the last epoch that the browser has, ``begun`` where the run or branch began.
    """
    one_second = max(EPOCHS_PER_SECOND, round(EPOCHS_PER_SECOND * speed))
    return min(last, max(sent + 2 * one_second, 2 * sent - begun))


def rows(history: History[S, F], plot_spec: PlotSpec, first: int, last: int) -> Rows:
    """Return epochs ``first`` to ``last``, both included, of every curve, one row each.

    ``curve`` numbers the history's costs in their order. Up to MOST_ROWS_AS_LISTS rows come as
    lists, which Bokeh sends in the message itself. It sends each array in two messages more, but
    writes down many rows ten times as fast.
    """
    parts = [
        {
            "curve": np.full(last - first + 1, curve, dtype=np.int32),
            "epoch": np.arange(first, last + 1, dtype=np.int32),
            **plot_spec.columns(_part(frames, slice(first, last + 1))),
        }
        for curve, frames in enumerate(history.frames.values())
    ]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    if len(columns["epoch"]) > MOST_ROWS_AS_LISTS:
        return columns
    return {name: column.tolist() for name, column in columns.items()}


def _part(frames: Any, epochs: slice) -> Any:
    return type(frames)(*(field[epochs] for field in frames))
