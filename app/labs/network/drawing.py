"""What a reader has drawn, as an address and a message carry it."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.ui.fields import Field, Refused
from app.ui.language import Translate
from core.data.drawing import CELLS

HEX_DIGITS = CELLS * CELLS // 4
BLANK = "0" * HEX_DIGITS
_DRAWING = re.compile(rf"[0-9a-f]{{{HEX_DIGITS}}}")


@dataclass(frozen=True)
class Ink(Field):
    """A drawing of 32 × 32 cells, row by row, four to a hexadecimal digit; or none, ``""``."""

    name: str = "ink"

    def read(self, given: object) -> str:
        """Return ``given`` if it is a drawing or ``""``, or raise Refused."""
        if isinstance(given, str) and (given == "" or _DRAWING.fullmatch(given)):
            return given
        raise Refused(self.name)

    def write(self, value: str) -> str:
        """Return the drawing, which is its text."""
        return value

    def allowed(self, _: Translate) -> str:
        """Say what a drawing is."""
        text = _("a drawing of {count} lower-case hexadecimal digits")
        return text.format(count=HEX_DIGITS)


def bitmap(text: str) -> NDArray[np.bool_]:
    """Return the cells of a drawing that ``Ink`` has read, (32, 32), true where there is ink."""
    packed = np.frombuffer(bytes.fromhex(text or BLANK), dtype=np.uint8)
    return np.unpackbits(packed).reshape(CELLS, CELLS).astype(bool)
