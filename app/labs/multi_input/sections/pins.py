"""Pinned runs of a neuron with several inputs."""

from dataclasses import dataclass
from typing import Any

from app.labs.multi_input.history import LEARNER, weight
from app.labs.multi_input.settings import DATA, PRESET_LABELS, RUN, WEIGHTS
from app.training_lab.run_pin import RunPin
from app.ui.language import Translate
from app.ui.numbers import numeral, percent, short
from core.multi_input.claims import all_right_from
from core.multi_input.examples import Examples
from core.multi_input.training import MultiInputFrame, MultiInputSettings

LONGEST_TABLE = 250
"""So many characters of an address the table of one pin may take."""


@dataclass(frozen=True, kw_only=True)
class Pin(RunPin):
    """One curve that stays."""

    data: Examples
    w1: float
    w2: float
    w3: float
    w4: float
    w5: float
    w6: float
    w7: float
    w8: float
    bias: float

    RUN = RUN
    LEARNER = LEARNER

    @classmethod
    def start_of(cls, settings: MultiInputSettings) -> dict[str, Any] | None:
        """Return the beginning of the settings of a run, or None if its table is too long."""
        examples = settings.examples
        if not DATA.travels(examples) or len(DATA.write(examples)) > LONGEST_TABLE:
            return None
        unused = (0.0,) * (len(WEIGHTS) - len(settings.weights))
        return {
            "data": examples,
            **dict(zip(WEIGHTS, settings.weights + unused, strict=True)),
            "bias": settings.bias,
            "epochs": settings.epochs,
        }

    def start_text(self, _: Translate) -> str:
        """Say what the run learned, and where it began."""
        name = DATA.write(self.data)
        learned = _(PRESET_LABELS[name]) if name in PRESET_LABELS else _("own examples")
        inputs = self.data.inputs.shape[1]
        weights = (
            f"{weight(number)} = {short(getattr(self, f'w{number}'))}"
            for number in range(1, inputs + 1)
        )
        start = ", ".join([*weights, f"b₀ = {short(self.bias)}"])
        return _("{learned}; {start}").format(learned=learned, start=start)

    @classmethod
    def outcome_labels(cls, _: Translate) -> dict[str, str]:
        """Say what is told of a run: its last cost and accuracy, and since when all are right."""
        return {
            "last_cost": _("Cost at the end"),
            "accuracy": _("Accuracy at the end"),
            "right": _("All correct from epoch"),
        }

    def outcome_values(self, frames: MultiInputFrame, _: Translate) -> dict[str, str]:
        """Return the cost and the accuracy at the end, and since when all are right."""
        right = all_right_from(frames)
        return {
            "last_cost": numeral(frames.cost[-1]),
            "accuracy": percent(frames.accuracy[-1]),
            "right": "—" if right is None else str(right),
        }
