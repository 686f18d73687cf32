"""What a reader sets in the Softmax lab: the four weighted inputs."""

import param

from app.ui.fields import Number, Numbers
from core import Range
from core.softmax import HIGH, LOW, START, STEP

LIMITS = Range(LOW, HIGH)
FIELD = Numbers("z", len(START), LIMITS, decimals=2)
SUBSCRIPTS = "₁₂₃₄"
EACH = tuple(Number(f"z{subscript}", LIMITS) for subscript in SUBSCRIPTS)
"""The field of each weighted input alone."""
NAMES = tuple(f"z{number}" for number in range(1, len(START) + 1))
"""What the controls call them."""

__all__ = ["EACH", "FIELD", "LIMITS", "NAMES", "START", "STEP", "SUBSCRIPTS", "Controls"]


class Controls(param.Parameterized):
    """The weighted inputs z₁ … z₄, each from −5 to 5."""

    z = param.NumericTuple(START, doc="weighted inputs of the output layer")

    def values(self) -> dict[str, tuple[float, ...]]:
        """Return every setting by its name."""
        return {"z": self.z}
