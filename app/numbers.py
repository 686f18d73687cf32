"""Numbers in sentences, as the page's scripts write them too (``assets/scripts/numbers.js``)."""

from typing import SupportsFloat


def decimals(value: float, digits: int) -> str:
    """Return ``value`` with that many decimals, a true minus sign, and no minus zero."""
    text = f"{value:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.removeprefix("-")


def short(value: SupportsFloat) -> str:
    """Return ``value`` with as few digits as it needs, and a true minus sign."""
    return f"{float(value):g}".replace("-", "−")
