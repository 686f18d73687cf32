"""Formulas as MathML, which browsers draw and screen readers speak with no script at all."""

import re
from functools import cache

from latex2mathml.converter import convert

PRIMED = re.compile(r"<msup><mi>([^<]+)</mi><mi>&#x02032;</mi></msup>")

LOGARITHM = '<mo form="prefix" lspace="0.17em" rspace="0.17em">ln</mo>'


@cache
def mathml(latex: str) -> str:
    """Return the MathML element for ``latex``, a formula of the core or of the page.

    σ′ becomes one symbol: the glyph of the prime is raised already, and as a superscript browsers
    without a mathematical font would raise it twice. ln becomes an operator, with room after it.
    """
    drawn = convert(latex).replace("<mi>ln</mi>", LOGARITHM)
    return PRIMED.sub("<mi>\\1&#x02032;</mi>", drawn)
