"""The networks that are trained side by side, as a setting: up to four, each in a few words."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from app.ui.fields import Choice, Fault, Field, Number, Refused
from app.ui.language import Translate, marked
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import MOST_HIDDEN_LAYERS, NETWORK_RANGES, Start

MOST_NETWORKS = 4

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
START_NAMES = {
    Start.UNIT: marked("unit Gaussian"),
    Start.SCALED: marked("Gaussian/√n"),
    Start.BADLY_WRONG: marked("badly wrong start"),
}
"""What a start is called within the name of a network."""
NO_LAYER = "0"
"""Stands for a network without hidden layers."""

_SIZE = Number("hidden", NETWORK_RANGES["hidden"], "d")
_BETWEEN = re.compile("[-−,:]")


@dataclass(frozen=True)
class Layers(Field):
    """The numbers of neurons of the hidden layers, with hyphens between them."""

    name: str = "hidden"

    def read(self, given: object) -> tuple[int, ...]:
        """Return the numbers that ``given``, a text, stands for; or raise Refused."""
        layers = _BETWEEN.split(given) if isinstance(given, str) else []
        if layers == [NO_LAYER]:
            return ()
        if not 0 < len(layers) <= MOST_HIDDEN_LAYERS:
            raise Refused(self.name)
        return tuple(int(_SIZE.read(layer.strip())) for layer in layers)

    def write(self, value: Sequence[int]) -> str:
        """Return the text from which ``read`` makes these layers again."""
        return "-".join(map(str, value)) or NO_LAYER

    def allowed(self, _: Translate) -> str:
        """Say how many layers there may be, and of how many neurons."""
        text = _(
            "up to {layers} numbers of neurons from {fewest} to {most} with - between them, or {no}"
            " for none"
        )
        fewest, most = map(int, _SIZE.limits)
        return text.format(layers=MOST_HIDDEN_LAYERS, fewest=fewest, most=most, no=NO_LAYER)


@dataclass(frozen=True)
class Network:
    """What one network has of its own: its output layer and cost, its start, η, its layers."""

    output_layer: str
    start: str
    learning_rate: float
    hidden: tuple[int, ...] = (30,)


PARTS: Mapping[str, Field] = MappingProxyType(
    {
        marked("output and cost"): Choice("output_layer", tuple(OUTPUT_LAYERS)),
        marked("start"): Choice("start", tuple(map(str, Start))),
        marked("η"): Number("learning_rate", NETWORK_RANGES["learning_rate"], ".3g"),
        marked("hidden layers"): Layers(),
    }
)
"""The parts of a network in their order, by what they are called."""


@dataclass(frozen=True)
class Networks(Field):
    """All networks: commas between them, and colons between the parts of one."""

    name: str = "networks"

    def read(self, given: object) -> tuple[Network, ...]:
        """Return the networks that ``given``, a text or parts, stands for; or raise Refused."""
        networks = _parts(given)
        if not 0 < len(networks) <= MOST_NETWORKS:
            raise Refused(self.name)
        return tuple(map(self._read_one, networks))

    def _read_one(self, parts: Sequence[str]) -> Network:
        if len(parts) != len(PARTS):
            raise Refused(self.name)
        return Network(
            *(field.read(part.strip()) for field, part in zip(PARTS.values(), parts, strict=True))
        )

    def write(self, value: Sequence[Network]) -> str:
        """Return the text from which ``read`` makes these networks again."""
        return ",".join(map(_write_one, value))

    def fault(self, given: object, used: Sequence[Network], _: Translate) -> Fault:
        """Return the first part of a network that is wrong, where it is just a part of one.

        Where more is used instead than what that part was before, all of it is told.
        """
        networks = _parts(given)
        if len(networks) > MOST_NETWORKS or any(len(each) != len(PARTS) for each in networks):
            return super().fault(given, used, _)
        for index, parts in enumerate(networks):
            for at, (name, field) in enumerate(PARTS.items()):
                if not field.takes(part := parts[at].strip()):
                    where = _("Network {number}, {part}").format(number=index + 1, part=_(name))
                    instead = self._instead(networks, index, at, used)
                    fault = field.fault(part, getattr(used[0], field.name), _)
                    return fault._replace(name=where, used=instead)
        return super().fault(given, used, _)

    def _instead(
        self, networks: list[list[str]], index: int, at: int, used: Sequence[Network]
    ) -> str:
        """Return what that part was before, if all else is what is used; or all that is."""
        if index < len(used):
            mended = deepcopy(networks)
            mended[index][at] = before = write_parts(used[index])[at]
            if self.means(mended, tuple(used)):
                return before
        return self.write(used)

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
            low=f"{NETWORK_RANGES['learning_rate'].low:g}",
            high=f"{NETWORK_RANGES['learning_rate'].high:g}",
            layers=MOST_HIDDEN_LAYERS,
            fewest=int(NETWORK_RANGES["hidden"].low),
            most=int(NETWORK_RANGES["hidden"].high),
            example=self.write([example]),
        )


def _parts(given: object) -> list[list[str]]:
    """Return the parts of each network in a text, or in lists of texts; of others, nothing."""
    if isinstance(given, str):
        return [each.split(":") for each in given.split(",")]
    networks = given if isinstance(given, list) else []
    are_texts = (isinstance(each, list) and _all_texts(each) for each in networks)
    return networks if all(are_texts) else []


def _all_texts(parts: list[object]) -> bool:
    return all(isinstance(part, str) for part in parts)


def write_parts(network: Network) -> list[str]:
    """Return the parts of a network as texts, in their order."""
    values = (getattr(network, each.name) for each in fields(network))
    return [field.write(value) for field, value in zip(PARTS.values(), values, strict=True)]


def _write_one(network: Network) -> str:
    return ":".join(write_parts(network))


def key(index: int) -> str:
    """Return by what the page tells the networks apart, from 0 on."""
    return f"run-{index + 1}"


def labels(networks: Sequence[Network], _: Translate) -> list[str]:
    """Return what each network is called on the page: its number, its outputs and its cost.

    Networks that have these in common are also told apart by all else in which they differ.
    """
    names = []
    for index, network in enumerate(networks):
        name = f"{index + 1} {_(OUTPUT_LAYER_LABELS[network.output_layer])}"
        alike = [each for each in networks if each.output_layer == network.output_layer]
        for part, say in _DIFFERENCES.items():
            if len({getattr(each, part) for each in alike}) > 1:
                more = _("{name}, {difference}")
                name = more.format(name=name, difference=say(getattr(network, part), _))
        names.append(name)
    return names


def _layers_name(hidden: tuple[int, ...], _: Translate) -> str:
    if not hidden:
        return _("no hidden layer")
    return _("{layers} hidden").format(layers="-".join(map(str, hidden)))


_DIFFERENCES: Mapping[str, Callable[[Any, Translate], str]] = MappingProxyType(
    {
        "start": lambda start, _: _(START_NAMES[Start(start)]),
        "learning_rate": lambda rate, _: f"η = {rate:g}",
        "hidden": _layers_name,
    }
)
