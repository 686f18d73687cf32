"""What the browser needs to draw σ with a neuron's place on it, and what pushes the weights."""

from typing import Any

from app.ui.language import Translate
from core import sigmoid
from core.neuron.plateau import FLAT_FROM
from core.sigmoid import sigmoid_slope

CURVE_POINTS = tuple(step / 4 for step in range(-24, 25))
"""The z through which σ is drawn, from −6 to 6."""


def curve() -> dict[str, Any]:
    """Return pairs (z, σ(z)), the abs(z) from which on σ is flat, and the largest σ′."""
    return {
        "points": [[z, float(sigmoid(z))] for z in CURVE_POINTS],
        "flat": FLAT_FROM,
        "steepest": float(sigmoid_slope(0.0)),
    }


def texts(_: Translate) -> dict[str, str]:
    """Return what the picture and the strip under it say."""
    return {
        "weighted_input": _("weighted input"),
        "output": _("output"),
        "target": _("target"),
        "flat": _("flat: small slope,\nlittle gets through"),
        "only_flat": _("flat"),
        "error": _("error"),
        "push": _("push"),
        "slope": _("slope"),
        "cancels": _("cancels"),
        "most_slope": "≤ ¼",
        "at_start": _("At the start:"),
        "began": _("start"),
    }
