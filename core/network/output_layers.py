"""What the output layer of a network is, and by which cost it learns: four pairs of the two.

One output layer is one object; `OUTPUT_LAYERS` lists them all. z is the weighted inputs of the
output layer and y the desired outputs, 1 for the right class and 0 for all others, both of shape
(..., classes). Whatever is computed is computed from z, so that a cost is exact, and finite, where
outputs round to 0 or 1. From the output error δ = ∂C/∂z all gradients follow by backpropagation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.costs.costs import cross_entropy, quadratic, quadratic_output_error
from core.sigmoid import sigmoid, sigmoid_slope
from core.softmax import log_likelihood, softmax

Array: TypeAlias = NDArray[Any]

SATURATING = 10.0
"""The bias that saturates an output at 1: both 1 − σ(10) and σ′(10) are 4.5e-5.

With it, and the learning rate that is best for it, the quadratic cost takes several times as many
epochs to learn handwritten digits as from a scaled start; with that of cross-entropy it is still
stuck after thirty. With 8 it would take about twice as many.
"""

LARGEST_LINEAR_ERROR = 1000.0
"""The largest abs(δ) of a linear output that an update takes as it is.

With a learning rate that is too large for it, a linear output gets further from its target at each
update, beyond all numbers in a hundred of them. From here on the updates grow no more. No output
that learns is ever so far from a target of 0 or 1.
"""


@dataclass(frozen=True)
class OutputLayer:
    """A kind of output neurons and a cost.

    `outputs(z)` is a, (..., classes), and `cost(z, y)` is C of each example, (...). Of shape
    (..., classes) are the output error `output_error(z, y)`, δ = ∂C/∂z, and `slope(z)`, ∂aⱼ/∂zⱼ;
    `slope` is None where outputs are linear, which have no σ.
    `bounded_error(z, y)` is the δ that updates are made of, with which no run leaves the finite
    numbers: the same, but of linear outputs `LARGEST_LINEAR_ERROR` at most.
    `wrong_biases(classes)`, (classes,), are biases with which as many outputs as can be are wrong
    by about 1, and saturated if the outputs are of a kind that saturates.

    The formulas say in LaTeX what a is, that C = ..., and what δ is. The book's equations are
    `equation` for C, `output_error_equation` for δ, None where it has none, and `gradient_equation`
    for ∂C/∂w of the output layer.
    """

    name: str
    outputs: Callable[[Array], Array] = field(repr=False)
    cost: Callable[[Array, Array], Array] = field(repr=False)
    output_error: Callable[[Array, Array], Array] = field(repr=False)
    bounded_error: Callable[[Array, Array], Array] = field(repr=False)
    slope: Callable[[Array], Array] | None = field(repr=False)
    wrong_biases: Callable[[int], Array] = field(repr=False)
    outputs_formula: str = field(repr=False)
    formula: str = field(repr=False)
    output_error_formula: str = field(repr=False)
    equation: int
    output_error_equation: int | None
    gradient_equation: int


def sigmoid_outputs(z: Array) -> Array:
    """aⱼ = σ(zⱼ)."""
    return np.asarray(sigmoid(z))


def sigmoid_slopes(z: Array) -> Array:
    """∂aⱼ/∂zⱼ = σ′(zⱼ)."""
    return np.asarray(sigmoid_slope(z))


def sigmoid_quadratic(z: Array, y: Array) -> Array:
    """C = Σⱼ (yⱼ − aⱼ)²/2, the quadratic cost (eq. 54) of all outputs together."""
    return np.asarray(np.sum(quadratic(z, y), axis=-1))


def sigmoid_quadratic_error(z: Array, y: Array) -> Array:
    """δⱼ = (aⱼ − yⱼ) σ′(zⱼ) (eq. 65)."""
    return np.asarray(quadratic_output_error(z, y))


def sigmoid_cross_entropy(z: Array, y: Array) -> Array:
    """C = −Σⱼ [yⱼ ln aⱼ + (1 − yⱼ) ln(1 − aⱼ)] (eq. 63)."""
    return np.asarray(np.sum(cross_entropy(z, y), axis=-1))


def sigmoid_cross_entropy_error(z: Array, y: Array) -> Array:
    """δⱼ = aⱼ − yⱼ: the σ′ factor cancels (eq. 66)."""
    return sigmoid_outputs(z) - y


def linear_outputs(z: Array) -> Array:
    """aⱼ = zⱼ."""
    return z.copy()


def linear_quadratic(z: Array, y: Array) -> Array:
    """C = Σⱼ (yⱼ − zⱼ)²/2, the quadratic cost (eq. 54) of all outputs together."""
    return np.asarray(np.sum((y - z) ** 2, axis=-1) / 2.0)


def linear_quadratic_error(z: Array, y: Array) -> Array:
    """δⱼ = aⱼ − yⱼ (eq. 68): there is no σ′ factor to begin with."""
    return z - y


def bounded_linear_error(z: Array, y: Array) -> Array:
    """The same up to `LARGEST_LINEAR_ERROR`, in either direction."""
    return np.asarray(np.clip(z - y, -LARGEST_LINEAR_ERROR, LARGEST_LINEAR_ERROR))


def softmax_slopes(z: Array) -> Array:
    """∂aⱼ/∂zⱼ = aⱼ(1 − aⱼ)."""
    a = softmax(z)
    return a * (1.0 - a)


def softmax_log_likelihood(z: Array, y: Array) -> Array:
    """C = −ln aⱼ of the one j for which yⱼ is 1 (eq. 80)."""
    return log_likelihood(z, y.argmax(axis=-1))


def softmax_log_likelihood_error(z: Array, y: Array) -> Array:
    """δⱼ = aⱼ − yⱼ (eq. 81)."""
    return softmax(z) - y


def all_saturated(classes: int) -> Array:
    """Biases that put all outputs at 1, where for each image all but one should be 0."""
    return np.full(classes, SATURATING)


def all_at_one(classes: int) -> Array:
    """Biases that put all outputs at 1 if they are linear: as wrong as those, but not saturated."""
    return np.ones(classes)


def first_saturated(classes: int) -> Array:
    """Biases that with softmax put the first output at 1, and all others at 0.

    The same bias for all would change nothing, as softmax depends on differences alone. And as its
    outputs sum to 1, no more than two can be wrong: this one, and that of the class of the image,
    for all images that are not of the first class.
    """
    return np.append(SATURATING, np.zeros(classes - 1))


QUADRATIC_FORMULA = r"C = \frac{1}{2} \sum_j (y_j - a_j)^2"
RESIDUAL_FORMULA = r"(a_j - y_j)"

SIGMOID_QUADRATIC = OutputLayer(
    name="sigmoid-quadratic",
    outputs=sigmoid_outputs,
    cost=sigmoid_quadratic,
    output_error=sigmoid_quadratic_error,
    bounded_error=sigmoid_quadratic_error,
    slope=sigmoid_slopes,
    wrong_biases=all_saturated,
    outputs_formula=r"a_j = \sigma(z_j)",
    formula=QUADRATIC_FORMULA,
    output_error_formula=r"(a_j - y_j)\,\sigma'(z_j)",
    equation=54,
    output_error_equation=None,
    gradient_equation=65,
)

SIGMOID_CROSS_ENTROPY = OutputLayer(
    name="sigmoid-cross-entropy",
    outputs=sigmoid_outputs,
    cost=sigmoid_cross_entropy,
    output_error=sigmoid_cross_entropy_error,
    bounded_error=sigmoid_cross_entropy_error,
    slope=sigmoid_slopes,
    wrong_biases=all_saturated,
    outputs_formula=r"a_j = \sigma(z_j)",
    formula=r"C = -\sum_j \left[y_j \ln a_j + (1 - y_j) \ln(1 - a_j)\right]",
    output_error_formula=RESIDUAL_FORMULA,
    equation=63,
    output_error_equation=66,
    gradient_equation=67,
)

LINEAR_QUADRATIC = OutputLayer(
    name="linear-quadratic",
    outputs=linear_outputs,
    cost=linear_quadratic,
    output_error=linear_quadratic_error,
    bounded_error=bounded_linear_error,
    slope=None,
    wrong_biases=all_at_one,
    outputs_formula=r"a_j = z_j",
    formula=QUADRATIC_FORMULA,
    output_error_formula=RESIDUAL_FORMULA,
    equation=54,
    output_error_equation=68,
    gradient_equation=69,
)

SOFTMAX_LOG_LIKELIHOOD = OutputLayer(
    name="softmax-log-likelihood",
    outputs=softmax,
    cost=softmax_log_likelihood,
    output_error=softmax_log_likelihood_error,
    bounded_error=softmax_log_likelihood_error,
    slope=softmax_slopes,
    wrong_biases=first_saturated,
    outputs_formula=r"a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}",
    formula=r"C = -\ln a_y",
    output_error_formula=RESIDUAL_FORMULA,
    equation=80,
    output_error_equation=84,
    gradient_equation=82,
)

OUTPUT_LAYERS: Mapping[str, OutputLayer] = MappingProxyType(
    {
        output_layer.name: output_layer
        for output_layer in (
            SIGMOID_QUADRATIC,
            SIGMOID_CROSS_ENTROPY,
            LINEAR_QUADRATIC,
            SOFTMAX_LOG_LIKELIHOOD,
        )
    }
)
"""Every output layer by its name."""
