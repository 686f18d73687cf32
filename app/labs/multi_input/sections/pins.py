"""Pinned runs of a neuron with several inputs."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.labs.multi_input.history import LEARNER, weight
from app.labs.multi_input.settings import DATA, PRESET_LABELS, SETTING_FIELDS, WEIGHTS, settings_of
from app.training_lab.cost_choices import choice_of
from app.training_lab.history import Learner
from app.training_lab.run_pin import RunPin
from app.ui.fields import Choice, Field
from app.ui.language import Translate
from app.ui.numbers import accuracy_text, decimals, short
from core import CROSS_ENTROPY, QUADRATIC, Cost
from core.multi_input.examples import Examples
from core.multi_input.training import MultiInputFrame, MultiInputSettings

_NOT_OF_THE_START = ("learning_rate", "cost")
_COST = Choice("cost", (QUADRATIC.name, CROSS_ENTROPY.name))
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

    START: ClassVar[tuple[Field, ...]] = tuple(
        field for field in SETTING_FIELDS if field.name not in _NOT_OF_THE_START
    )
    LEARNER: ClassVar[Learner[Any, Any]] = LEARNER

    def settings(self, learning_rate: float, cost: Cost) -> MultiInputSettings:
        """Return the core's settings of a stage."""
        rule = {"learning_rate": learning_rate, "cost": cost.name}
        return settings_of({**self.start(), **rule})[cost.name]

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
            "right": _("All right from epoch"),
        }

    def outcome_values(self, frames: MultiInputFrame, _: Translate) -> dict[str, str]:
        """Return the cost and the accuracy at the end, and since when all are right."""
        right = all_right_from(frames)
        return {
            "last_cost": decimals(frames.cost[-1], 4),
            "accuracy": accuracy_text(frames.accuracy[-1]),
            "right": "—" if right is None else str(right),
        }

    def taken(self) -> dict[str, object]:
        """Return the start, and the η and cost that were in force at the end."""
        return {**super().taken(), "cost": choice_of((self.cost,))}

    @classmethod
    def read_cost(cls, text: str) -> str:
        """Return the name of a cost that ``text`` is, or raise Refused."""
        return str(_COST.read(text))


def all_right_from(frames: MultiInputFrame) -> int | None:
    """Return the epoch from which on every answer is right, None if the last is not so."""
    wrong = np.flatnonzero(frames.accuracy < 1.0)
    first = int(wrong[-1]) + 1 if len(wrong) else 0
    return first if first < len(frames.accuracy) else None
