"""Who moves the weights: what each example contributes to the gradient, at one epoch."""

from typing import Any

import numpy as np

from app.labs.multi_input.history import SUBSCRIPTS, History
from app.training_lab.cost_choices import COST_LABELS
from app.ui.language import Translate, marked
from app.ui.mathml import mathml
from app.ui.numbers import numeral, short
from core import CROSS_ENTROPY, State
from core.multi_input.training import MultiInputSettings, contributions

FORMULAS = {
    "quadratic": r"\frac{\partial C}{\partial w_j} = \frac{1}{n}\sum_x x_j (a - y)\,\sigma'(z)",
    "cross-entropy": (
        r"\frac{\partial C}{\partial w_j} = \frac{1}{n}\sum_x x_j (a - y)\,\cancel{\sigma'(z)}"
    ),
}
NAMED = {
    "quadratic": marked(
        "Each example pulls at a weight by its input times the error times σ′(z). Cross-entropy"
        " frees a neuron of σ′(z), but of xⱼ no cost does: where an input is near zero, so is its"
        " pull."
    ),
    "cross-entropy": marked(
        "Each example pulls at a weight by its input times the error. The factor σ′(z) is gone, but"
        " no cost removes xⱼ (eq. 61): where an input is near zero, so is its pull."
    ),
}


def content(_controls: object, history: History, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each curve a table with a row for each example, and the means below them."""
    at = min(epoch, history.epochs)
    return {
        "epoch": at,
        "tables": [_table(history, curve, at, _) for curve in history.frames],
        "texts": {"heading": _("{name}, epoch {epoch}"), "mean": _("mean = gradient")},
    }


def _table(history: History, curve: str, epoch: int, _: Translate) -> dict[str, Any]:
    frames = history.frames[curve]
    cost, settings = history.rule_at(curve, epoch)
    found = contributions(settings, State(epoch, frames.weight[epoch], float(frames.bias[epoch])))
    slope = settings.cost is not CROSS_ENTROPY
    each = zip(settings.examples.inputs, settings.examples.targets, *found, strict=True)
    rows = [
        [
            *map(short, inputs),
            short(target),
            *map(numeral, [output, residual, *([sigmoid_slope] if slope else []), *weights, error]),
        ]
        for inputs, target, _z, output, residual, sigmoid_slope, error, weights in each
    ]
    means = [*np.mean(found.weight, axis=0), np.mean(found.output_error)]
    return {
        "cost": cost,
        "name": _(COST_LABELS[cost]),
        "heads": _heads(settings, slope=slope),
        "rows": rows,
        "means": [numeral(mean) for mean in means],
        "formula": mathml(FORMULAS[cost]),
        "named": _(NAMED[cost]),
    }


def _heads(settings: MultiInputSettings, *, slope: bool) -> list[str]:
    numbers = range(1, settings.examples.inputs.shape[1] + 1)
    factor = "σ′(z)" if slope else ""
    return [
        *(f"x{SUBSCRIPTS[number]}" for number in numbers),
        *("y", "a", "a − y"),
        *(["σ′(z)"] if slope else []),
        *(f"x{SUBSCRIPTS[number]}(a − y){factor}" for number in numbers),
        f"(a − y){factor}",
    ]
