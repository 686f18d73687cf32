"""One sigmoid neuron: z = wx + b and a = σ(z).

Everything broadcasts, and one neuron is the 0-d case. In σ(z) and its slope Python floats stay
Python floats: they go through `math`, which makes a single neuron several times faster than numpy
would. Complex arrays are taken too, so that derivatives can be had from complex steps.
"""

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = float | NDArray[Any]
"""One number, or an array of one number for each neuron."""

LARGEST_EXPONENT = 709.0
"""e^709 is a finite double, e^710 is not."""


def exponential(z: Numbers, largest: float = LARGEST_EXPONENT) -> Numbers:
    """e^z, where exponents above `largest` count as `largest`, so that it is always finite."""
    if isinstance(z, float):
        return math.exp(largest if z > largest else z)
    return np.exp(np.minimum(z, largest))


def weighted_input(weight: Numbers, bias: Numbers, input: Numbers) -> Numbers:  # noqa: A002
    """The weighted input z = wx + b, of the shape to which the three broadcast."""
    return weight * input + bias


def sigmoid(z: Numbers) -> Numbers:
    """The output a = σ(z) = 1/(1 + e^(−z)), of the shape of z (eq. 3 of the book).

    Accurate to a few units in the last place in both tails: σ(−40) is 4.248e-18. Below z = −709
    it keeps the value it has there, 1.2e-308. No z gives a warning.
    """
    return 1.0 / (1.0 + exponential(-z))


def residual(z: Numbers, y: Numbers) -> Numbers:
    """The residual a − y = σ(z) − y, of the shape to which the two broadcast.

    It is computed as (1 − y − ye^(−z))/(1 + e^(−z)): a target of 1 loses no digit of it where the
    output rounds to 1.
    """
    decay = exponential(-z)
    return (1.0 - y - y * decay) / (1.0 + decay)


def sigmoid_and_slope(z: Numbers) -> tuple[Numbers, Numbers]:
    """The output a = σ(z) and its slope σ′(z), both from one exponential.

    As 1 − a = a e^(−z), the slope a(1 − a) is a·(a e^(−z)): a difference, which would lose the
    right tail, is never taken.
    """
    decay = exponential(-z)
    output = 1.0 / (1.0 + decay)
    return output, output * (output * decay)


def sigmoid_slope(z: Numbers) -> Numbers:
    """The slope σ′(z) = σ(z)(1 − σ(z)), of the shape of z: 1/4 at z = 0, symmetric.

    Accurate to a few units in the last place in both tails, as `sigmoid` is.
    """
    return sigmoid_and_slope(z)[1]


def softplus(z: Numbers) -> Numbers:
    """ln(1 + e^z), of the shape of z: −ln(1 − σ(z)), and with −z for z it is −ln σ(z).

    It neither overflows nor loses the left tail, and its derivative is σ(z).
    """
    return np.maximum(z, 0.0) + np.log1p(np.exp(np.minimum(z, -z)))


def weighted_input_of(output: Numbers) -> Numbers:
    """The z for which σ(z) is `output`, from 0 to 1: ln(a/(1 − a)), infinite at 0 and 1."""
    with np.errstate(divide="ignore"):
        return np.log(output) - np.log1p(-output)
