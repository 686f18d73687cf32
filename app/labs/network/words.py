"""What happened, in words, with the numbers that show it."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.jobs.job import JobStatus
from app.labs.network.results import Training, Trainings
from app.labs.network.settings import BOOK, MNIST
from app.ui.language import Translate, marked, sentences
from app.ui.numbers import accuracy_text, decimals, epoch_text, percent
from core.network.frames import NetworkFrame
from core.network.output_layers import LARGEST_LINEAR_ERROR, SIGMOID_QUADRATIC

CURVE = marked("accuracy {accuracy}.")
NAMED_CURVE = marked("{name}: accuracy {accuracy}.")

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "four-outputs": marked(
            "Here all begin with outputs that are badly wrong, as the neuron that starts at"
            " w = b = 2. With the quadratic cost sigmoid outputs are stuck for many epochs;"
            " see what becomes of the others."
        ),
        "two-starts": marked(
            "One starts with weights so large that many of its hidden neurons are saturated, the"
            " other with weights divided by √n, where n is the number of inputs of a neuron."
        ),
    }
)
"""What some presets are there to show."""

GOOD = 0.9
"""An accuracy from which on a network counts as having learned."""
STUCK_FOR = 5.0
"""So many epochs below it count as stuck."""


def before(trainings: Trainings, preset: str, data: str, _: Translate) -> str:
    """Say what there is to be learned."""
    task = _(
        "Each network learns to tell handwritten digits, and is tested with {count} that it never"
        " learns from. All start from the same seed and see the digits in the same order."
    )
    said = [task.format(count=len(trainings.test))]
    if preset in ABOUT:
        said.append(_(ABOUT[preset]))
    ask = [] if trainings.going_on else [_("Press Run.")]
    return "\n".join([sentences(said), *_book(preset, data, _), *ask])


def after(trainings: Trainings, preset: str, data: str, _: Translate) -> str:
    """Say what became of each network up to the last frame on the screen, and why one was stuck."""
    parts = []
    for training in trainings.networks:
        frames = training.frames[: trainings.last + 1]
        said = []
        if frames:
            said = [_outcome(training, frames, _), *_why(training, frames, _)]
            further = len(training.records) > len(frames)
            text = _("Trained on to epoch {epoch}.") if further else _("Stopped at epoch {epoch}.")
            if further or training.status is JobStatus.STOPPED:
                said.append(text.format(epoch=epoch_text(training.epoch)))
        if training.reason is not None:
            said.append(_(training.reason) if frames else failure(training, _))
        if said:
            parts.append(sentences(said))
    return "\n".join([*parts, *_book(preset, data, _)])


def failure(training: Training, _: Translate) -> str:
    """Say of a network why it failed."""
    return _("{name}: {reason}").format(name=training.label, reason=_(training.reason or ""))


def _outcome(training: Training, frames: Sequence[NetworkFrame], _: Translate) -> str:
    good = first_good(frames)
    if good is None and frames[-1].epoch < training.settings.epochs:
        text = _("{name}: accuracy {accuracy} after {epochs} epochs, not {good} yet.")
    elif good is None:
        text = _("{name}: accuracy {accuracy} after {epochs} epochs, never {good}.")
    else:
        text = _("{name}: accuracy {accuracy}, {good} first at epoch {first}.")
    return text.format(
        name=training.label,
        accuracy=accuracy_text(frames[-1].test_accuracy),
        epochs=epoch_text(frames[-1].epoch),
        good=decimals(GOOD, 1),
        first=epoch_text(good.epoch) if good else "",
    )


def first_good(frames: Sequence[NetworkFrame]) -> NetworkFrame | None:
    """Return the first frame whose accuracy on the test is at least ``GOOD``."""
    return next((frame for frame in frames if frame.test_accuracy >= GOOD), None)


def _why(training: Training, frames: Sequence[NetworkFrame], _: Translate) -> list[str]:
    """Say why a network with the quadratic cost was stuck, or got ever further from its targets."""
    if max(frame.output_error for frame in frames) > LARGEST_LINEAR_ERROR:
        text = _(
            "η is too large for it: the mean of |δ| rose above {largest}, the most that an update"
            " takes, as its numbers would grow without end."
        )
        return [text.format(largest=f"{LARGEST_LINEAR_ERROR:g}")]
    good = first_good(frames)
    stuck = math.inf if good is None else good.epoch
    if training.settings.output_layer is not SIGMOID_QUADRATIC or stuck < STUCK_FOR:
        return []
    slope = frames[0].wrong_slope
    if slope is None:
        return []
    text = _(
        "At its start, on average {percent} of the error a − y of a wrong output was left in"
        " δ = (a − y)σ′(z), of which its gradient is made (eq. 65)."
    )
    return [text.format(percent=percent(slope))]


def _book(preset: str, data: str, _: Translate) -> list[str]:
    """Say what the book reports of these networks, which learn its digits or others."""
    if preset not in BOOK:
        return []
    text = _("With these settings the book reports {percent} % for MNIST, an accuracy of {part}.")
    said = text.format(percent=decimals(BOOK[preset], 2), part=accuracy_text(BOOK[preset] / 100))
    if data == MNIST:
        return [said]
    return [sentences([said, _("The digits here are others, fewer and smaller: 8 × 8 pixels.")])]
