"""What every lab with runs says of one, in words."""

from collections.abc import Mapping

from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import F, History, S
from app.ui.language import Translate, marked

DURING = marked("Epoch {epoch} of {epochs}: {curves}")


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
