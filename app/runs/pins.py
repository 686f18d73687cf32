"""Pinned runs: curves that stay on the screen beside later ones.

A pin is a value: the settings of one curve and the way its run went, from which the curve is
trained again wherever it is needed. So it travels in an address, and is taken on trust nowhere.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, Self, TypeVar

from app.fields import Choice, Field, Number, Refused
from app.language import Translate
from app.runs.costs import COST_LABELS
from app.runs.history import History, Learner, branch, run
from core import COSTS, RANGES, Cost

MOST_PINS = 8
MOST_STAGES = 8
"""A run in which η or the cost was changed more often than that is too long for an address."""
LONGEST_NAME = 20
SEPARATORS = str.maketrans(dict.fromkeys(",;\r\n\t", " "))
NESTED = str.maketrans({",": "~", ";": "!"})
"""What parts the numbers of one field within a pin, whose own parts have commas between them."""
UNNESTED = str.maketrans({"~": ",", "!": ";"})
HIDDEN = "hidden"

_RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
_COST = Choice("cost", tuple(COSTS))
_LONGEST_EPOCH = len(str(int(RANGES["epochs"].high)))

Stage = tuple[int, float, str]
"""From which epoch on, with which η and which cost of the core."""


@dataclass(frozen=True, kw_only=True)
class Pin:
    """One curve that stays: how its run went, what the reader calls it; a lab adds where it began.

    ``START`` are the fields of the beginning, with the number of epochs last.
    """

    epochs: int
    stages: tuple[Stage, ...]
    name: str = ""
    hidden: bool = False

    START: ClassVar[tuple[Field, ...]]
    LEARNER: ClassVar[Learner[Any, Any]]

    @property
    def cost(self) -> str:
        """The cost that the curve is of: the last that it learned by."""
        return self.stages[-1][2]

    def start(self) -> dict[str, Any]:
        """Return the values of the beginning by their names."""
        return {field.name: getattr(self, field.name) for field in self.START}

    def frames(self) -> Any:
        """Train the curve again."""
        (_epoch, rate, cost), *changes = self.stages
        history = run(self.LEARNER, {cost: self.settings(rate, self.cost_called(cost))})
        for epoch, rate, cost in changes:
            history = branch(history, epoch, {cost: self.settings(rate, self.cost_called(cost))})
        return next(iter(history.frames.values()))

    @abstractmethod
    def settings(self, learning_rate: float, cost: Cost) -> Any:
        """Return the core's settings of a stage."""

    @classmethod
    @abstractmethod
    def start_of(cls, settings: Any) -> dict[str, Any] | None:
        """Return the beginning of the settings of a run, or None if it is too long to keep."""

    @abstractmethod
    def start_text(self, _: Translate) -> str:
        """Say where the run began."""

    @abstractmethod
    def outcomes(self, frames: Any, _: Translate) -> dict[str, tuple[str, str]]:
        """Return what ``frames`` came to in the end: by a name, what it is called and its value."""

    def taken(self) -> dict[str, object]:
        """Return what the controls become where a reader takes this run over."""
        _epoch, rate, cost = self.stages[-1]
        return {**self.start(), "learning_rate": rate, "cost": cost}

    @classmethod
    def named_cost(cls, name: str, cost: Cost) -> str:  # noqa: ARG003 - a lab may need it
        """Return what a stage calls this cost of a run."""
        return name

    @classmethod
    def cost_called(cls, name: str) -> Cost:
        """Return the cost that a stage names."""
        return COSTS[name]

    @classmethod
    def cost_label(cls, name: str, _: Translate) -> str:
        """Say what a stage's cost is called."""
        return _(COST_LABELS[name])

    @classmethod
    def read_cost(cls, text: str) -> str:
        """Return the name of a cost that ``text`` is, or raise Refused."""
        return str(_COST.read(text))

    @classmethod
    def all_of(cls, history: History[Any, Any]) -> list[Self]:
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
                # A curve that a branch began took, up to there, the way of the first before it.
                cost = cost if cost in stage else next(iter(stage))
                rate = float(stage[cost].learning_rate)
                stages.insert(0, (epoch, rate, cls.named_cost(cost, stage[cost].cost)))
            start = cls.start_of(settings)
            if start is not None:
                pins.append(cls(**start, stages=tuple(stages)))
        return pins


P = TypeVar("P", bound=Pin)


def renamed(pin: P, name: str) -> P:
    """Return ``pin`` with another name, without what separates it in an address."""
    clean = "".join(each for each in name.translate(SEPARATORS) if each.isprintable())
    return replace(pin, name=" ".join(clean.split())[:LONGEST_NAME].strip())


@dataclass(frozen=True)
class Pins(Field, Generic[P]):
    """All pins: with semicolons between them, and commas between the parts of one."""

    kind: type[P]
    name: str = "pins"

    def read(self, given: object) -> tuple[P, ...]:
        """Return the pins that ``given``, a text, stands for; or raise Refused."""
        if given == "":
            return ()
        parts = given.split(";") if isinstance(given, str) else []
        if not 0 < len(parts) <= MOST_PINS:
            raise Refused(self.name)
        return tuple(self._read_one(part.split(",")) for part in parts)

    def _read_one(self, parts: Sequence[str]) -> P:
        fields = self.kind.START
        count = len(fields)
        if not count + 2 <= len(parts) <= count + 3 or parts[count + 2 :] not in ([], [HIDDEN]):
            raise Refused(self.name)
        start = {
            field.name: field.read(part.translate(UNNESTED))
            for field, part in zip(fields, parts, strict=False)
        }
        stages = tuple(self._read_stage(each.split(":")) for each in parts[count].split("/"))
        epochs = [epoch for epoch, _rate, _cost in stages]
        if epochs[0] != 0 or epochs != sorted(set(epochs)) or epochs[-1] >= start["epochs"]:
            raise Refused(self.name)
        if len(stages) > MOST_STAGES:
            raise Refused(self.name)
        pin = self.kind(**start, stages=stages, hidden=len(parts) == count + 3)
        return renamed(pin, parts[count + 1])

    def _read_stage(self, parts: Sequence[str]) -> Stage:
        # Not by int() alone, which takes "1_0" and digits of every script.
        if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdecimal()):
            raise Refused(self.name)
        if len(parts[0]) > _LONGEST_EPOCH:
            raise Refused(self.name)
        return int(parts[0]), _RATE.read(parts[1]), self.kind.read_cost(parts[2])

    def write(self, value: Sequence[P]) -> str:
        """Return the text from which ``read`` makes these pins again."""
        return ";".join(map(self._write_one, value))

    def _write_one(self, pin: P) -> str:
        stages = (f"{epoch}:{_RATE.write(rate)}:{cost}" for epoch, rate, cost in pin.stages)
        start = [
            field.write(getattr(pin, field.name)).translate(NESTED) for field in self.kind.START
        ]
        return ",".join([*start, "/".join(stages), pin.name, *([HIDDEN] if pin.hidden else [])])

    def allowed(self, _: Translate) -> str:
        """Say what pins look like."""
        text = _("up to {count} runs as this page writes them into its address")
        return text.format(count=MOST_PINS)
