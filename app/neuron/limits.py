"""The stretch of each quantity that a plot and a bar show, fixed while a run plays."""

from collections.abc import Collection, Mapping

from app.neuron.history import History, Run

Limits = dict[str, tuple[float, float]]
MARGIN = 0.08
SMALLEST_SPAN = 0.5


def limits(history: History) -> Limits:
    """Return low and high for weight, bias, output and cost of ``history``."""
    return limits_of(history.frames.values())


def limits_of(frames: Collection[Run]) -> Limits:
    """Return low and high for weight, bias, output and cost, with a margin around the curves.

    The output always shows the whole 0..1, the cost always its 0. Without frames there are none.
    """
    found: Limits = {"output": (-0.04, 1.04)} if frames else {}
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
