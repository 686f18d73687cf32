"""Trains runs: from the start, as a way that is known, or from an epoch on with other settings.

To train a run can take long, so that each of these is a generator: it yields between steps of a few
milliseconds, and returns the history; see :mod:`app.jobs.time_slices`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.jobs.time_slices import Steps, finished
from app.training_lab.history import (
    Change,
    F,
    History,
    Learner,
    S,
    Stage,
    States,
    course,
    joined,
    part,
)

TRAINED_A_STEP = 200
OBSERVED_A_STEP = 1000
"""Epochs of one step. The core observes as many at once, so that sums are the same to the last bit.
"""


def at_start(learner: Learner[S, F], settings: Mapping[str, S]) -> History[S, F]:
    """Return what there is before anything is learned: epoch 0 alone."""
    return finished(_trained(learner, (), [(0, settings)], 0))


def follow(
    learner: Learner[S, F], changes: Sequence[Change[S]], known: History[S, F] | None = None
) -> Steps[History[S, F]]:
    """Train a run that has these settings from epoch 0, and others from later epochs on.

    What is the same in a ``known`` run is not trained again. A cost without a curve of its own
    continues the first existing one.
    """
    epochs = _epochs(changes[-1][1])
    ends = [*(begin for begin, _settings in changes[1:]), epochs]
    kept: list[Stage[S]] = []
    for stage, change, end in zip(known.stages if known else (), changes, ends, strict=False):
        if (stage.begin, stage.settings) != change or stage.end < end:
            break
        kept.append(stage.until(end))
    return _trained(learner, kept, changes[len(kept) :], epochs)


def _epochs(settings: Mapping[str, S]) -> int:
    return next(iter(settings.values())).epochs


def _trained(
    learner: Learner[S, F],
    kept: Sequence[Stage[S]],
    changes: Sequence[Change[S]],
    epochs: int,
) -> Steps[History[S, F]]:
    """Train each change up to the next, after the stages that are ``kept`` up to the first."""
    stages = list(kept)
    ends = [*(begin for begin, _settings in changes[1:]), epochs]
    for (begin, settings), end in zip(changes, ends, strict=False):
        states = {}
        for cost, each in settings.items():
            first = _last(stages[-1], cost) if stages else learner.start(each)
            states[cost] = yield from _recorded(learner, each, first, end - begin)
            yield
        stages.append(Stage(begin, settings, states))
    frames = {}
    for cost in stages[-1].settings:
        frames[cost] = yield from _observed(learner, stages, cost)
    return History(learner, tuple(stages), frames)


def _last(stage: Stage[Any], cost: str) -> States:
    """Return the state with which a curve goes on after ``stage``."""
    return _at_end(stage.states[stage.source(cost)])


def _at_end(states: States) -> States:
    """Return the last state, a single weight as a float: the core is quicker with those."""
    epoch, *learned = (np.asarray(each)[-1] for each in states)
    return type(states)(int(epoch), *(each if np.ndim(each) else float(each) for each in learned))


def _recorded(learner: Learner[S, F], settings: S, first: States, epochs: int) -> Steps[States]:
    """Train ``epochs`` epochs; return the first state and that after each."""
    states = learner.record(settings, first, min(epochs, TRAINED_A_STEP))
    parts = [states]
    for done in range(TRAINED_A_STEP, epochs, TRAINED_A_STEP):
        yield
        count = min(epochs - done, TRAINED_A_STEP)
        states = learner.record(settings, _at_end(states), count)
        parts.append(part(states, slice(1, None)))
    return joined(parts)


def _observed(learner: Learner[S, F], stages: Sequence[Stage[S]], curve: str) -> Steps[F]:
    """Return the frames of a curve, each observed with the settings in force at its epoch."""
    frames: list[F] = []
    for stage, cost in course(stages, curve):
        states = stage.states[cost]
        # The last state of a stage is the first of the next.
        count = len(states.epoch) - (stage is not stages[-1])
        for first in range(0, count, OBSERVED_A_STEP):
            step = slice(first, min(first + OBSERVED_A_STEP, count))
            frames.append(learner.observe(stage.settings[cost], part(states, step)))
            yield
    return joined(frames)
