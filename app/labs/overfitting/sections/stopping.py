"""Early stopping: where a run would have stopped, what would have been kept, and the true best.

It is read off what is trained by now, at any patience; nothing is trained again.
"""

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.stack_records import StackFrame
from app.training_lab.controls import LabControls
from app.ui.fields import Number
from app.ui.language import Translate, sentences
from app.ui.numbers import percent, short
from app.ui.widgets import Slider, field_label
from core import Range
from core.network.no_improvement import early_stop

PATIENCE = Number("patience", Range(1, 100), "d")
NAME = "stopping"
"""The name of the section, where the slider stands."""
STOPS = (*range(1, 21), *range(25, 51, 5), *range(60, 101, 10))


class Stop(NamedTuple):
    """What early stopping would have made of one network.

    ``stopped`` is None where it would have gone on to the last epoch. ``kept``, ``best`` and
    ``end`` are accuracies on the test: of the epoch that is kept, of the best, and of the last.
    """

    stopped: int | None
    kept_epoch: int
    kept: float
    best: float
    end: float


def slider(_: Translate) -> Slider:
    """Return the slider for the patience."""
    label = _("Patience, in epochs")
    low, high = PATIENCE.limits
    return Slider(
        name=PATIENCE.name,
        label=label,
        field_label=field_label(label, _),
        symbol="",
        place=NAME,
        low=low,
        high=high,
        stops=STOPS,
        decimals=0,
    )


def stops(frames: Sequence[StackFrame], patience: int) -> list[Stop]:
    """Return what would have become of the network of each seed."""
    validation, test = (_over_epochs(frames, name) for name in ("validation", "test"))
    found = []
    for accuracies, tested in zip(validation, test, strict=True):
        stop = early_stop(accuracies.tolist(), patience)
        numbers = tested[stop.kept], tested.max(), tested[-1]
        found.append(Stop(stop.stopped, stop.kept, *map(float, numbers)))
    return found


def _over_epochs(frames: Sequence[StackFrame], of: str) -> NDArray[np.float64]:
    """Return the accuracies on a set, (seeds, epochs)."""
    return np.array([frame.of(f"{of}_accuracy") for frame in frames]).T


def content(controls: LabControls, history: Trainings, _: Translate, _epoch: int) -> dict[str, Any]:
    """Return for each network what would have been kept, and the curve that decides it."""
    shown = [
        (training, history.shown(training))
        for training in history.networks
        if training.records and history.last > 0
    ]
    return {
        "networks": [_told(*each, controls.patience, _) for each in shown],
        "epochs": controls.epochs,
        "texts": {
            "how": _(
                "With a patience of {patience} training stops when the accuracy on validation has"
                " not improved in {patience} epochs, and the network of the best epoch so far is"
                " kept. All of it is read off this run."
            ).format(patience=controls.patience),
            "none": _("Press Run first."),
            "caption": _("Early stopping: medians of the seeds"),
            "network": _("Network"),
            "stopped": _("Stops at epoch"),
            "kept_epoch": _("Keeps epoch"),
            "kept": _("Test, kept"),
            "end": _("Test, at the end"),
            "best": _("Test, each seed’s best"),
            "epoch": _("Epoch"),
            "accuracy": _("Accuracy on validation, %"),
            "chart": _("Accuracy on validation of seed {seed}: a dot where it is kept").format(
                seed=controls.seed
            ),
            "dot": _("{name}: keeps epoch {kept}, stops at {stopped}."),
            "never": _("does not stop"),
        },
    }


def _told(
    training: Training, frames: Sequence[StackFrame], patience: int, _: Translate
) -> dict[str, Any]:
    found = stops(frames, patience)
    stopped = [each.stopped for each in found if each.stopped is not None]
    first = found[0]
    never = _("not at all")
    at = short(median(stopped)) if stopped else never
    if 0 < len(stopped) < len(found):
        text = _("{epoch} ({count} of {seeds} seeds)")
        at = text.format(epoch=at, count=len(stopped), seeds=len(found))
    return {
        "key": training.key,
        "name": training.label,
        "stopped": at,
        "kept_epoch": short(median(each.kept_epoch for each in found)),
        **{name: percent(_median(found, name)) for name in ("kept", "end", "best")},
        "said": _said(training, found, _),
        "curve": [round(100 * float(frame.of("validation_accuracy")[0]), 2) for frame in frames],
        "at": {"kept": first.kept_epoch, "stopped": first.stopped},
    }


def _median(found: Sequence[Stop], name: str) -> float:
    return float(median(getattr(each, name) for each in found))


def _said(training: Training, found: Sequence[Stop], _: Translate) -> str:
    """Say what stopping would have been worth."""
    kept, end = (_median(found, name) for name in ("kept", "end"))
    epochs = sum(training.epoch - each.stopped for each in found if each.stopped is not None)
    text = _(
        "{name}: on the test, the network that is kept has {kept}, that of the last epoch {end}."
    )
    if percent(kept) == percent(end):
        text = _("{name}: what is kept is as good on the test as the end.")
    said = [text.format(name=training.label, kept=percent(kept), end=percent(end))]
    if epochs:
        spared = _("On average {epochs} epochs are spared.")
        said.append(spared.format(epochs=short(round(epochs / len(found)))))
    return sentences(said)
