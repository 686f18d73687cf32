"""Histories for tests: of one neuron, one with several inputs or softmax, trained all at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.jobs.time_slices import finished
from app.labs.multi_input.history import LEARNER as SEVERAL
from app.labs.neuron.history import LEARNER as NEURON
from app.labs.softmax.history import LEARNER as SOFTMAX
from app.training_lab import training
from app.training_lab.history import History, Learner
from app.training_lab.pinned_runs import PinnedRuns
from app.ui.language import translator
from core import Settings
from core.softmax_learning import SoftmaxSettings


def learner_of(settings: Mapping[str, Any]) -> Learner[Any, Any]:
    """Return what trains these settings."""
    first = next(iter(settings.values()))
    if isinstance(first, SoftmaxSettings):
        return SOFTMAX
    return NEURON if isinstance(first, Settings) else SEVERAL


def at_start(settings: Mapping[str, Any]) -> History[Any, Any]:
    """Return what there is before anything is learned: epoch 0 alone."""
    return training.at_start(learner_of(settings), settings)


def follow(changes: Sequence[Any]) -> History[Any, Any]:
    """Return the whole run with these settings from epoch 0, and others from later epochs on."""
    return finished(training.follow(learner_of(changes[0][1]), changes))


def run(settings: Mapping[str, Any]) -> History[Any, Any]:
    """Return the whole run from the start."""
    return follow([(0, settings)])


def branch(before: Any, epoch: int, settings: Mapping[str, Any]) -> History[Any, Any]:
    """Return ``before`` with other settings from an epoch on."""
    kept = [(stage.begin, stage.settings) for stage in before.stages if stage.begin < epoch]
    changes = kept if kept and kept[-1][1] == settings else [*kept, (epoch, settings)]
    return finished(training.follow(before.learner, changes, before))


def frames_of(pin: Any) -> Any:
    """Return the frames of a pinned run, all of them."""
    return finished(pin.frames())


def pinned_runs(pins: Sequence[Any], language: str = "en") -> PinnedRuns:
    """Return what pinned runs came to, all of them trained."""
    runs = PinnedRuns(lambda: None, translator(language))
    runs.want(pins)
    return runs
