"""Pinned runs of the neuron."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.labs.neuron.history import LEARNER, Frames
from app.labs.neuron.settings import POWER, SETTING_FIELDS
from app.labs.neuron.words import CLOSE
from app.training_lab.cost_choices import COST_LABELS, OWN_COST, choice_of
from app.training_lab.history import Learner
from app.training_lab.run_pin import RunPin
from app.ui.fields import Field
from app.ui.language import Translate
from app.ui.numbers import decimals, short
from core import COSTS, CROSS_ENTROPY_AS_PUBLISHED, Cost, Settings
from core.costs.power_family import cost_of_power

_OWN = "power-"
"""What a cost of the reader's own is called in an address, before its power."""
_START = ("weight", "bias", "input", "target", "epochs")


@dataclass(frozen=True, kw_only=True)
class Pin(RunPin):
    """One curve of the neuron that stays."""

    weight: float
    bias: float
    input: float
    target: float

    START: ClassVar[tuple[Field, ...]] = tuple(
        field for name in _START for field in SETTING_FIELDS if field.name == name
    )
    LEARNER: ClassVar[Learner[Any, Any]] = LEARNER

    def settings(self, learning_rate: float, cost: Cost) -> Settings:
        """Return the core's settings of a stage."""
        return Settings(**self.start(), learning_rate=learning_rate, cost=cost)

    @classmethod
    def start_of(cls, settings: Settings) -> dict[str, Any]:
        """Return the beginning of the settings of a run."""
        return {name: getattr(settings, name) for name in _START}

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
            "close": _("Epochs to within {distance} of y").format(distance=CLOSE),
        }

    def outcome_values(self, frames: Frames, _: Translate) -> dict[str, str]:
        """Return the output at the end, and the epoch at which it first was near y."""
        close = epochs_until_within(frames, CLOSE)
        more = _("more than {epochs}").format(epochs=self.epochs)
        return {
            "output": decimals(frames.output[-1], 4),
            "close": str(close) if close is not None else more,
        }

    def taken(self) -> dict[str, object]:
        """Return the start, and the η and cost that were in force at the end."""
        power = own_power(self.cost)
        if power is not None:
            return {**super().taken(), "cost": OWN_COST, "power": power}
        published = self.cost == CROSS_ENTROPY_AS_PUBLISHED.name
        choice = "as-published" if published else choice_of((self.cost,))
        return {**super().taken(), "cost": choice}

    @classmethod
    def named_cost(cls, name: str, cost: Cost) -> str:
        """Return what a stage calls this cost, one of the reader's own with its power."""
        return _OWN + POWER.write(cost.slope_power) if name == OWN_COST else name

    @classmethod
    def cost_called(cls, name: str) -> Cost:
        """Return the cost of the core, or the reader's own, that a stage names."""
        power = own_power(name)
        return COSTS[name] if power is None else cost_of_power(power)

    @classmethod
    def cost_label(cls, name: str, _: Translate) -> str:
        """Say what a stage's cost is called."""
        power = own_power(name)
        if power is None:
            return super().cost_label(name, _)
        return f"{_(COST_LABELS[OWN_COST])} (p = {short(power)})"

    @classmethod
    def read_cost(cls, text: str) -> str:
        """Return the name of a cost that ``text`` is, or raise Refused."""
        power = own_power(text)
        return super().read_cost(text) if power is None else _OWN + POWER.write(power)


def own_power(cost: str) -> float | None:
    """Return the power of σ′(z) in what a stage calls ``cost``, if it is the reader's own.

    Raises Refused where that is no power.
    """
    return POWER.read(cost.removeprefix(_OWN)) if cost.startswith(_OWN) else None


def epochs_until_within(frame: Frames, distance: float) -> int | None:
    """Return the first epoch at which the output is within ``distance`` of y, if there is one."""
    close = np.flatnonzero(np.abs(frame.residual) < distance)
    return int(close[0]) if len(close) else None
