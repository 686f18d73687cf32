"""What there is to see of a neuron at an epoch, or at every epoch of a run."""

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.neuron.html import frames_html
from core.neuron.settings import Settings
from core.neuron.training import State, record, start
from core.sigmoid import Numbers, residual, sigmoid_and_slope, weighted_input

N = TypeVar("N", bound=Numbers)


class Frame(NamedTuple, Generic[N]):
    """A neuron at `epoch`: what it is, what it answers, and how it is about to change.

    Of a run, every field is an array whose first axis is the epoch. The gradients are what the
    next update multiplies by −η: ∂C/∂w = xδ and ∂C/∂b = δ. The residual is a − y. The rule of
    that update is its learning rate η and the slope power p of δ = (a − y) σ′(z)^p.
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
    learning_rate: N
    slope_power: N

    def _repr_html_(self) -> str:
        """Return a small chart and a table, which a notebook shows."""
        return frames_html(self)


def observe(settings: Settings, state: State) -> Frame[Numbers]:
    """The frame of a state, or the frames of the states that `record` returns.

    The fields broadcast; those of a state that `start`, `step` or `record` made of these settings
    have one shape, except that the epoch is one number, or one for each state recorded.
    """
    z = weighted_input(state.weight, state.bias, settings.input)
    output, slope = sigmoid_and_slope(z)
    error = residual(z, settings.target)
    power = settings.cost.slope_power
    # The published gradient (a power of −1) grows without end where σ is flat, and is bounded.
    output_error = (
        error * slope**power if power >= 0 else settings.cost.output_error(z, settings.target)
    )
    return Frame(
        epoch=state.epoch,
        weight=state.weight,
        bias=state.bias,
        weighted_input=z,
        output=output,
        residual=error,
        sigmoid_slope=slope,
        cost=settings.cost.value(z, settings.target),
        output_error=output_error,
        weight_gradient=output_error * settings.input,
        bias_gradient=output_error,
        learning_rate=_of_shape(settings.learning_rate, z),
        slope_power=_of_shape(settings.cost.slope_power, z),
    )


def _of_shape(number: Numbers, like: Numbers) -> Numbers:
    return np.broadcast_to(number, np.shape(like)) if np.ndim(like) else number


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


def train_stages(stages: Sequence[tuple[int, Settings]]) -> Frame[NDArray[Any]]:
    """The frames of a run whose settings change: those of each stage from its first epoch on.

    `core.schedule.stages` makes the stages. Each frame is observed with the settings in force at
    its epoch; the first stage begins at epoch 0, the last ends at the epochs of its settings.
    """
    state = start(stages[0][1])
    ends = [*(begin for begin, _settings in stages[1:]), stages[-1][1].epochs]
    parts = []
    for (begin, settings), end in zip(stages, ends, strict=True):
        run = train(settings, state, end - begin)
        state = State(end, float(run.weight[-1]), float(run.bias[-1]))
        last = len(run.epoch) if end == ends[-1] else -1
        parts.append(Frame(*(field[:last] for field in run)))
    return Frame(*map(np.concatenate, zip(*parts, strict=True)))
