"""A sigmoid neuron with several inputs that learns from several examples by gradient descent.

z = Σⱼ wⱼxⱼ + b for each example, and the cost is the mean of what it is for each (eq. 57). Each
update takes the gradient of all examples at once: with δ = ∂C/∂z of one example, ∂C/∂wⱼ is the
mean of xⱼδ and ∂C/∂b that of δ. For cross-entropy δ = a − y (eqs. 58 to 62), for the quadratic
cost (a − y)σ′(z): the factor σ′ depends on the cost, the factor xⱼ on none.

In a `core.neuron.training.State` of such a neuron, the weight has one number for each input, along
its last axis.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.costs.costs import CROSS_ENTROPY, Cost
from core.multi_input.examples import Examples
from core.neuron.settings import SettingsError, check
from core.neuron.training import State, trace
from core.sigmoid import Numbers, sigmoid, sigmoid_and_slope

BLOCK = 1000
"""So many epochs are observed at once: of each there is a number for every example."""
UNDECIDED = 1e-9
"""An output within this of 1/2 is neither answer: which one it is would be a matter of rounding."""


@dataclass(frozen=True)
class MultiInputSettings:
    """The settings of one experiment: n examples of d inputs, and one weight for each input.

    The limits are those of `core.neuron.settings.RANGES`, with that of "weight" for every weight:
    SettingsError is raised outside them, ValueError if there is not one weight for each input.
    Settings can be compared and hashed.
    """

    examples: Examples
    weights: tuple[float, ...]
    bias: float = 0.0
    learning_rate: float = 1.0
    cost: Cost = CROSS_ENTROPY
    epochs: int = 300

    def __post_init__(self) -> None:
        if not isinstance(self.cost, Cost):
            raise SettingsError("cost", self.cost)
        if not isinstance(self.weights, Iterable):
            raise SettingsError("weight", self.weights)
        weights = tuple(check("weight", weight) for weight in self.weights)
        inputs = self.examples.inputs.shape[1]
        if len(weights) != inputs:
            raise ValueError(f"{inputs} inputs must have {inputs} weights, not {len(weights)}")
        object.__setattr__(self, "weights", weights)
        for field in ("bias", "learning_rate", "epochs"):
            object.__setattr__(self, field, check(field, getattr(self, field)))


class MultiInputFrame(NamedTuple):
    """A neuron at each epoch of a run: the first axis of every field is the epoch.

    `weight` and `weight_gradient` have shape (epochs, d), the others (epochs,). `cost` is the
    mean over the examples, `accuracy` the part of them that is answered right: where the output
    is decided (see `UNDECIDED`), and a > 1/2 just if y > 1/2. The gradients are what the next
    update multiplies by −η.
    """

    epoch: NDArray[np.int_]
    weight: NDArray[Any]
    bias: NDArray[Any]
    cost: NDArray[Any]
    accuracy: NDArray[Any]
    weight_gradient: NDArray[Any]
    bias_gradient: NDArray[Any]


class Contributions(NamedTuple):
    """What each of n examples contributes to the gradient, which is the mean over them.

    `weight` is xⱼδ, of shape (..., n, d); the others have shape (..., n): z, a, the residual a − y,
    σ′(z), and the output error δ, which is what is contributed to the bias.
    """

    weighted_input: NDArray[Any]
    output: NDArray[Any]
    residual: NDArray[Any]
    sigmoid_slope: NDArray[Any]
    output_error: NDArray[Any]
    weight: NDArray[Any]


def start(settings: MultiInputSettings) -> State:
    """The state before the first update."""
    return State(0, np.array(settings.weights), settings.bias)


def train(
    settings: MultiInputSettings, state: State | None = None, epochs: int | None = None
) -> MultiInputFrame:
    """The frames of a run: of `state` (the start) and of each of `epochs` updates after it.

    Without `epochs`, the run goes on to epoch `settings.epochs`; a state that is there already
    is the only frame. Raises ValueError if epochs is negative.
    """
    if state is None:
        state = start(settings)
    if epochs is None:
        epochs = max(0, settings.epochs - int(state.epoch))
    return observe(settings, record(settings, state, epochs))


def record(settings: MultiInputSettings, state: State, epochs: int) -> State:
    """The state and what each of `epochs` updates makes of it, along a new first axis.

    Epoch and bias have shape (epochs + 1,), the weight (epochs + 1, d). Raises ValueError if
    epochs is negative.
    """

    def update(weight: Numbers, bias: Numbers) -> tuple[Numbers, Numbers]:
        by_weight, by_bias = gradient(settings, weight, bias)
        return weight - settings.learning_rate * by_weight, bias - settings.learning_rate * by_bias

    weights, biases = trace(update, epochs, state.weight, state.bias)
    return State(state.epoch + np.arange(epochs + 1), weights, biases)


def observe(settings: MultiInputSettings, states: State) -> MultiInputFrame:
    """The frames of states that `record` returned, or of a part of them."""
    weights, biases = np.asarray(states.weight), np.asarray(states.bias)
    blocks = [
        _observed(settings, weights[first : first + BLOCK], biases[first : first + BLOCK])
        for first in range(0, max(1, len(weights)), BLOCK)
    ]
    parts = map(np.concatenate, zip(*blocks, strict=True))
    return MultiInputFrame(np.asarray(states.epoch), weights, biases, *parts)


def _observed(
    settings: MultiInputSettings, weights: NDArray[Any], biases: NDArray[Any]
) -> tuple[NDArray[Any], ...]:
    """Cost, accuracy and gradients of these states."""
    z = weighted_inputs(settings.examples, weights, biases)
    right = answers_right(np.asarray(sigmoid(z)), settings.examples.targets)
    cost = mean_cost(settings, weights, biases)
    return cost, np.mean(right, axis=-1), *gradient(settings, weights, biases)


def answers_right(output: NDArray[Any], target: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether each output is decided, and above 1/2 just if its target is; the two broadcast."""
    above = output - 0.5
    return np.asarray((np.abs(above) > UNDECIDED) & ((above > 0.0) == (target > 0.5)))


