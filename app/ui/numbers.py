"""Numbers in words, as the page's scripts write them too (``assets/js/numbers.js``).

There is one way to write each kind, so that a quantity has the same text wherever it is shown.
"""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat

from core.numerals import NOTHING
from core.numerals import numeral as numeral

PER_CENT = "\u00a0%"
"""What follows a number in per cent: no line ends before it."""


def percent(part: SupportsFloat) -> str:
    """Return a part of 1 in per cent: 75 %, 95.42 %; of 10,000 answers, one that is wrong shows."""
    exact = float(part)
    if math.isnan(exact):
        return NOTHING
    text = _fixed(100.0 * exact, 2)
    return f"{text.removesuffix('.00')}{PER_CENT}"


def epoch_text(epoch: float) -> str:
    """Return an epoch, which may lie within one, as every place on the page writes it."""
    return short(_fixed(epoch, 2))


def short(value: SupportsFloat | str) -> str:
    """Return what was set with as few digits as it needs, and a true minus sign."""
    return f"{float(value):.12g}".replace("-", "−")


def _fixed(value: float, digits: int) -> str:
    return str(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
