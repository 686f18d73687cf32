"""The networks that are trained side by side, as a setting: up to four, each in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from app.networks.side_by_side import MOST_NETWORKS, SIZE, Layers, Parts, SideBySide
from app.ui.fields import Choice, Field, Number
from app.ui.language import Translate, marked
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import MOST_HIDDEN_LAYERS, NETWORK_RANGES, Start

OUTPUT_LAYER_LABELS = {
    "sigmoid-quadratic": marked("Sigmoid, quadratic cost"),
    "sigmoid-cross-entropy": marked("Sigmoid, cross-entropy"),
    "linear-quadratic": marked("Linear, quadratic cost"),
    "softmax-log-likelihood": marked("Softmax, log-likelihood"),
}
START_LABELS = {
    Start.UNIT: marked("Unit Gaussian"),
    Start.SCALED: marked("Gaussian/√n"),
    Start.BADLY_WRONG: marked("Badly wrong"),
}


@dataclass(frozen=True)
class Network:
    """What one network has of its own: its output layer and cost, its start, η, its layers.

    Where λ is not 0, its weights are regularised by L2.
    """

    output_layer: str
    start: str
    learning_rate: float
    hidden: tuple[int, ...] = (30,)
    regularisation_parameter: float = 0.0


PARTS: Mapping[str, Field] = MappingProxyType(
    {
        marked("output and cost"): Choice("output_layer", tuple(OUTPUT_LAYERS)),
        marked("start"): Choice("start", tuple(map(str, Start))),
        marked("η"): Number("learning_rate", NETWORK_RANGES["learning_rate"], ".3g"),
        marked("hidden layers"): Layers(),
        "λ": Number("regularisation_parameter", NETWORK_RANGES["regularisation_parameter"], ".3g"),
    }
)


@dataclass(frozen=True)
class Networks(SideBySide):
    """All networks: commas between them, and colons between the parts of one."""

    kind: ClassVar[type[Network]] = Network
    parts: ClassVar[Parts] = PARTS
    optional: ClassVar[int] = 1

    def allowed(self, _: Translate) -> str:
        """Say what a network is made of."""
        text = _(
            "1 to {count} networks with commas between them, each an output with its cost, a start,"
            " η from {low} to {high}, up to {layers} hidden layers of {fewest} to {most} neurons"
            " and, if wanted, λ of L2 up to {largest}, such as {example}"
        )
        example = Network("sigmoid-cross-entropy", "scaled", 0.5, (30, 20))
        return text.format(
            count=MOST_NETWORKS,
            low=f"{NETWORK_RANGES['learning_rate'].low:g}",
            high=f"{NETWORK_RANGES['learning_rate'].high:g}",
            layers=MOST_HIDDEN_LAYERS,
            fewest=int(SIZE.limits.low),
            most=int(SIZE.limits.high),
            largest=f"{NETWORK_RANGES['regularisation_parameter'].high:g}",
            example=self.write([example]),
        )
