"""Formulas as MathML, which browsers draw and screen readers speak with no script at all."""

import re
from functools import cache

from latex2mathml.converter import convert

PRIMED = re.compile(r"<msup><mi>([^<]+)</mi><mi>&#x02032;</mi></msup>")
SLOPE = re.compile(r"<mi>&#x003C3;&#x02032;</mi>")
CANCELLED = re.compile(r'<menclose notation="updiagonalstrike">(.*?)</menclose>')

LOGARITHM = '<mo form="prefix" lspace="0.17em" rspace="0.17em">ln</mo>'


@cache
def mathml(latex: str) -> str:
    r"""Return the MathML element for ``latex``, a formula of the core or of the page.

    σ′ becomes one symbol: the glyph of the prime is raised already, and as a superscript browsers
    without a mathematical font would raise it twice. It is of the class ``slope``. ln becomes an
    operator, with room after it. What is in ``\cancel{}`` is struck out, and no screen reader has
    it as a factor; browsers know no element for that.
    """
    drawn = convert(latex).replace("<mi>ln</mi>", LOGARITHM)
    drawn = PRIMED.sub("<mi>\\1&#x02032;</mi>", drawn)
    drawn = SLOPE.sub('<mi class="slope">&#x003C3;&#x02032;</mi>', drawn)
    return CANCELLED.sub('<mrow class="cancelled" aria-hidden="true">\\1</mrow>', drawn)
