"""What a page has of a sweep, for tests of the Tuning lab."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from app.jobs.job import JobStatus
from app.labs.tuning.knobs import SweepField
from app.labs.tuning.settings import DEFAULTS, labels, settings_of
from app.labs.tuning.spec import Controls
from app.networks.results import Trainings
from app.networks.stack_records import QUANTITIES, StackFrame, StackRecord, summary
from tests.stacks import stacks_trained

SHORT = {"training": 100, "epochs": 4, "seeds": 2, "hidden_layer": 10}
RATES = "learning_rate:0.1,1,100"


def controls_for(sweep: str = RATES, **chosen: Any) -> Any:
    """The controls of a short sweep."""
    return Controls(**{**DEFAULTS, **SHORT, **chosen, "sweep": SweepField().read(sweep)})


def trainings_for(controls: Any, frames: int | None = None, language: Any = str) -> Trainings:
    """What a page has of a sweep when it is trained, or of so many frames of it."""
    values = controls.trained_values()
    return stacks_trained(labels(values, language), settings_of(values), controls, frames)


def made_up(epoch: int, seeds: int = 3, **chosen: float | Sequence[float]) -> StackFrame:
    """A frame of which these quantities are known, one number for each seed or for all."""
    numbers = np.zeros((len(QUANTITIES), seeds))
    for name, each in chosen.items():
        numbers[QUANTITIES.index(name)] = each
    return StackFrame(float(epoch), numbers, summary(numbers), 0.5 * epoch)


def trainings_of(controls: Any, frames: Sequence[Sequence[StackFrame]]) -> Trainings:
    """What a page has of a sweep that came to these frames, one list for each value."""
    trainings = trainings_for(controls, 0, str)
    trainings.frames = len(frames[0])
    for training, each in zip(trainings.networks, frames, strict=True):
        none = np.empty(0, np.uint8)
        training.records = [StackRecord(frame, none, none, ()) for frame in each]
        training.status = JobStatus.FINISHED
    return trainings
