"""The costs a neuron can learn by. One cost is one object; `COSTS` lists them all.

A cost is given by two functions of the weighted input z and the desired output y: its value C,
and the output error δ = ∂C/∂z, from which ∂C/∂w = xδ and ∂C/∂b = δ follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from core.sigmoid import Numbers, exponential, sigmoid, sigmoid_and_slope, softplus

PUBLISHED_LARGEST_EXPONENT = 40.0


@dataclass(frozen=True)
class Cost:
    """A cost of one neuron and one training example.

    `value(z, y)` is C and `output_error(z, y)` is δ; both broadcast z against y. `formula` says C =
    ... in LaTeX, and `output_error_formula` what δ is. `equation` is the book's number for C, and
    `gradient_equations` are those for ∂C/∂w and ∂C/∂b, None where it has none. `slope_power` is the
    p of δ = (a − y) σ′(z)^p.
    """

    name: str
    value: Callable[[Numbers, Numbers], Numbers] = field(repr=False)
    output_error: Callable[[Numbers, Numbers], Numbers] = field(repr=False)
    formula: str = field(repr=False)
    output_error_formula: str = field(repr=False)
    equation: int | None
    gradient_equations: tuple[int, int] | tuple[None, None]
    slope_power: float


def quadratic(z: Numbers, y: Numbers) -> Numbers:
    """C = (y − a)²/2 (eq. 54)."""
    error = y - sigmoid(z)
    return error * error / 2.0


def quadratic_output_error(z: Numbers, y: Numbers) -> Numbers:
    """δ = (a − y) σ′(z) (eqs. 55, 56)."""
    output, slope = sigmoid_and_slope(z)
    return (output - y) * slope


def cross_entropy(z: Numbers, y: Numbers) -> Numbers:
    """C = −[y ln a + (1 − y) ln(1 − a)] (eq. 57), exact where a or 1 − a rounds to 0 or 1.

    It is computed from z, as y softplus(−z) + (1 − y) softplus(z).
    """
    return y * softplus(-z) + (1.0 - y) * softplus(z)


def cross_entropy_output_error(z: Numbers, y: Numbers) -> Numbers:
    """δ = a − y: the σ′ factor cancels (eqs. 61, 62)."""
    return sigmoid(z) - y


def published_output_error(z: Numbers, y: Numbers) -> Numbers:
    """∂C/∂a = (a − y)/(a(1 − a)) (eq. 75), which the book's page uses in place of δ.

    It is computed as (1 − y)(1 + e^z) − y(1 + e^(−z)); for y = 0 it is the page's 1/(1 − a).
    Exponents above 40 count as 40, so that no run leaves the finite numbers: the page itself
    divides by zero above z = 36.7, where a rounds to 1, and no start has abs(z) above 30.
    """
    rise = exponential(z, PUBLISHED_LARGEST_EXPONENT)
    decay = exponential(-z, PUBLISHED_LARGEST_EXPONENT)
    return (1.0 - y) * (1.0 + rise) - y * (1.0 + decay)


CROSS_ENTROPY_FORMULA = r"C = -\left[y \ln a + (1 - y) \ln(1 - a)\right]"

QUADRATIC = Cost(
    name="quadratic",
    value=quadratic,
    output_error=quadratic_output_error,
    formula=r"C = \frac{(y - a)^2}{2}",
    output_error_formula=r"(a - y)\,\sigma'(z)",
    equation=54,
    gradient_equations=(55, 56),
    slope_power=1,
)

CROSS_ENTROPY = Cost(
    name="cross-entropy",
    value=cross_entropy,
    output_error=cross_entropy_output_error,
    formula=CROSS_ENTROPY_FORMULA,
    output_error_formula=r"(a - y)",
    equation=57,
    gradient_equations=(61, 62),
    slope_power=0,
)

CROSS_ENTROPY_AS_PUBLISHED = Cost(
    name="cross-entropy-as-published",
    value=cross_entropy,
    output_error=published_output_error,
    formula=CROSS_ENTROPY_FORMULA,
    output_error_formula=r"\frac{a - y}{a(1 - a)}",
    equation=57,
    gradient_equations=(75, 75),
    slope_power=-1,
)

COSTS: Mapping[str, Cost] = MappingProxyType(
    {cost.name: cost for cost in (QUADRATIC, CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED)}
)
"""Every cost by its name."""
