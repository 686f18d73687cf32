"""Pinned curves of runs that are trained in no time: how each went, from which it is made again."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from app.jobs.time_slices import Steps
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import MOST_STAGES, History, Learner, follow
from app.training_lab.pins import Pin
from app.ui.fields import Choice, Field, Number, Refused
from app.ui.language import Translate
from app.ui.numbers import short
from core import COSTS, RANGES, Cost, Range

_RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
_COST = Choice("cost", tuple(COSTS))
_EPOCH = Number("epoch", Range(0, RANGES["epochs"].high), "d")

Stage = tuple[int, float, str]
"""From which epoch on, with which η and which cost."""


@dataclass(frozen=True)
class Stages(Field):
    """How a run went: slashes between its stages, and colons between the parts of one."""

    read_cost: Callable[[str], str]
    name: str = "stages"

    def read(self, given: object) -> tuple[Stage, ...]:
        """Return the stages that ``given``, a text, stands for; or raise Refused."""
        parts = given.split("/") if isinstance(given, str) else []
        if not 0 < len(parts) <= MOST_STAGES:
            raise Refused(self.name)
        stages = tuple(self._read_one(part.split(":")) for part in parts)
        epochs = [epoch for epoch, _rate, _cost in stages]
        if epochs[0] != 0 or epochs != sorted(set(epochs)):
            raise Refused(self.name)
        return stages

    def _read_one(self, parts: Sequence[str]) -> Stage:
        if len(parts) != 3:
            raise Refused(self.name)
        return int(_EPOCH.read(parts[0])), _RATE.read(parts[1]), self.read_cost(parts[2])

    def write(self, value: Sequence[Stage]) -> str:
        """Return the text from which ``read`` makes these stages again."""
        return "/".join(f"{epoch}:{_RATE.write(rate)}:{cost}" for epoch, rate, cost in value)

    def allowed(self, _: Translate) -> str:
        """Say nothing: stages are a part of a pin."""
        return ""


@dataclass(frozen=True, kw_only=True)
class RunPin(Pin):
    """One curve that stays: how its run went; a lab adds where it began.

    ``START`` are the fields of the beginning, with the number of epochs last. Raises Refused where
    the last stage begins after the last epoch.
    """

    epochs: int
    stages: tuple[Stage, ...]

    START: ClassVar[tuple[Field, ...]]
    LEARNER: ClassVar[Learner[Any, Any]]

    def __post_init__(self) -> None:
        if self.stages[-1][0] >= self.epochs:
            raise Refused("pins")

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of the beginning, and the stages."""
        return (*cls.START, Stages(cls.read_cost))

    @property
    def cost(self) -> str:
        """The cost that the curve is of: the last that it learned by."""
        return self.stages[-1][2]

    def start(self) -> dict[str, Any]:
        """Return the values of the beginning by their names."""
        return {field.name: getattr(self, field.name) for field in self.START}

    def frames(self) -> Steps[Any]:
        """Train the curve again; return its frames."""
        changes = [
            (epoch, {cost: self.settings(rate, self.cost_called(cost))})
            for epoch, rate, cost in self.stages
        ]
        history: History[Any, Any] = yield from follow(self.LEARNER, changes)
        return history.frames[self.cost]

    @abstractmethod
    def settings(self, learning_rate: float, cost: Cost) -> Any:
        """Return the core's settings of a stage."""

    @classmethod
    @abstractmethod
    def start_of(cls, settings: Any) -> dict[str, Any] | None:
        """Return the beginning of the settings of a run, or None if it is too long to keep."""

    @classmethod
    @abstractmethod
    def outcome_labels(cls, _: Translate) -> dict[str, str]:
        """Return by a name what is told of the end of a run."""

    @abstractmethod
    def outcome_values(self, frames: Any, _: Translate) -> dict[str, str]:
        """Return by the same names what ``frames`` came to in the end."""

    def outcomes(self, frames: Any, _: Translate) -> dict[str, tuple[str, str]]:
        """Return what ``frames`` came to in the end: by a name, what it is called and its value."""
        values = self.outcome_values(frames, _)
        return {name: (label, values[name]) for name, label in self.outcome_labels(_).items()}

    def rate_text(self, _: Translate) -> str:
        """Say with which η it learned, and from when on."""
        return _told([(epoch, short(rate)) for epoch, rate, _cost in self.stages], _)

    def cost_text(self, _: Translate) -> str:
        """Say by which cost it learned, and from when on."""
        return _told([(epoch, self.cost_label(cost, _)) for epoch, _rate, cost in self.stages], _)

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
        """Return a pin for each curve of ``history``, or none if its start is too long."""
        pins = []
        for curve, settings in history.settings.items():
            stages: list[Stage] = []
            cost = curve
            for stage in reversed(history.stages):
                # A curve that a branch began took, up to there, the way of the first before it.
                cost = stage.source(cost)
                rule = stage.settings[cost]
                rate = float(rule.learning_rate)
                stages.insert(0, (stage.begin, rate, cls.named_cost(cost, rule.cost)))
            start = cls.start_of(settings)
            if start is not None:
                pins.append(cls(**start, stages=tuple(stages)))
        return pins


def _told(stages: Sequence[tuple[int, str]], _: Translate) -> str:
    """Return what was in force first, and each other thing with the epoch from which it was."""
    told: list[str] = []
    before = None
    for epoch, text in stages:
        if text != before:
            later = _("{what} from epoch {epoch} on").format(what=text, epoch=epoch)
            told.append(later if told else text)
        before = text
    return _(", ").join(told)
