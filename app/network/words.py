"""What happened, in words, with the numbers that show it."""

import math
from collections.abc import Sequence

from app.language import Translate, marked, sentences
from app.network.settings import BOOK
from app.network.trainings import Training, Trainings
from app.numbers import decimals
from app.turns.run import Standing
from core.network_frames import NetworkFrame
from core.pairings import SIGMOID_QUADRATIC

CURVE = marked("accuracy {accuracy}.")
NAMED_CURVE = marked("{name}: accuracy {accuracy}.")

GOOD = 0.9
"""An accuracy from which on a network counts as having learned."""
STUCK_FOR = 5.0
"""So many epochs below it count as stuck."""


def before(trainings: Trainings, preset: str, _: Translate) -> str:
    """Say what there is to be learned."""
    task = _(
        "Networks: {count}. Each learns handwritten digits, of which those held out are the test."
        " Press Run."
    )
    return sentences([task.format(count=len(trainings.networks)), *_book(preset, _)])


def after(trainings: Trainings, preset: str, _: Translate) -> str:
    """Say what became of each network, and why one was stuck."""
    parts = []
    for training in trainings.networks:
        frames = [record.frame for record in training.records]
        if not frames:
            continue
        parts.append(_outcome(training, frames, _))
        parts += _why(training, frames, _)
        if training.standing is Standing.STOPPED:
            parts.append(_("Stopped at epoch {epoch}.").format(epoch=_epoch(frames[-1])))
        if training.reason is not None:
            parts.append(_(training.reason))
    return sentences([*parts, *_book(preset, _)])


def _outcome(training: Training, frames: Sequence[NetworkFrame], _: Translate) -> str:
    good = first_good(frames)
    if good is None:
        text = _("{name}: accuracy {accuracy} after {epochs} epochs, never {good}.")
    else:
        text = _("{name}: accuracy {accuracy}, {good} first at epoch {first}.")
    return text.format(
        name=training.label,
        accuracy=decimals(frames[-1].test_accuracy, 3),
        epochs=_epoch(frames[-1]),
        good=decimals(GOOD, 1),
        first=_epoch(good) if good else "",
    )


def first_good(frames: Sequence[NetworkFrame]) -> NetworkFrame | None:
    """Return the first frame whose accuracy on the test is at least ``GOOD``."""
    return next((frame for frame in frames if frame.test_accuracy >= GOOD), None)


def _why(training: Training, frames: Sequence[NetworkFrame], _: Translate) -> list[str]:
    """Say why a network with the quadratic cost was stuck, where it was."""
    good = first_good(frames)
    stuck = math.inf if good is None else good.epoch
    if training.settings.pairing is not SIGMOID_QUADRATIC or stuck < STUCK_FOR:
        return []
    slope = frames[0].wrong_slope
    if slope is None:
        return []
    text = _(
        "At its start σ′(z) of the wrong outputs was {slope} on average: of their errors no more"
        " than that got through to δ (eq. 65)."
    )
    return [text.format(slope=f"{slope:.2g}".replace("e-0", "e−"))]


def _book(preset: str, _: Translate) -> list[str]:
    if preset not in BOOK:
        return []
    text = _("On MNIST the book reports {percent} % with these settings.")
    return [text.format(percent=decimals(BOOK[preset], 2))]


def _epoch(frame: NetworkFrame) -> str:
    return f"{frame.epoch:.4g}"
