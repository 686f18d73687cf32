"""Formulas as MathML, which browsers draw and screen readers speak with no script at all."""

import re
from functools import cache

from latex2mathml.converter import convert

PRIMED = re.compile(r"<msup><mi>([^<]+)</mi><mi>&#x02032;</mi></msup>")


@cache
def mathml(latex: str) -> str:
    """Return the MathML element for ``latex``, a formula of the core or of the page.

    σ′ becomes one symbol: the glyph of the prime is raised already, and as a superscript browsers
    without a mathematical font would raise it twice.
    """
    return PRIMED.sub("<mi>\\1&#x02032;</mi>", convert(latex))
