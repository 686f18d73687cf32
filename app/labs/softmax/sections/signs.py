"""Who pulls whom: the signs of ∂aⱼ/∂zₖ, at one epoch (monotonicity)."""

from typing import Any

from app.labs.softmax.history import History
from app.labs.softmax.settings import SUBSCRIPTS
from app.training_lab.cost_choices import COST_LABELS
from app.ui.language import Translate
from app.ui.mathml import mathml
from app.ui.numbers import numeral
from core.softmax import softmax_jacobian

JACOBIAN = r"\frac{\partial a_j}{\partial z_k} = a_j(\delta_{jk} - a_k)"


def content(_controls: object, history: History, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each curve a table with a row for each aⱼ and a column for each zₖ."""
    at = min(epoch, history.epochs)
    return {
        "formula": mathml(JACOBIAN),
        "heads": [f"z{subscript}" for subscript in SUBSCRIPTS],
        "tables": [
            {
                "cost": cost,
                "caption": _("{name}, epoch {epoch}").format(name=_(COST_LABELS[cost]), epoch=at),
                "rows": [
                    [f"a{subscript}", [[_sign(each), numeral(abs(each))] for each in row]]
                    for subscript, row in zip(
                        SUBSCRIPTS, softmax_jacobian(frames.z[at]).tolist(), strict=True
                    )
                ],
            }
            for cost, frames in history.frames.items()
        ],
        "texts": {
            "how": _(
                "A row for each output aⱼ, a column for each zₖ. On the diagonal every sign is +,"
                " everywhere else it is −, wherever the sliders are: a larger z raises its own"
                " output and lowers all others. In each column the numbers add up to 0."
            ),
            "corner": "∂aⱼ/∂zₖ",
        },
    }


def _sign(value: float) -> str:
    """Return the sign of a number as a mathematical sign; 0 has none."""
    return "+" if value > 0 else "−" if value < 0 else ""
