"""The way that a run went: where it began, and each later change of η or cost with its epoch.

It travels with the run to the browser. A page that lost its server in mid-run hands it back to the
next one, so that the run is again what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.fields import Refused
from app.neuron.history import History, branch, run
from app.neuron.settings import SETTING_FIELDS, choice_of, settings_of
from core import Settings

_FIELDS = {field.name: field for field in SETTING_FIELDS}
MOST_STAGES = 50
Stage = tuple[int, Mapping[str, Settings]]


def write(history: History) -> list[list[Any]]:
    """Return for each stage of ``history`` its first epoch, its learning rate and its costs."""
    begins = [0, *(epoch for epoch, _before in history.branches)]
    settings = [*(before for _epoch, before in history.branches), history.settings]
    return [
        [epoch, float(next(iter(each.values())).learning_rate), choice_of(tuple(each))]
        for epoch, each in zip(begins, settings, strict=True)
    ]


def read(given: object, values: Mapping[str, Any]) -> list[Stage]:
    """Return the stages of a run that has ``values`` otherwise; or raise Refused."""
    if not isinstance(given, Sequence) or not 0 < len(given) <= MOST_STAGES:
        raise Refused("path")
    stages: list[Stage] = []
    for each in given:
        if not isinstance(each, Sequence) or len(each) != 3 or type(each[0]) is not int:
            raise Refused("path")
        epoch, learning_rate, cost = each
        earliest = stages[-1][0] + 1 if stages else 0
        if not earliest <= epoch < (values["epochs"] if stages else 1):
            raise Refused("path")
        own = {
            "learning_rate": _FIELDS["learning_rate"].read(learning_rate),
            "cost": _FIELDS["cost"].read(cost),
        }
        stages.append((epoch, settings_of({**values, **own})))
    return stages


def follow(stages: Sequence[Stage]) -> History:
    """Return the run that went this way."""
    (_start, settings), *changes = stages
    history = run(settings)
    for epoch, changed in changes:
        history = branch(history, epoch, changed)
    return history
