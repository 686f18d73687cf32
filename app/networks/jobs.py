"""One network as it is trained elsewhere, and those of a page, which is told while they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol, TypeAlias

import panel as pn

from app.jobs.job import Job, JobStatus, JobUpdate, Tell
from app.jobs.page_jobs import PageJobs
from app.networks.datasets import Dataset

MOST_BYTES = 2**21
"""So much memory the layers of all records of one network may take."""
Place = tuple[int, int]
"""Where in its training a network is: epochs, and mini-batches of the next."""
Record: TypeAlias = Any
"""What is kept of a network at one moment: a frozen dataclass.

It has a ``frame``, with its ``epoch``, and the ``layers`` in single precision, which may be gone.
"""
SECONDS_BETWEEN_NEWS = 1.0
"""What has been learned meanwhile is told together, so that a page gets few messages."""


class Learned(Protocol):
    """What a step comes to: the records of it, and how many all steps of the run have together."""

    @property
    def records(self) -> Sequence[Record]: ...
    @property
    def frames(self) -> int: ...


class State(Protocol):
    """What has been learned after so many epochs, and mini-batches of the next one."""

    @property
    def epoch(self) -> int: ...
    @property
    def batch(self) -> int: ...


Learn: TypeAlias = Callable[[Any, Dataset, Any], tuple[Any, Learned]]
"""``learn(settings, data, state) -> (state, Learned)``: a step, a function of a module.

Without a state the network is made, and nothing is trained yet.
"""


def key(index: int) -> str:
    """Return by what the page tells networks apart, from 0 on: also the name of their colours."""
    return f"run-{index + 1}"


@dataclass(eq=False)
class Training:
    """One network: what it is called, how it is made, and the records of it so far.

    Of the ``settings`` no more is asked here than how many ``epochs`` there are. It is to be
    trained ``until`` it is there, which is the end of all its epochs or before.
    """

    key: str
    label: str
    settings: Any
    records: list[Record] = field(default_factory=list)
    status: JobStatus = JobStatus.WAITING
    reason: str | None = None
    job: Job | None = None
    until: Place = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.whole

    def keep(self, records: Sequence[Record]) -> None:
        """Add ``records``; of a large network only some keep their layers, the last always.

        Frames, tables and mistakes are small. Layers of a hundred neurons at a hundred epochs would
        be a hundred megabytes for each page.
        """
        self.records += records
        kept = [at for at, each in enumerate(self.records) if each.layers]
        size = sum(part.nbytes for layer in self.records[-1].layers for part in layer)
        while len(kept) > 2 and len(kept) * size > MOST_BYTES:
            for at in kept[1:-1:2]:
                self.records[at] = replace(self.records[at], layers=())
            kept = [*kept[:-1:2], kept[-1]]

    def stands(self, status: JobStatus) -> None:
        """Note how its run stands; one that was to have some epochs only is as if stopped."""
        cut = status is JobStatus.FINISHED and self.epoch < self.settings.epochs
        self.status = JobStatus.STOPPED if cut else status

    @property
    def whole(self) -> Place:
        """Where all its epochs are over."""
        return self.settings.epochs, 0

    @property
    def goal(self) -> Place:
        """Where it is to be again on a page that comes back: where it was stopped or is to end."""
        if self.job is None or self.job.status is not JobStatus.STOPPED:
            return self.until
        state = self.job.state
        return (0, 0) if state is None else (state.epoch, state.batch)

    @property
    def going_on(self) -> bool:
        """Whether it is being trained, or waits to be."""
        return self.job is not None and not self.status.ended

    @property
    def frames(self) -> list[Any]:
        """The frames of all records."""
        return [record.frame for record in self.records]

    @property
    def epoch(self) -> float:
        """The last epoch that is known of; 0 before any."""
        return float(self.records[-1].frame.epoch) if self.records else 0.0


def over(until: Place, state: State) -> bool:
    """Return whether so many epochs, and mini-batches of the next, have been trained."""
    return (state.epoch, state.batch) >= until


def begin(
    jobs: PageJobs,
    learn: Learn,
    settings: Any,
    data: Dataset,
    until: Place,
    tell: Tell,
    state: State | None = None,
) -> Job:
    """Begin to train a network from ``state``, or from its start; ``tell(update)`` hears of it.

    Raises TooManyJobs.
    """
    return jobs.begin(partial(learn, settings, data), state, partial(over, until), tell)


class NetworkJobs:
    """Begins and ends the runs of networks, which ``learn`` step by step.

    ``hear(training, update)`` is called for all that a run tells, and ``news()`` every now and then
    from when runs begin until ``rest``.
    """

    def __init__(
        self,
        jobs: PageJobs,
        learn: Learn,
        hear: Callable[[Training, JobUpdate], None],
        news: Callable[[], None],
    ) -> None:
        self._page_jobs = jobs
        self._learn = learn
        self._hear = hear
        self._news = news
        self._timer: pn.io.PeriodicCallback | None = None

    def begin(
        self, trainings: Sequence[Training], data: Dataset, goals: Sequence[Place] | None = None
    ) -> None:
        """Have every network learn what is left of its epochs, or of the way to its goal.

        Raises TooManyJobs; what has begun by then is to be ended.
        """
        for at, each in enumerate(trainings):
            self._train(each, data, each.whole if goals is None else goals[at])
        if self._timer is None:
            period = round(1000 * SECONDS_BETWEEN_NEWS)
            self._timer = pn.state.add_periodic_callback(self._news, period=period)

    def _train(self, training: Training, data: Dataset, until: Place) -> None:
        state = None if training.job is None else training.job.state
        if state is None or not over(until, state):
            hear = partial(self._hear, training)
            jobs, settings = self._page_jobs, training.settings
            training.job = begin(jobs, self._learn, settings, data, until, hear, state)
            training.status = JobStatus.WAITING
        training.until = until

    def place(self, training: Training) -> int | None:
        """Return the place in line of a network that waits for its first turn (1: next)."""
        return None if training.job is None else self._page_jobs.place(training.job)

    def end(self, trainings: Sequence[Training]) -> None:
        """End what is being trained."""
        for each in trainings:
            if each.job is not None:
                self._page_jobs.stop(each.job)

    def rest(self) -> None:
        """Have no more news until runs begin again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
