"""Histories for tests: of one neuron or one with several inputs, trained all at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.jobs.time_slices import finished
from app.labs.multi_input.history import LEARNER as SEVERAL
from app.labs.neuron.history import LEARNER as NEURON
from app.training_lab import history
from app.training_lab.history import History, Learner
from app.training_lab.pinned_runs import PinnedRuns
from app.ui.language import translator
from core import Settings


def learner_of(settings: Mapping[str, Any]) -> Learner[Any, Any]:
    """Return what trains these settings."""
    return NEURON if isinstance(next(iter(settings.values())), Settings) else SEVERAL


def at_start(settings: Mapping[str, Any]) -> History[Any, Any]:
    """Return what there is before anything is learned: epoch 0 alone."""
    return history.at_start(learner_of(settings), settings)


def run(settings: Mapping[str, Any]) -> History[Any, Any]:
    """Return the whole run from the start."""
    return finished(history.run(learner_of(settings), settings))


def branch(before: Any, epoch: int, settings: Mapping[str, Any]) -> History[Any, Any]:
    """Return ``before`` with other settings from an epoch on."""
    return finished(history.branch(before, epoch, settings))


def frames_of(pin: Any) -> Any:
    """Return the frames of a pinned run, all of them."""
    return finished(pin.frames())


def pinned_runs(pins: Sequence[Any], language: str = "en") -> PinnedRuns:
    """Return what pinned runs came to, all of them trained."""
    runs = PinnedRuns(lambda: None, translator(language))
    runs.want(pins)
    return runs
