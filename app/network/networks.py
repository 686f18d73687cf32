"""The networks that are trained side by side, as a setting: up to four, each in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.fields import Choice, Field, Number, Refused
from app.language import Translate, marked
from core.network_settings import MOST_HIDDEN_LAYERS, NETWORK_RANGES, Start
from core.pairings import PAIRINGS

MOST_NETWORKS = 4

PAIRING_LABELS = {
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
NO_LAYER = "0"
"""Stands for a network without hidden layers."""

_PAIRING = Choice("pairing", tuple(PAIRINGS))
_START = Choice("start", tuple(map(str, Start)))
_RATE = Number("learning_rate", NETWORK_RANGES["learning_rate"], ".3g")
_HIDDEN = Number("hidden", NETWORK_RANGES["hidden"], "d")


@dataclass(frozen=True)
class Network:
    """What one network has of its own: its output layer and cost, its start, η, its layers."""

    pairing: str
    start: str
    learning_rate: float
    hidden: tuple[int, ...] = (30,)


@dataclass(frozen=True)
class Networks(Field):
    """All networks: commas between them, and colons between the parts of one."""

    name: str = "networks"

    def read(self, given: object) -> tuple[Network, ...]:
        """Return the networks that ``given``, a text, stands for; or raise Refused."""
        parts = given.split(",") if isinstance(given, str) else []
        if not 0 < len(parts) <= MOST_NETWORKS:
            raise Refused(self.name)
        return tuple(self._read_one(part.split(":")) for part in parts)

    def _read_one(self, parts: Sequence[str]) -> Network:
        if len(parts) != 4:
            raise Refused(self.name)
        pairing, start, rate, hidden = (part.strip() for part in parts)
        layers = [] if hidden == NO_LAYER else hidden.split("-")
        if len(layers) > MOST_HIDDEN_LAYERS:
            raise Refused(self.name)
        return Network(
            _PAIRING.read(pairing),
            _START.read(start),
            _RATE.read(rate),
            tuple(int(_HIDDEN.read(layer.strip())) for layer in layers),
        )

    def write(self, value: Sequence[Network]) -> str:
        """Return the text from which ``read`` makes these networks again."""
        return ",".join(
            f"{each.pairing}:{each.start}:{_RATE.write(each.learning_rate)}:{write_layers(each)}"
            for each in value
        )

    def allowed(self, _: Translate) -> str:
        """Say what a network is made of."""
        text = _(
            "1 to {count} networks with commas between them, each an output with its cost, a start,"
            " η from {low} to {high} and up to {layers} hidden layers of {fewest} to {most}"
            " neurons, such as {example}"
        )
        example = Network("sigmoid-cross-entropy", "scaled", 0.5, (30, 20))
        return text.format(
            count=MOST_NETWORKS,
            low=_RATE.write(NETWORK_RANGES["learning_rate"].low),
            high=_RATE.write(NETWORK_RANGES["learning_rate"].high),
            layers=MOST_HIDDEN_LAYERS,
            fewest=int(NETWORK_RANGES["hidden"].low),
            most=int(NETWORK_RANGES["hidden"].high),
            example=self.write([example]),
        )


def write_layers(network: Network) -> str:
    """Return the hidden layers of a network as an address has them."""
    return "-".join(map(str, network.hidden)) or NO_LAYER


def key(index: int) -> str:
    """Return by what the page tells the networks apart, from 0 on."""
    return f"run-{index + 1}"


def label(index: int, network: Network, _: Translate) -> str:
    """Return what a network is called on the page."""
    return f"{index + 1} {_(PAIRING_LABELS[network.pairing])}"