def weighted_inputs(examples: Examples, weight: Numbers, bias: Numbers) -> NDArray[Any]:
    """z = Σⱼ wⱼxⱼ + b of each example, (..., n), from weights (..., d) and biases (...)."""
    return np.asarray(weight @ examples.inputs.T + np.asarray(bias)[..., None])


def mean_cost(settings: MultiInputSettings, weight: Numbers, bias: Numbers) -> NDArray[Any]:
    """C, the mean over the examples (eq. 57), (...), from weights (..., d) and biases (...)."""
    z = weighted_inputs(settings.examples, weight, bias)
    return np.asarray(np.mean(settings.cost.value(z, settings.examples.targets), axis=-1))


def gradient(
    settings: MultiInputSettings, weight: Numbers, bias: Numbers
) -> tuple[NDArray[Any], NDArray[Any]]:
    """∂C/∂wⱼ, (..., d), and ∂C/∂b, (...), from weights (..., d) and biases (...) (eqs. 61, 62)."""
    z = weighted_inputs(settings.examples, weight, bias)
    error = np.asarray(settings.cost.output_error(z, settings.examples.targets))
    return error @ settings.examples.inputs / z.shape[-1], np.asarray(np.mean(error, axis=-1))


def contributions(settings: MultiInputSettings, state: State) -> Contributions:
    """What each example contributes to the next update of a state, or of each of several.

    Of states that `record` returned, the first axis of every field is the epoch.
    """
    inputs, targets = settings.examples.inputs, settings.examples.targets
    z = weighted_inputs(settings.examples, state.weight, state.bias)
    output, slope = map(np.asarray, sigmoid_and_slope(z))
    error = np.asarray(settings.cost.output_error(z, targets))
    return Contributions(z, output, output - targets, slope, error, inputs * error[..., None])


def most_wrong(settings: MultiInputSettings) -> int:
    """The index of the example whose output is farthest from its target at the start."""
    return int(np.argmax(np.abs(contributions(settings, start(settings)).residual)))
