"""What the neuron has learned, and what of it is drawn: :mod:`app.training_lab.history` for it."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.training_lab import history
from app.training_lab.history import Learner
from app.training_lab.plot_spec import PlotSpec, Trace
from core import Frame, Settings, State, observe, record, start

Frames: TypeAlias = Frame[NDArray[Any]]
History: TypeAlias = history.History[Settings, Frames]


def observed(settings: Settings, states: State) -> Frames:
    """Return the frames of states that were recorded."""
    return Frame(*map(np.asarray, observe(settings, states)))


LEARNER: Learner[Settings, Frames] = Learner(start, record, observed)


COLUMNS = (
    *("weight", "bias", "weighted_input", "output", "cost"),
    *("residual", "sigmoid_slope", "output_error", "weight_gradient"),
)
"""The fields of a frame that travel; ∂C/∂b is the output error."""


def columns(frames: Frames) -> dict[str, NDArray[Any]]:
    """Return the columns of these frames."""
    return {name: getattr(frames, name) for name in COLUMNS}


QUANTITIES = {"weight": "w", "bias": "b", "output": "a", "cost": "C"}

PLOT_SPEC = PlotSpec(
    QUANTITIES, columns, lambda _frames: (Trace({name: name for name in QUANTITIES}),)
)
"""Each curve is one line, which is in every plot."""
