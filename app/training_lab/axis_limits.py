"""The stretch of each quantity that a plot and a bar show, fixed while a run plays."""

from collections.abc import Collection, Mapping

from app.training_lab.history import F, Frames, History, S

Limits = dict[str, tuple[float, float]]
MARGIN = 0.08
SMALLEST_SPAN = 0.5
WHOLE = (-0.04, 1.04)
"""What is between 0 and 1 is always shown whole."""


def limits(history: History[S, F]) -> Limits:
    """Return low and high for each quantity of ``history`` that is drawn."""
    return limits_of(history.frames.values())


def limits_of(frames: Collection[Frames]) -> Limits:
    """Return low and high for each quantity that is drawn, with a margin around the curves.

    The output and the accuracy always show the whole 0..1, the cost always its 0. Without frames
    there are none.
    """
    first = next(iter(frames), None)
    found = {name: WHOLE for name in ("output", "accuracy") if hasattr(first, name)}
    for name in ("weight", "bias", "cost") if frames else ():
        columns = [getattr(frame, name) for frame in frames]
        low = min(float(column.min()) for column in columns)
        high = max(float(column.max()) for column in columns)
        if name == "cost":
            low = 0.0
        margin = MARGIN * max(high - low, SMALLEST_SPAN)
        found[name] = (low - (margin / 2 if name == "cost" else margin), high + margin)
    return found


def widest(first: Mapping[str, tuple[float, float]], second: Limits) -> Limits:
    """Return limits that hold both; ``second`` may have some of them alone, or none."""
    return {
        name: (min(low, second[name][0]), max(high, second[name][1]))
        if name in second
        else (low, high)
        for name, (low, high) in first.items()
    }
