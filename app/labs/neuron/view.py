"""What the browser gets of the Neuron lab, and what it must know of a run."""

from collections.abc import Sequence
from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.neuron import words
from app.labs.neuron.history import History
from app.labs.neuron.plateaus import bands
from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections import predict
from app.labs.neuron.sections.why import BOUND
from app.training_lab import sigmoid_picture, view
from app.training_lab.controls import LabControls
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.schema import Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate, marked, sentences
from app.ui.mathml import mathml
from app.ui.numbers import short
from app.ui.widgets import Control
from core import CROSS_ENTROPY_AS_PUBLISHED, Cost, Settings
from core.neuron.approach import CLOSE
from core.neuron.plateau import FLAT

TABLED = {
    "weight": ("w", marked("weight")),
    "bias": ("b", marked("bias")),
    "weighted_input": ("z", marked("weighted input")),
    "output": ("a", marked("output")),
    "cost": ("C", marked("cost")),
    "weight_gradient": ("∂C/∂w", marked("gradient")),
    "learning_rate": ("η", marked("learning rate")),
    "cost_function": ("", marked("cost function")),
}
"""The columns of the run in numbers: symbols and names."""

GRADIENT = r"\frac{\partial C}{\partial w} = x\,"
BIAS_GRADIENT = r"\frac{\partial C}{\partial b} = "
CANCELLED = r"\,\cancel{\sigma'(z)}"
"""The factor of eqs. 55 and 56 that is gone from eqs. 61 and 62."""
PUBLISHED_UPDATE = r"w \rightarrow w - \eta\, x\,\frac{\partial C}{\partial a}"
PUBLISHED_SLOPE = r"\frac{\partial C}{\partial a} = "
"""What the book's page does instead of following the gradient, see :mod:`core.neuron.presets`."""


@no_instance_params
class NeuronView(RunView):
    """The lab as ``assets/js/neuron.js`` lays it out."""

    sigmoid = param.Dict(doc="pairs (z, σ(z)), where σ is flat, the largest σ′, BOUND")

    _esm = script("neuron")


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    return {"sigmoid": {**sigmoid_picture.curve(), "bound": BOUND}}


def widgets(schema: Schema[Settings], _: Translate) -> list[Control]:
    """Return the controls in their order."""
    return [
        view.preset(schema, _),
        view.slider("weight", _("Starting weight"), "w₀", _),
        view.slider("bias", _("Starting bias"), "b₀", _),
        view.learning_rate(_),
        view.cost(schema, _),
        view.changes(_),
        view.slider("input", _("Input"), "x", _, place=view.MORE),
        view.slider("target", _("Target"), "y", _, place=view.MORE),
        view.whole(schema, "epochs", _("Number of epochs")),
        view.speed(_),
    ]


def describe(history: History, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of ``history``, and of what was expected of it."""
    expected = controls.prediction
    settings = next(iter(history.settings.values()))
    return {
        "input": settings.input,
        "target": settings.target,
        "plateaus": bands(history, _),
        "levels": {
            "output": {
                "value": settings.target,
                "text": _("target y = {target}").format(target=short(settings.target)),
            }
        },
        "flat": FLAT,
        "close": {"error": CLOSE, "said": _(words.CLOSE_BY)},
        "through": {
            name: [_(text) for text in words.THROUGH[cost.slope_power]]
            for name, cost in history.costs.items()
            if cost.slope_power in words.THROUGH
        },
        "before": words.before(history, _),
        "after": after(history, expected, _) if history.epochs else "",
        "findings": words.findings(history, _) if history.epochs else [],
        "prediction": {
            "epoch": predict.epochs(settings.epochs) if expected else [],
            "output": list(expected),
        },
        "formulas": {name: _formulas(cost) for name, cost in history.costs.items()},
        "values": {name: _values(cost) for name, cost in history.costs.items()},
        "here": slowdown_map.here(controls) if "map" in controls.open else None,
        "tabled": [[name, symbol, _(text)] for name, (symbol, text) in TABLED.items()],
    }


def after(history: History, expected: Sequence[float], _: Translate) -> str:
    """Return what the run did, and how far that is from what was expected."""
    parts = [words.after(history, _)]
    if expected:
        (cost, first), *others = history.frames.items()
        if others:
            parts.append(_("{name}:").format(name=_(COST_LABELS[cost])))
        parts.append(predict.verdict(expected, first, _))
    return sentences(parts)


def _values(cost: Cost) -> list[list[Any]]:
    """Return what is read off a curve: column and symbol."""
    symbol = "x ∂C/∂a" if cost is CROSS_ENTROPY_AS_PUBLISHED else "∂C/∂w"
    return [
        *(["weight", "w"], ["bias", "b"], ["weighted_input", "z"], ["output", "a"]),
        *(["sigmoid_slope", "σ′(z)"], ["cost", "C"], ["weight_gradient", symbol]),
    ]


def _formulas(chosen: Cost) -> list[dict[str, Any]]:
    """Return the formulas of a cost, each with the book's number for it."""
    error, (by_weight, by_bias) = chosen.output_error_formula, chosen.gradient_equations
    if chosen is CROSS_ENTROPY_AS_PUBLISHED:
        return [
            {"math": mathml(chosen.formula), "equation": chosen.equation},
            {"math": mathml(PUBLISHED_UPDATE), "equation": None},
            {"math": mathml(PUBLISHED_SLOPE + error), "equation": by_weight},
        ]
    if chosen.slope_power == 0:
        error += CANCELLED
    return [
        {"math": mathml(chosen.formula), "equation": chosen.equation},
        {"math": mathml(GRADIENT + error), "equation": by_weight},
        {"math": mathml(BIAS_GRADIENT + error), "equation": by_bias},
    ]


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        **sigmoid_picture.texts(_),
        "more": _("Input, target, epochs"),
        "neuron": _("The neuron"),
        "input": _("input"),
        "weight": _("weight"),
        "pushes": _("What pushes the weight"),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
    }
