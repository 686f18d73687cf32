"""What runs can be trained by: the costs that are chosen together, and what each is called."""

from collections.abc import Mapping
from types import MappingProxyType

from app.ui.language import marked

COST_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quadratic": ("quadratic",),
        "cross-entropy": ("cross-entropy",),
        "both": ("quadratic", "cross-entropy"),
        "as-published": ("cross-entropy-as-published", "cross-entropy"),
        "own": ("own",),
    }
)
SHOWN_WHEN_CHOSEN = ("as-published", "own")
"""Choices not offered beside the others: one reproduces an error, one is made elsewhere."""
OWN_COST = "own"
"""The cost for which ∂C/∂z is (a − y)σ′(z)^p, with a p of the reader's."""
COST_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "quadratic": marked("Quadratic"),
        "cross-entropy": marked("Cross-entropy"),
        "both": marked("Both, side by side"),
        "as-published": marked("As published, beside as derived"),
        "cross-entropy-as-published": marked("As published"),
        "own": marked("Self-made"),
    }
)


def choice_of(costs: tuple[str, ...]) -> str:
    """Return the choice that trains these costs."""
    return next(choice for choice, chosen in COST_CHOICES.items() if chosen == costs)
