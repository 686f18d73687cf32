"""Has the networks of a page trained elsewhere, and keeps the page told while they are."""

from collections.abc import Callable, Sequence
from functools import partial

import panel as pn

from app.jobs.job import Job, JobStatus, JobUpdate, Tell
from app.jobs.page_jobs import PageJobs
from app.labs.network.datasets import Dataset
from app.labs.network.results import Place, Training, Trainings
from app.labs.network.step import learn, over
from core.network.settings import NetworkSettings
from core.network.training import NetworkState

SECONDS_BETWEEN_NEWS = 1.0
"""What has been learned meanwhile is told together, so that a page gets few messages."""


def begin(
    jobs: PageJobs,
    settings: NetworkSettings,
    data: Dataset,
    until: Place,
    tell: Tell,
    state: NetworkState | None = None,
) -> Job:
    """Begin to train a network from ``state``, or from its start; ``tell(update)`` hears of it.

    Raises TooManyJobs.
    """
    return jobs.begin(partial(learn, settings, data), state, partial(over, until), tell)


class NetworkJobs:
    """Begins and ends the runs of networks.

    ``hear(training, update)`` is called for all that a run tells, and ``news()`` every now and then
    from when runs begin until ``rest``.
    """

    def __init__(
        self, jobs: PageJobs, hear: Callable[[Training, JobUpdate], None], news: Callable[[], None]
    ) -> None:
        self._page_jobs = jobs
        self._hear = hear
        self._news = news
        self._timer: pn.io.PeriodicCallback | None = None

    def begin(
        self, trainings: Trainings, data: Dataset, goals: Sequence[Place] | None = None
    ) -> None:
        """Have every network learn what is left of its epochs, or of the way to its goal.

        Raises TooManyJobs; what has begun by then is to be ended.
        """
        for at, each in enumerate(trainings.networks):
            self._train(each, data, each.whole if goals is None else goals[at])
        if self._timer is None:
            period = round(1000 * SECONDS_BETWEEN_NEWS)
            self._timer = pn.state.add_periodic_callback(self._news, period=period)

    def _train(self, training: Training, data: Dataset, until: Place) -> None:
        state = None if training.job is None else training.job.state
        if state is None or not over(until, state):
            hear = partial(self._hear, training)
            training.job = begin(self._page_jobs, training.settings, data, until, hear, state)
            training.status = JobStatus.WAITING
        training.until = until

    def place(self, training: Training) -> int | None:
        """Return the place in line of a network that waits for its first turn (1: next)."""
        return None if training.job is None else self._page_jobs.place(training.job)

    def end(self, trainings: Trainings) -> None:
        """End what is being trained."""
        for each in trainings.networks:
            if each.job is not None:
                self._page_jobs.stop(each.job)

    def rest(self) -> None:
        """Have no more news until runs begin again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
