"""What was learned: a run of frames for each cost, from epoch 0 on.

A history is a value: a run, a branch or another start makes a new one from the settings. To train
one can take long, so that each of these is a generator: it yields between steps of a few
milliseconds, and returns the history; see :mod:`app.jobs.time_slices`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.jobs.time_slices import Steps, finished
from core import Cost, State

TRAINED_A_STEP = 200
OBSERVED_A_STEP = 1000
"""Epochs of one step. The core observes as many at once, so that sums are the same to the last bit.
"""

MOST_STAGES = 20
"""A run of more stages would be too long for an address."""


class Rule(Protocol):
    """What the settings of every run have, whatever learns."""

    @property
    def cost(self) -> Cost: ...
    @property
    def learning_rate(self) -> Any: ...
    @property
    def epochs(self) -> int: ...


class Frames(Protocol):
    """What the frames of every run have: arrays whose first axis is the epoch."""

    @property
    def epoch(self) -> NDArray[Any]: ...
    @property
    def weight(self) -> NDArray[Any]: ...
    @property
    def bias(self) -> NDArray[Any]: ...
    @property
    def cost(self) -> NDArray[Any]: ...


S = TypeVar("S", bound=Rule)
F = TypeVar("F", bound=Frames)


@dataclass(frozen=True)
class Learner(Generic[S, F]):
    """The functions of the core that train one kind of settings, as those of :mod:`core`."""

    start: Callable[[S], State]
    record: Callable[[S, State, int], State]
    observe: Callable[[S, State], F]


Change: TypeAlias = tuple[int, Mapping[str, S]]
"""The epoch from which on there are other settings, and these for each cost."""


@dataclass(frozen=True)
class Stage(Generic[S]):
    """A part of a run between two changes of its settings.

    ``settings`` by cost are in force from epoch ``begin`` on. ``states[cost]`` holds arrays of
    shape (epochs + 1, …): the state at epoch ``begin``, and after each update of this stage.
    """

    begin: int
    settings: Mapping[str, S]
    states: Mapping[str, State]

    def source(self, cost: str) -> str:
        """Return the cost whose curve ``cost`` of a later stage continues, or the first."""
        return cost if cost in self.states else next(iter(self.states))

    def until(self, epoch: int) -> "Stage[S]":
        """Return the stage without what comes after ``epoch``."""
        count = epoch - self.begin + 1
        return Stage(
            self.begin,
            self.settings,
            {cost: _part(states, slice(count)) for cost, states in self.states.items()},
        )


@dataclass(frozen=True)
class History(Generic[S, F]):
    """Frames by cost, and the stages in which they were learned.

    ``frames[cost]`` holds arrays of shape (epochs + 1, …), element k being epoch k.
    """

    learner: Learner[S, F]
    stages: tuple[Stage[S], ...]
    frames: Mapping[str, F]

    @property
    def settings(self) -> Mapping[str, S]:
        """The settings in force at the end."""
        return self.stages[-1].settings

    @property
    def epochs(self) -> int:
        """The last epoch of the run; 0 before it."""
        return len(next(iter(self.frames.values())).epoch) - 1

    def stages_before(self, epoch: int) -> int:
        """Return how many stages begin before ``epoch``: they stay when settings change there."""
        return sum(stage.begin < epoch for stage in self.stages)

    @property
    def branches(self) -> tuple[Change[S], ...]:
        """Each epoch at which the settings were changed, with what they were before."""
        earlier = zip(self.stages[1:], self.stages, strict=False)
        return tuple((stage.begin, before.settings) for stage, before in earlier)


def at_start(learner: Learner[S, F], settings: Mapping[str, S]) -> History[S, F]:
    """Return what there is before anything is learned: epoch 0 alone."""
    return finished(_trained(learner, (), [(0, settings)], 0))


def run(learner: Learner[S, F], settings: Mapping[str, S]) -> Steps[History[S, F]]:
    """Train the whole run from the start."""
    return follow(learner, [(0, settings)])


def follow(learner: Learner[S, F], changes: Sequence[Change[S]]) -> Steps[History[S, F]]:
    """Train a run that has these settings from epoch 0, and others from later epochs on."""
    return _trained(learner, (), changes, _epochs(changes[-1][1]))


def branch(history: History[S, F], epoch: int, settings: Mapping[str, S]) -> Steps[History[S, F]]:
    """Train ``history`` from ``epoch`` on with other ``settings``.

    What was learned before ``epoch`` is kept, and changes at later epochs are dropped. A cost
    without a curve of its own continues the first existing one. Costs before the branch are
    recomputed with the new cost.
    """
    kept = [stage.until(epoch) for stage in history.stages[: history.stages_before(epoch)]]
    if kept and kept[-1].settings == settings:
        *kept, last = kept
        epoch = last.begin
    return _trained(history.learner, kept, [(epoch, settings)], _epochs(settings))


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
    for (begin, settings), end in zip(changes, ends, strict=True):
        states = {}
        for cost, each in settings.items():
            first = _last(stages[-1], cost) if stages else learner.start(each)
            states[cost] = yield from _recorded(learner, each, first, end - begin)
            yield
        stages.append(Stage(begin, settings, states))
    frames = {}
    for cost, each in stages[-1].settings.items():
        frames[cost] = yield from _observed(learner, each, _parts(stages, cost))
    return History(learner, tuple(stages), frames)


def _part(states: State, epochs: slice) -> State:
    return State(*(np.asarray(each)[epochs] for each in states))


def _joined(parts: Sequence[State]) -> State:
    return State(*map(np.concatenate, zip(*parts, strict=True)))


def _last(stage: Stage[Any], cost: str) -> State:
    """Return the state with which a curve goes on after ``stage``."""
    return _at_end(stage.states[stage.source(cost)])


def _at_end(states: State) -> State:
    """Return the last state, a single weight as a float: the core is quicker with those."""
    epoch, weight, bias = (np.asarray(each)[-1] for each in states)
    return State(int(epoch), weight if np.ndim(weight) else float(weight), float(bias))


def _recorded(learner: Learner[S, F], settings: S, first: State, epochs: int) -> Steps[State]:
    """Train ``epochs`` epochs; return the first state and that after each."""
    states = learner.record(settings, first, min(epochs, TRAINED_A_STEP))
    parts = [states]
    for done in range(TRAINED_A_STEP, epochs, TRAINED_A_STEP):
        yield
        count = min(epochs - done, TRAINED_A_STEP)
        states = learner.record(settings, _at_end(states), count)
        parts.append(_part(states, slice(1, None)))
    return _joined(parts)


def _parts(stages: Sequence[Stage[S]], cost: str) -> list[State]:
    """Return the states of a curve before the last stage, if there are any, and in that."""
    *earlier, last = stages
    parts: list[State] = []
    source = cost
    for stage in reversed(earlier):
        source = stage.source(source)
        # The last state of a stage is the first of the next.
        parts.insert(0, _part(stage.states[source], slice(-1)))
    past = [_joined(parts)] if parts else []
    return [*past, last.states[cost]]


def _observed(learner: Learner[S, F], settings: S, parts: Sequence[State]) -> Steps[F]:
    """Return the frames of states, those of one part after those of another."""
    frames: list[Any] = []
    for states in parts:
        for first in range(0, len(np.asarray(states.bias)), OBSERVED_A_STEP):
            step = slice(first, first + OBSERVED_A_STEP)
            frames.append(learner.observe(settings, _part(states, step)))
            yield
    joined: F = type(frames[0])(*map(np.concatenate, zip(*frames, strict=True)))
    return joined
