"""What the browser must know of networks that are trained side by side, and what became of each."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from app.jobs.job import JobStatus
from app.networks.jobs import Training
from app.networks.progress import failure
from app.networks.results import Trainings
from app.training_lab.plot_spec import Trace
from app.ui.language import Translate, sentences
from app.ui.numbers import epoch_text


def described(
    trainings: Trainings,
    trace: Trace,
    values: list[list[Any]],
    _: Translate,
    names: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Return what a lab says of every run: its curves, how far they are, and their ``values``.

    All networks have the same ``trace`` and numbers; they are called by their labels, unless they
    have other ``names``.
    """
    networks = trainings.networks
    trained = trainings.last if trainings.over else max(0, trainings.frames - 1)
    return {
        "curves": [
            {"cost": each.key, "label": name, "traces": [asdict(trace)]}
            for each, name in zip(networks, names or [each.label for each in networks], strict=True)
        ],
        "last": max(trainings.frames - 1, 1),
        "trained": trained if trainings.last >= 0 else 0,
        "limits": {},
        "nothing": _("No network has any numbers yet.") if trainings.last < 0 else "",
        "values": {each.key: values for each in networks},
    }


def outcomes(
    trainings: Trainings, say: Callable[[Training, Sequence[Any]], list[str]], _: Translate
) -> list[str]:
    """Return what became of each network up to the last frame on the screen.

    ``say(training, frames)`` returns sentences about one that has frames; that it was stopped, or
    why it failed, is said after them.
    """
    parts = []
    for training in trainings.networks:
        frames = trainings.shown(training)
        said = []
        if frames:
            said = say(training, frames)
            further = len(training.records) > len(frames)
            text = _("Trained on to epoch {epoch}.") if further else _("Stopped at epoch {epoch}.")
            if further or training.status is JobStatus.STOPPED:
                said.append(text.format(epoch=epoch_text(training.epoch)))
        if training.reason is not None:
            said.append(_(training.reason) if frames else failure(training, _))
        if said:
            parts.append(sentences(said))
    return parts


def medians(seeds: int, _: Translate) -> list[str]:
    """Say what lines and bands are of several seeds."""
    if seeds == 1:
        return []
    text = _("Lines are medians of {seeds} seeds; bands reach from the lowest to the highest.")
    return [text.format(seeds=seeds)]
