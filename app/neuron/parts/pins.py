"""Pinned runs: curves that stay on the screen beside later ones.

A pin is a value: the settings of one curve and the way its run went, from which the curve is
trained again wherever it is needed. So it travels in an address, and is taken on trust nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.fields import Choice, Field, Refused
from app.language import Translate
from app.neuron.history import History, Run, branch, run
from app.neuron.settings import OWN_COST, POWER, SETTING_FIELDS
from core import COSTS, RANGES, Cost, Settings
from core.derivation import cost_of_power

MOST_PINS = 8
MOST_STAGES = 8
"""A run in which η or the cost was changed more often than that is too long for an address."""
LONGEST_NAME = 20
SEPARATORS = str.maketrans(dict.fromkeys(",;\r\n\t", " "))
HIDDEN = "hidden"

_NUMBERS = {field.name: field for field in SETTING_FIELDS if field.name in RANGES}
_COST = Choice("cost", tuple(COSTS))
_OWN = "power-"
"""What a cost of the reader's own is called in an address, before its power."""
_START = ("weight", "bias", "input", "target", "epochs")

Stage = tuple[int, float, str]
"""From which epoch on, with which η and which cost of the core."""


@dataclass(frozen=True)
class Pin:
    """One curve that stays: where it started, how its run went, what the reader calls it."""

    weight: float
    bias: float
    input: float
    target: float
    epochs: int
    stages: tuple[Stage, ...]
    name: str = ""
    hidden: bool = False

    @property
    def cost(self) -> str:
        """The cost that the curve is of: the last that it learned by."""
        return self.stages[-1][2]

    def frames(self) -> Run:
        """Train the curve again."""
        (_epoch, rate, cost), *changes = self.stages
        history = run({cost: self._settings(rate, cost)})
        for epoch, rate, cost in changes:
            history = branch(history, epoch, {cost: self._settings(rate, cost)})
        return next(iter(history.frames.values()))

    def _settings(self, rate: float, cost: str) -> Settings:
        start = {name: getattr(self, name) for name in _START}
        return Settings(**start, learning_rate=rate, cost=cost_called(cost))


def pins_of(history: History) -> list[Pin]:
    """Return a pin for each curve of ``history``, or none if its way was too long."""
    begins = [0, *(epoch for epoch, _before in history.branches)]
    each_stage = [*(before for _epoch, before in history.branches), history.settings]
    if len(begins) > MOST_STAGES:
        return []
    pins = []
    for curve, settings in history.settings.items():
        stages: list[Stage] = []
        cost = curve
        for epoch, stage in reversed([*zip(begins, each_stage, strict=True)]):
            # A curve that a branch began took, up to there, the way of the first one before it.
            cost = cost if cost in stage else next(iter(stage))
            rate, power = float(stage[cost].learning_rate), stage[cost].cost.slope_power
            named = _OWN + POWER.write(power) if cost == OWN_COST else cost
            stages.insert(0, (epoch, rate, named))
        start = {name: getattr(settings, name) for name in _START}
        pins.append(Pin(**start, stages=tuple(stages)))
    return pins


def own_power(cost: str) -> float | None:
    """Return the power of σ′(z) in what a stage calls ``cost``, if it is the reader's own."""
    return POWER.read(cost.removeprefix(_OWN)) if cost.startswith(_OWN) else None


def cost_called(name: str) -> Cost:
    """Return the cost of the core, or the reader's own, that a stage names."""
    return COSTS[name] if name in COSTS else cost_of_power(POWER.read(name.removeprefix(_OWN)))


def _read_cost(text: str) -> str:
    if not text.startswith(_OWN):
        return str(_COST.read(text))
    return _OWN + POWER.write(POWER.read(text.removeprefix(_OWN)))


def renamed(pin: Pin, name: str) -> Pin:
    """Return ``pin`` with another name, without what separates it in an address."""
    clean = "".join(each for each in name.translate(SEPARATORS) if each.isprintable())
    return replace(pin, name=" ".join(clean.split())[:LONGEST_NAME].strip())


def epochs_until_within(frame: Run, distance: float) -> int | None:
    """Return the first epoch at which the output is within ``distance`` of y, if there is one."""
    close = np.flatnonzero(np.abs(frame.residual) < distance)
    return int(close[0]) if len(close) else None


@dataclass(frozen=True)
class Pins(Field):
    """All pins: with semicolons between them, and commas between the parts of one."""

    name: str = "pins"

    def read(self, given: object) -> tuple[Pin, ...]:
        """Return the pins that ``given``, a text, stands for; or raise Refused."""
        if given == "":
            return ()
        parts = given.split(";") if isinstance(given, str) else []
        if not 0 < len(parts) <= MOST_PINS:
            raise Refused(self.name)
        return tuple(self._read_one(part.split(",")) for part in parts)

    def _read_one(self, parts: Sequence[str]) -> Pin:
        if not 7 <= len(parts) <= 8 or (len(parts) == 8 and parts[7] != HIDDEN):
            raise Refused(self.name)
        start: dict[str, Any] = {
            name: _NUMBERS[name].read(part) for name, part in zip(_START, parts, strict=False)
        }
        stages = tuple(self._read_stage(each.split(":")) for each in parts[5].split("/"))
        epochs = [epoch for epoch, _rate, _cost in stages]
        if epochs[0] != 0 or epochs != sorted(set(epochs)) or epochs[-1] >= start["epochs"]:
            raise Refused(self.name)
        if len(stages) > MOST_STAGES:
            raise Refused(self.name)
        return renamed(Pin(**start, stages=stages, hidden=len(parts) == 8), parts[6])

    def _read_stage(self, parts: Sequence[str]) -> Stage:
        # Not by int() alone, which takes "1_0" and digits of every script.
        if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdecimal()):
            raise Refused(self.name)
        if len(parts[0]) > len(str(int(RANGES["epochs"].high))):
            raise Refused(self.name)
        return int(parts[0]), _NUMBERS["learning_rate"].read(parts[1]), _read_cost(parts[2])

    def write(self, value: Sequence[Pin]) -> str:
        """Return the text from which ``read`` makes these pins again."""
        return ";".join(map(self._write_one, value))

    def _write_one(self, pin: Pin) -> str:
        stages = (
            f"{epoch}:{_NUMBERS['learning_rate'].write(rate)}:{cost}"
            for epoch, rate, cost in pin.stages
        )
        start = [_NUMBERS[name].write(getattr(pin, name)) for name in _START]
        return ",".join([*start, "/".join(stages), pin.name, *([HIDDEN] if pin.hidden else [])])

    def allowed(self, _: Translate) -> str:
        """Say what pins look like."""
        text = _("up to {count} runs as this page writes them into its address")
        return text.format(count=MOST_PINS)
