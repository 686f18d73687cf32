"""What a run can be set to: its fields and presets, and what its networks are called."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from app.labs.overfitting.networks import Network, Networks, Technique
from app.networks.data_choice import MNIST
from app.networks.jobs import key
from app.networks.names import Differences, layers_name, named
from app.networks.sets import ImageChoice
from app.networks.stack_fields import EPOCHS, SEED, SEEDS, START, TRAINING, WRONG
from app.networks.stack_state import StackSettings
from app.training_lab.schema import RunSettings
from app.ui.fields import Field, Number
from app.ui.language import Translate, marked
from core.network.settings import NETWORK_RANGES, NetworkSettings, Start

SETTING_FIELDS: tuple[Field, ...] = (
    Networks(),
    TRAINING,
    WRONG,
    START,
    Number("mini_batch", NETWORK_RANGES["mini_batch"], "d"),
    EPOCHS,
    SEEDS,
    SEED,
)
COPIES = 3
"""So many copies of each image are learned where there are copies, besides the image itself."""
SHIFT: Mapping[str, int] = MappingProxyType({MNIST: 1})
"""They are also shifted by up to so many pixels; of 8 × 8 one pixel is too much."""

PRESET_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "four": marked("Four networks, one technique each"),
        "by-heart": marked("Learned by heart, no technique"),
        "l2": marked("L2 penalty, λ from 0 to 30"),
        "l1": marked("L1 makes zeros, beside L2"),
        "dropout": marked("Dropout, half of 100 neurons out"),
        "copies": marked("More data, turned copies of 50"),
        "book": marked("The book’s network, 1,000 images"),
    }
)


class Preset(NamedTuple):
    """What a preset sets; the seed is 0 in each."""

    networks: tuple[Network, ...]
    training: int = 797
    wrong: int = 20
    epochs: int = 200
    seeds: int = 5
    start: str = Start.SCALED.value


PLAIN = Network(Technique.NONE.value, 0.0)
BOOK_LAMBDA = 0.1
_PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "four": Preset(
            (
                PLAIN,
                Network(Technique.L2.value, 1.0),
                Network(Technique.L1.value, 0.3),
                Network(Technique.DROPOUT.value, 0.5),
            )
        ),
        "by-heart": Preset((PLAIN,)),
        "l2": Preset((PLAIN, *(Network(Technique.L2.value, each) for each in (0.3, 3.0, 30.0)))),
        "l1": Preset((PLAIN, Network(Technique.L2.value, 1.0), Network(Technique.L1.value, 1.0))),
        "dropout": Preset(
            (
                Network(Technique.NONE.value, 0.0, hidden=(100,)),
                Network(Technique.DROPOUT.value, 0.5, hidden=(100,)),
            ),
            epochs=150,
        ),
        "copies": Preset(
            (PLAIN, *(Network(Technique.COPIES.value, angle) for angle in (15.0, 90.0))),
            training=50,
            wrong=0,
        ),
        "book": Preset(
            (PLAIN, Network(Technique.L2.value, BOOK_LAMBDA)),
            training=1000,
            wrong=0,
            epochs=400,
            seeds=3,
            start=Start.UNIT.value,
        ),
    }
)
BOOK: Mapping[float, float] = MappingProxyType({0.0: 82.27, BOOK_LAMBDA: 87.10})
"""The best accuracies in percent that the book reports for these on MNIST, by λ."""


def preset_values(name: str) -> dict[str, Any]:
    """Return what a preset sets each setting to."""
    return {**_PRESETS[name]._asdict(), "mini_batch": 10, "seed": 0}


def settings_of(values: Mapping[str, Any]) -> dict[str, StackSettings]:
    """Return the settings of each network's stack, by what the page tells them apart by."""
    return {
        key(index): StackSettings(
            network=_network_settings(network, values),
            seeds=values["seeds"],
            images=_images(network, values),
        )
        for index, network in enumerate(values["networks"])
    }


def _network_settings(network: Network, values: Mapping[str, Any]) -> NetworkSettings:
    techniques: dict[str, Any] = {}
    if network.technique in (Technique.L2, Technique.L1):
        techniques["regularisation"] = network.technique
        techniques["regularisation_parameter"] = network.strength
    if network.technique == Technique.DROPOUT:
        techniques["dropout"] = network.strength
    return NetworkSettings(
        hidden=network.hidden,
        start=Start(values["start"]),
        learning_rate=network.learning_rate,
        mini_batch=values["mini_batch"],
        epochs=values["epochs"],
        seed=values["seed"],
        **techniques,
    )


def _images(network: Network, values: Mapping[str, Any]) -> ImageChoice:
    has_copies = network.technique == Technique.COPIES
    return ImageChoice(
        training=values["training"],
        seed=values["seed"],
        wrong=values["wrong"] / 100,
        copies=COPIES if has_copies else 0,
        shift=SHIFT.get(values["data"], 0) if has_copies else 0,
        angle=network.strength if has_copies else 0.0,
    )


RUN: RunSettings[StackSettings] = RunSettings(
    SETTING_FIELDS, PRESET_LABELS, preset_values, settings_of
)

_DIFFERENCES: Differences = MappingProxyType(
    {"learning_rate": lambda rate, _: f"η = {rate:g}", "hidden": layers_name}
)


def labels(networks: Sequence[Network], _: Translate) -> list[str]:
    """Return what each network is called on the page: its number and its technique."""
    return named(networks, lambda network: network.name(_), _DIFFERENCES, _)
