"""The way that a run went: where it began, and each later change of η or cost with its epoch.

It travels with the run to the browser. A page that lost its server in mid-run hands it back to the
next one, so that the run is again what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.training_lab.cost_choices import choice_of
from app.training_lab.history import MOST_STAGES, Change, F, History, S
from app.training_lab.schema import Schema
from app.ui.fields import Refused


def write(history: History[S, F]) -> list[list[Any]]:
    """Return for each stage of ``history`` its first epoch, its learning rate and its costs."""
    return [
        [
            stage.begin,
            float(next(iter(stage.settings.values())).learning_rate),
            choice_of(tuple(stage.settings)),
        ]
        for stage in history.stages
    ]


def read(given: object, values: Mapping[str, Any], schema: Schema[S]) -> list[Change[S]]:
    """Return the settings of a run that has ``values`` otherwise; or raise Refused.

    They are the settings at epoch 0, and each later change of them with its epoch.
    """
    if not isinstance(given, Sequence) or not 0 < len(given) <= MOST_STAGES:
        raise Refused("path")
    stages: list[Change[S]] = []
    for each in given:
        if not isinstance(each, Sequence) or len(each) != 3 or type(each[0]) is not int:
            raise Refused("path")
        epoch, *rule = each
        earliest = stages[-1][0] + 1 if stages else 0
        if not earliest <= epoch < (values["epochs"] if stages else 1):
            raise Refused("path")
        own = {
            name: schema.field(name).read(part)
            for name, part in zip(("learning_rate", "cost"), rule, strict=True)
        }
        stages.append((epoch, schema.settings_of({**values, **own})))
    return stages
