"""Mixed-up digits: how many test digits of each class are answered with which."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.networks.results import Trainings
from app.ui.language import Translate
from app.ui.numbers import epoch_text

MOST_PAIRS = 3


def content(_controls: object, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return a table for each network at a frame: rows are digits, columns what it answers."""
    every = [(seen, seen.record.confusion.astype(int)) for seen in history.at(epoch)]
    return {
        "tables": [
            {
                "key": seen.key,
                "name": seen.label,
                "epoch": epoch_text(seen.record.frame.epoch),
                "counts": counts.tolist(),
                "said": _said(counts, _),
            }
            for seen, counts in every
        ],
        # One for all tables, so that a colour means the same in each.
        "most": max([0, *(int(_wrong(counts).max()) for _seen, counts in every)]),
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "how": _("Each row is a digit of the test, each column an answer of the network."),
            "digit": _("digit {digit}"),
            "corner": _("digit ↓ answer →"),
            "none": _("Press Run first."),
        },
    }


def _wrong(counts: NDArray[np.int_]) -> NDArray[np.int_]:
    return counts - np.diag(np.diag(counts))


def _said(counts: NDArray[np.int_], _: Translate) -> str:
    """Say what is most often taken for what, of many such pairs the first."""
    wrong = _wrong(counts)
    if not wrong.any():
        return _("No test digit is answered wrongly.")
    pairs = np.argwhere(wrong == wrong.max())
    named = [
        _("{digit} taken for {answer}").format(digit=digit, answer=answer)
        for digit, answer in pairs[:MOST_PAIRS]
    ]
    text = _("Most often ({count} ×): {pairs}.")
    if len(pairs) > MOST_PAIRS:
        text = _("Most often ({count} × each): {pairs} and others.")
    elif len(pairs) > 1:
        text = _("Most often ({count} × each): {pairs}.")
    return text.format(count=int(wrong.max()), pairs=_(", ").join(named))
