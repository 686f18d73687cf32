"""Pinned runs of the neuron."""

from dataclasses import dataclass

import numpy as np

from app.labs.neuron.history import LEARNER, Frames
from app.labs.neuron.settings import RUN
from app.training_lab.run_pin import RunPin
from app.ui.language import Translate
from app.ui.numbers import numeral, short
from core.neuron.approach import CLOSE


@dataclass(frozen=True, kw_only=True)
class Pin(RunPin):
    """One curve of the neuron that stays."""

    weight: float
    bias: float
    input: float
    target: float

    RUN = RUN
    LEARNER = LEARNER

    def start_text(self, _: Translate) -> str:
        """Say where the run began."""
        start = f"w₀ = {short(self.weight)}, b₀ = {short(self.bias)}"
        if (self.input, self.target) != (1.0, 0.0):
            start += f", x = {short(self.input)}, y = {short(self.target)}"
        return start

    @classmethod
    def outcome_labels(cls, _: Translate) -> dict[str, str]:
        """Say what is told of a run: its last output, and how long it took to come near y."""
        return {
            "output": _("Output at the end"),
            "close": _("Epochs until within {distance} of y").format(distance=CLOSE),
        }

    def outcome_values(self, frames: Frames, _: Translate) -> dict[str, str]:
        """Return the output at the end, and the epoch at which it first was near y."""
        close = epochs_until_within(frames, CLOSE)
        more = _("more than {epochs}").format(epochs=self.epochs)
        return {
            "output": numeral(frames.output[-1]),
            "close": str(close) if close is not None else more,
        }


def epochs_until_within(frame: Frames, distance: float) -> int | None:
    """Return the first epoch at which the output is within ``distance`` of y, if there is one."""
    close = np.flatnonzero(np.abs(frame.residual) < distance)
    return int(close[0]) if len(close) else None
