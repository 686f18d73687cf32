"""The parts of the Several-inputs lab that the server has something to say of."""

from collections.abc import Mapping
from types import MappingProxyType

from app.runs.panels import Panel
from app.several.parts import contributions, examples

PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        "examples": Panel(examples.content, frozenset({"data"})),
        "contributions": Panel(contributions.content, at_epoch=True),
    }
)
