"""The costs that a run can be trained by: which are chosen together, and what each is called."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from app.ui.fields import Number, Refused
from app.ui.language import Translate, marked
from app.ui.numbers import short
from core import Cost
from core.costs.power_family import POWERS

COST_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quadratic": ("quadratic",),
        "cross-entropy": ("cross-entropy",),
        "both": ("quadratic", "cross-entropy"),
        "as-published": ("cross-entropy-as-published", "cross-entropy"),
        "own": ("own",),
    }
)
"""Choices of a sigmoid neuron."""
SOFTMAX_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quadratic": ("quadratic",),
        "log-likelihood": ("log-likelihood",),
        "both": ("quadratic", "log-likelihood"),
    }
)
"""Choices of softmax outputs."""
SHOWN_WHEN_CHOSEN = ("as-published", "own")
"""Choices not offered beside the others: one reproduces an error, one is made elsewhere."""
OWN_COST = "own"
"""The cost for which ∂C/∂z is (a − y)σ′(z)^p, with a p of the reader's."""
POWER = Number("power", POWERS)
"""The field of that p."""
_OWN = "power-"
"""Begins the name of a cost of the reader's own, before its power."""
COST_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "quadratic": marked("Quadratic"),
        "cross-entropy": marked("Cross-entropy"),
        "log-likelihood": marked("Log-likelihood"),
        "both": marked("Both costs"),
        "as-published": marked("As the book’s figure, beside eq. 61"),
        "cross-entropy-as-published": marked("As the book’s figure"),
        "own": marked("Self-made"),
    }
)


def choice_of(costs: tuple[str, ...]) -> str:
    """Return the choice that trains these costs."""
    return next(choice for choice, chosen in COST_CHOICES.items() if chosen == costs)


def named_cost(name: str, cost: Cost) -> str:
    """Return what a pin calls a cost of a run: one of the reader's own with its power."""
    return _OWN + POWER.write(cost.slope_power) if name == OWN_COST else name


def read_cost(text: str, choices: Iterable[tuple[str, ...]]) -> str:
    """Return the name that a pin has of a cost which ``choices`` train; or raise Refused."""
    costs = {cost for choice in choices for cost in choice}
    power = own_power(text) if OWN_COST in costs else None
    if power is not None:
        return _OWN + POWER.write(power)
    if text not in costs - {OWN_COST}:
        raise Refused("cost")
    return text


def own_power(cost: str) -> float | None:
    """Return the power of σ′(z) in a cost of that name, if it is the reader's own.

    Raises Refused where that is no power.
    """
    return POWER.read(cost.removeprefix(_OWN)) if cost.startswith(_OWN) else None


def cost_label(cost: str, _: Translate) -> str:
    """Say what a cost of that name is called."""
    power = own_power(cost)
    if power is None:
        return _(COST_LABELS[cost])
    return f"{_(COST_LABELS[OWN_COST])} (p = {short(power)})"


def chosen_for(cost: str, choices: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the settings with which a run learns by a cost of that name, before any other."""
    power = own_power(cost)
    if power is not None:
        return {"cost": OWN_COST, "power": power}
    return {"cost": next(each for each, costs in choices.items() if costs[0] == cost)}
