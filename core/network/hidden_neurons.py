"""The kinds of hidden neurons: sigmoid, tanh and rectified linear.

One kind is one object; `HIDDEN_NEURONS` lists them all. A hidden neuron only passes its output on,
so the targets stay those of the output layer, 0 and 1, whatever the kind. What must fit a kind is
the start: its weights have variance s²/n for n inputs, with s² = 1 for neurons that are about
linear around 0, and s² = 2 for rectified ones, which let only half of the variance through (He,
Zhang, Ren and Sun 2015). Biases of rectified neurons start at 0, since a neuron that starts far
below it for all examples never learns.

Sources: chapter 1, eq. 3 (sigmoid); chapter 3, eqs. 109 to 111 (tanh) and the section on other
models of neuron (rectified linear).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core.network.output_layers import Array
from core.neuron.settings import Range


@dataclass(frozen=True)
class HiddenNeurons:
    """A kind of hidden neurons.

    Two functions do the work, on arrays (..., n, neurons + 1) whose last column is the neuron that
    is always 1: `activate(z)` puts a in the place of z, and `times_slope(error, a)` multiplies the
    error by ∂a/∂z, in its place too; the slope of the last column is 0. With the bias `always_on` a
    neuron without inputs is exactly 1. `weight_spread` and `bias_spread` are the s of a scaled
    start, and the standard deviation of its biases. All outputs are in the range `outputs`, and no
    slope is above `largest_slope`.

    The formulas say in LaTeX what a and ∂a/∂z are; `equation` is the book's for a, None where it
    has none.
    """

    name: str
    activate: Callable[[Array], None] = field(repr=False)
    times_slope: Callable[[Array, Array], None] = field(repr=False)
    always_on: float = field(repr=False)
    weight_spread: float = field(repr=False)
    bias_spread: float = field(repr=False)
    outputs: Range = field(repr=False)
    largest_slope: float = field(repr=False)
    formula: str = field(repr=False)
    slope_formula: str = field(repr=False)
    equation: int | None

    @property
    def bounded(self) -> bool:
        """Whether there is a largest output."""
        return math.isfinite(self.outputs.high)


def activate_sigmoid(z: Array) -> None:
    """a = σ(z) = 1/(1 + exp(−z)), which is 0 where exp(−z) is beyond all numbers."""
    np.negative(z, out=z)
    with np.errstate(over="ignore"):
        np.exp(z, out=z)
    z += 1.0
    np.reciprocal(z, out=z)


def times_sigmoid_slope(error: Array, output: Array) -> None:
    """∂a/∂z = a(1 − a)."""
    error *= output * (1.0 - output)


def activate_tanh(z: Array) -> None:
    """a = tanh z (eq. 109)."""
    np.tanh(z, out=z)


def times_tanh_slope(error: Array, output: Array) -> None:
    """∂a/∂z = 1 − a²."""
    error *= 1.0 - output * output


def activate_rectified(z: Array) -> None:
    """a = max(0, z)."""
    np.maximum(z, 0.0, out=z)


def times_rectified_slope(error: Array, output: Array) -> None:
    """∂a/∂z = 1 for z > 0, else 0; there is no slope at z = 0, and 0 is taken."""
    error *= output > 0.0
    error[..., -1] = 0.0


ROUNDS_TO_ONE = 1000.0
"""A bias so large that σ and tanh round to 1, and their slopes to 0."""

SIGMOID = HiddenNeurons(
    name="sigmoid",
    activate=activate_sigmoid,
    times_slope=times_sigmoid_slope,
    always_on=ROUNDS_TO_ONE,
    weight_spread=1.0,
    bias_spread=1.0,
    outputs=Range(0.0, 1.0),
    largest_slope=0.25,
    formula=r"a = \sigma(z)",
    slope_formula=r"a (1 - a)",
    equation=3,
)

TANH = HiddenNeurons(
    name="tanh",
    activate=activate_tanh,
    times_slope=times_tanh_slope,
    always_on=ROUNDS_TO_ONE,
    weight_spread=1.0,
    bias_spread=1.0,
    outputs=Range(-1.0, 1.0),
    largest_slope=1.0,
    formula=r"a = \tanh(z)",
    slope_formula=r"1 - a^2",
    equation=109,
)

RECTIFIED_LINEAR = HiddenNeurons(
    name="rectified-linear",
    activate=activate_rectified,
    times_slope=times_rectified_slope,
    always_on=1.0,
    weight_spread=float(np.sqrt(2.0)),
    bias_spread=0.0,
    outputs=Range(0.0, math.inf),
    largest_slope=1.0,
    formula=r"a = \max(0, z)",
    slope_formula=r"1 \text{ if } z > 0, \text{ else } 0",
    equation=None,
)

HIDDEN_NEURONS: Mapping[str, HiddenNeurons] = MappingProxyType(
    {each.name: each for each in (SIGMOID, TANH, RECTIFIED_LINEAR)}
)
"""Every kind by its name."""
