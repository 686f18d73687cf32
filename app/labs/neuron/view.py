"""What the browser gets of the Neuron lab, and what it must know of a run."""

from collections.abc import Sequence
from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.neuron import words
from app.labs.neuron.history import History
from app.labs.neuron.sections import predict
from app.training_lab import controls_view, view
from app.training_lab.controls import LabControls, Schema
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate, marked, sentences
from app.ui.mathml import mathml
from app.ui.widgets import Control
from core import CROSS_ENTROPY_AS_PUBLISHED, Cost, Settings, sigmoid

CURVE_POINTS = tuple(step / 4 for step in range(-32, 33))
"""Where the little σ(z) inside the neuron is drawn through, z from −8 to 8."""

TABLED = {
    "weight": ("w", marked("weight")),
    "bias": ("b", marked("bias")),
    "weighted_input": ("z", marked("weighted input")),
    "output": ("a", marked("output")),
    "cost": ("C", marked("cost")),
}
"""The columns of the run in numbers: symbols and names."""

GRADIENT = r"\frac{\partial C}{\partial w} = x\,\delta"
PUBLISHED_UPDATE = r"w \rightarrow w - \eta\, x\,\frac{\partial C}{\partial a}"
"""What the book's page does instead of following the gradient, see :mod:`core.neuron.presets`."""


@no_instance_params
class NeuronView(RunView):
    """The lab as ``assets/js/neuron.js`` lays it out."""

    sigmoid = param.List(doc="pairs (z, σ(z)), from the core")

    _esm = script("neuron")


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    return {"sigmoid": [[z, float(sigmoid(z))] for z in CURVE_POINTS]}


def widgets(schema: Schema[Settings], _: Translate) -> list[Control]:
    """Return the controls in their order."""
    return [
        controls_view.preset(schema, _),
        controls_view.slider("weight", _("Starting weight"), "w₀", _),
        controls_view.slider("bias", _("Starting bias"), "b₀", _),
        controls_view.learning_rate(_),
        controls_view.cost(schema, _),
        controls_view.slider("input", _("Input"), "x", _, place=controls_view.MORE),
        controls_view.slider("target", _("Target"), "y", _, place=controls_view.MORE),
        controls_view.whole(schema, "epochs", _("Number of epochs")),
        controls_view.speed(_),
    ]


def describe(history: History, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of ``history``, and of what was expected of it."""
    expected = controls.prediction
    settings = next(iter(history.settings.values()))
    return {
        "input": settings.input,
        "target": settings.target,
        "before": words.before(history, _),
        "after": after(history, expected, _) if history.epochs else "",
        "prediction": {
            "epoch": predict.epochs(settings.epochs) if expected else [],
            "output": list(expected),
        },
        "formulas": [_formulas(each.cost) for each in history.settings.values()],
        "values": [_values(each.cost) for each in history.settings.values()],
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
    """Return what is read off a curve: column, symbol, and the digits, 0 for those that count."""
    symbol = "x ∂C/∂a" if cost is CROSS_ENTROPY_AS_PUBLISHED else "∂C/∂w"
    return [
        *(["weight", "w", 4], ["bias", "b", 4], ["weighted_input", "z", 4], ["output", "a", 4]),
        *(["sigmoid_slope", "σ′(z)", 0], ["cost", "C", 4], ["weight_gradient", symbol, 0]),
    ]


def _formulas(chosen: Cost) -> list[dict[str, Any]]:
    """Return the formulas of a cost, each with the book's number for it."""
    if chosen is CROSS_ENTROPY_AS_PUBLISHED:
        return [
            {"math": mathml(chosen.formula), "equation": chosen.equation},
            {"math": mathml(PUBLISHED_UPDATE), "equation": None},
            {"math": mathml(chosen.output_error_formula), "equation": chosen.gradient_equation},
        ]
    return [
        {"math": mathml(chosen.formula), "equation": chosen.equation},
        {"math": mathml(GRADIENT), "equation": chosen.gradient_equation},
        {"math": mathml(chosen.output_error_formula), "equation": None},
    ]


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        "more": _("Input, target, epochs"),
        "neuron": _("The neuron"),
        "input": _("input"),
        "weight": _("weight"),
        "weighted_input": _("weighted input"),
        "output": _("output"),
        "target": _("target"),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
    }
