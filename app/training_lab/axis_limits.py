"""The stretch of each quantity that a plot and a bar show, fixed while a run plays."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from app.jobs.time_slices import SlicedWork, Steps
from app.training_lab import training
from app.training_lab.history import Change, Frames, History, Learner

Limits = dict[str, tuple[float, float]]
MARGIN = 0.08
SMALLEST_SPAN = 0.5
"""Of shorter stretches the margin is that of this one."""
SMALLEST_MOVE = 1e-3
ROOM = 0.5
"""So much is shown on both sides of a quantity that moves less."""
WHOLE = (-0.04, 1.04)
"""What is between 0 and 1 is always shown whole."""


def limits_of(frames: Collection[Frames]) -> Limits:
    """Return low and high for each quantity that is drawn, with a margin around the curves.

    The output and the accuracy always show the whole 0..1, the cost always its 0. Without frames
    there are none. What the frames do not have, no plot shows.
    """
    first = next(iter(frames), None)
    found = {name: WHOLE for name in ("output", "accuracy") if hasattr(first, name)}
    for name in (each for each in ("weight", "bias", "z", "cost") if hasattr(first, each)):
        columns = [getattr(frame, name) for frame in frames]
        low = min(float(column.min()) for column in columns)
        high = max(float(column.max()) for column in columns)
        if name == "cost":
            low = 0.0
            high = high if high >= SMALLEST_MOVE else ROOM
        elif high - low < SMALLEST_MOVE:
            low, high = low - ROOM, high + ROOM
        if name == "cost":
            # So little below 0 that no tick is there.
            found[name] = (low - MARGIN / 2 * high, high + MARGIN * high)
        else:
            margin = MARGIN * max(high - low, SMALLEST_SPAN)
            found[name] = (low - margin, high + margin)
    return found


def widest(first: Mapping[str, tuple[float, float]], second: Limits) -> Limits:
    """Return limits that hold both; ``second`` may have some of them alone, or none."""
    return {
        name: (min(low, second[name][0]), max(high, second[name][1]))
        if name in second
        else (low, high)
        for name, (low, high) in first.items()
    }


class RunLimits:
    """The limits of the run on a page's screen; before there is one, of that which would come.

    ``changed()`` is called when a run that was to be foreseen is, some time after it was asked for.
    """

    def __init__(self, learner: Learner[Any, Any], changed: Callable[[], None]) -> None:
        self._learner = learner
        self._changed = changed
        self._forecast = SlicedWork[Limits]()
        self.now: Limits = {}

    def foresee(self, stages: Sequence[Change[Any]]) -> bool:
        """Fit them to the run of ``stages``; return whether they are others at once."""
        found = self._forecast.begin(self._foreseen(stages), self._fit_later, lambda: None)
        return found is not None and self._fit(found)

    def cancel(self) -> None:
        """Foresee nothing any more."""
        self._forecast.cancel()

    def fit(self, history: History[Any, Any]) -> None:
        """Fit them to ``history``."""
        self.now = limits_of(history.frames.values())

    def widen(self, history: History[Any, Any]) -> None:
        """Have them hold ``history``, too."""
        self.now = widest(self.now, limits_of(history.frames.values()))

    def _foreseen(self, stages: Sequence[Change[Any]]) -> Steps[Limits]:
        run = yield from training.follow(self._learner, stages)
        return limits_of(run.frames.values())

    def _fit(self, found: Limits) -> bool:
        before, self.now = self.now, found
        return found != before

    def _fit_later(self, found: Limits) -> None:
        if self._fit(found):
            self._changed()
