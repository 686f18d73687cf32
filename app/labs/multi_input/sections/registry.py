"""The parts of the Several-inputs lab that the server has something to say of."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.multi_input.sections import contributions, examples
from app.training_lab.sections import Panel

PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        "examples": Panel(examples.content, frozenset({"data"})),
        "contributions": Panel(contributions.content, at_epoch=True),
    }
)
