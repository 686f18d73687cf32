"""Networks of several seeds trained as one.

A step of their job is a piece of about half a second; each network becomes what it would be alone.
"""

import time
from dataclasses import dataclass, replace

from app.jobs.child_process import CannotRead
from app.networks.datasets import Dataset
from app.networks.sets import ChosenImages, chosen_images
from app.networks.stack_records import StackFrame, StackRecord, record, wrong_labels
from app.networks.stack_state import StackSettings, StackState
from app.networks.work_units import FIRST_WORK, MOST_WORK, evaluation_work, update_work
from core.data.idx import IdxError
from core.network.training import advance_together, batches, is_over, start, validated


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
