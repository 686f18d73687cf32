"""What the browser gets of the Overfitting lab, and what it must know of a run."""

from collections.abc import Mapping
from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.overfitting import plot_columns, words
from app.labs.overfitting.networks import ANGLES, PENALTY, STRENGTHS, TECHNIQUE_LABELS, Technique
from app.labs.overfitting.sections import polynomial, stopping
from app.networks import data_choice, editor, progress
from app.networks.described import described
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.stack_fields import START, START_LABELS, WRONG
from app.networks.stack_state import StackSettings
from app.training_lab import view
from app.training_lab.controls import LabControls
from app.training_lab.schema import Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate
from app.ui.mathml import mathml
from app.ui.widgets import Control, Select, Slider, field_label
from core.network.regularisation import Regularisation

FRAMES_PER_SECOND = 20
"""At speed 1: a run of 200 epochs plays for ten seconds."""
PROBABILITIES = tuple(round(0.1 * step, 1) for step in range(10))
DEGREES = (0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0, 135.0, 180.0)


@no_instance_params
class OverfittingView(RunView):
    """The lab as ``assets/js/overfitting.js`` lays it out."""

    choices = param.Dict(doc="the parts of a network, see app.networks.editor")

    _esm = script("overfitting")


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    techniques = {str(name): _(label) for name, label in TECHNIQUE_LABELS.items()}
    penalty = editor.number(_("λ of the penalty"), PENALTY, editor.PENALTIES, "λ")
    probability = editor.number(
        _("Probability p with which a neuron is left out"),
        STRENGTHS[Technique.DROPOUT].limits,
        PROBABILITIES,
        "p",
    )
    angle = editor.number(_("Largest angle of a copy, in degrees"), ANGLES, DEGREES, _("Angle"))
    strengths: dict[str, tuple[editor.Part, float] | None] = {
        Technique.NONE: None,
        Technique.L2: (penalty, 1.0),
        Technique.L1: (penalty, 0.3),
        Technique.DROPOUT: (probability, 0.5),
        Technique.COPIES: (angle, 15.0),
    }
    return {
        "pace": FRAMES_PER_SECOND,
        "choices": editor.choices(
            [
                editor.select(_("Technique"), techniques, editor.WIDE),
                editor.depending(0, {str(name): each for name, each in strengths.items()}),
                editor.rate(_),
                editor.hidden(_),
            ]
        ),
    }


def widgets(schema: Schema[StackSettings], _: Translate) -> list[Control]:
    """Return the controls in their order; the networks have an editor of their own."""
    label = _("Wrong labels, in percent")
    wrong = Slider(
        name=WRONG.name,
        label=label,
        field_label=field_label(label, _),
        symbol="",
        low=WRONG.limits.low,
        high=WRONG.limits.high,
        step=1,
        decimals=0,
    )
    starts = [(name, _(START_LABELS[name])) for name in START.options]
    return [
        view.preset(schema, _),
        wrong,
        stopping.slider(_),
        *polynomial.sliders(_),
        view.whole(schema, "training", _("Images for training")),
        view.whole(schema, "epochs", _("Number of epochs")),
        view.whole(schema, "seeds", _("Number of seeds")),
        view.whole(schema, "seed", _("First seed")),
        view.whole(schema, "mini_batch", _("Mini-batch")),
        Select(name=START.name, label=_("Start"), place=view.MORE, options=starts),
        data_choice.select(_),
        view.speed(_),
    ]


def describe(trainings: Trainings, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of the run."""
    networks = list(trainings.networks)
    techniques = len({each.technique for each in controls.networks})
    return {
        **described(trainings, plot_columns.TRACE, plot_columns.values(_), _),
        "before": words.before(trainings, controls, _),
        "after": words.after(trainings, controls, _) if trainings.over else "",
        "findings": words.findings(trainings, controls, _) if trainings.over else [],
        "marks": words.marks(trainings, _) if trainings.over else [],
        "levels": words.levels(controls, _),
        # The finding takes two, and what the other techniques do one or two.
        "lines": len(networks) + 2 + min(techniques - 1, 2),
        "tabled": plot_columns.tabled(_),
        "formulas": {each.key: formulas(each) for each in networks},
    }


PENALISED: Mapping[Regularisation, tuple[tuple[str, int | None], ...]] = {
    Regularisation.L2: (
        (r"C = C_0 + \frac{\lambda}{2n} \sum_w w^2", 87),
        (
            r"w \to \left(1 - \frac{\eta\lambda}{n}\right) w"
            r" - \eta\,\frac{\partial C_0}{\partial w}",
            None,
        ),
    ),
    Regularisation.L1: (
        (r"C = C_0 + \frac{\lambda}{n} \sum_w |w|", 95),
        (
            r"w \to w - \frac{\eta\lambda}{n}\,\mathrm{sgn}(w)"
            r" - \eta\,\frac{\partial C_0}{\partial w}",
            97,
        ),
    ),
}
DROPOUT = r"a_j \to r_j a_j,\quad r_j = 0 \text{ or } \frac{1}{1 - p}"


def formulas(training: Training) -> list[dict[str, Any]]:
    """Return the formulas of a network: its cost, and what its technique makes of that."""
    network = training.settings.network
    cost = network.output_layer
    lines: list[tuple[str, int | None]] = [(cost.formula, cost.equation)]
    if network.regularisation in PENALISED:
        lines = list(PENALISED[network.regularisation])
    elif network.dropout:
        lines.append((DROPOUT, None))
    return [{"math": mathml(math), "equation": number, "part": False} for math, number in lines]


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        "download": _("Download all frames (CSV)"),
        "overfitting": _("The networks"),
        "more": _("Sizes, epochs, seeds, data"),
        "training_accuracy": _("accuracy on training"),
        "validation_accuracy": _("accuracy on validation"),
        "accuracy": _("accuracy on the test"),
        "training_cost": _("cost on training"),
        "cost": _("cost on the test"),
        "norm": _("size of all weights"),
        "training_accuracy_short": _("training"),
        "validation_accuracy_short": _("validation"),
        "accuracy_short": _("test"),
        "training_cost_short": _("training"),
        "cost_short": _("test"),
        "norm_short": "",
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
        **editor.texts(_),
        **progress.texts(_),
    }
