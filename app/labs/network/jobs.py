"""Has the networks of a page trained elsewhere, and keeps the page told while they are."""

from collections.abc import Callable, Sequence
from functools import partial

import panel as pn

from app.jobs.job import Progress, Standing
from app.jobs.page_jobs import Runs
from app.labs.network.datasets import Data
from app.labs.network.pinned import SECONDS_BETWEEN_NEWS
from app.labs.network.results import Place, Training, Trainings
from app.labs.network.step import learn, over


class Teacher:
    """Begins and ends the runs of networks.

    ``hear(training, progress)`` is called for all that a run tells, and ``news()`` every now and
    then from when runs begin until ``rest``.
    """

    def __init__(
        self, runs: Runs, hear: Callable[[Training, Progress], None], news: Callable[[], None]
    ) -> None:
        self._runs = runs
        self._hear = hear
        self._news = news
        self._timer: pn.io.PeriodicCallback | None = None

    def begin(self, trainings: Trainings, data: Data, goals: Sequence[Place] | None = None) -> None:
        """Have every network learn what is left of its epochs, or of the way to its goal.

        Raises TooManyRuns; what has begun by then is to be ended.
        """
        for at, each in enumerate(trainings.networks):
            self._train(each, data, each.whole if goals is None else goals[at])
        if self._timer is None:
            period = round(1000 * SECONDS_BETWEEN_NEWS)
            self._timer = pn.state.add_periodic_callback(self._news, period=period)

    def _train(self, training: Training, data: Data, until: Place) -> None:
        state = None if training.run is None else training.run.state
        is_over = partial(over, until)
        if state is None or not is_over(state):
            step = partial(learn, training.settings, data)
            training.run = self._runs.begin(step, state, is_over, partial(self._hear, training))
            training.standing = Standing.WAITING
        training.until = until

    def place(self, training: Training) -> int | None:
        """Return the place in line of a network that waits for its first turn (1: next)."""
        return None if training.run is None else self._runs.place(training.run)

    def end(self, trainings: Trainings) -> None:
        """End what is being trained."""
        for each in trainings.networks:
            if each.run is not None:
                self._runs.stop(each.run)

    def rest(self) -> None:
        """Have no more news until runs begin again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
