"""Quantities in text: the one way to write each, wherever it is shown."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from types import MappingProxyType
from typing import SupportsFloat

SIGNIFICANT = 4
"""So many digits of a quantity count."""
SMALLEST, LARGEST = -3, 5
"""The powers of ten within which no exponent is written."""
SUPERSCRIPTS = MappingProxyType(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
NOTHING = "—"
"""Where there is no number to tell."""


def numeral(value: SupportsFloat) -> str:
    """Return a quantity with four digits that count: 0.9820, −12.34, 1.771 × 10⁻⁵; 0 is 0.

    Ties are rounded away from zero, as JavaScript's ``toFixed`` does.
    """
    exact = float(value)
    if math.isnan(exact):
        return NOTHING
    if math.isinf(exact):
        return "∞" if exact > 0 else "−∞"
    if exact == 0:
        return "0"
    rounded = Context(prec=SIGNIFICANT, rounding=ROUND_HALF_UP).create_decimal(Decimal(exact))
    power = rounded.adjusted()
    if SMALLEST <= power <= LARGEST:
        last = Decimal(1).scaleb(min(0, power - SIGNIFICANT + 1))
        text = str(Decimal(exact).quantize(last, ROUND_HALF_UP))
    else:
        text = f"{rounded.scaleb(-power)} × 10{str(power).translate(SUPERSCRIPTS)}"
    return text.replace("-", "−")
