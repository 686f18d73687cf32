"""What the browser gets of the Tuning lab, and what it must know of a run."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.tuning import left_over, plot_columns, words
from app.labs.tuning.knobs import (
    KNOBS,
    MINI_BATCH,
    MOMENTUM,
    NEURON_LABELS,
    NEURONS,
    PATIENCE,
    PENALTY,
    RATE,
)
from app.labs.tuning.outcomes import found_threshold
from app.labs.tuning.settings import HIDDEN, labels
from app.networks import data_choice, progress
from app.networks.described import described
from app.networks.editor import PENALTIES, RATES
from app.networks.results import Trainings
from app.networks.stack_fields import START, START_LABELS, WRONG
from app.networks.stack_state import StackSettings
from app.training_lab import view
from app.training_lab.controls import LabControls
from app.training_lab.schema import Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.fields import Number
from app.ui.language import Translate
from app.ui.mathml import mathml
from app.ui.widgets import Control, NumberField, Select

KNOB = "knob"
"""The place of the knobs that are not swept."""
FRAMES_PER_SECOND = 6
"""At speed 1: a run of 30 epochs plays for five seconds."""
STOPS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        RATE: RATES,
        PENALTY: PENALTIES,
        MINI_BATCH: (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000),
        MOMENTUM: (*(round(0.1 * step, 1) for step in range(-5, 10)), 0.95, 0.99, 1.0, 1.1, 1.2),
        PATIENCE: (*range(11), *range(15, 51, 5), *range(60, 101, 10)),
    }
)
"""Where arrow keys stop in the field of each knob."""
FORMULAS: Mapping[str, tuple[str, int | None]] = MappingProxyType(
    {
        RATE: (r"w \to w - \eta\,\frac{\partial C}{\partial w}", None),
        PENALTY: (r"C = C_0 + \frac{\lambda}{2n} \sum_w w^2", 87),
        MINI_BATCH: (r"w \to w - \frac{\eta}{m} \sum_x \frac{\partial C_x}{\partial w}", None),
        MOMENTUM: (r"v \to \mu v - \eta \nabla C,\quad w \to w + v", 107),
        PATIENCE: (r"\eta \to \frac{\eta}{2}", None),
        NEURONS: (r"\sigma(z),\ \tanh(z),\ \max(0, z)", 109),
    }
)
"""What is swept, as a formula with the book's number, where it has one."""


@no_instance_params
class TuningView(RunView):
    """The lab as ``assets/js/tuning.js`` lays it out."""

    knobs = param.List(doc="pairs of each knob and its label")

    _esm = script("tuning")


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    knobs = [[name, _(knob.label), knob.is_number] for name, knob in KNOBS.items()]
    return {"pace": FRAMES_PER_SECOND, "knobs": knobs}


def widgets(schema: Schema[StackSettings], _: Translate) -> list[Control]:
    """Return the controls in their order; what is swept has an editor of its own."""
    neurons = [(name, _(label)) for name, label in NEURON_LABELS.items()]
    starts = [(name, _(START_LABELS[name])) for name in START.options]
    return [
        view.preset(schema, _),
        *(_number(name, _) for name in STOPS),
        Select(name=NEURONS, label=_(KNOBS[NEURONS].label), place=KNOB, options=neurons),
        NumberField(
            name=HIDDEN.name,
            label=_("Neurons of the hidden layer"),
            place=view.MORE,
            low=HIDDEN.limits.low,
            high=HIDDEN.limits.high,
        ),
        view.whole(schema, "training", _("Images for training")),
        view.whole(schema, WRONG.name, _("Wrong labels, in percent")),
        view.whole(schema, "epochs", _("Number of epochs")),
        view.whole(schema, "seeds", _("Number of seeds")),
        view.whole(schema, "seed", _("First seed")),
        Select(name=START.name, label=_("Start"), place=view.MORE, options=starts),
        data_choice.select(_),
        view.speed(_),
    ]


def _number(name: str, _: Translate) -> NumberField:
    knob = KNOBS[name]
    assert isinstance(knob.field, Number)
    low, high = knob.field.limits
    return NumberField(
        name=name, label=_(knob.label), place=KNOB, low=low, high=high, stops=STOPS[name]
    )


def describe(trainings: Trainings, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of the run."""
    networks = list(trainings.networks)
    found = found_threshold(trainings, controls)
    formula, equation = FORMULAS[controls.sweep.knob]
    names = labels(controls.trained_values(), _)
    return {
        **described(trainings, plot_columns.TRACE, plot_columns.values(_), _, names),
        "before": words.before(trainings, controls, _),
        "after": words.after(trainings, controls, _) if trainings.over else "",
        "findings": words.findings(trainings, controls, _) if trainings.over else [],
        "tabled": plot_columns.tabled(_),
        "formulas": {each.key: [] for each in networks},
        "swept": {"formula": mathml(formula), "equation": equation},
        "left": left_over.picture(controls.sweep, networks, controls, found, _),
    }


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        "download": _("Download all frames (CSV)"),
        "tuning": _("The sweep"),
        "more": _("Sizes, epochs, seeds, data"),
        "training_cost": _("cost on training"),
        "validation_accuracy": _("accuracy on validation"),
        "training_cost_short": _("training"),
        "validation_accuracy_short": _("validation"),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
        "knob": _("Sweep"),
        "knob_values": _("Its values, with commas between them"),
        "plain": _("All else"),
        "of_value": _("{name}: {value}."),
        "colon": _(":"),
        "all": _("all"),
        "all_name": _("All networks"),
        **progress.texts(_),
    }
