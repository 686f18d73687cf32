"""Draw a digit, or choose one that was held out: what the networks answer, at one epoch.

A drawing is a value of the controls, and so travels in the address.
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.networks.datasets import side
from app.networks.results import Seen, Trainings
from app.training_lab.commands import Changes, Command
from app.ui.fields import Field, Number, Refused
from app.ui.language import Translate
from app.ui.numbers import epoch_text, numeral
from core import Range
from core.data.drawing import CELLS, image
from core.network.evaluation import answers

HEX_DIGITS = CELLS * CELLS // 4
BLANK = "0" * HEX_DIGITS
_DRAWING = re.compile(rf"[0-9a-f]{{{HEX_DIGITS}}}")


DIGIT = Number("digit", Range(0, 9999), "d")
"""Which of the images held out is looked at; where there are fewer, the last."""


@dataclass(frozen=True)
class Ink(Field):
    """A drawing of 32 × 32 cells, row by row, four to a hexadecimal digit; or none, ``""``."""

    name: str = "ink"

    def read(self, given: object) -> str:
        """Return ``given`` if it is a drawing or ``""``, or raise Refused."""
        if isinstance(given, str) and (given == "" or _DRAWING.fullmatch(given)):
            return given
        raise Refused(self.name)

    def write(self, value: str) -> str:
        """Return the drawing, which is its text."""
        return value

    def allowed(self, _: Translate) -> str:
        """Say what a drawing is."""
        text = _("a drawing of {count} lower-case hexadecimal digits")
        return text.format(count=HEX_DIGITS)


def bitmap(text: str) -> NDArray[np.bool_]:
    """Return the cells of a drawing that ``Ink`` has read, (32, 32), true where there is ink."""
    packed = np.frombuffer(bytes.fromhex(text or BLANK), dtype=np.uint8)
    return np.unpackbits(packed).reshape(CELLS, CELLS).astype(bool)


def take_digit(command: Command, _controls: object, _history: object) -> Changes:
    """Look at a digit of the test, and no more at what was drawn."""
    return {"digit": command.get("digit"), "ink": ""}


def take_ink(command: Command, _controls: object, _history: object) -> Changes:
    """Look at what was drawn."""
    return {"ink": command.get("ink")}


def content(controls: Any, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return the digit that is looked at, and what each network answers at frame ``epoch``."""
    test = history.test
    digit = min(controls.digit, len(test) - 1)
    label = None if controls.ink else int(test.labels[digit])
    pixels = test.inputs[digit] if label is not None else image(bitmap(controls.ink), side(test))
    seen = history.at(epoch)
    return {
        "cells": CELLS,
        "digit": digit,
        "last": len(test) - 1,
        "ink": controls.ink,
        "pixels": np.round(pixels, 3).reshape(side(test), -1).tolist(),
        "about": _about(digit, label, _),
        "networks": [_answer(each, pixels, label, _) for each in seen],
        "note": "" if seen else _("Press Run to see here what a network answers."),
        "texts": {
            "how": _(
                "Draw a digit with the mouse, a finger or a pen, or choose one of the test digits,"
                " from which no network has learned."
            ),
            "choose": _("Test digit"),
            "previous": _("Previous"),
            "next": _("Next"),
            "clear": _("Clear the drawing"),
            "empty": _("Drawing board: empty"),
            "drawn": _("Drawing board: with your drawing"),
            "here": _("Draw here"),
            "input": _("What a network gets: {side} × {side} pixels").replace(
                "{side}", str(side(test))
            ),
            "largest": _("largest"),
        },
    }


def _about(digit: int, label: int | None, _: Translate) -> str:
    if label is None:
        return _("Your drawing")
    return _("Test digit {digit}, labelled {label}").format(digit=digit, label=label)


def _answer(
    seen: Seen, pixels: NDArray[np.float64], label: int | None, _: Translate
) -> dict[str, Any]:
    """Return a bar from 0 to 1 and a number for each output, and what they say together."""
    answered = answers(seen.settings, seen.state, pixels[None])
    (found,), (answer,) = answered.outputs, answered.predictions
    at = _("{name}, epoch {epoch}")
    return {
        "key": seen.key,
        "heading": at.format(name=seen.label, epoch=epoch_text(seen.epoch)),
        # An output that is linear may be anything.
        "bars": np.round(np.clip(found, 0.0, 1.0), 4).tolist(),
        "numbers": [numeral(float(each)) for each in found],
        "answer": int(answer),
        "said": _said(int(answer), label, _),
    }


def _said(answer: int, label: int | None, _: Translate) -> str:
    if label is None:
        return _("answers {answer}").format(answer=answer)
    if answer == label:
        return _("answers {answer}: right").format(answer=answer)
    return _("answers {answer}, but it should be {label}").format(answer=answer, label=label)
