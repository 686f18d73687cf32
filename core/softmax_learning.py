"""Softmax outputs whose weighted inputs learn by gradient descent, with either of two costs.

Each zⱼ learns as a bias does: z → z − η ∂C/∂z. With the log-likelihood cost ∂C/∂zⱼ is aⱼ − yⱼ
(eqs. 81, 84), where yⱼ is 1 for the right output and 0 for the others. In that of the quadratic
cost the slopes of the outputs are factors, which are near 0 where a wrong output is near 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.neuron.settings import RANGES, Range, SettingsError, check
from core.softmax import HIGH, LOW, START, softmax
from core.softmax_costs import LOG_LIKELIHOOD, QUADRATIC, SOFTMAX_COSTS, Array, SoftmaxCost

MOST_OUTPUTS = 10
"""The number of the right output is below this."""


class SoftmaxSettingsError(SettingsError):
    """A setting of `SoftmaxSettings` that is not what it must be."""

    ranges = MappingProxyType(
        {**RANGES, "z": Range(LOW, HIGH), "correct": Range(0, MOST_OUTPUTS - 1)}
    )
    whole = frozenset({"epochs", "correct"})
    choices = MappingProxyType({"cost": tuple(SOFTMAX_COSTS)})


@dataclass(frozen=True)
class SoftmaxSettings:
    """The settings of one experiment: where the z start, and the number of the right output.

    Each z is from −5 to 5, as on the book's sliders; the other limits are those of
    `core.neuron.settings.RANGES`. Raises SoftmaxSettingsError outside them, or SettingsError, and
    IndexError if there is no output of that number. Settings can be compared and hashed.
    """

    z: tuple[float, ...] = START
    correct: int = 0
    learning_rate: float = 0.15
    cost: SoftmaxCost = LOG_LIKELIHOOD
    epochs: int = 300

    def __post_init__(self) -> None:
        if not isinstance(self.cost, SoftmaxCost):
            raise SoftmaxSettingsError("cost", self.cost)
        if not isinstance(self.z, Iterable):
            raise SoftmaxSettingsError("z", self.z)
        checked = SoftmaxSettingsError.checked
        object.__setattr__(self, "z", tuple(checked("z", each) for each in self.z))
        object.__setattr__(self, "correct", checked("correct", self.correct))
        _ = self.z[self.correct]
        for name in ("learning_rate", "epochs"):
            object.__setattr__(self, name, check(name, getattr(self, name)))


class SoftmaxState(NamedTuple):
    """What was learned: the weighted inputs, (..., n), after `epoch` updates, (...)."""

    epoch: int | NDArray[np.int_]
    z: Array


class SoftmaxFrame(NamedTuple):
    """What there is to see at each epoch of a run, the first axis of every field.

    `z`, `output` and the gradients ∂C/∂z have shape (epochs, n), the others (epochs,). Both costs
    are there, whichever is learned by; `cost` is that one.
    """

    epoch: NDArray[np.int_]
    z: Array
    output: Array
    right_output: Array
    cost: Array
    quadratic: Array
    quadratic_gradient: Array
    log_likelihood: Array
    log_likelihood_gradient: Array


def start(settings: SoftmaxSettings) -> SoftmaxState:
    """The state before the first update."""
    return SoftmaxState(0, np.array(settings.z))


def record(settings: SoftmaxSettings, state: SoftmaxState, epochs: int) -> SoftmaxState:
    """The state and what each of `epochs` updates makes of it, along a new first axis.

    The epoch has shape (epochs + 1,), z (epochs + 1, n). Raises ValueError if epochs is negative.
    """
    if epochs < 0:
        raise ValueError(f"epochs must not be negative, not {epochs}")
    gradient, z = settings.cost.gradient, state.z
    recorded = [z]
    for _ in range(epochs):
        z = z - settings.learning_rate * gradient(z, settings.correct)
        recorded.append(z)
    return SoftmaxState(state.epoch + np.arange(epochs + 1), np.array(recorded))


def observe(settings: SoftmaxSettings, states: SoftmaxState) -> SoftmaxFrame:
    """The frames of states that `record` returned, or of a part of them."""
    z, correct = states.z, settings.correct
    output = softmax(z)
    both = {name: cost.value(z, correct) for name, cost in SOFTMAX_COSTS.items()}
    return SoftmaxFrame(
        epoch=np.asarray(states.epoch),
        z=z,
        output=output,
        right_output=output[..., correct],
        cost=both[settings.cost.name],
        quadratic=both[QUADRATIC.name],
        quadratic_gradient=QUADRATIC.gradient(z, correct),
        log_likelihood=both[LOG_LIKELIHOOD.name],
        log_likelihood_gradient=LOG_LIKELIHOOD.gradient(z, correct),
    )


def train(settings: SoftmaxSettings) -> SoftmaxFrame:
    """The frames of a run from its start to its last epoch."""
    return observe(settings, record(settings, start(settings), settings.epochs))
