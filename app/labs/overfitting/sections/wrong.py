"""The labels that are wrong, and which of them each network has learned by heart."""

from typing import Any

import numpy as np

from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.stack_records import StackRecord, WrongLabels
from app.training_lab.controls import LabControls
from app.ui.language import Translate
from app.ui.numbers import epoch_text, percent

MOST_SHOWN = 48
"""So many of the images are shown; the numbers are of all."""


def content(controls: LabControls, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return the first images with wrong labels, and what each network answers at a frame."""
    at = min(epoch, history.last)
    seen = [each for each in history.networks if each.records and at >= 0]
    found = [each.records[min(at, len(each.records) - 1)] for each in seen]
    wrong = next((each.records[0].wrong for each in seen), None)
    return {
        "networks": [_told(*pair, _) for pair in zip(seen, found, strict=True)],
        "images": [] if wrong is None else _images(wrong, found, _),
        "seeds": controls.seeds,
        "note": _note(wrong, at, _),
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "by_heart": _("learned by heart: {count}"),
            "right": _("answered right: {count}"),
            "else": _("something else: {count}"),
            "how": _(
                "Of each digit: what it is, and after the arrow the wrong label that is learned. A"
                " filled mark is a network of which most seeds answer with the wrong label. The"
                " percentages are of all wrong labels, over all seeds."
            ),
        },
    }


def _note(wrong: WrongLabels | None, at: int, _: Translate) -> str:
    if at < 0 or wrong is None:
        return _("Press Run first.")
    if not len(wrong.labels):
        return _("No label is wrong. Set “Wrong labels” to more than 0 to see some.")
    return ""


def shares(record: StackRecord, seeds: int) -> tuple[float, float]:
    """Return which part of the wrong labels is answered as labelled, and which right."""
    asked = max(1, seeds * len(record.learned_by_heart))
    return (
        float(record.learned_by_heart.sum()) / asked,
        float(record.answered_right.sum()) / asked,
    )


def _told(training: Training, record: StackRecord, _: Translate) -> dict[str, Any]:
    by_heart, right = shares(record, training.settings.seeds)
    rest = max(0.0, 1.0 - by_heart - right)
    return {
        "key": training.key,
        "name": training.label,
        "epoch": epoch_text(record.frame.epoch),
        "parts": [by_heart, right, rest],
        "written": [percent(round(each, 4)) for each in (by_heart, right, rest)],
    }


def _images(wrong: WrongLabels, found: list[StackRecord], _: Translate) -> list[dict[str, Any]]:
    side = round(wrong.pixels.shape[1] ** 0.5)
    said = _("{digit}, labelled {label}")
    return [
        {
            "pixels": np.round(wrong.pixels[index] / 255, 2).reshape(side, side).tolist(),
            "digit": int(wrong.digits[index]),
            "label": int(wrong.labels[index]),
            "said": said.format(digit=wrong.digits[index], label=wrong.labels[index]),
            "by_heart": [int(each.learned_by_heart[index]) for each in found],
        }
        for index in range(min(MOST_SHOWN, len(wrong.labels)))
    ]
