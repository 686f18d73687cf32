"""How far the training of each network is, as the browser is told of it."""

from typing import Any

from app.networks.jobs import Training
from app.ui.language import Translate
from app.ui.numbers import epoch_text


def progress(training: Training, place: int | None) -> dict[str, Any]:
    """Return how far a network is, and its ``place`` in line."""
    return {
        "key": training.key,
        "name": training.label,
        "done": epoch_text(training.epoch),
        "epochs": training.settings.epochs,
        "place": place,
        "status": training.status.value,
    }


def failure(training: Training, _: Translate) -> str:
    """Say of a network why it failed."""
    return _("{name}: {reason}").format(name=training.label, reason=_(training.reason or ""))


def texts(_: Translate) -> dict[str, str]:
    """Return what ``assets/js/network-progress.js`` says by itself."""
    return {
        "progress": _("{name}: trained {done}/{epochs}"),
        "waiting": _("{name}: place {place} in the queue"),
        "stopped": _("{name}: stopped at epoch {done}"),
        "failed": _("{name}: failed at epoch {done}"),
        "stop": _("Stop training"),
        "go_on": _("Go on training"),
    }
