"""What of a neuron's frames travels to the browser, and what of it is drawn."""

from typing import Any

from numpy.typing import NDArray

from app.labs.neuron.history import Frames
from app.training_lab.plot_spec import PlotSpec, Trace

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
