"""What the browser gets of the Network lab, and what it must know of a run."""

from collections.abc import Mapping, Sequence
from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.network import plot_columns, words
from app.labs.network.networks import OUTPUT_LAYER_LABELS, START_LABELS
from app.labs.network.settings import BOOK_STARTS
from app.networks import data_choice, editor, progress
from app.networks.described import described
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.training_lab import view
from app.training_lab.controls import LabControls
from app.training_lab.schema import Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate, marked
from app.ui.mathml import mathml
from app.ui.widgets import Control
from core.costs.costs import QUADRATIC
from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_QUADRATIC
from core.network.settings import NETWORK_RANGES, NetworkSettings

STARTS = marked(
    "Unit Gaussian: every weight and bias from a Gaussian of variance 1. Gaussian/√n: the same,"
    " but each weight divided by √n, where n is the number of inputs of its neuron. Badly wrong:"
    " like Gaussian/√n, but with output biases that make the outputs wrong."
)
"""What the names of the starts mean."""
FRAMES_PER_SECOND = 6
"""At speed 1; a run of 30 epochs has 47 frames."""


REGULARISATION_STOPS = (0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@no_instance_params
class NetworkView(RunView):
    """The lab as ``assets/js/network.js`` lays it out."""

    choices = param.Dict(
        doc="what a network can be made of, how many there can be, and the limits of η"
    )

    _esm = script("network")


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    return {
        "pace": FRAMES_PER_SECOND,
        "choices": editor.choices(
            [
                editor.select(_("Output and cost"), _all(OUTPUT_LAYER_LABELS, _), editor.WIDE),
                editor.select(
                    _("Start"), _all(START_LABELS, _), editor.PAIR, _("Start"), _(STARTS)
                ),
                editor.rate(_),
                editor.hidden(_),
                editor.number(
                    _("λ of L2 regularisation"),
                    NETWORK_RANGES["regularisation_parameter"],
                    REGULARISATION_STOPS,
                    "λ",
                )
                | {"place": editor.WIDE},
            ]
        ),
    }


def _all(labels: Mapping[Any, str], _: Translate) -> dict[str, str]:
    return {str(name): _(label) for name, label in labels.items()}


def widgets(schema: Schema[NetworkSettings], _: Translate) -> list[Control]:
    """Return the controls in their order; the networks have an editor of their own."""
    return [
        view.preset(schema, _),
        view.whole(schema, "mini_batch", _("Mini-batch")),
        view.whole(schema, "seed", _("Seed")),
        data_choice.select(_),
        view.whole(schema, "epochs", _("Number of epochs")),
        view.speed(_),
    ]


def describe(trainings: Trainings, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of the run."""
    networks = list(trainings.networks)
    layers = 1 + max(len(each.settings.hidden) for each in networks)
    made_of = controls.preset, controls.data
    return {
        **described(trainings, plot_columns.TRACE, plot_columns.values(_), _),
        "before": words.before(trainings, *made_of, _),
        "after": words.after(trainings, *made_of, _) if trainings.over else "",
        "findings": words.findings(trainings, _) if trainings.over else [],
        "lines": _lines(networks, controls.preset),
        "tabled": plot_columns.tabled(layers, _),
        "formulas": {each.key: _formulas(each) for each in networks},
    }


def _lines(networks: Sequence[Training], preset: str) -> int:
    """Return how many lines of words to keep room for: one for each network, more to say why."""
    quadratic = [each for each in networks if each.settings.output_layer is SIGMOID_QUADRATIC]
    longer = networks if preset in words.STARTS else quadratic
    is_compared = 0 < len(quadratic) < len(networks)
    # What is said of several takes two lines where their names are long, and one of many may; what
    # the book reports takes two.
    second = (len(networks) > 3) + (preset in words.STARTS)
    more = (len(networks) > 1) + second + is_compared + 2 * (preset in BOOK_STARTS)
    return max(5, len(networks) + len(longer) + more)


OUTPUT_ERROR = r"\delta_j = "
GRADIENT = r"\frac{\partial C}{\partial w_{jk}} = \frac{1}{n} \sum_x a_k\,"
"""Of the weights of the output layer."""
DECAY = {
    "math": mathml(
        r"w \to \left(1 - \frac{\eta\lambda}{n}\right) w - \eta \frac{\partial C}{\partial w}"
    ),
    "equation": 92,
    "part": False,
}
"""What L2 makes of the update of every weight; C is the cost without the penalty."""


def _formulas(training: Training) -> list[dict[str, Any]]:
    output_layer = OUTPUT_LAYERS[training.settings.output_layer.name]
    return [
        # Equation 54 is the cost of one output alone.
        {
            "math": mathml(output_layer.formula),
            "equation": output_layer.equation,
            "part": output_layer.equation == QUADRATIC.equation,
        },
        {
            "math": mathml(OUTPUT_ERROR + output_layer.output_error_formula),
            "equation": output_layer.output_error_equation,
            "part": False,
        },
        {
            "math": mathml(GRADIENT + output_layer.output_error_formula),
            "equation": output_layer.gradient_equation,
            "part": False,
        },
        *([DECAY] if training.settings.regularisation_parameter else []),
    ]


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        "download": _("Download all frames (CSV)"),
        "network": _("The networks"),
        "more": _("Mini-batch, epochs, seed, data"),
        "accuracy": _("accuracy on the test"),
        "cost": _("cost, relative to its start"),
        "error": _("mean push of an output"),
        "slope": _("mean over wrong outputs"),
        "accuracy_short": _("accuracy"),
        "cost_short": _("cost"),
        "error_short": _("push"),
        "slope_short": "",
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
        **editor.texts(_),
        **progress.texts(_),
    }
