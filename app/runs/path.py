"""The way that a run went: where it began, and each later change of η or cost with its epoch.

It travels with the run to the browser. A page that lost its server in mid-run hands it back to the
next one, so that the run is again what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.fields import Refused
from app.runs.costs import choice_of
from app.runs.history import F, History, Learner, S, branch, run
from app.runs.setup import Setup

MOST_STAGES = 50


def write(history: History[S, F]) -> list[list[Any]]:
    """Return for each stage of ``history`` its first epoch, its learning rate and its costs."""
    begins = [0, *(epoch for epoch, _before in history.branches)]
    settings = [*(before for _epoch, before in history.branches), history.settings]
    return [
        [epoch, float(next(iter(each.values())).learning_rate), choice_of(tuple(each))]
        for epoch, each in zip(begins, settings, strict=True)
    ]


def read(
    given: object, values: Mapping[str, Any], setup: Setup[S]
) -> list[tuple[int, Mapping[str, S]]]:
    """Return the stages of a run that has ``values`` otherwise; or raise Refused.

    A stage is the epoch at which it begins, and its settings for each cost.
    """
    if not isinstance(given, Sequence) or not 0 < len(given) <= MOST_STAGES:
        raise Refused("path")
    stages: list[tuple[int, Mapping[str, S]]] = []
    for each in given:
        if not isinstance(each, Sequence) or len(each) != 3 or type(each[0]) is not int:
            raise Refused("path")
        epoch, *rule = each
        earliest = stages[-1][0] + 1 if stages else 0
        if not earliest <= epoch < (values["epochs"] if stages else 1):
            raise Refused("path")
        own = {
            name: setup.field(name).read(part)
            for name, part in zip(("learning_rate", "cost"), rule, strict=True)
        }
        stages.append((epoch, setup.settings_of({**values, **own})))
    return stages


def follow(learner: Learner[S, F], stages: Sequence[tuple[int, Mapping[str, S]]]) -> History[S, F]:
    """Return the run that went this way."""
    (_start, settings), *changes = stages
    history = run(learner, settings)
    for epoch, changed in changes:
        history = branch(history, epoch, changed)
    return history
