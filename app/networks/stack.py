"""Networks of several seeds trained as one, and what there is to see of them after each epoch.

They differ in their seeds alone, learn the same images, and are trained together as one stack of
arrays, which takes little longer than one of them. A step of their job is a piece of about half a
second; each network becomes what it would be alone.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.jobs.child_process import CannotRead
from app.networks.datasets import Dataset
from app.networks.sets import ChosenImages, ImageChoice, chosen_images
from app.networks.small_layers import SmallLayer, small_layers
from app.networks.work_units import FIRST_WORK, MOST_WORK, evaluation_work, update_work
from core.data.idx import IdxError
from core.network.evaluation import Answers, answers
from core.network.scores import Scores, scores
from core.network.settings import NetworkSettings
from core.network.training import (
    NetworkState,
    advance_together,
    batches,
    is_over,
    start,
    validated,
)

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


@dataclass(frozen=True)
class StackSettings:
    """How a stack is trained: ``network`` is the one with the first of so many ``seeds``.

    The seeds follow each other. What the networks learn is the same for all.
    """

    network: NetworkSettings
    seeds: int
    images: ImageChoice

    @property
    def epochs(self) -> int:
        """How many epochs they are trained."""
        return self.network.epochs

    @cached_property
    def each(self) -> list[NetworkSettings]:
        """The settings of each network."""
        first = self.network.seed
        return [replace(self.network, seed=first + index) for index in range(self.seeds)]


class StackState(NamedTuple):
    """The state of each network after ``epoch`` epochs and ``batch`` mini-batches of the next.

    A network whose schedule of η is at its end stays what it is, while others go on. ``seconds`` of
    processor time have been spent on the updates.
    """

    epoch: int
    batch: int
    states: tuple[NetworkState, ...]
    seconds: float = 0.0


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


@dataclass(frozen=True)
class StackLearned:
    """The records of one step, and how many all steps of the run have together."""

    records: tuple[StackRecord, ...]
    frames: int


def learn(
    settings: StackSettings, data: Dataset, state: StackState | None
) -> tuple[StackState, StackLearned]:
    """Train the networks for about half a second; return their state, and a record of each epoch.

    The first time it is less. Without a state the networks are made, and nothing is trained yet.
    Raises CannotRead where the files of the images are not there any more.
    """
    images = images_of(settings, data)
    frames = settings.epochs + 1
    if state is None:
        state = begun(settings, images)
        first = replace(record(settings, state, images), wrong=wrong_labels(images))
        return state, StackLearned((first,), frames)
    records = []
    evaluated = evaluation_work(sum(map(len, images.sets)), weights_of(settings, state))
    is_first = state.epoch == state.batch == 0
    left = FIRST_WORK if is_first else MOST_WORK
    while left > 0 and state.epoch < settings.epochs:
        count, work = piece(settings, state, images, left)
        state = timed(settings, state, images, count)
        left -= work
        if not state.batch:
            made = record(settings, state, images)
            state = looked_at(settings, state, made.frame)
            records.append(made)
            left -= evaluated
    return state, StackLearned(tuple(records), frames)


def images_of(settings: StackSettings, data: Dataset) -> ChosenImages:
    """Return the images of a stack; raise CannotRead where their files are not there any more."""
    try:
        return chosen_images(data, settings.images)
    except IdxError as error:
        raise CannotRead(str(error)) from error


def weights_of(settings: StackSettings, state: StackState) -> int:
    """Return how many weights all networks have together."""
    return settings.seeds * sum(layer.weights.size for layer in state.states[0].layers)


def piece(
    settings: StackSettings, state: StackState, images: ChosenImages, left: int
) -> tuple[int, int]:
    """Return how many mini-batches of the epoch are trained next, and the work of these.

    That is as many as there is work ``left`` for, but one at least.
    """
    update = update_work(settings.network.mini_batch, weights_of(settings, state))
    count = min(batches_of(settings, images) - state.batch, max(1, left // update))
    return count, count * update


def batches_of(settings: StackSettings, images: ChosenImages) -> int:
    """Return how many mini-batches an epoch has."""
    return batches(settings.network, images.learned)


def begun(settings: StackSettings, images: ChosenImages) -> StackState:
    """Return the state of networks that have learned nothing."""
    return StackState(0, 0, tuple(start(each, images.learned) for each in settings.each))


def timed(
    settings: StackSettings, state: StackState, images: ChosenImages, count: int
) -> StackState:
    """Return the state after ``count`` more mini-batches, with the time that they took."""
    begun_at = time.process_time()
    after = trained(settings, state, images, count)
    return after._replace(seconds=state.seconds + time.process_time() - begun_at)


def trained(
    settings: StackSettings, state: StackState, images: ChosenImages, count: int
) -> StackState:
    """Return the state after ``count`` more mini-batches of the epoch."""
    each = settings.each
    going_on = [place for place, one in enumerate(state.states) if not is_over(each[place], one)]
    after = list(state.states)
    if going_on:
        moved = advance_together(
            [each[place] for place in going_on],
            [state.states[place] for place in going_on],
            [images.learned] * len(going_on),
            count,
        )
        for place, one in zip(going_on, moved, strict=True):
            after[place] = one
    batch = state.batch + count
    ended = batch == batches_of(settings, images)
    return StackState(state.epoch + ended, 0 if ended else batch, tuple(after))


def looked_at(settings: StackSettings, state: StackState, frame: StackFrame) -> StackState:
    """Return the state when its accuracies on the validation set are known, by which η may go."""
    if not settings.network.patience:
        return state
    accuracies = frame.of("validation_accuracy").tolist()
    pairs = zip(settings.each, state.states, accuracies, strict=True)
    return state._replace(
        states=tuple(
            one if is_over(each, one) else validated(each, one, accuracy)
            for each, one, accuracy in pairs
        )
    )


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
