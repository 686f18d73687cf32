"""What there is to see of a stack of networks after an epoch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.networks.sets import ChosenImages
from app.networks.small_layers import SmallLayer, small_layers
from app.networks.stack_state import StackSettings, StackState
from core.network.evaluation import Answers, answers
from core.network.scores import Scores, scores

QUANTITIES = (
    *("training_accuracy", "validation_accuracy", "test_accuracy"),
    *("training_cost", "validation_cost", "test_cost"),
    *("penalty", "weight_norm", "learning_rate"),
)
"""What is known of each network at a frame, by its place in ``StackFrame.numbers``.

The learning rate is the one with which the epoch was trained that ends there.
"""
SUMMARY = tuple(f"{quantity}{part}" for quantity in QUANTITIES for part in ("", "_low", "_high"))
"""The columns of a frame: of each quantity the median of the seeds, the least and the largest."""


class StackFrame(NamedTuple):
    """The networks after ``epoch`` epochs.

    ``numbers`` are the quantities of each, (QUANTITIES, seeds); C₀ and penalty are apart. Their
    ``summary`` has the numbers of SUMMARY, to five digits. ``seconds`` of processor time have been
    spent on the updates of all of them: alone of all numbers they are not the same again.
    """

    epoch: float
    numbers: NDArray[np.float64]
    summary: NDArray[np.float64]
    seconds: float = 0.0

    def of(self, quantity: str) -> NDArray[np.float64]:
        """Return a quantity of each network, (seeds,)."""
        found: NDArray[np.float64] = self.numbers[QUANTITIES.index(quantity)]
        return found

    def median(self, quantity: str) -> float:
        """Return the median of a quantity over the networks, to five digits."""
        return float(self.summary[SUMMARY.index(quantity)])


class WrongLabels(NamedTuple):
    """The images with wrong labels: ``pixels``, (wrong, d), from 0 to 255, their labels and digits.

    ``labels`` are what is learned, and ``digits`` what is right.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    digits: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class StackRecord:
    """A frame, and what else is kept of the networks at it.

    ``learned_by_heart`` and ``answered_right`` count for each wrong label, (wrong,), in how many
    networks the answer is that label, or the digit that it should be. ``layers`` are those of the
    first network. The images that these labels are of come with the first record.
    """

    frame: StackFrame
    learned_by_heart: NDArray[np.uint8]
    answered_right: NDArray[np.uint8]
    layers: tuple[SmallLayer, ...]
    wrong: WrongLabels | None = None


def record(settings: StackSettings, state: StackState, images: ChosenImages) -> StackRecord:
    """Return the record of a state, without the images."""
    wrong = np.flatnonzero(images.is_wrong)
    answered = asked(settings, state, images)
    predictions = np.stack([training.predictions[wrong] for training, *_others in answered])
    return StackRecord(
        frame(settings, state, images, answered),
        (predictions == images.sets.training.labels[wrong]).sum(axis=0).astype(np.uint8),
        (predictions == images.digits[wrong]).sum(axis=0).astype(np.uint8),
        small_layers(state.states[0]),
    )


def asked(settings: StackSettings, state: StackState, images: ChosenImages) -> list[list[Answers]]:
    """Return what each network answers to each of the three sets."""
    return [
        [answers(each, one, given.inputs) for given in images.sets]
        for each, one in zip(settings.each, state.states, strict=True)
    ]


def frame(
    settings: StackSettings,
    state: StackState,
    images: ChosenImages,
    answered: Sequence[Sequence[Answers]],
) -> StackFrame:
    """Return the frame of a state, in which the networks answer what ``asked`` says."""
    count = len(images.learned)
    numbers = np.array(
        [
            _numbers(scores(each, one, images.sets, count, known))
            for each, one, known in zip(settings.each, state.states, answered, strict=True)
        ]
    ).T
    seconds = float(f"{state.seconds:.4g}")
    return StackFrame(float(state.epoch), numbers, summary(numbers), seconds)


def _numbers(found: Scores) -> list[float]:
    sets = (found.training, found.validation, found.test)
    others = (found.penalty, found.weight_norm, found.learning_rate)
    return [*(each.accuracy for each in sets), *(each.cost for each in sets), *others]


def summary(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the median, least and largest of each row over the seeds, one after the other."""
    parts = (np.median(numbers, axis=1), numbers.min(axis=1), numbers.max(axis=1))
    return np.array([float(f"{number:.5g}") for number in np.column_stack(parts).ravel()])


def columns(frame: StackFrame) -> dict[str, float]:
    """Return the columns of a frame, by the names of SUMMARY."""
    return {"epoch": frame.epoch, **dict(zip(SUMMARY, frame.summary.tolist(), strict=True))}


def wrong_labels(images: ChosenImages) -> WrongLabels:
    """Return the images whose labels are wrong."""
    wrong = np.flatnonzero(images.is_wrong)
    training = images.sets.training
    return WrongLabels(
        np.round(255 * training.inputs[wrong]).astype(np.uint8),
        training.labels[wrong].astype(np.uint8),
        images.digits[wrong].astype(np.uint8),
    )
