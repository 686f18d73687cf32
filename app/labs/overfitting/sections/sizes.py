"""How accuracy grows with the number of training images: a sweep, begun where a reader asks."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.labs.overfitting.settings import labels, settings_of
from app.networks.jobs import key
from app.networks.results import Trainings
from app.networks.stack_fields import TRAINING
from app.networks.stack_records import StackFrame
from app.networks.stack_state import StackSettings
from app.training_lab.commands import Command
from app.training_lab.controls import LabControls
from app.ui.language import Translate, sentences
from app.ui.numbers import percent
from core.network.settings import NETWORK_RANGES

NAME = "sizes"
SIZES = (50, 100, 200, 350, 500, 700, 1000)
MOST_SEEDS = 3


def stacks(controls: LabControls) -> list[StackSettings]:
    """Return the networks of now with each size; λ grows with it, so that λ/n stays.

    All networks of the smallest size come first. There are no more than MOST_SEEDS of each.
    """
    every = settings_of(controls.trained_values()).values()
    return [resized(each, size) for size in SIZES for each in every]


def resized(settings: StackSettings, size: int) -> StackSettings:
    """Return the settings of a network that learns so many images, with the same λ/n."""
    network = settings.network
    largest = NETWORK_RANGES["regularisation_parameter"].high
    parameter = network.regularisation_parameter * size / settings.images.training
    return StackSettings(
        replace(network, regularisation_parameter=min(largest, parameter)),
        min(settings.seeds, MOST_SEEDS),
        replace(settings.images, training=size),
    )


def begin(lab: Any, _command: Command) -> None:
    """Begin the sweep of a page's lab."""
    lab.trainer.begin_sweep(stacks(lab.controls))


def content(controls: LabControls, history: Trainings, _: Translate) -> dict[str, Any]:
    """Return the accuracies on the test by size, of each network, as far as they are known."""
    sweep = history.sweep
    names = labels(controls.networks, _)
    networks = [
        {
            "key": key(index),
            "name": name,
            "points": _points(sweep.frames[index :: len(names)]),
        }
        for index, name in enumerate(names)
    ]
    progress = ""
    if sweep.going_on:
        progress = _("{done} of {total} trained.").format(done=len(sweep.frames), total=sweep.total)
    return {
        "networks": networks if sweep.frames else [],
        "sizes": [TRAINING.limits.low, TRAINING.limits.high],
        "progress": progress if sweep.reason is None else _(sweep.reason),
        "said": _said(networks, _),
        "texts": {
            "how": _(
                "Trains the networks of now, of up to {seeds} seeds, with {smallest} to {largest}"
                " images and as many epochs as are set. λ grows with the number of images, so that"
                " λ/n stays the same."
            ).format(seeds=MOST_SEEDS, smallest=SIZES[0], largest=SIZES[-1]),
            "begin": _("Train with other sizes"),
            "size": _("Images for training"),
            "accuracy": _("Accuracy on the test"),
            "chart": _("Accuracy on the test by the number of images for training."),
        },
    }


def _points(frames: Sequence[StackFrame]) -> list[list[float]]:
    """Return size, median, least and largest accuracy on the test for each frame."""
    return [
        [
            size,
            frame.median("test_accuracy"),
            *(float(edge(frame.of("test_accuracy"))) for edge in (min, max)),
        ]
        for size, frame in zip(SIZES, frames, strict=False)
    ]


def _said(networks: Sequence[dict[str, Any]], _: Translate) -> str:
    """Say what more images were worth to each network."""
    text = _("{name}: {first} with {smallest} images, {last} with {largest}.")
    return sentences(
        text.format(
            name=each["name"],
            first=percent(each["points"][0][1]),
            last=percent(each["points"][-1][1]),
            smallest=SIZES[0],
            largest=SIZES[len(each["points"]) - 1],
        )
        for each in networks
        if len(each["points"]) > 1
    )
