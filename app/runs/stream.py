"""How a history travels to the browser: which rows, in which chunks.

The browser plays 60 epochs a second at speed 1. The first chunk is two seconds' worth, so that Run
answers at once, and each later one doubles what was sent before, one chunk a second: the playhead
is at least a second behind, a run of 5000 epochs takes few messages, and a hidden tab soon gets
none.
"""

from typing import Any

from app.runs.charted import Charted
from app.runs.history import F, History, S

EPOCHS_PER_SECOND = 60
SECONDS_BETWEEN_CHUNKS = 1.0
Rows = dict[str, Any]
"""Lists of one length, by the name of the column."""


def next_end(sent: int, begun: int, speed: float, last: int) -> int:
    """Return the epoch up to which the next chunk goes, never beyond ``last``.

    ``sent`` is the last epoch that the browser has, ``begun`` where the run or branch began.
    """
    one_second = max(EPOCHS_PER_SECOND, round(EPOCHS_PER_SECOND * speed))
    return min(last, max(sent + 2 * one_second, 2 * sent - begun))


def rows(history: History[S, F], charted: Charted, first: int, last: int) -> Rows:
    """Return epochs ``first`` to ``last``, both included, of every curve, one row each.

    ``curve`` numbers the history's costs in their order. Lists, not arrays: Bokeh sends lists in
    the message itself, and each array in two more.
    """
    table: Rows = {"curve": [], "epoch": []}
    for curve, frames in enumerate(history.frames.values()):
        table["curve"] += [curve] * (last - first + 1)
        table["epoch"] += range(first, last + 1)
        whole: Any = frames
        part = type(whole)(*(field[first : last + 1] for field in whole))
        for name, column in charted.columns(part).items():
            table.setdefault(name, []).extend(column.tolist())
    return table
