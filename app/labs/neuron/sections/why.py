"""The gradient, factor by factor: what the browser needs to write it out."""

from typing import Any

from app.labs.neuron.history import History
from app.training_lab.controls import LabControls
from app.training_lab.cost_choices import OWN_COST
from app.ui.language import Translate
from app.ui.mathml import mathml
from core import COSTS, sigmoid_slope
from core.costs.costs import PUBLISHED_LARGEST_EXPONENT
from core.neuron.approach import CLOSE
from core.neuron.plateau import FLAT

FACTORS = {
    "residual": "a - y",
    "slope": r"\sigma'(z)",
    "input": "x",
    "weight": r"\frac{\partial C}{\partial w}",
    "bias": r"\frac{\partial C}{\partial b}",
    "published": r"\frac{\partial C}{\partial a}\,x",
    "published_bias": r"\frac{\partial C}{\partial a}",
}
BOUND = {
    "z": PUBLISHED_LARGEST_EXPONENT,
    "slope": float(sigmoid_slope(PUBLISHED_LARGEST_EXPONENT)),
}
"""As published, the step from a z beyond this is as if σ′ were this."""


def content(controls: LabControls, _history: History, _: Translate) -> dict[str, Any]:
    """Return the formulas, and in which power each cost has the factor σ′(z)."""
    return {
        "close": CLOSE,
        "flat": FLAT,
        "powers": powers(controls),
        "bound": BOUND,
        "formulas": {name: mathml(latex) for name, latex in FACTORS.items()},
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "smallest": _("the smallest factor"),
            "cancels": _("cancels (eqs. 60, 61)"),
            "raised": _("to the power {power}"),
            "own": _(
                "The factor σ′(z) = {slope} counts to the power {power}: the smaller that is, the"
                " less a flat place holds the gradient down."
            ),
            "divides": _("divides, where eq. 61 has no such factor"),
            "flat": _(
                "Where σ is flat, learning slows down: the error {residual} is multiplied by"
                " σ′(z) = {slope}, and little of it gets through."
            ),
            "steep": _(
                "The error {residual} is multiplied by σ′(z) = {slope}; at no z is that more than"
                " 0.25."
            ),
            "error": _("The error is {residual}: there is little left to learn from."),
            "free": _(
                "σ′(z) = {slope} does not matter here: the gradient is the error, {residual},"
                " times x."
            ),
            "published": _(
                "The error is divided by σ′(z) = {slope}: the step is 1/σ′(z) times as long as by"
                " eq. 61."
            ),
            "bounded": _(
                "The error is divided by σ′(±{z}) = {slope}: beyond |z| = {z} e^|z| counts as"
                " e^{z}, so that no step is infinite."
            ),
        },
    }


def powers(controls: LabControls) -> dict[str, float]:
    """Return in which power each cost has the factor σ′(z)."""
    return {**{name: cost.slope_power for name, cost in COSTS.items()}, OWN_COST: controls.power}
