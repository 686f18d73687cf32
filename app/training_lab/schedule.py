"""The way that a run went: where it began, and each later change of η or cost with its epoch.

It travels with the run to the browser. A page that lost its server in mid-run hands it back to the
next one, so that the run is again what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.training_lab.controls import Schema
from app.training_lab.cost_choices import COST_LABELS, choice_of
from app.training_lab.history import MOST_STAGES, Change, F, History, S
from app.ui.fields import Refused
from app.ui.language import Translate


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


def changes(history: History[S, F], _: Translate) -> list[str]:
    """List the epochs at which the reader changed η or the cost."""
    if len(history.branches) > 1:
        epochs = _(", ").join(str(epoch) for epoch, _before in history.branches)
        return [_("Learning rate or cost changed at epochs {epochs}.").format(epochs=epochs)]
    return [
        _("Changed at epoch {epoch}: {before} → {after}.").format(
            epoch=epoch, before=_rule(before, _), after=_rule(history.settings, _)
        )
        for epoch, before in history.branches
    ]


def _rule(settings: Mapping[str, S], _: Translate) -> str:
    rate = float(next(iter(settings.values())).learning_rate)
    names = " + ".join(_(COST_LABELS[cost]) for cost in settings)
    return _("{names}, η = {rate}").format(names=names, rate=f"{rate:g}")
