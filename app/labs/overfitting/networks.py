"""The networks that are trained side by side, each with one technique against overfitting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar

from app.networks.side_by_side import MOST_NETWORKS, Layers, Parts, SideBySide
from app.ui.fields import Choice, Field, Number
from app.ui.language import Translate, marked
from app.ui.numbers import short
from core import Range
from core.network.settings import NETWORK_RANGES


class Technique(StrEnum):
    """What a network has against overfitting: nothing, a penalty, dropout, or turned copies."""

    NONE = "none"
    L2 = "l2"
    L1 = "l1"
    DROPOUT = "dropout"
    COPIES = "copies"


PENALTY = NETWORK_RANGES["regularisation_parameter"]
ANGLES = Range(0.0, 180.0)
STRENGTHS: Mapping[Technique, Number] = MappingProxyType(
    {
        Technique.L2: Number("strength", PENALTY, ".4g"),
        Technique.L1: Number("strength", PENALTY, ".4g"),
        Technique.DROPOUT: Number("strength", NETWORK_RANGES["dropout"], ".2f"),
        Technique.COPIES: Number("strength", ANGLES, ".3g"),
    }
)
"""What the strength of each technique is: λ, p, or up to how many degrees copies are turned."""
TECHNIQUE_LABELS: Mapping[Technique, str] = MappingProxyType(
    {
        Technique.NONE: marked("No technique"),
        Technique.L2: marked("L2 penalty"),
        Technique.L1: marked("L1 penalty"),
        Technique.DROPOUT: marked("Dropout"),
        Technique.COPIES: marked("More data: turned copies"),
    }
)
NAMES: Mapping[Technique, str] = MappingProxyType(
    {
        Technique.NONE: marked("no technique"),
        Technique.L2: marked("L2, λ = {strength}"),
        Technique.L1: marked("L1, λ = {strength}"),
        Technique.DROPOUT: marked("dropout, p = {strength}"),
        Technique.COPIES: marked("copies, turned by up to {strength}°"),
    }
)
"""What a technique is called within the name of a network."""


@dataclass(frozen=True)
class Network:
    """What one network has of its own: its technique and how strong that is, η, its layers."""

    technique: str
    strength: float
    learning_rate: float = 0.5
    hidden: tuple[int, ...] = (30,)

    def name(self, _: Translate) -> str:
        """Say which technique it has."""
        return _(NAMES[Technique(self.technique)]).format(strength=short(self.strength))


PARTS: Mapping[str, Field] = MappingProxyType(
    {
        marked("technique"): Choice("technique", tuple(map(str, Technique))),
        marked("strength"): Number("strength", PENALTY, ".4g"),
        marked("η"): Number("learning_rate", NETWORK_RANGES["learning_rate"], ".3g"),
        marked("hidden layers"): Layers(),
    }
)


@dataclass(frozen=True)
class Networks(SideBySide):
    """All networks: commas between them, and colons between the parts of one."""

    kind: ClassVar[Any] = Network
    parts: ClassVar[Parts] = PARTS

    def _read_one(self, parts: Sequence[str]) -> Network:
        network: Network = super()._read_one(parts)
        technique = Technique(network.technique)
        strength = 0.0
        if technique is not Technique.NONE:
            strength = STRENGTHS[technique].read(network.strength)
        return Network(technique.value, strength, network.learning_rate, network.hidden)

    def allowed(self, _: Translate) -> str:
        """Say what a network is made of."""
        text = _(
            "1 to {count} networks with commas between them, each a technique, its strength, η and"
            " hidden layers, such as {example}; the strength is λ up to {penalty} of l2 and l1, p"
            " up to {probability} of dropout, and up to {angle} degrees of copies"
        )
        return text.format(
            count=MOST_NETWORKS,
            example=self.write([Network(Technique.L2, 1.0)]),
            penalty=f"{PENALTY.high:g}",
            probability=f"{NETWORK_RANGES['dropout'].high:g}",
            angle=f"{ANGLES.high:g}",
        )
