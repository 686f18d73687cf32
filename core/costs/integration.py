"""The integral of σ(z)σ′(z)^p over z: what the costs of `core.costs.power_family` are made of.

It is a sum of Gauss-Legendre quadratures between whole z, worked out anew at each call, which
takes less than a millisecond. Beyond abs(z) = 40 the integrand is an exponential, and so is the
integral.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.sigmoid import sigmoid_and_slope

REACH = 40
"""From abs(z) = 40 on, σ(z) or 1 − σ(z) is less than a double can tell from 0 beside 1."""

NODES, WEIGHTS = (tuple(numbers.tolist()) for numbers in np.polynomial.legendre.leggauss(8))
"""Of Gauss-Legendre quadrature: exact to rounding over an interval of z as long as 1."""


def integral(z: NDArray[Any], power: float) -> NDArray[Any]:
    """G(z), of the shape of z: the integral of σσ′^p from −∞ to z, for p from 0 on.

    Accurate to rounding, also in the left tail, and at −∞ and ∞. For p = 0 it is ln(1 + e^z), for
    p = 1 it is σ(z)²/2. In a = σ(z) it is the integral of a^p(1 − a)^(p − 1), an incomplete beta
    function.
    """
    knots = np.arange(-REACH, REACH + 1.0)
    first = np.exp(-(1.0 + power) * REACH) / (1.0 + power)
    until = first + np.append(0.0, np.cumsum(_quadrature(knots[:-1], knots[1:], power)))
    inner = np.clip(z, -REACH, REACH)
    index = np.floor(inner).astype(int) + REACH
    inside = until[index] + _quadrature(knots[index], inner, power)
    beyond = np.maximum(z - REACH, 0.0)
    with np.errstate(over="ignore"):
        left = np.exp((1.0 + power) * np.minimum(z + REACH, 0.0))
        # A smaller power is 0 as far as a double can tell, but would lose its digits on the way.
        if power > 1e-300:
            beyond = np.exp(-power * REACH) * -np.expm1(-power * beyond) / power
    return np.asarray(inside * left + beyond)


def _quadrature(low: NDArray[Any], high: NDArray[Any], power: float) -> NDArray[Any]:
    """The integral of σσ′^p from each low to the high beside it, at most 1 apart.

    Each is the same to the last bit whatever stands beside it, as a matrix product's would not be.
    """
    half = (high - low) / 2.0
    output, slope = sigmoid_and_slope((low + half)[..., None] + half[..., None] * np.array(NODES))
    return np.asarray(half * np.sum(output * slope**power * np.array(WEIGHTS), axis=-1))
