"""What the browser gets of the Several-inputs lab, and what it must know of a run."""

from typing import Any

import numpy as np
import param
from param.parameterized import no_instance_params

from app.labs.multi_input import example, words
from app.labs.multi_input.history import SUBSCRIPTS, History, weight
from app.labs.multi_input.sections.contributions import FORMULAS
from app.labs.multi_input.settings import DATA, WEIGHTS
from app.training_lab import sigmoid_picture, view
from app.training_lab.controls import LabControls
from app.training_lab.schema import Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate, marked
from app.ui.mathml import mathml
from app.ui.numbers import short
from app.ui.widgets import Control
from core import CROSS_ENTROPY
from core.multi_input import table
from core.multi_input.examples import Examples
from core.multi_input.training import MultiInputSettings

MEAN_COSTS = {
    "quadratic": r"C = \frac{1}{2n} \sum_x (y - a)^2",
    "cross-entropy": r"C = -\frac{1}{n} \sum_x \left[y \ln a + (1 - y) \ln(1 - a)\right]",
}
MARGIN = 0.15
"""Part of the plane's width and height around the outermost examples."""


@no_instance_params
class MultiInputView(RunView):
    """The lab as ``assets/js/multi-input.js`` lays it out."""

    weights = param.List(list(WEIGHTS), doc="settings; few inputs need the first alone")
    sigmoid = param.Dict(doc="what σ is drawn from, see sigmoid_picture.curve")

    _esm = script("multi-input")


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    return {"sigmoid": sigmoid_picture.curve()}


def widgets(schema: Schema[MultiInputSettings], _: Translate) -> list[Control]:
    """Return the controls in their order; a table of fewer inputs leaves weights unused."""
    weights = [
        view.slider(
            name,
            _("Starting weight {number}").format(number=number),
            f"w{SUBSCRIPTS[number]}",
            _,
            kind="weight",
        )
        for number, name in enumerate(WEIGHTS, start=1)
    ]
    return [
        view.preset(schema, _),
        *weights,
        view.slider("bias", _("Starting bias"), "b₀", _),
        view.learning_rate(_),
        view.cost(schema, _),
        view.changes(_),
        view.whole(schema, "epochs", _("Number of epochs")),
        view.speed(_),
    ]


def describe(history: History, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of ``history`` besides what every lab tells it."""
    examples = next(iter(history.settings.values())).examples
    inputs = examples.inputs.shape[1]
    numbers = range(1, inputs + 1)
    values = [
        *([f"w{number}", weight(number)] for number in numbers),
        *(["bias", "b"], ["accuracy", _("accuracy")], ["cost", "C"]),
        *([f"g{number}", f"∂C/∂{weight(number)}"] for number in numbers),
        ["bias_gradient", "∂C/∂b"],
    ]
    return {
        "inputs": inputs,
        **example.described(history, controls.example),
        "plane": plane(examples) if inputs == words.PLANE_INPUTS else None,
        # What the address cannot carry the browser keeps for a server that comes back.
        "table": "" if DATA.travels(examples) else table.write(examples),
        "weights": [[f"w{number}", weight(number)] for number in numbers],
        "before": words.before(history, _),
        "after": words.after(history, _) if history.epochs else "",
        "findings": words.findings(history, _) if history.epochs else [],
        "formulas": {
            name: [
                {
                    "math": mathml(MEAN_COSTS[name]),
                    "equation": 57 if cost is CROSS_ENTROPY else None,
                },
                {
                    "math": mathml(FORMULAS[name]),
                    "equation": 61 if cost is CROSS_ENTROPY else None,
                },
            ]
            for name, cost in history.costs.items()
        },
        "values": dict.fromkeys(history.costs, values),
        "tabled": [
            *([f"w{number}", weight(number), _("weight")] for number in numbers),
            ["bias", "b", _("bias")],
            ["accuracy", "%", _("accuracy")],
            ["cost", "C", _("cost")],
            ["learning_rate", "η", _("learning rate")],
            ["cost_function", "", _("cost function")],
        ],
    }


def plane(examples: Examples) -> dict[str, Any]:
    """Return the examples of two inputs, and the stretch of the plane that is shown."""
    points = examples.inputs
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high > low, high - low, np.maximum(1.0, np.abs(high)))
    ranges = np.stack([low - MARGIN * span, high + MARGIN * span], axis=1)
    return {
        "points": [
            [float(x), float(y), float(target)]
            for (x, y), target in zip(points, examples.targets, strict=True)
        ],
        "ranges": ranges.tolist(),
        "said": " ".join(
            f"({short(x)}, {short(y)}) → {short(target)};"
            for (x, y), target in zip(points[:8], examples.targets[:8], strict=True)
        ).rstrip(";"),
    }


PLANE = marked(
    "The plane of both inputs with {count} examples, filled dots for a target above 1/2, rings for"
    " the others, and the line z = 0; on the shaded side the answer is 1."
)


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        **sigmoid_picture.texts(_),
        "several": _("The neuron and its examples"),
        "more": _("Number of epochs"),
        "weight": _("weights"),
        "accuracy": _("accuracy"),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
        "plane": _(PLANE),
        "example": _("Example"),
        "most_wrong": _("Most wrong at the start: {example}"),
        "pushes": _("How this example pushes each weight"),
        "push_each": _("push on wⱼ"),
        "axes": f"x{SUBSCRIPTS[1]} x{SUBSCRIPTS[2]}",
        "no_line": _("The line z = 0 is outside the plot"),
        "no_plane": _("There is a plane for two inputs only; these are the weights."),
    }
