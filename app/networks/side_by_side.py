"""Networks that are trained side by side, as a setting: up to four, each in a few words."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from app.ui.fields import Fault, Field, Number, Refused
from app.ui.language import Translate
from core.network.settings import MOST_HIDDEN_LAYERS, NETWORK_RANGES

MOST_NETWORKS = 4

NO_LAYER = "0"
"""Stands for a network without hidden layers."""

SIZE = Number("hidden", NETWORK_RANGES["hidden"], "d")
_BETWEEN = re.compile("[-−,:]")
Parts: TypeAlias = Mapping[str, Field]
"""The parts of a network in their order, by what they are called."""


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
        return tuple(int(SIZE.read(layer.strip())) for layer in layers)

    def write(self, value: Sequence[int]) -> str:
        """Return the text from which ``read`` makes these layers again."""
        return "-".join(map(str, value)) or NO_LAYER

    def allowed(self, _: Translate) -> str:
        """Say how many layers there may be, and of how many neurons."""
        text = _(
            "up to {layers} numbers of neurons from {fewest} to {most} with - between them, or {no}"
            " for none"
        )
        fewest, most = map(int, SIZE.limits)
        return text.format(layers=MOST_HIDDEN_LAYERS, fewest=fewest, most=most, no=NO_LAYER)


@dataclass(frozen=True)
class SideBySide(Field):
    """All networks: commas between them, and colons between the parts of one.

    One is a ``kind``, made of the values of its ``parts`` in their order, each an attribute of the
    name of its field; a lab says what these are, and what is ``allowed``. So many of the last parts
    are ``optional``: where they are missing, a kind has them by default, and what it has by default
    is not written.
    """

    name: str = "networks"
    kind: ClassVar[Any]
    parts: ClassVar[Parts]
    optional: ClassVar[int] = 0

    def read(self, given: object) -> tuple[Any, ...]:
        """Return the networks that ``given``, a text or parts, stands for; or raise Refused."""
        networks = _split(given)
        if not 0 < len(networks) <= MOST_NETWORKS:
            raise Refused(self.name)
        return tuple(map(self._read_one, networks))

    def _read_one(self, parts: Sequence[str]) -> Any:
        if not self._is_whole(parts):
            raise Refused(self.name)
        pairs = zip(self.parts.values(), parts, strict=False)
        return self.kind(*(field.read(part.strip()) for field, part in pairs))

    def write(self, value: Sequence[Any]) -> str:
        """Return the text from which ``read`` makes these networks again."""
        return ",".join(":".join(self._written(each)) for each in value)

    def _is_whole(self, parts: Sequence[str]) -> bool:
        return len(self.parts) - self.optional <= len(parts) <= len(self.parts)

    def _written(self, network: Any) -> list[str]:
        """Return the parts of a network as texts, without those at the end that it has anyway."""
        parts = self.write_parts(network)
        for count in range(len(parts) - self.optional, len(parts)):
            if self._read_one(parts[:count]) == network:
                return parts[:count]
        return parts

    def write_parts(self, network: Any) -> list[str]:
        """Return the parts of a network as texts, in their order."""
        return [field.write(getattr(network, field.name)) for field in self.parts.values()]

    def edited(self, networks: Sequence[Any]) -> list[list[str]]:
        """Return the networks as the editor in the browser has them."""
        return [*map(self.write_parts, networks)]

    def fault(self, given: object, used: Sequence[Any], _: Translate) -> Fault:
        """Return the first part of a network that is wrong, where it is just a part of one.

        Where more is used instead than what that part was before, all of it is told.
        """
        networks = _split(given)
        if len(networks) > MOST_NETWORKS or not all(map(self._is_whole, networks)):
            return super().fault(given, used, _)
        for index, parts in enumerate(networks):
            for at, ((name, field), given_part) in enumerate(
                zip(self.parts.items(), parts, strict=False)
            ):
                if not field.takes(part := given_part.strip()):
                    where = _("Network {number}, {part}").format(number=index + 1, part=_(name))
                    instead = self._instead(networks, index, at, used)
                    fault = field.fault(part, getattr(used[0], field.name), _)
                    return fault._replace(name=where, used=instead)
        return super().fault(given, used, _)

    def _instead(self, networks: list[list[str]], index: int, at: int, used: Sequence[Any]) -> str:
        """Return what that part was before, if all else is what is used; or all that is."""
        if index < len(used):
            mended = deepcopy(networks)
            mended[index][at] = before = self.write_parts(used[index])[at]
            if self.means(mended, tuple(used)):
                return before
        return self.write(used)


@dataclass(frozen=True)
class OneNetwork(Field):
    """A single network of those that ``networks`` can be."""

    networks: SideBySide
    name: str = "network"

    def read(self, given: object) -> Any:
        """Return the network that ``given``, a text, stands for; or raise Refused."""
        (network, *others) = self.networks.read(given)
        if others:
            raise Refused(self.name)
        return network

    def write(self, value: Any) -> str:
        """Return the text from which ``read`` makes this network again."""
        return self.networks.write([value])

    def allowed(self, _: Translate) -> str:
        """Say what a network is made of."""
        return self.networks.allowed(_)


def _split(given: object) -> list[list[str]]:
    """Return the parts of each network in a text, or in lists of texts; of others, nothing."""
    if isinstance(given, str):
        return [each.split(":") for each in given.split(",")]
    networks = given if isinstance(given, list) else []
    are_texts = (isinstance(each, list) and _all_texts(each) for each in networks)
    return networks if all(are_texts) else []


def _all_texts(parts: list[object]) -> bool:
    return all(isinstance(part, str) for part in parts)
