"""The sections of the Network lab that the server has something to say of, but for its pins."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.network.sections import confusion, draw, worst
from app.training_lab.sections import Section

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "draw": Section(draw.content, frozenset({"digit", "ink", "data"}), at_epoch=True),
        "confusion": Section(confusion.content, at_epoch=True),
        "worst": Section(worst.content, at_epoch=True),
    }
)
