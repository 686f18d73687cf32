"""The costs over the output: what makes a cost good can be seen in C, ∂C/∂a and ∂C/∂z against a.

In `core.costs.costs` a cost is a function of z, for a neuron to learn by. Here it is one of a, from
0 to 1, for a look at its shape; the ends are included, where it may be infinite but is never NaN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core.costs.costs import CROSS_ENTROPY_FORMULA, QUADRATIC
from core.costs.entropy import average_surprise, weighted
from core.sigmoid import Numbers


@dataclass(frozen=True)
class Curve:
    """A cost of one training example as a function of the output a, for each desired output y.

    `value(a, y)` is C, `derivative(a, y)` is ∂C/∂a, and `output_error(a, y)` is ∂C/∂z, which is
    ∂C/∂a·a(1 − a). All broadcast a against y, both from 0 to 1, and give no warnings. The three
    formulas are the same in LaTeX; `equation` is the book's number for C, if it has one.
    """

    name: str
    value: Callable[[Numbers, Numbers], Numbers] = field(repr=False)
    derivative: Callable[[Numbers, Numbers], Numbers] = field(repr=False)
    output_error: Callable[[Numbers, Numbers], Numbers] = field(repr=False)
    formula: str = field(repr=False)
    derivative_formula: str = field(repr=False)
    output_error_formula: str = field(repr=False)
    equation: int | None


def quadratic(a: Numbers, y: Numbers) -> Numbers:
    """C = (y − a)²/2 (eq. 54)."""
    return (y - a) * (y - a) / 2.0


def quadratic_derivative(a: Numbers, y: Numbers) -> Numbers:
    """∂C/∂a = a − y."""
    return a - y


def quadratic_output_error(a: Numbers, y: Numbers) -> Numbers:
    """∂C/∂z = (a − y) a(1 − a): 0 not only at the target but also at both ends (eq. 56)."""
    return (a - y) * a * (1.0 - a)


def cross_entropy_derivative(a: Numbers, y: Numbers) -> Numbers:
    """∂C/∂a = (a − y)/(a(1 − a)) (eq. 75), the limit of it where a = y is 0 or 1.

    It is computed as (1 − y)/(1 − a) − y/a, in which a weight of 0 makes 0.
    """
    return _ratio(1.0 - y, 1.0 - a) - _ratio(y, a)


def cross_entropy_output_error(a: Numbers, y: Numbers) -> Numbers:
    """∂C/∂z = a − y (eq. 72)."""
    return a - y


def swapped(a: Numbers, y: Numbers) -> Numbers:
    """C = −[a ln y + (1 − a) ln(1 − y)], cross-entropy with a and y in each other's place.

    At y = 0 it is infinite unless a is 0, at y = 1 unless a is 1: there it is 0.
    """
    return average_surprise(y, a)


def swapped_derivative(a: Numbers, y: Numbers) -> Numbers:
    """∂C/∂a = ln(1 − y) − ln y, whatever a is: ∞ at y = 0, −∞ at y = 1.

    It never is 0 for an a between 0 and 1, unless y is 1/2 and it is 0 for all of them.
    """
    with np.errstate(divide="ignore"):
        derivative = np.log1p(-y) - np.log(y)
    return derivative + np.zeros(np.shape(a))


def swapped_output_error(a: Numbers, y: Numbers) -> Numbers:
    """∂C/∂z = (ln(1 − y) − ln y) a(1 − a), and 0 at a = 0 and a = 1 for every y."""
    return weighted(a * (1.0 - a), swapped_derivative(a, y))


def _ratio(weight: Numbers, divisor: Numbers) -> Numbers:
    """weight/divisor, and 0 wherever the weight is 0, whatever the divisor."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(np.equal(weight, 0.0), 0.0, np.divide(weight, divisor))[()]


CURVES: Mapping[str, Curve] = MappingProxyType(
    {
        curve.name: curve
        for curve in (
            Curve(
                name="quadratic",
                value=quadratic,
                derivative=quadratic_derivative,
                output_error=quadratic_output_error,
                formula=QUADRATIC.formula,
                derivative_formula=r"\frac{\partial C}{\partial a} = a - y",
                output_error_formula=r"\frac{\partial C}{\partial z} = (a - y)\,a(1 - a)",
                equation=54,
            ),
            Curve(
                name="cross-entropy",
                value=average_surprise,
                derivative=cross_entropy_derivative,
                output_error=cross_entropy_output_error,
                formula=CROSS_ENTROPY_FORMULA,
                derivative_formula=r"\frac{\partial C}{\partial a} = \frac{a - y}{a(1 - a)}",
                output_error_formula=r"\frac{\partial C}{\partial z} = a - y",
                equation=57,
            ),
            Curve(
                name="swapped",
                value=swapped,
                derivative=swapped_derivative,
                output_error=swapped_output_error,
                formula=r"C = -\left[a \ln y + (1 - a) \ln(1 - y)\right]",
                derivative_formula=r"\frac{\partial C}{\partial a} = \ln\frac{1 - y}{y}",
                output_error_formula=r"\frac{\partial C}{\partial z} = a(1 - a)\ln\frac{1 - y}{y}",
                equation=None,
            ),
        )
    }
)
"""Every curve by its name."""
