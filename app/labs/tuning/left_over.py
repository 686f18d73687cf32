"""The small picture of a sweep: what each value has come to, against the value or its time.

The browser draws in it the numbers of the frame on the screen, which it has.
"""

import math
from collections.abc import Sequence
from typing import Any

from app.labs.tuning.knobs import (
    KNOBS,
    MINI_BATCH,
    PATIENCE,
    PENALTY,
    RATE,
    Sweep,
    value_text,
)
from app.labs.tuning.plot_columns import ACCURACY, COST, SECONDS
from app.networks.jobs import Training
from app.training_lab.controls import LabControls
from app.ui.language import Translate
from app.ui.numbers import short
from core.network.learning_rates import Threshold
from core.network.no_improvement import MOST_HALVINGS

LOGARITHMIC = frozenset({RATE, PENALTY})
"""Knobs of which the order of magnitude counts."""
COSTS = (0.01, 100.0)
"""The axis of costs reaches over these at least."""
LARGEST_COST = 1e4
"""It reaches no further: what is beyond has a hollow dot at its end."""
ROOM = 0.06
"""So much of its length an axis has at each end; with words for ticks so much of a step."""
WORDY_ROOM = 0.5
LONGEST = 2.0
"""The axis of time ends where the slowest has taken so many times as long as the next."""


def picture(
    sweep: Sweep,
    networks: Sequence[Training],
    controls: LabControls,
    found: Threshold | None,
    _: Translate,
) -> dict[str, Any]:
    """Return what the browser must know of the picture; ``found`` is marked in it."""
    if sweep.knob == MINI_BATCH:
        return _against_time(networks, _)
    if sweep.knob == PATIENCE:
        return _rate_by_epoch(controls, _)
    return _against_value(sweep, networks, found, _)


def positions(sweep: Sweep) -> list[float]:
    """Return where the values stand: by their size, by its logarithm, or one after the other.

    On a logarithmic axis 0 is one power of ten before the smallest other.
    """
    if not KNOBS[sweep.knob].is_number:
        return [float(index) for index in range(len(sweep.values))]
    if sweep.knob not in LOGARITHMIC:
        return [float(value) for value in sweep.values]
    smallest = min((value for value in sweep.values if value > 0), default=1.0)
    return [math.log10(value or smallest / 10) for value in sweep.values]


def place(sweep: Sweep, value: float) -> float:
    """Return where another value of the knob stands."""
    return math.log10(value) if sweep.knob in LOGARITHMIC else value


def _against_value(
    sweep: Sweep, networks: Sequence[Training], found: Threshold | None, _: Translate
) -> dict[str, Any]:
    places = positions(sweep)
    low, high = min(places), max(places)
    room = ROOM * (high - low) or 1.0
    if not KNOBS[sweep.knob].is_number:
        room = WORDY_ROOM
    marks: list[tuple[float, str, str]] = []
    if found is not None and found.steady is not None and found.suggested is not None:
        texts = (
            (found.suggested, _("half: {value}"), "suggested"),
            (found.steady, _("threshold: {value}"), "threshold"),
        )
        marks = [
            (place(sweep, value), text.format(value=short(float(f"{value:.3g}"))), kind)
            for value, text, kind in texts
        ]
    by_cost = sweep.knob == RATE
    caption = _("Accuracy on validation, by value")
    if by_cost:
        caption = _("Cost on training that is left, by η")
    return {
        "kind": "dots",
        "caption": caption,
        "y": COST if by_cost else ACCURACY,
        "logarithmic": by_cost,
        "range": _cost_range(networks) if by_cost else _accuracy_range(networks),
        "x": [min([low, *(mark[0] for mark in marks)]) - room, high + room],
        "places": places,
        "ticks": [
            [at, value_text(sweep.knob, value, _)]
            for at, value in zip(places, sweep.values, strict=True)
        ],
        "marks": marks,
        "labels": [_(KNOBS[sweep.knob].label), "C₀" if by_cost else _("on validation")],
    }


def _cost_range(networks: Sequence[Training]) -> list[float]:
    """Return the powers of ten around the costs at the end, as far as they are known."""
    ends = [each.frames[-1].median(COST) for each in networks if each.epoch >= 1]
    known = [min(max(each, 1 / LARGEST_COST), LARGEST_COST) for each in ends]
    low, high = min([COSTS[0], *known]), max([COSTS[1], *known])
    return [10.0 ** math.floor(math.log10(low)), 10.0 ** math.ceil(math.log10(high))]


def _accuracy_range(networks: Sequence[Training]) -> list[float]:
    """Return the whole range, or once all are trained the part of it in which accuracies end."""
    if not all(each.status.ended and each.epoch >= 1 for each in networks):
        return [0.0, 1.0]
    least = min(float(each.frames[-1].of(ACCURACY).min()) for each in networks)
    return [max(0.0, math.floor(10 * least - 0.5) / 10), 1.0]


def _against_time(networks: Sequence[Training], _: Translate) -> dict[str, Any]:
    ends = sorted(each.frames[-1].seconds for each in networks if each.epoch >= 1)
    longest = min(ends[-1], LONGEST * ends[-2]) if len(ends) > 1 else sum(ends)
    return {
        "kind": "lines",
        "caption": _("Accuracy on validation, by processor time"),
        "y": ACCURACY,
        "logarithmic": False,
        "range": [0.0, 1.0],
        "along": SECONDS,
        "x": [0.0, longest or 1.0],
        "labels": [_("seconds of processor time"), _("on validation")],
    }


def _rate_by_epoch(controls: LabControls, _: Translate) -> dict[str, Any]:
    rate = controls.learning_rate
    return {
        "kind": "lines",
        "caption": _("η over the epochs; at η/{part} a network stops").format(
            part=2**MOST_HALVINGS
        ),
        "y": "learning_rate",
        "logarithmic": True,
        "range": [rate / 2**MOST_HALVINGS / 1.5, rate * 1.5],
        "along": "epoch",
        "x": [0.0, float(controls.epochs)],
        "labels": [_("Epoch"), "η"],
    }
