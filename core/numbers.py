"""Numbers in text: one reader for fields, addresses, tables and command lines.

It takes what people type: `0.15`, `0,15`, `1e-2`, `+2`, and the same with full-width signs or a
real minus sign. It refuses what is read differently in different countries, such as `1,234`.
"""

import math
import re

_FULL_WIDTH, _ASCII = "０１２３４５６７８９．，＋－−ｅＥ", "0123456789.,+--eE"
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\d*[.,]\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_UNCLEAR = re.compile(
    r"[+-]?(?:[1-9]\d{0,2},\d{3}|\d{1,3}(?:[.,]\d{3})+[.,]\d+)(?:e[+-]?\d+)?",
    re.ASCII | re.IGNORECASE,
)
"""With marks of which one may stand between thousands."""


class NotANumber(ValueError):
    """A text that stands for no number; `unclear` says whether it may stand for several."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.unclear = bool(_UNCLEAR.fullmatch(_plain(text)))


def read_number(text: str, *, whole: bool = False) -> float:
    """Return the number that `text` stands for, an int if `whole`; never -0.0 and never infinite.

    Raises NotANumber for any other text, and for a fraction if `whole`.
    """
    plain = _plain(text)
    if not _NUMBER.fullmatch(plain) or _UNCLEAR.fullmatch(plain):
        raise NotANumber(text)
    number = float(plain.replace(",", ".")) + 0.0
    if not math.isfinite(number) or (whole and not number.is_integer()):
        raise NotANumber(text)
    return int(number) if whole else number


def _plain(text: str) -> str:
    """Return `text` in ASCII as far as numbers are concerned, without space around it."""
    return text.translate(str.maketrans(_FULL_WIDTH, _ASCII)).strip()
