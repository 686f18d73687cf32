"""Sigmoid outputs of the same z, whose sum may be anything from 0 to 4."""

from typing import Any

from app.labs.softmax.history import History
from app.labs.softmax.settings import SUBSCRIPTS
from app.training_lab.cost_choices import COST_LABELS
from app.ui.language import Translate
from app.ui.mathml import mathml
from core import sigmoid

SIGMOID = r"\sigma(z_j) = \frac{1}{1+e^{-z_j}}"


def content(_controls: object, history: History, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each curve the four sigmoid outputs and their sum."""
    at = min(epoch, history.epochs)
    tables = []
    for cost, frames in history.frames.items():
        outputs = [float(sigmoid(z)) for z in frames.z[at].tolist()]
        name = _(COST_LABELS[cost])
        tables.append({"cost": cost, "name": name, "outputs": outputs, "sum": sum(outputs)})
    return {
        "formula": mathml(SIGMOID),
        "names": [f"σ(z{subscript})" for subscript in SUBSCRIPTS],
        "tables": tables,
        "texts": {
            "never": _(
                "Sigmoid outputs do not depend on each other: their sum can be anything from 0 to"
                " 4."
            ),
            "sum": _("Sum"),
        },
    }
