"""The costs of softmax outputs: the log-likelihood, and the quadratic one to compare it with.

A cost is given by two functions of the weighted inputs z of one layer, (..., n), and the number
`correct` of the output that should be 1: its value C and its gradient ∂C/∂z, which is what each
output's bias learns by, as ∂C/∂bⱼ = ∂C/∂zⱼ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.softmax import log_likelihood, softmax

Array: TypeAlias = NDArray[Any]


@dataclass(frozen=True)
class SoftmaxCost:
    """A cost of softmax outputs, of which the one with the number `correct` should be 1.

    `value(z, correct)` is C, (...), and `gradient(z, correct)` is ∂C/∂z, (..., n), of z with shape
    (..., n). The formulas say in LaTeX that C = ... and what ∂C/∂zⱼ is; the book's equations are
    `equation` and `gradient_equation`, None where it has none. `slope_power` is 1 where the slopes
    of the outputs are factors of the gradient, 0 where they cancel.
    """

    name: str
    value: Callable[[Array, int], Array] = field(repr=False)
    gradient: Callable[[Array, int], Array] = field(repr=False)
    formula: str = field(repr=False)
    gradient_formula: str = field(repr=False)
    equation: int | None
    gradient_equation: int | None
    slope_power: int


def residuals(z: Array, correct: int) -> Array:
    """aⱼ − yⱼ, of the shape of z, (..., n).

    That of the right output is minus the sum of the others, and so keeps all its digits where the
    output rounds to 1.
    """
    return _residuals(softmax(z), correct)


def _residuals(outputs: Array, correct: int) -> Array:
    """The same from the outputs, (..., n), which are kept."""
    found = outputs.copy()
    found[..., correct] = 0.0
    found[..., correct] = -found.sum(axis=-1)
    return found


def quadratic(z: Array, correct: int) -> Array:
    """C = Σⱼ (yⱼ − aⱼ)²/2, the quadratic cost (eq. 54) of all outputs together."""
    return np.asarray(np.sum(residuals(z, correct) ** 2, axis=-1) / 2.0)


def quadratic_gradient(z: Array, correct: int) -> Array:
    """∂C/∂zⱼ = aⱼ[(aⱼ − yⱼ) − Σₖ aₖ(aₖ − yₖ)], as ∂aₖ/∂zⱼ = aₖ(δⱼₖ − aⱼ)."""
    outputs = softmax(z)
    errors = _residuals(outputs, correct)
    mean = np.sum(outputs * errors, axis=-1, keepdims=True)
    return np.asarray(outputs * (errors - mean))


QUADRATIC = SoftmaxCost(
    name="quadratic",
    value=quadratic,
    gradient=quadratic_gradient,
    formula=r"C = \frac{1}{2} \sum_j (y_j - a_j)^2",
    gradient_formula=r"a_j\left[(a_j - y_j) - \sum_k a_k (a_k - y_k)\right]",
    equation=54,
    gradient_equation=None,
    slope_power=1,
)

LOG_LIKELIHOOD = SoftmaxCost(
    name="log-likelihood",
    value=log_likelihood,
    gradient=residuals,
    formula=r"C = -\ln a_y",
    gradient_formula="a_j - y_j",
    equation=80,
    gradient_equation=81,
    slope_power=0,
)

SOFTMAX_COSTS: Mapping[str, SoftmaxCost] = MappingProxyType(
    {cost.name: cost for cost in (QUADRATIC, LOG_LIKELIHOOD)}
)
"""Both costs by their names."""
