"""Formulas as MathML, which browsers draw and screen readers speak with no script at all."""

from functools import cache

from latex2mathml.converter import convert


@cache
def mathml(latex: str) -> str:
    """Return the MathML element for ``latex``, a formula of the core or of the page."""
    return str(convert(latex))
