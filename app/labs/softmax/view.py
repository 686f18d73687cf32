"""What the browser gets of the Softmax lab, and what it must know of a run."""

from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.softmax import words
from app.labs.softmax.controls import MovedControls
from app.labs.softmax.history import GRADIENTS, History
from app.labs.softmax.sections import sharpness
from app.labs.softmax.settings import LIMITS, RIGHT, SUBSCRIPTS
from app.training_lab import view
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.schema import Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate
from app.ui.mathml import mathml
from app.ui.widgets import Control, Radios, Slider, Sliders, field_label
from core.softmax import START, STEP, softmax
from core.softmax_costs import SOFTMAX_COSTS
from core.softmax_learning import SoftmaxSettings

SOFTMAX = r"a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}"
GRADIENT = r"\frac{\partial C}{\partial z_j} = "
NUMBERS = range(1, len(SUBSCRIPTS) + 1)


@no_instance_params
class SoftmaxView(RunView):
    """The lab as ``assets/js/softmax.js`` lays it out."""

    book = param.List(list(START), doc="where the sliders of the book stand")

    _esm = script("softmax")


def sliders(_: Translate) -> Sliders:
    """Return a slider for each weighted input, which stand beside the outputs."""
    each = (
        Slider(
            name=f"z{number}",
            label=f"z{subscript}",
            field_label=field_label(f"z{subscript}", _),
            symbol="",
            low=LIMITS.low,
            high=LIMITS.high,
            step=STEP,
            decimals=2,
        )
        for number, subscript in enumerate(SUBSCRIPTS, start=1)
    )
    return Sliders(name="z", label=_("Weighted inputs z"), place="outputs", sliders=tuple(each))


def widgets(schema: Schema[SoftmaxSettings], _: Translate) -> list[Control]:
    """Return the controls in their order."""
    return [
        sliders(_),
        Radios(
            name=RIGHT.name,
            label=_("Right class y"),
            place="costs",
            options=[(number, str(number)) for number in RIGHT.options],
        ),
        view.preset(schema, _),
        view.learning_rate(_),
        view.cost(schema, _),
        view.changes(_),
        sharpness.slider(_),
        view.whole(schema, "epochs", _("Number of epochs")),
        view.speed(_),
    ]


def describe(history: History, controls: MovedControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of ``history`` besides what every lab tells it."""
    run = history.epochs > 0
    settings = next(iter(history.settings.values()))
    right = settings.correct + 1
    each = [[f"a{number}", f"a{SUBSCRIPTS[number - 1]}"] for number in NUMBERS]
    inputs = [[f"z{number}", f"z{SUBSCRIPTS[number - 1]}"] for number in NUMBERS]
    return {
        "right": right,
        # What has changed is told from here on.
        "compared": compared(history, controls),
        "before": words.before(history, controls, _),
        "after": words.after(history, _) if run else "",
        "findings": words.findings(history, _) if run else [],
        "formulas": {
            name: [
                {"math": mathml(cost.formula), "equation": cost.equation},
                {
                    "math": mathml(GRADIENT + cost.gradient_formula),
                    "equation": cost.gradient_equation,
                },
            ]
            for name, cost in history.costs.items()
        },
        "values": dict.fromkeys(history.costs, (*each, *inputs, ("cost", "C"))),
        "tabled": [
            *([name, symbol, _("output")] for name, symbol in each),
            *([name, symbol, _("weighted input")] for name, symbol in inputs),
            ["cost", "C", _("cost")],
            ["learning_rate", "η", _("learning rate")],
            ["cost_function", "", _("cost function")],
        ],
    }


def compared(history: History, controls: MovedControls) -> list[float]:
    """Return the outputs from which on changes are told: those before a move, or at the start."""
    before = controls.moved.before
    outputs = next(iter(history.frames.values())).output[0]
    if not history.epochs and before != controls.z:
        outputs = softmax(before)
    return [float(each) for each in outputs]


def texts(_: Translate) -> dict[str, Any]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        "softmax": _("Sliders and outputs"),
        "output": _("outputs"),
        "z": _("weighted inputs"),
        "more": _("Number of epochs"),
        "inputs": _("z at the start"),
        "outputs": _("Softmax outputs"),
        "change": _("Change"),
        "sum": _("Sum"),
        "always": _("The four shares always fill the whole bar."),
        "softmax_formula": mathml(SOFTMAX),
        "softmax_equation": _("equations {first} and {second}").format(first=78, second=79),
        "reset_z": _("Back to the book’s values"),
        "now": _("{name} at this epoch: {value}"),
        "cost_head": _("Cost"),
        "costs": _("What each cost is, and what pushes each z"),
        "cost_names": {name: _(COST_LABELS[name]) for name in SOFTMAX_COSTS},
        "cost_columns": GRADIENTS,
        "cost_formulas": {name: mathml(cost.formula) for name, cost in SOFTMAX_COSTS.items()},
        "learns": _("learns by this"),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
    }
