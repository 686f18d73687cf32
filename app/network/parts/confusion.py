"""Which digits are mixed up: how many test digits of each class are answered with which."""

from typing import Any

import numpy as np

from app.language import Translate
from app.network.trainings import Trainings
from app.numbers import epoch_text


def content(_controls: object, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return a table for each network at a frame: rows are digits, columns what it answers."""
    tables = []
    for seen in history.at(epoch):
        counts = seen.record.confusion.astype(int)
        off = counts - np.diag(np.diag(counts))
        digit, answer = np.unravel_index(int(off.argmax()), off.shape)
        most = _("Most often: {digit} taken for {answer}, {count} times.")
        none = _("No test digit is answered wrongly.")
        tables.append(
            {
                "key": seen.key,
                "name": seen.label,
                "epoch": epoch_text(seen.record.frame.epoch),
                "counts": counts.tolist(),
                "most": int(off.max()),
                "said": most.format(digit=digit, answer=answer, count=int(off.max()))
                if off.any()
                else none,
            }
        )
    return {
        "tables": tables,
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "how": _("Rows are the digits, columns what the network answers; of the test digits."),
            "digit": _("digit {digit}"),
            "corner": _("digit ↓ answer →"),
            "none": _("Press Run first."),
        },
    }
