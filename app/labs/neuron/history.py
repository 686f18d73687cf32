"""What the neuron has learned: :mod:`app.training_lab.history` for one neuron."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.training_lab import history
from app.training_lab.history import Learner
from core import Frame, Settings, State, observe, record, start

Frames: TypeAlias = Frame[NDArray[Any]]
History: TypeAlias = history.History[Settings, Frames]


def observed(settings: Settings, states: State) -> Frames:
    """Return the frames of states that were recorded."""
    return Frame(*map(np.asarray, observe(settings, states)))


LEARNER: Learner[Settings, Frames] = Learner(start, record, observed)
