"""The epochs in which the output barely moved, as its plot in the Neuron lab shades them.

What they are is defined in :mod:`core.neuron.plateau`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.neuron.history import History
from app.training_lab.cost_choices import COST_LABELS
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


def bands(history: History, _: Translate) -> list[dict[str, Any] | None]:
    """Return for each curve the last epoch of its plateau and why it is one, or None.

    The only plateau, if it is because σ is flat, has the colour of σ′; others have that of their
    curve.
    """
    plateaus = {curve: plateau_of(history, curve) for curve in history.frames}
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


def plateau_of(history: History, curve: str) -> Plateau | None:
    """Return the plateau of a curve, or None where there is none, or another curve has it too.

    A curve that goes on from another was the same as that before.
    """
    found = _plateau(history, curve)
    first, _settings = history.rule_at(curve, 0)
    if found is None or first == curve or first not in history.frames:
        return found
    before = _plateau(history, first)
    return None if before and found.epochs <= before.epochs else found


def _plateau(history: History, curve: str) -> Plateau | None:
    settings = history.settings[curve]
    return plateau(history.frames[curve], float(settings.input), float(settings.target))


def _why(found: Plateau, history: History, curve: str, _: Translate) -> str:
    """Return the reason, with its cost where there are others."""
    why = _reason(found, _)
    if found.part is not None:
        cost, _settings = history.rule_at(curve, found.part[0])
        return _("{why} ({with_cost})").format(why=why, with_cost=_(WITH_COST[cost]))
    if len(history.frames) == 1:
        return why
    cost, _settings = history.rule_at(curve, 0)
    return _("{name}: {why}").format(name=_(COST_LABELS[cost]), why=why)


def _reason(found: Plateau, _: Translate) -> str:
    """Return the reason in a few words, which fit into a plot."""
    if found.reason is Reason.FLAT:
        return _("barely moves, as σ is flat")
    if found.reason is Reason.SMALL_STEPS:
        return _("steps too small")
    return _("barely moves")
