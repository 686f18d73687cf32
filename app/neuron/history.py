"""What the neuron has learned: :mod:`app.runs.history` for one neuron."""

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from numpy.typing import NDArray

from app.runs import history
from app.runs.history import Learner
from core import Frame, Settings, State, observe, start, train

Run: TypeAlias = Frame[NDArray[Any]]
History: TypeAlias = history.History[Settings, Run]


def observed(settings: Settings, states: State) -> Run:
    """Return the frames of states that were recorded."""
    return cast("Run", observe(settings, states))


LEARNER: Learner[Settings, Run] = Learner(start, train, observed)


def at_start(settings: Mapping[str, Settings]) -> History:
    """Return the neuron before it has learned anything: epoch 0 alone."""
    return history.at_start(LEARNER, settings)


def run(settings: Mapping[str, Settings]) -> History:
    """Return the whole run from the start."""
    return history.run(LEARNER, settings)
