"""Sharper: e^(cz) in place of e^z, for a c of the reader's (eq. 83)."""

from typing import Any

from app.labs.softmax.history import History
from app.labs.softmax.settings import SUBSCRIPTS
from app.training_lab.controls import LabControls
from app.training_lab.cost_choices import COST_LABELS
from app.ui.fields import Number
from app.ui.language import Translate, sentences
from app.ui.mathml import mathml
from app.ui.numbers import short
from app.ui.widgets import Slider, field_label
from core import Range
from core.softmax import largest_take_all, sharpened

C = Number("c", Range(0.1, 20.0), ".3g")
"""The field of c."""
NAME = "sharpness"
"""The name of the section, where the slider stands."""
STOPS = (
    *(round(0.1 * step, 1) for step in range(1, 20)),
    *(2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0),
)
SHARPENED = r"a_j = \frac{e^{c z_j}}{\sum_k e^{c z_k}}"


def slider(_: Translate) -> Slider:
    """Return the slider for c."""
    label = _("c in e^(cz)")
    low, high = C.limits
    return Slider(
        name=C.name,
        label=label,
        field_label=field_label(label, _),
        symbol="c",
        place=NAME,
        low=low,
        high=high,
        stops=STOPS,
    )


def content(controls: LabControls, history: History, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each curve the outputs with this c, and what they come to as c grows."""
    at = min(epoch, history.epochs)
    return {
        "formula": mathml(SHARPENED),
        "names": [f"a{subscript}" for subscript in SUBSCRIPTS],
        "tables": [
            {
                "cost": cost,
                "name": _(COST_LABELS[cost]),
                "outputs": sharpened(frames.z[at], controls.c).tolist(),
                "said": said(frames.z[at], controls.c, _),
            }
            for cost, frames in history.frames.items()
        ],
        "texts": {"equation": _("equation {number}").format(number=83)},
    }


def said(z: Any, c: float, _: Translate) -> str:
    """Say what the outputs come to as c grows: one takes all, or those that tie share."""
    names = [
        f"z{subscript}"
        for subscript, part in zip(SUBSCRIPTS, largest_take_all(z).tolist(), strict=True)
        if part > 0
    ]
    now = _("With c = 1 this is softmax.")
    if c != 1.0:
        now = _("Each z counts {c} times as much as in softmax.").format(c=short(c))
    limit = _(
        "The larger c is, the nearer {name}, the largest, comes to taking all: a hard choice."
    )
    if len(names) > 1:
        limit = _(
            "{names} are tied for the largest: the larger c is, the nearer each of them comes to"
            " 1/{count}, and all others to 0."
        )
    if len(names) == len(SUBSCRIPTS):
        limit = _("All z are equal: the outputs are 1/{count} each, whatever c is.")
    limit = limit.format(name=names[0], names=_(", ").join(names), count=len(names))
    return sentences([now, limit])
