"""What a run can be set to: its fields and presets, and what its networks are called."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.labs.network.networks import OUTPUT_LAYER_LABELS, Network, Networks
from app.networks.jobs import key
from app.networks.names import Differences, layers_name, named
from app.training_lab.schema import RunSettings
from app.ui.fields import Field, Number
from app.ui.language import Translate, marked
from core import Range
from core.network.output_layers import OUTPUT_LAYERS
from core.network.regularisation import Regularisation
from core.network.settings import NETWORK_RANGES, NetworkSettings, Start

PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "four-outputs": marked("Four output layers, badly wrong start"),
        "chapter-cross-entropy": marked("Cross-entropy, the chapter’s network"),
        "chapter-quadratic": marked("Quadratic, the chapter’s network"),
        "chapter-hundred": marked("100 hidden neurons, the chapter’s network"),
        "two-starts": marked("Two starts, same network"),
        "two-starts-l2": marked("Two starts, both with L2"),
        "l2-alone": marked("A large start, shrunk by L2"),
    }
)
START_NAMES = {
    Start.UNIT: marked("unit Gaussian"),
    Start.SCALED: marked("Gaussian/√n"),
    Start.BADLY_WRONG: marked("badly wrong start"),
}
"""What a start is called within the name of a network."""
EPOCHS = Range(1, 100)
"""For a frame a gradient is taken of all training images; of more frames there would be many."""
SETTING_FIELDS: tuple[Field, ...] = (
    Networks(),
    Number("mini_batch", NETWORK_RANGES["mini_batch"], "d"),
    Number("epochs", EPOCHS, "d"),
    Number("seed", NETWORK_RANGES["seed"], "d"),
)

CROSS_ENTROPY, QUADRATIC = "sigmoid-cross-entropy", "sigmoid-quadratic"

_NETWORKS: Mapping[str, tuple[Network, ...]] = MappingProxyType(
    {
        # At an η that suits each from both starts; 3 and 0.5 are the book's.
        "four-outputs": tuple(
            Network(output_layer, Start.BADLY_WRONG, rate)
            for output_layer, rate in (
                (QUADRATIC, 3.0),
                (CROSS_ENTROPY, 0.5),
                ("linear-quadratic", 0.1),
                ("softmax-log-likelihood", 0.5),
            )
        ),
        "chapter-cross-entropy": (Network(CROSS_ENTROPY, Start.UNIT, 0.5),),
        "chapter-quadratic": (Network(QUADRATIC, Start.UNIT, 3.0),),
        "chapter-hundred": (Network(CROSS_ENTROPY, Start.UNIT, 0.5, (100,)),),
        "two-starts": tuple(
            Network(CROSS_ENTROPY, start, 0.5) for start in (Start.UNIT, Start.SCALED)
        ),
        "two-starts-l2": tuple(
            Network(CROSS_ENTROPY, start, 0.1, regularisation_parameter=5.0)
            for start in (Start.UNIT, Start.SCALED)
        ),
        "l2-alone": tuple(
            Network(CROSS_ENTROPY, start, 0.1, regularisation_parameter=parameter)
            for start, parameter in ((Start.UNIT, 0.0), (Start.UNIT, 5.0), (Start.SCALED, 5.0))
        ),
    }
)
_EPOCHS = {"l2-alone": 60}
"""Of presets that take longer than the book's 30."""
BOOK: Mapping[str, float] = MappingProxyType(
    {"chapter-cross-entropy": 95.49, "chapter-quadratic": 95.42, "chapter-hundred": 96.82}
)
"""The accuracies in percent that the book reports for these on MNIST."""
BOOK_STARTS: Mapping[str, tuple[tuple[float, float], tuple[float, float]]] = MappingProxyType(
    {"two-starts-l2": ((86.43, 92.70), (96.37, 96.50))}
)
"""The same of both networks after the first epoch, and after the last."""


def preset_values(name: str) -> dict[str, Any]:
    """Return what a preset sets each setting to."""
    return {
        "networks": _NETWORKS[name],
        "mini_batch": 10,
        "epochs": _EPOCHS.get(name, 30),
        "seed": 0,
    }


def settings_of(values: Mapping[str, Any]) -> dict[str, NetworkSettings]:
    """Return the core's settings for each network, by what the page tells them apart by."""
    return {
        key(index): NetworkSettings(
            hidden=network.hidden,
            output_layer=OUTPUT_LAYERS[network.output_layer],
            start=Start(network.start),
            learning_rate=network.learning_rate,
            mini_batch=values["mini_batch"],
            epochs=values["epochs"],
            seed=values["seed"],
            regularisation=_regularisation(network),
            regularisation_parameter=network.regularisation_parameter,
        )
        for index, network in enumerate(values["networks"])
    }


def _regularisation(network: Network) -> Regularisation:
    return Regularisation.L2 if network.regularisation_parameter else Regularisation.NONE


RUN: RunSettings[NetworkSettings] = RunSettings(
    SETTING_FIELDS, PRESET_LABELS, preset_values, settings_of
)


_DIFFERENCES: Differences = MappingProxyType(
    {
        "start": lambda start, _: _(START_NAMES[Start(start)]),
        "learning_rate": lambda rate, _: f"η = {rate:g}",
        "hidden": layers_name,
        "regularisation_parameter": lambda parameter, _: f"λ = {parameter:g}",
    }
)


def labels(networks: Sequence[Network], _: Translate) -> list[str]:
    """Return what each network is called on the page: its number, its outputs and its cost.

    Networks that have these in common are also told apart by all else in which they differ.
    """
    return named(
        networks, lambda network: _(OUTPUT_LAYER_LABELS[network.output_layer]), _DIFFERENCES, _
    )
