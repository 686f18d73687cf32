"""What the browser gets of the Network lab, and what it must know of a run."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.network import datasets, plot_columns, words
from app.labs.network.networks import MOST_NETWORKS, OUTPUT_LAYER_LABELS, START_LABELS, write_parts
from app.labs.network.results import Training, Trainings
from app.labs.network.settings import DATA_LABELS
from app.training_lab import controls_view, view
from app.training_lab.controls import LabControls, Schema
from app.training_lab.view import RunView
from app.ui.component import script
from app.ui.language import Translate, marked
from app.ui.mathml import mathml
from app.ui.numbers import epoch_text
from app.ui.widgets import Control, Select
from core.costs.costs import QUADRATIC
from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_QUADRATIC
from core.network.settings import NETWORK_RANGES, NetworkSettings

STARTS = marked(
    "Unit Gaussian: every weight and bias from a Gaussian of variance 1. Gaussian/√n: so, but each"
    " weight divided by √n, where n is the number of inputs of its neuron. Badly wrong: as"
    " Gaussian/√n, but with biases of the outputs that make these wrong."
)
"""What the names of the starts mean."""
FRAMES_PER_SECOND = 6
"""At speed 1; a run of 30 epochs has 47 frames."""


@no_instance_params
class NetworkView(RunView):
    """The lab as ``assets/js/network.js`` lays it out."""

    choices = param.Dict(
        doc="what a network can be made of, how many there can be, and the limits of η"
    )

    _esm = script("network")

    def shown(self, controls: LabControls) -> dict[str, Any]:
        """Return what the controls show, of each network its parts."""
        return {**super().shown(controls), "networks": [*map(write_parts, controls.networks)]}


def params(_: Translate) -> dict[str, Any]:
    """Return what the view has besides what every lab's has."""
    return {
        "pace": FRAMES_PER_SECOND,
        "choices": {
            "output_layers": [[name, _(label)] for name, label in OUTPUT_LAYER_LABELS.items()],
            "starts": [[str(name), _(label)] for name, label in START_LABELS.items()],
            "most": MOST_NETWORKS,
            "rates": list(NETWORK_RANGES["learning_rate"]),
            "stops": list(controls_view.LEARNING_RATES),
        },
    }


def widgets(schema: Schema[NetworkSettings], _: Translate) -> list[Control]:
    """Return the controls in their order; the networks have an editor of their own.

    The sets of data are those that the server of the page has.
    """
    known = [each.name for each in datasets.datasets_of_page()]
    options = [(name, _(label)) for name, label in DATA_LABELS.items() if name in known]
    return [
        controls_view.preset(schema, _),
        controls_view.whole(schema, "mini_batch", _("Mini-batch")),
        controls_view.whole(schema, "seed", _("Seed")),
        Select(name="data", label=_("Data"), place=controls_view.MORE, options=options),
        controls_view.whole(schema, "epochs", _("Number of epochs")),
        controls_view.speed(_),
    ]


def describe(trainings: Trainings, controls: LabControls, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of the run."""
    networks = list(trainings.networks)
    over = trainings.ended and trainings.last >= 0
    trained = trainings.last if over else max(0, trainings.frames - 1)
    names = {
        "accuracy": _("accuracy"),
        "training": _("on training"),
        "training_cost": _("C on training"),
    }
    return {
        "curves": [
            {
                "cost": each.key,
                "label": each.label,
                "traces": [asdict(plot_columns.TRACE)],
            }
            for each in networks
        ],
        "last": max(trainings.frames - 1, 1),
        "trained": trained if trainings.last >= 0 else 0,
        "limits": {},
        "before": words.before(trainings, controls.preset, controls.data, _),
        "after": words.after(trainings, controls.preset, controls.data, _) if over else "",
        "lines": _lines(networks),
        "nothing": _("No network has any numbers yet.") if trainings.last < 0 else "",
        "values": [plot_columns.values(names) for _network in networks],
        "tabled": [
            ["accuracy", "", _("accuracy")],
            ["training_accuracy", "", _("accuracy on training")],
            ["test_cost", "C", _("cost")],
            ["error", "|δ|", _("mean over the outputs")],
            ["slope", "σ′", _("mean over wrong outputs")],
            *(
                [
                    f"norm{layer}",
                    f"‖∇{layer}‖",
                    _("size of the gradient in layer {layer}").format(layer=layer),
                ]
                for layer in range(1, 2 + max(len(each.settings.hidden) for each in networks))
            ),
        ],
        "formulas": [_formulas(each) for each in networks],
    }


def progress(training: Training, place: int | None) -> dict[str, Any]:
    """Return how far a network is, and its ``place`` in line."""
    return {
        "key": training.key,
        "name": training.label,
        "done": epoch_text(training.epoch),
        "epochs": training.settings.epochs,
        "place": place,
        "status": training.status.value,
    }


def _lines(networks: Sequence[Training]) -> int:
    """Return how many lines of words to keep room for: one for each network, two to say why."""
    quadratic = [each for each in networks if each.settings.output_layer is SIGMOID_QUADRATIC]
    return max(5, len(networks) + len(quadratic))


def _formulas(training: Training) -> list[dict[str, Any]]:
    output_layer = OUTPUT_LAYERS[training.settings.output_layer.name]
    return [
        # Equation 54 is the cost of one output alone.
        {
            "math": mathml(output_layer.formula),
            "equation": output_layer.equation,
            "part": output_layer.equation == QUADRATIC.equation,
        },
        # Where it is that of the gradient, δ is a part of it.
        {
            "math": mathml(output_layer.output_error_formula),
            "equation": output_layer.output_error_equation,
            "part": output_layer.output_error_equation == output_layer.gradient_equation,
        },
    ]


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        **view.texts(_),
        "download": _("Download all frames (CSV)"),
        "network": _("The networks"),
        "more": _("Mini-batch, epochs, seed, data"),
        "accuracy": _("accuracy on the test"),
        "cost": _("cost relative to the start"),
        "error": _("mean over the outputs"),
        "slope": _("mean over wrong outputs"),
        "curve": _(words.CURVE),
        "named_curve": "\n" + _(words.NAMED_CURVE),
        "networks": _("Networks, side by side"),
        "number": _("Network {number}"),
        "output_layer": _("Output and cost"),
        "start": _("Start"),
        "starts": _(STARTS),
        "rate": _("Learning rate η"),
        "hidden": _("Neurons of the hidden layers"),
        "layers": _("Hidden"),
        "layers_hint": _("30-20: two layers, of 30 and of 20 neurons; 0: none"),
        "most": _("At most {most} networks").format(most=MOST_NETWORKS),
        "least": _("At least one network"),
        "add": _("Add a network"),
        "remove": _("Remove network {number}"),
        "progress": _("{name}: trained to epoch {done} of {epochs}"),
        "waiting": _("{name}: place {place} in the queue"),
        "stopped": _("{name}: stopped at epoch {done}"),
        "failed": _("{name}: failed at epoch {done}"),
        "stop": _("Stop training"),
        "go_on": _("Go on training"),
    }
