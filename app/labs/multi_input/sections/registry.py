"""The sections of the Several-inputs lab that the server has something to say of."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.multi_input.sections import contributions, examples
from app.training_lab.sections import Section

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "examples": Section(examples.content, frozenset({"data"})),
        "contributions": Section(contributions.content, at_epoch=True),
    }
)
