"""What a run can be set to: the fields of its settings, and the presets."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.labs.network.networks import Network, Networks, key
from app.training_lab.controls import OWN_SETTINGS
from app.ui.fields import Choice, Field, Number
from app.ui.language import marked
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NETWORK_RANGES, NetworkSettings, Start

DIGITS, MNIST = "digits", "mnist"
DATA_LABELS: Mapping[str, str] = MappingProxyType(
    {DIGITS: marked("1,797 digits, 8 × 8 pixels"), MNIST: marked("MNIST, 28 × 28 pixels")}
)
PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "four-outputs": marked("Badly wrong start, four outputs"),
        "chapter-cross-entropy": marked("The chapter’s network, cross-entropy"),
        "chapter-quadratic": marked("The chapter’s network, quadratic cost"),
        "two-starts": marked("The same network from two starts"),
        OWN_SETTINGS: marked("Own settings"),
    }
)
SETTING_FIELDS: tuple[Field, ...] = (
    Networks(),
    Number("mini_batch", NETWORK_RANGES["mini_batch"], "d"),
    Number("epochs", NETWORK_RANGES["epochs"], "d"),
    Number("seed", NETWORK_RANGES["seed"], "d"),
)
DATA = Choice("data", tuple(DATA_LABELS))
"""What is learned, which a preset leaves as it is."""
PRESET = Choice("preset", tuple(PRESET_LABELS))

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
        "two-starts": tuple(
            Network(CROSS_ENTROPY, start, 0.5) for start in (Start.UNIT, Start.SCALED)
        ),
    }
)
BOOK: Mapping[str, float] = MappingProxyType(
    {"chapter-cross-entropy": 95.49, "chapter-quadratic": 95.42}
)
"""The accuracies in percent that the book reports for these on MNIST."""


def preset_values(name: str) -> dict[str, Any]:
    """Return what a preset sets each setting to; OWN_SETTINGS sets none."""
    if name == OWN_SETTINGS:
        return {}
    return {
        "networks": _NETWORKS[name],
        "mini_batch": 10,
        "epochs": 30,
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
        )
        for index, network in enumerate(values["networks"])
    }
