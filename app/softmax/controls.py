"""What a reader sets in the Softmax lab: the four weighted inputs."""

import param

from app.fields import Numbers
from core import Range
from core.softmax import HIGH, LOW, START, STEP

LIMITS = Range(LOW, HIGH)
FIELD = Numbers("z", len(START), LIMITS, decimals=2)
SUBSCRIPTS = "₁₂₃₄"

__all__ = ["FIELD", "LIMITS", "START", "STEP", "SUBSCRIPTS", "Controls"]


class Controls(param.Parameterized):
    """The weighted inputs z₁ … z₄, each from −5 to 5."""

    z = param.NumericTuple(START, doc="weighted inputs of the output layer")
