"""The schedule of a run: η and cost at its start, and each later change of them with its epoch.

It is a part of the settings, and so of the address: who opens that has the same run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import MOST_STAGES, F, History, S
from app.training_lab.history import Change as StageBegin
from app.ui.fields import Field, Number, Refused
from app.ui.language import Translate
from app.ui.numbers import short
from core import Range

MOST_CHANGES = MOST_STAGES - 1
RULE = ("learning_rate", "cost")
"""The settings that can change in the middle of a run."""
SCHEDULE = (*RULE, "changes")
"""The settings that say how a run goes, not where it begins."""


def locked_with(locked: frozenset[str]) -> frozenset[str]:
    """Return what is locked where these settings are: with η or the cost also their changes."""
    return locked | {"changes"} if locked.intersection(RULE) else locked


class Change(NamedTuple):
    """From ``epoch`` on this learning rate and this choice of costs are in force."""

    epoch: int
    learning_rate: float
    cost: str


@dataclass(frozen=True)
class Changes(Field):
    """The changes of a run, in the order of their epochs: 90:0.05:cross-entropy, with / between."""

    learning_rate: Field
    cost: Field
    epochs: Range
    name: str = "changes"

    def read(self, given: object) -> tuple[Change, ...]:
        """Return the changes that a text or a sequence of their parts is; or raise Refused."""
        if isinstance(given, str):
            given = [part.split(":") for part in given.split("/")] if given else []
        if not isinstance(given, Sequence) or len(given) > MOST_CHANGES:
            raise Refused(self.name)
        changes = tuple(map(self._read_one, given))
        epochs = [change.epoch for change in changes]
        if epochs != sorted(set(epochs)):
            raise Refused(self.name)
        return changes

    def _read_one(self, parts: object) -> Change:
        if isinstance(parts, str) or not isinstance(parts, Sequence) or len(parts) != 3:
            raise Refused(self.name)
        epoch, learning_rate, cost = parts
        return Change(
            int(Number(self.name, self.epochs, "d").read(epoch)),
            self.learning_rate.read(learning_rate),
            self.cost.read(cost),
        )

    def write(self, value: Sequence[Change]) -> str:
        """Return the text from which ``read`` makes these changes again."""
        return "/".join(
            f"{epoch}:{self.learning_rate.write(rate)}:{self.cost.write(cost)}"
            for epoch, rate, cost in value
        )

    def allowed(self, _: Translate) -> str:
        """Say how changes are written."""
        text = _(
            "up to {most} changes EPOCH:LEARNING_RATE:COST in the order of their epochs, with /"
            " between them"
        )
        return text.format(most=MOST_CHANGES)


def stages(
    values: Mapping[str, Any], settings_of: Callable[[Mapping[str, Any]], Mapping[str, S]]
) -> list[StageBegin[S]]:
    """Return the settings at epoch 0, and each later change of them with its epoch."""
    own = {name: value for name, value in values.items() if name != "changes"}
    found = [(0, settings_of(own))]
    for epoch, *rule in values.get("changes", ()):
        found.append((epoch, settings_of({**own, **dict(zip(RULE, rule, strict=True))})))
    return found


def in_force(values: Mapping[str, Any], epoch: int) -> dict[str, Any]:
    """Return η and cost at ``epoch`` of a run that has these settings."""
    rules = [tuple(values[name] for name in RULE)]
    rules += [tuple(rule) for begin, *rule in values["changes"] if begin <= epoch]
    return dict(zip(RULE, rules[-1], strict=True))


def changed(values: Mapping[str, Any], name: str, value: Any, epoch: int) -> tuple[Change, ...]:
    """Return the changes of the run with η or the cost another from ``epoch`` on.

    Changes at later epochs are dropped, and one at that epoch is replaced; where it is so already,
    they stay. Raises Refused where there would be too many.
    """
    rule = {**in_force(values, epoch), name: value}
    if rule == in_force(values, epoch):
        return tuple(values["changes"])
    kept = tuple(change for change in values["changes"] if change.epoch < epoch)
    if rule == in_force({**values, "changes": kept}, epoch):
        return kept
    if len(kept) == MOST_CHANGES:
        raise Refused("changes")
    return (*kept, Change(epoch, **rule))


def changes(history: History[Any, F], _: Translate) -> list[str]:
    """List the epochs at which the reader changed η or the cost."""
    if len(history.changes) > 1:
        epochs = _(", ").join(str(epoch) for epoch, _before in history.changes)
        return [_("Learning rate or cost changed at epochs {epochs}.").format(epochs=epochs)]
    return [
        _("Changed at epoch {epoch}: {before} → {after}.").format(
            epoch=epoch, before=_rule(before, _), after=_rule(history.settings, _)
        )
        for epoch, before in history.changes
    ]


def _rule(settings: Mapping[str, Any], _: Translate) -> str:
    rate = next(iter(settings.values())).learning_rate
    names = " + ".join(_(COST_LABELS[cost]) for cost in settings)
    return _("{names}, η = {rate}").format(names=names, rate=short(rate))
