"""Pinned runs as a reader sees them: their curves in the plots, and a row for each in a table."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from app.language import Translate
from app.numbers import short
from app.runs.charted import Charted
from app.runs.pinned_curves import columns
from app.runs.pins import LONGEST_NAME, MOST_PINS, Pin

MOST_POINTS = 601
"""Of longer runs every so many-th epoch is drawn, the first and the last always."""

trained = lru_cache(maxsize=16)(Pin.frames)
"""The frames of a pin, for those asked for lately: they follow from the pin alone."""


def label(index: int) -> str:
    """Return what the curve of a pin is called in the plots."""
    return str(index + 1)


def frames(pins: Sequence[Pin]) -> list[Any]:
    """Return the frames of the pins that are not hidden."""
    return [trained(pin) for pin in pins if not pin.hidden]


def curves(pins: Sequence[Pin], epochs: int, charted: Charted) -> dict[str, list[Any]]:
    """Return a row for each line of each pin that is not hidden, and where its label stands.

    The plots show ``epochs`` epochs, which a pin may have more of, or less. A line that is not in a
    plot has nothing but NaN there.

    Labels are spread along the curves, as most of these end in the same place.
    """
    rows: dict[str, list[Any]] = {name: [] for name in columns(tuple(charted.quantities))}
    for index, pin in enumerate(pins):
        if pin.hidden:
            continue
        frame = trained(pin)
        values = charted.columns(frame)
        drawn = np.linspace(0, pin.epochs, min(MOST_POINTS, pin.epochs + 1)).round().astype(int)
        at = (index + 1) * min(epochs, pin.epochs) // (MOST_PINS + 1)
        for line in charted.lines(frame):
            rows["label"].append(label(index))
            rows["epoch"].append(drawn.tolist())
            rows["label_epoch"].append(at)
            for name in charted.quantities:
                nowhere = np.full(pin.epochs + 1, np.nan)
                column = values[line.columns[name]] if name in line.columns else nowhere
                rows[name].append([float(f"{value:.5g}") for value in column[drawn]])
                rows[f"label_{name}"].append(float(column[at]))
    return rows


def content(controls: Any, _history: object, _: Translate) -> dict[str, Any]:
    """Return the rows of the table."""
    first = controls.pins[0].outcomes(trained(controls.pins[0]), _) if controls.pins else {}
    return {
        "pins": [_row(index, pin, _) for index, pin in enumerate(controls.pins)],
        "outcomes": [[name, text] for name, (text, _value) in first.items()],
        "most": MOST_PINS,
        "longest_name": LONGEST_NAME,
        "texts": {
            "pin": _("Pin the run on the screen"),
            "full": _("{most} runs are pinned; remove one to pin another."),
            "cannot": _(
                "This run cannot be pinned: what it is made from is too long for an address."
            ),
            "none": _("A pinned run stays in all plots, and in the address of this page."),
            "caption": _("Table of pinned runs"),
            "name": _("Name"),
            "start": _("Start"),
            "rate": _("η"),
            "cost": _("Cost"),
            "actions": _("Actions"),
            "name_of": _("Name of run {number}"),
            "show": _("Show run {number} in the plots"),
            "take": _("Take over"),
            "take_of": _("Take over the settings of run {number}"),
            "remove": _("Remove"),
            "remove_of": _("Remove run {number}"),
        },
    }


def _row(index: int, pin: Pin, _: Translate) -> dict[str, Any]:
    return {
        "number": label(index),
        "name": pin.name,
        "hidden": pin.hidden,
        "curve": pin.cost,
        "start": pin.start_text(_),
        "rate": _told([(epoch, short(rate)) for epoch, rate, _cost in pin.stages], _),
        "cost": _told([(epoch, pin.cost_label(cost, _)) for epoch, _rate, cost in pin.stages], _),
        **{name: text for name, (_label, text) in pin.outcomes(trained(pin), _).items()},
    }


def _told(stages: Sequence[tuple[int, str]], _: Translate) -> str:
    """Return what was in force first, and each other thing with the epoch from which it was."""
    told: list[str] = []
    before = None
    for epoch, text in stages:
        if text != before:
            later = _("{what} from epoch {epoch} on").format(what=text, epoch=epoch)
            told.append(later if told else text)
        before = text
    return _(", ").join(told)
