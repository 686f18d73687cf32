"""What an experiment with a network is: its layers, where it starts, and how it learns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_CROSS_ENTROPY, OutputLayer
from core.neuron.settings import RANGES, Range, SettingsError, within


class Start(StrEnum):
    """Where a network starts.

    UNIT is chapter 1's: every weight and bias a Gaussian of variance 1. SCALED divides the weights
    by the square root of the number of inputs of their neuron, so that hidden neurons are not
    saturated from the start. BADLY_WRONG is as SCALED, but with the biases of the output layer
    that its output layer has for this, so that the outputs are saturated, and on the wrong side.
    """

    UNIT = "unit"
    SCALED = "scaled"
    BADLY_WRONG = "badly-wrong"


MOST_HIDDEN_LAYERS = 3
"""The largest number of hidden layers."""

NETWORK_RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "hidden": Range(1, 100),
        "learning_rate": RANGES["learning_rate"],
        "mini_batch": Range(1, 1000),
        "epochs": Range(1, 100),
        "seed": Range(0, 1_000_000),
    }
)
"""The limits of each number in `NetworkSettings`, both allowed; of `hidden`, of each layer's."""

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"output_layer": tuple(OUTPUT_LAYERS), "start": tuple(Start)}
)
"""The names there are for each setting that is not a number."""


class NetworkSettingsError(SettingsError):
    """A setting of a network that is not what it must be; its text is one line that says so."""

    ranges = NETWORK_RANGES
    whole = frozenset(NETWORK_RANGES) - {"learning_rate"}
    choices = CHOICES

    def wanted(self) -> str:
        """What the setting must be, in words."""
        if self.field == "hidden":
            return f"0 to {MOST_HIDDEN_LAYERS} whole numbers from {self.low:g} to {self.high:g}"
        return super().wanted()


@dataclass(frozen=True)
class NetworkSettings:
    """The settings of one experiment with a network of fully connected layers.

    `hidden` has the number of neurons of each hidden layer, all of them sigmoid; the data decide
    how many inputs and outputs there are. `mini_batch` examples make one update, the last of an
    epoch may have fewer. `start` may be given by its name. The limits are those of
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

    def __post_init__(self) -> None:
        if not isinstance(self.output_layer, OutputLayer):
            raise NetworkSettingsError("output_layer", self.output_layer)
        try:
            object.__setattr__(self, "start", Start(self.start))
        except ValueError:
            raise NetworkSettingsError("start", self.start) from None
        object.__setattr__(self, "hidden", _hidden(self.hidden))
        for field in NETWORK_RANGES.keys() - {"hidden"}:
            object.__setattr__(self, field, check_network(field, getattr(self, field)))


def check_network(field: str, value: object) -> float:
    """The number `value` as a float, or as an int if it must be whole, if the field may have it.

    Raises NetworkSettingsError for numbers outside `NETWORK_RANGES[field]`, NaN, booleans, and
    whatever is not a number. Raises KeyError if there is no such field.
    """
    number = value.item() if isinstance(value, np.number) else value
    try:
        return within(NETWORK_RANGES[field], number, whole=field in NetworkSettingsError.whole)
    except ValueError:
        raise NetworkSettingsError(field, number) from None


def _hidden(sizes: object) -> tuple[int, ...]:
    """The sizes of the hidden layers as ints."""
    if not isinstance(sizes, Iterable) or isinstance(sizes, str | bytes):
        raise NetworkSettingsError("hidden", sizes)
    layers = tuple(sizes)
    if len(layers) > MOST_HIDDEN_LAYERS:
        raise NetworkSettingsError("hidden", layers)
    return tuple(int(check_network("hidden", size)) for size in layers)
