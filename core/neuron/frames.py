"""What there is to see of a neuron at an epoch, or at every epoch of a run."""

from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.neuron.settings import Settings
from core.neuron.training import State, record, start
from core.sigmoid import Numbers, sigmoid_and_slope, weighted_input

N = TypeVar("N", bound=Numbers)


class Frame(NamedTuple, Generic[N]):
    """A neuron at `epoch`: what it is, what it answers, and how it is about to change.

    Of a run, every field is an array whose first axis is the epoch. The gradients are what the
    next update multiplies by −η: ∂C/∂w = xδ and ∂C/∂b = δ. The residual is a − y.
    """

    epoch: N
    weight: N
    bias: N
    weighted_input: N
    output: N
    residual: N
    sigmoid_slope: N
    cost: N
    output_error: N
    weight_gradient: N
    bias_gradient: N


def observe(settings: Settings, state: State) -> Frame[Numbers]:
    """The frame of a state, or the frames of the states that `record` returns.

    The fields broadcast; those of a state that `start`, `step` or `record` made of these settings
    have one shape, except that the epoch is one number, or one for each state recorded.
    """
    z = weighted_input(state.weight, state.bias, settings.input)
    output, slope = sigmoid_and_slope(z)
    output_error = settings.cost.output_error(z, settings.target)
    return Frame(
        epoch=state.epoch,
        weight=state.weight,
        bias=state.bias,
        weighted_input=z,
        output=output,
        residual=output - settings.target,
        sigmoid_slope=slope,
        cost=settings.cost.value(z, settings.target),
        output_error=output_error,
        weight_gradient=output_error * settings.input,
        bias_gradient=output_error,
    )


def train(
    settings: Settings, state: State | None = None, epochs: int | None = None
) -> Frame[NDArray[Any]]:
    """The frames of a run: of `state` (the start) and of each of `epochs` updates after it.

    Without `epochs`, the run goes on to epoch `settings.epochs`; a state that is there already
    is the only frame. Raises ValueError if epochs is negative.
    """
    if state is None:
        state = start(settings)
    if epochs is None:
        epochs = max(0, settings.epochs - int(state.epoch))
    return Frame(*map(np.asarray, observe(settings, record(settings, state, epochs))))
