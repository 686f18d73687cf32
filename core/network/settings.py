"""What an experiment with a network is: its layers, where it starts, and how it learns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from core.network import dropout, momentum, no_improvement, regularisation
from core.network.hidden_neurons import HIDDEN_NEURONS, SIGMOID, HiddenNeurons
from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_CROSS_ENTROPY, OutputLayer
from core.network.regularisation import Regularisation
from core.neuron.settings import Range, SettingsError


class Start(StrEnum):
    """Where a network starts.

    UNIT is chapter 1's: every weight and bias a Gaussian of variance 1. SCALED divides the weights
    by the square root of the number of inputs of their neuron, so that hidden neurons are not
    saturated from the start, and spreads them as fits the kind of hidden neurons. BADLY_WRONG is as
    SCALED, but with the biases of the output layer that its output layer has for this, so that the
    outputs are saturated, and on the wrong side.
    """

    UNIT = "unit"
    SCALED = "scaled"
    BADLY_WRONG = "badly-wrong"


MOST_HIDDEN_LAYERS = 3
"""The largest number of hidden layers."""

NETWORK_RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "hidden": Range(1, 100),
        "learning_rate": Range(0.001, 100.0),
        "mini_batch": Range(1, 1000),
        "epochs": Range(1, 400),
        "seed": Range(0, 1_000_000),
        "regularisation_parameter": regularisation.RANGE,
        "dropout": dropout.RANGE,
        "momentum": momentum.RANGE,
        "patience": no_improvement.PATIENCE,
    }
)
"""The limits of each number in `NetworkSettings`, both allowed; of `hidden`, of each layer's."""

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "output_layer": tuple(OUTPUT_LAYERS),
        "start": tuple(Start),
        "hidden_neurons": tuple(HIDDEN_NEURONS),
        "regularisation": tuple(Regularisation),
    }
)
"""The names there are for each setting that is not a number."""


class NetworkSettingsError(SettingsError):
    """A setting of a network that is not what it must be; its text is one line that says so."""

    ranges = NETWORK_RANGES
    whole = frozenset({"hidden", "mini_batch", "epochs", "seed", "patience"})
    choices = CHOICES

    def wanted(self) -> str:
        """What the setting must be, in words."""
        if self.field == "hidden":
            return f"0 to {MOST_HIDDEN_LAYERS} whole numbers from {self.low:g} to {self.high:g}"
        return super().wanted()


@dataclass(frozen=True)
class NetworkSettings:
    """The settings of one experiment with a network of fully connected layers.

    `hidden` has the number of neurons of each hidden layer, all of them of one kind,
    `hidden_neurons`; the data decide how many inputs and outputs there are. `mini_batch` examples
    make one update, the last of an epoch may have fewer.

    The others are techniques, none of which is in use by default. `regularisation` has λ as its
    `regularisation_parameter`, `dropout` is the probability p with which a hidden neuron is left
    out, `momentum` is μ, and after `patience` epochs without a better validation accuracy η is
    halved, but never if that is 0. The modules of these names say more, and `no_improvement`.

    `start` and `regularisation` may be given by their names. The limits are those of
    `NETWORK_RANGES`; NetworkSettingsError is raised outside them. Settings can be compared and
    hashed.
    """

    hidden: tuple[int, ...] = (30,)
    output_layer: OutputLayer = SIGMOID_CROSS_ENTROPY
    start: Start = Start.SCALED
    learning_rate: float = 0.5
    mini_batch: int = 10
    epochs: int = 30
    seed: int = 0
    hidden_neurons: HiddenNeurons = SIGMOID
    regularisation: Regularisation = Regularisation.NONE
    regularisation_parameter: float = 0.0
    dropout: float = 0.0
    momentum: float = 0.0
    patience: int = 0

    def __post_init__(self) -> None:
        for field, kind in (("output_layer", OutputLayer), ("hidden_neurons", HiddenNeurons)):
            if not isinstance(getattr(self, field), kind):
                raise NetworkSettingsError(field, getattr(self, field))
        for field, names in (("start", Start), ("regularisation", Regularisation)):
            try:
                object.__setattr__(self, field, names(getattr(self, field)))
            except ValueError:
                raise NetworkSettingsError(field, getattr(self, field)) from None
        object.__setattr__(self, "hidden", _hidden(self.hidden))
        for field in NETWORK_RANGES.keys() - {"hidden"}:
            object.__setattr__(self, field, check_network(field, getattr(self, field)))


def check_network(field: str, value: object) -> float:
    """The number `value` as a float, or as an int if it must be whole, if the field may have it.

    Raises NetworkSettingsError for numbers outside `NETWORK_RANGES[field]`, NaN, booleans, and
    whatever is not a number. Raises KeyError if there is no such field.
    """
    number = value.item() if isinstance(value, np.number) else value
    return NetworkSettingsError.checked(field, number)


def _hidden(sizes: object) -> tuple[int, ...]:
    """The sizes of the hidden layers as ints."""
    if not isinstance(sizes, Iterable) or isinstance(sizes, str | bytes):
        raise NetworkSettingsError("hidden", sizes)
    layers = tuple(sizes)
    if len(layers) > MOST_HIDDEN_LAYERS:
        raise NetworkSettingsError("hidden", layers)
    return tuple(int(check_network("hidden", size)) for size in layers)
