"""The parts of the Network lab that the server has something to say of, but for its pins."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.network.sections import confusion, draw, worst
from app.training_lab.sections import Panel

PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        "draw": Panel(draw.content, frozenset({"digit", "ink", "data"}), at_epoch=True),
        "confusion": Panel(confusion.content, at_epoch=True),
        "worst": Panel(worst.content, at_epoch=True),
    }
)
