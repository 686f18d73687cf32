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

    The only plateau, if it is because σ is flat, has the colour of σ′; others have that of their
    curve.
    """
    plateaus = {curve: _plateau(history, curve) for curve in history.frames}
    is_only = sum(found is not None for found in plateaus.values()) == 1
    return [
        found
        and {
            "end": found.epochs,
            "why": _why(found, history, curve, _),
            "colour": "slope" if is_only and found.reason is Reason.FLAT else "",
        }
        for curve, found in plateaus.items()
    ]


def _plateau(history: History, curve: str) -> Plateau | None:
    settings = history.settings[curve]
    return plateau(history.frames[curve], float(settings.input), float(settings.target))


def _why(found: Plateau, history: History, curve: str, _: Translate) -> str:
    """Return the reason, and where there are several costs that of which it is."""
    why = _reason(found, _)
    if found.part is None and len(history.frames) == 1:
        return why
    cost, _settings = history.rule_at(curve, found.part[0] if found.part else 0)
    return _("{why} ({with_cost})").format(why=why, with_cost=_(WITH_COST[cost]))


def _reason(found: Plateau, _: Translate) -> str:
    """Return the reason in a few words, which fit into a plot."""
    if found.reason is Reason.FLAT:
        return _("σ is flat: σ′\u00a0<\u00a0{bound}").format(bound=steepest(found))
    if found.reason is Reason.SMALL_STEPS:
        return _("steps too small")
    return _("it barely moves")
