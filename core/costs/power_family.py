"""Where cross-entropy comes from (eqs. 71 to 77), as something to do: ask for ∂C/∂z, get the cost.

As ∂C/∂z = ∂C/∂a·a(1 − a), a cost for which ∂C/∂z is (a − y)(a(1 − a))^p has the derivative
∂C/∂a = (a − y)(a(1 − a))^(p − 1), and is the integral of that over a. The power p = 0 asks for
a − y and makes cross-entropy; p = 1 asks for what the quadratic cost has, and makes that.

*How it is integrated.* The derivative may be infinite at both ends of a, so the integral is in z,
where da = a(1 − a) dz and the integrand is what was asked for, and finite. With G the integral of
σ(z)σ′(z)^p from −∞ (`core.costs.integration`), C is (1 − y)G(z) + yG(−z) up to a constant: for p =
0, G is softplus, and this is how `core.costs.costs` computes cross-entropy.

*The constant.* What is added may depend on y, and no neuron learns anything from it. It is chosen
for the smallest C, that at a = y, to be `smallest_cost`: for p = 0 the binary entropy (eq. 64),
for p = 1 nothing, as for the two costs of the book.
"""

from dataclasses import dataclass

import numpy as np

from core.costs.costs import Cost
from core.costs.entropy import binary_entropy, weighted
from core.costs.integration import integral
from core.neuron.settings import Range
from core.sigmoid import Numbers, sigmoid_and_slope, weighted_input_of

POWERS = Range(0.0, 2.0)
"""The smallest and the largest power that can be asked for."""


def asked_output_error(a: Numbers, y: Numbers, power: float) -> Numbers:
    """∂C/∂z = (a − y)(a(1 − a))^p, what is asked for; for p = 0 it is a − y (eq. 72)."""
    return (a - y) * np.power(a * (1.0 - a), _checked(power))


def asked_derivative(a: Numbers, y: Numbers, power: float) -> Numbers:
    """∂C/∂a = (∂C/∂z)/(a(1 − a)) = (a − y)(a(1 − a))^(p − 1), for p = 0 that of eq. 75.

    At a = 0 and a = 1 it is the limit, often infinite and never NaN. It is computed as
    (1 − y)a^p(1 − a)^(p − 1) − y a^(p − 1)(1 − a)^p.
    """
    power = _checked(power)
    with np.errstate(divide="ignore", over="ignore"):
        rise = np.power(a, power) * np.power(1.0 - a, power - 1.0)
        fall = np.power(a, power - 1.0) * np.power(1.0 - a, power)
    return weighted(1.0 - y, rise) - weighted(y, fall)


def integrated_cost(a: Numbers, y: Numbers, power: float) -> Numbers:
    """C: the integral of `asked_derivative` over a from y on, and `smallest_cost` (eqs. 76, 77).

    a and y are from 0 to 1 and broadcast. C is infinite where that of eq. 57 is, for p = 0 only.
    """
    return _cost(weighted_input_of(a), y, _checked(power))


def smallest_cost(y: Numbers, power: float) -> Numbers:
    """What C is at a = y: (1 − p) times the binary entropy of eq. 64, and 0 from p = 1 on.

    Integration leaves it open. This is what cross-entropy (p = 0) and the quadratic cost (p = 1)
    have, and the straight line between.
    """
    return max(0.0, 1.0 - _checked(power)) * binary_entropy(y)


def cost_of_power(power: float) -> Cost:
    """The cost for which ∂C/∂z is (a − y) σ′(z)^p, for a neuron to learn by.

    Its value is `integrated_cost`, and not for complex z. Costs of equal powers are equal. Raises
    ValueError if the power is not in `POWERS`.
    """
    power = _checked(power)
    asked = rf"(a - y)\,[a(1 - a)]^{{{power:g}}}"
    return Cost(
        name=f"power-{power!r}".removesuffix(".0"),
        value=_Value(power),
        output_error=_OutputError(power),
        formula=rf"C = \int \frac{{{asked}}}{{a(1 - a)}}\,\mathrm{{d}}a",
        output_error_formula=rf"(a - y)\,\sigma'(z)^{{{power:g}}}",
        # The book asks for p = 0 alone, and 76 is its integral.
        equation=76 if power == 0 else None,
        gradient_equations=(71, 72) if power == 0 else (None, None),
        slope_power=power,
    )


@dataclass(frozen=True)
class _Value:
    """The integrated C(z, y) of one power: an object, so that equal powers make equal costs."""

    power: float

    def __call__(self, z: Numbers, y: Numbers) -> Numbers:
        return _cost(z, y, self.power)


@dataclass(frozen=True)
class _OutputError:
    """The δ(z, y) = (a − y) σ′(z)^p of one power."""

    power: float

    def __call__(self, z: Numbers, y: Numbers) -> Numbers:
        output, slope = sigmoid_and_slope(z)
        return (output - y) * slope**self.power


def _checked(power: float) -> float:
    """The power as a float, never -0.0. Raises ValueError if it is not in `POWERS`."""
    if not POWERS.low <= power <= POWERS.high:
        raise ValueError(f"power must be from {POWERS.low:g} to {POWERS.high:g}, not {power}")
    return float(power) + 0.0


def _cost(z: Numbers, y: Numbers, power: float) -> Numbers:
    rise = _unfixed_cost(z, y, power) - _unfixed_cost(weighted_input_of(y), y, power)
    # Rounding must not take it below the smallest.
    return smallest_cost(y, power) + np.maximum(rise, 0.0)


def _unfixed_cost(z: Numbers, y: Numbers, power: float) -> Numbers:
    """(1 − y)G(z) + yG(−z), which is C but for the constant."""
    z = np.asarray(z, dtype=np.float64)
    return weighted(1.0 - y, integral(z, power)) + weighted(y, integral(-z, power))
