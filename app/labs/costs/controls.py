"""What a reader sets in the Costs lab: the target, the output, and the power that is asked for."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import param

from app.ui.fields import Number
from app.ui.session import PlainControls
from core import RANGES, Range
from core.costs.power_family import POWERS

OUTPUTS = Range(0.0, 1.0)

FIELDS: Mapping[str, Number] = MappingProxyType(
    {
        field.name: field
        for field in (
            Number("y", RANGES["target"]),
            Number("a", OUTPUTS),
            Number("p", POWERS),
        )
    }
)
DEFAULTS: Mapping[str, Any] = MappingProxyType({"y": 0.0, "a": 0.9, "p": 0.0})


class Controls(PlainControls):
    """The settings of the Costs lab."""

    y = param.Number(DEFAULTS["y"], bounds=RANGES["target"], doc="the target")
    a = param.Number(DEFAULTS["a"], bounds=OUTPUTS, doc="the output that is looked at")
    p = param.Number(DEFAULTS["p"], bounds=POWERS, doc="the power of a(1 − a) that is asked for")

    def values(self) -> dict[str, float]:
        """Return every setting by its name."""
        return {name: getattr(self, name) for name in FIELDS}
