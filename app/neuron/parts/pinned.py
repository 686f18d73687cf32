"""Pinned runs as a reader sees them: their curves in the plots, and a row for each in a table."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from app.language import Translate
from app.neuron.controls import Controls
from app.neuron.history import History, Run
from app.neuron.parts.pinned_curves import COLUMNS, QUANTITIES
from app.neuron.parts.pins import LONGEST_NAME, MOST_PINS, Pin, epochs_until_within, own_power
from app.neuron.settings import COST_LABELS, OWN_COST
from app.neuron.words import CLOSE
from app.numbers import decimals, short

MOST_POINTS = 601
"""Of longer runs every so many-th epoch is drawn, the first and the last always."""

trained = lru_cache(maxsize=16)(Pin.frames)
"""The frames of a pin, for those asked for lately: they follow from the pin alone."""


def label(index: int) -> str:
    """Return what the curve of a pin is called in the plots."""
    return str(index + 1)


def frames(pins: Sequence[Pin]) -> list[Run]:
    """Return the frames of the pins that are not hidden."""
    return [trained(pin) for pin in pins if not pin.hidden]


def curves(pins: Sequence[Pin], epochs: int) -> dict[str, list[Any]]:
    """Return a row for each pin that is not hidden: its curves, and where its label stands.

    The plots show ``epochs`` epochs, which a pin may have more of, or less.

    Labels are spread along the curves, as most of these end in the same place.
    """
    rows: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for index, pin in enumerate(pins):
        if pin.hidden:
            continue
        frame = trained(pin)
        drawn = np.linspace(0, pin.epochs, min(MOST_POINTS, pin.epochs + 1)).round().astype(int)
        at = (index + 1) * min(epochs, pin.epochs) // (MOST_PINS + 1)
        rows["label"].append(label(index))
        rows["epoch"].append(drawn.tolist())
        rows["label_epoch"].append(at)
        for name in QUANTITIES:
            column = getattr(frame, name)
            rows[name].append([float(f"{value:.5g}") for value in column[drawn]])
            rows[f"label_{name}"].append(float(column[at]))
    return rows


def content(controls: Controls, _history: History, _: Translate) -> dict[str, Any]:
    """Return the rows of the table."""
    return {
        "pins": [_row(index, pin, trained(pin), _) for index, pin in enumerate(controls.pins)],
        "most": MOST_PINS,
        "longest_name": LONGEST_NAME,
        "texts": {
            "pin": _("Pin the run on the screen"),
            "full": _("{most} runs are pinned; remove one to pin another."),
            "none": _("A pinned run stays in all four plots, and in the address of this page."),
            "caption": _("Table of pinned runs"),
            "name": _("Name"),
            "start": _("Start"),
            "rate": _("η"),
            "cost": _("Cost"),
            "output": _("Output at the end"),
            "close": _("Epochs to within {distance} of y").format(distance=CLOSE),
            "actions": _("Actions"),
            "name_of": _("Name of run {number}"),
            "show": _("Show run {number} in the plots"),
            "take": _("Take over"),
            "take_of": _("Take over the settings of run {number}"),
            "remove": _("Remove"),
            "remove_of": _("Remove run {number}"),
        },
    }


def _row(index: int, pin: Pin, frame: Run, _: Translate) -> dict[str, Any]:
    start = f"w₀ = {short(pin.weight)}, b₀ = {short(pin.bias)}"
    if (pin.input, pin.target) != (1.0, 0.0):
        start += f", x = {short(pin.input)}, y = {short(pin.target)}"
    close = epochs_until_within(frame, CLOSE)
    more = _("more than {epochs}").format(epochs=pin.epochs)
    return {
        "number": label(index),
        "name": pin.name,
        "hidden": pin.hidden,
        "curve": pin.cost,
        "start": start,
        "rate": _told([(epoch, short(rate)) for epoch, rate, _cost in pin.stages], _),
        "cost": _told([(epoch, _cost_label(cost, _)) for epoch, _rate, cost in pin.stages], _),
        "output": decimals(frame.output[-1], 4),
        "close": str(close) if close is not None else more,
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


def _cost_label(cost: str, _: Translate) -> str:
    power = own_power(cost)
    if power is None:
        return _(COST_LABELS[cost])
    return f"{_(COST_LABELS[OWN_COST])} (p = {short(power)})"
