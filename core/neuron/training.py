"""Gradient descent: where a neuron is, and where one or many updates take it.

w → w − η ∂C/∂w and b → b − η ∂C/∂b, with ∂C/∂w = xδ and ∂C/∂b = δ. The output error δ of the
cost makes these equations 55 and 56 for the quadratic cost, 61 and 62 for cross-entropy.
"""

from collections.abc import Callable
from math import prod
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.costs.costs import Cost
from core.neuron.settings import Settings
from core.sigmoid import Numbers, weighted_input

Update: TypeAlias = Callable[[Numbers, Numbers], tuple[Numbers, Numbers]]

BLOCK = 10_000
"""How many neurons `advance` trains at once: few enough to stay in the processor's cache."""


class State(NamedTuple):
    """What a neuron has learned: its weight and its bias after `epoch` updates."""

    epoch: int | NDArray[np.int_]
    weight: Numbers
    bias: Numbers


def start(settings: Settings) -> State:
    """The state before the first update, of the shape of the settings."""
    return _broadcast(settings, State(0, settings.weight, settings.bias))


def step(settings: Settings, state: State) -> State:
    """The state after one more update."""
    update = _update(settings.cost, settings.learning_rate, settings.input, settings.target)
    return State(state.epoch + 1, *update(state.weight, state.bias))


def record(settings: Settings, state: State, epochs: int) -> State:
    """The state and what each of `epochs` updates makes of it, along a new first axis.

    The epoch has shape (epochs + 1,), weight and bias have shape (epochs + 1, *shape), where
    shape is that to which the settings and the state broadcast. Element 0 is the state itself.
    Raises ValueError if epochs is negative.
    """
    update = _update(settings.cost, settings.learning_rate, settings.input, settings.target)
    epoch, weight, bias = _broadcast(settings, state)
    return State(epoch + np.arange(epochs + 1), *trace(update, epochs, weight, bias))


def advance(settings: Settings, state: State, epochs: int) -> State:
    """The state after `epochs` updates: the last that `record` has, without the way there.

    Raises ValueError if epochs is negative.
    """
    _refuse_negative(epochs)
    epoch, weight, bias = _broadcast(settings, state)
    shape = np.shape(weight)
    rule = (settings.learning_rate, settings.input, settings.target)
    if not shape:
        weight, bias = _repeat(_update(settings.cost, *rule), epochs, weight, bias)
        return State(epoch + epochs, weight, bias)
    flat = [n if np.ndim(n) == 0 else np.broadcast_to(n, shape).ravel() for n in rule]
    ends = np.array([weight, bias], dtype=np.float64).reshape(2, -1)
    for first in range(0, prod(shape), BLOCK):
        block = slice(first, first + BLOCK)
        cut = (n[block] if isinstance(n, np.ndarray) else n for n in flat)
        ends[:, block] = _repeat(_update(settings.cost, *cut), epochs, *ends[:, block])
    return State(epoch + epochs, *ends.reshape(2, *shape))


def trace(
    update: Update, epochs: int, weight: Numbers, bias: Numbers
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Weight and bias, and what each of `epochs` updates makes of them, along a new first axis.

    Raises ValueError if epochs is negative.
    """
    _refuse_negative(epochs)
    weights, biases = [weight], [bias]
    for _ in range(epochs):
        weight, bias = update(weight, bias)
        weights.append(weight)
        biases.append(bias)
    return np.array(weights), np.array(biases)


def _update(cost: Cost, learning_rate: Numbers, x: Numbers, y: Numbers) -> Update:
    """The update of weight and bias that these settings make; all loops are loops of it."""
    output_error = cost.output_error

    def update(weight: Numbers, bias: Numbers) -> tuple[Numbers, Numbers]:
        change = learning_rate * output_error(weighted_input(weight, bias, x), y)
        return weight - change * x, bias - change

    return update


def _repeat(update: Update, epochs: int, weight: Numbers, bias: Numbers) -> tuple[Numbers, Numbers]:
    """Weight and bias after that many updates."""
    for _ in range(epochs):
        weight, bias = update(weight, bias)
    return weight, bias


def _broadcast(settings: Settings, state: State) -> State:
    """The same state, of the shape that all its updates will have."""
    shape = np.broadcast_shapes(np.shape(state.weight), np.shape(state.bias), settings.shape)
    if not shape:
        return state
    weight, bias = (np.broadcast_to(n, shape) for n in (state.weight, state.bias))
    return State(state.epoch, weight, bias)


def _refuse_negative(epochs: int) -> None:
    if epochs < 0:
        raise ValueError(f"epochs must not be negative, not {epochs}")
