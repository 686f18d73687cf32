"""Pinned curves of runs that are trained in no time: how each went, from which it is made again."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from app.jobs.time_slices import Steps
from app.training_lab.cost_choices import (
    COST_CHOICES,
    chosen_for,
    cost_label,
    named_cost,
    read_cost,
)
from app.training_lab.history import MOST_STAGES, History, Learner
from app.training_lab.pins import Pin
from app.training_lab.schedule import SCHEDULE
from app.training_lab.schema import RunSettings
from app.training_lab.training import follow
from app.ui.fields import Choice, Field, Number, Refused
from app.ui.language import Translate
from app.ui.numbers import short
from core import RANGES, Range

_RATE = Number("learning_rate", RANGES["learning_rate"], ".3g")
_EPOCH = Number("epoch", Range(0, RANGES["epochs"].high), "d")
PinnedStage = tuple[int, float, str]
"""From which epoch on, with which η and which cost."""


@dataclass(frozen=True)
class Stages(Field):
    """How a run went, with these ``choices`` of costs.

    There are slashes between its stages, and colons between the parts of one.
    """

    choices: tuple[tuple[str, ...], ...]
    name: str = "stages"

    def read(self, given: object) -> tuple[PinnedStage, ...]:
        """Return the stages that ``given``, a text, stands for; or raise Refused."""
        parts = given.split("/") if isinstance(given, str) else []
        if not 0 < len(parts) <= MOST_STAGES:
            raise Refused(self.name)
        stages = tuple(self._read_one(part.split(":")) for part in parts)
        epochs = [epoch for epoch, _rate, _cost in stages]
        if epochs[0] != 0 or epochs != sorted(set(epochs)):
            raise Refused(self.name)
        return stages

    def _read_one(self, parts: Sequence[str]) -> PinnedStage:
        if len(parts) != 3:
            raise Refused(self.name)
        return int(_EPOCH.read(parts[0])), _RATE.read(parts[1]), read_cost(parts[2], self.choices)

    def write(self, value: Sequence[PinnedStage]) -> str:
        """Return the text from which ``read`` makes these stages again."""
        return "/".join(f"{epoch}:{_RATE.write(rate)}:{cost}" for epoch, rate, cost in value)

    def allowed(self, _: Translate) -> str:
        """Say nothing: stages are a part of a pin."""
        return ""


@dataclass(frozen=True, kw_only=True)
class RunPin(Pin):
    """One curve that stays: how its run went; a lab adds where it began.

    ``RUN`` is what the lab's runs can be set to, with η and the cost among its fields; the others
    are where a run begins, and each is an attribute of the pin. ``CHOICES`` are the costs that each
    choice of a cost trains. Raises Refused where the last stage begins after the last epoch.
    """

    epochs: int
    stages: tuple[PinnedStage, ...]

    RUN: ClassVar[RunSettings[Any]]
    CHOICES: ClassVar[Mapping[str, tuple[str, ...]]] = COST_CHOICES
    LEARNER: ClassVar[Learner[Any, Any]]

    def __post_init__(self) -> None:
        if self.stages[-1][0] >= self.epochs:
            raise Refused("pins")

    @classmethod
    def start_fields(cls) -> tuple[Field, ...]:
        """Return the fields of the beginning."""
        return tuple(each for each in cls.RUN.fields if each.name not in SCHEDULE)

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of the beginning, and the stages."""
        (cost,) = (each for each in cls.RUN.fields if each.name == "cost")
        assert isinstance(cost, Choice)
        return (*cls.start_fields(), Stages(tuple(cls.CHOICES[each] for each in cost.options)))

    @property
    def cost(self) -> str:
        """The cost that the curve is of: the last that it learned by."""
        return self.stages[-1][2]

    def start(self) -> dict[str, Any]:
        """Return the values of the beginning by their names."""
        return {field.name: getattr(self, field.name) for field in self.start_fields()}

    def frames(self) -> Steps[Any]:
        """Train the curve again; return its frames."""
        changes = [(epoch, {cost: self._settings(rate, cost)}) for epoch, rate, cost in self.stages]
        history: History[Any, Any] = yield from follow(self.LEARNER, changes)
        return history.frames[self.cost]

    def _settings(self, rate: float, cost: str) -> Any:
        """Return the core's settings of a stage."""
        values = {**self.start(), "learning_rate": rate, **chosen_for(cost, self.CHOICES)}
        return next(iter(self.RUN.settings_of(values).values()))

    @classmethod
    def start_of(cls, settings: Any) -> dict[str, Any] | None:
        """Return the beginning of the settings of a run, or None if it is too long to keep."""
        return {field.name: getattr(settings, field.name) for field in cls.start_fields()}

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
        return _told([(epoch, cost_label(cost, _)) for epoch, _rate, cost in self.stages], _)

    def taken(self) -> dict[str, object]:
        """Return the start, η and cost, and their changes."""
        (_begin, learning_rate, _cost), *later = self.stages
        chosen: dict[str, Any] = {}
        for _epoch, _rate, cost in reversed(self.stages):
            # A cost of the reader's own brings its power along.
            chosen |= chosen_for(cost, self.CHOICES)
        changes = [
            (epoch, rate, chosen_for(cost, self.CHOICES)["cost"]) for epoch, rate, cost in later
        ]
        return {**self.start(), **chosen, "learning_rate": learning_rate, "changes": changes}

    @classmethod
    def all_of(cls, history: History[Any, Any]) -> list[Self]:
        """Return a pin for each curve of ``history``, or none if its start is too long."""
        pins = []
        for curve, settings in history.settings.items():
            stages = tuple(
                (begin, float(rule.learning_rate), named_cost(cost, rule.cost))
                for begin, cost, rule in history.rules(curve)
            )
            start = cls.start_of(settings)
            if start is not None:
                pins.append(cls(**start, stages=stages))
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
