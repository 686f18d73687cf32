"""Numbers in sentences, as the page's scripts write them too (``assets/js/numbers.js``)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import SupportsFloat

LONGEST = 1e6


def decimals(value: float, digits: int) -> str:
    """Return ``value`` with that many decimals, a true minus sign, and no minus zero.

    From a million on it is written as a power of ten: there is no room for more digits.
    """
    text = f"{value:.{digits}f}" if abs(value) < LONGEST else _power(value)
    return text.replace("-", "−") if float(text) else text.removeprefix("-")


def _power(value: float) -> str:
    mantissa, exponent = f"{value:.3e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def significant(value: float, digits: int = 4) -> str:
    """Return ``value`` with so many digits that count, as it may be tiny or huge."""
    text = f"{value:#.{digits}g}".rstrip(".") if value else "0"
    return (_power(value) if "e" in text else text).replace("-", "−")


def accuracy_text(accuracy: float) -> str:
    """Return an accuracy as sentences write it: of 10,000 answers, one that is wrong shows."""
    return decimals(accuracy, 4)


def percent(part: float) -> str:
    """Return a part of 1 as a percentage, with two digits that count however small it is."""
    return f"{significant(100 * part, 2)} %"


def epoch_text(epoch: float) -> str:
    """Return an epoch, which may lie within one, as every place on the page writes it."""
    # As JavaScript's toFixed, which rounds 1/8 up.
    return short(Decimal(epoch).quantize(Decimal("0.01"), ROUND_HALF_UP))


def short(value: SupportsFloat) -> str:
    """Return ``value`` with as few digits as it needs, and a true minus sign."""
    return f"{float(value):g}".replace("-", "−")
