"""The epochs in which the output barely moved, as the plots of the Neuron lab shade them.

What they are is defined in :mod:`core.neuron.plateau`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.neuron.history import History
from app.ui.language import Translate, marked
from core.neuron.plateau import Plateau, Reason, plateau

WITH_COST: Mapping[str, str] = MappingProxyType(
    {
        "quadratic": marked("with the quadratic cost"),
        "cross-entropy": marked("with cross-entropy"),
        "cross-entropy-as-published": marked("as the book’s figure"),
        "own": marked("with the self-made cost"),
    }
)


def steepest(found: Plateau) -> str:
    """Return a bound of σ′(z) in a plateau, rounded up so that it is above all of them."""
    return f"{(int(found.steepest * 100) + 1) / 100:.2f}"


def bands(history: History, _: Translate) -> list[dict[str, Any] | None]:
    """Return for each curve the last epoch of its plateau and why it is one, or None.

    Where there is one curve, a plateau that is because σ is flat has the colour of σ′; others have
    that of their curve.
    """
    return [_band(history, curve, _) for curve in history.frames]


def _band(history: History, curve: str, _: Translate) -> dict[str, Any] | None:
    settings = history.settings[curve]
    found = plateau(history.frames[curve], float(settings.input), float(settings.target))
    if found is None:
        return None
    why = _why(found, _)
    if found.part is not None:
        cost, _settings = history.rule_at(curve, found.part[0])
        why = _("{why} ({with_cost})").format(why=why, with_cost=_(WITH_COST[cost]))
    return {
        "end": found.epochs,
        "why": why,
        "colour": "slope" if len(history.frames) == 1 and found.reason is Reason.FLAT else "",
    }


def _why(found: Plateau, _: Translate) -> str:
    """Return the reason in a few words, which fit into a plot."""
    if found.reason is Reason.FLAT:
        return _("σ is flat: σ′\u00a0<\u00a0{bound}").format(bound=steepest(found))
    if found.reason is Reason.SMALL_STEPS:
        return _("steps too small")
    return _("it barely moves")
