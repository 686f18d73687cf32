"""Pinned runs of softmax outputs."""

from dataclasses import dataclass
from typing import Any

from app.labs.softmax.history import LEARNER
from app.labs.softmax.settings import RUN, SUBSCRIPTS
from app.training_lab.cost_choices import SOFTMAX_CHOICES
from app.training_lab.run_pin import RunPin
from app.ui.language import Translate
from app.ui.numbers import numeral, short
from core.softmax_learning import SoftmaxFrame, SoftmaxSettings


@dataclass(frozen=True, kw_only=True)
class Pin(RunPin):
    """One run that stays: all its outputs."""

    z: tuple[float, ...]
    y: int

    RUN = RUN
    CHOICES = SOFTMAX_CHOICES
    LEARNER = LEARNER

    @classmethod
    def start_of(cls, settings: SoftmaxSettings) -> dict[str, Any]:
        """Return the beginning of the settings of a run."""
        return {"z": settings.z, "y": settings.correct + 1, "epochs": settings.epochs}

    def start_text(self, _: Translate) -> str:
        """Say where the run began."""
        return f"z = ({', '.join(map(short, self.z))}), y = {self.y}"

    @classmethod
    def outcome_labels(cls, _: Translate) -> dict[str, str]:
        """Say what is told of a run: what its right output and its cost came to."""
        return {"right": _("Right output at the end"), "last_cost": _("Cost at the end")}

    def outcome_values(self, frames: SoftmaxFrame, _: Translate) -> dict[str, str]:
        """Return the right output and the cost at the end."""
        output = frames.output[-1, self.y - 1]
        return {
            "right": f"a{SUBSCRIPTS[self.y - 1]} = {numeral(output)}",
            "last_cost": numeral(frames.cost[-1]),
        }
