"""Trains the networks of a page elsewhere: what they learn comes together here."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from panel.io.document import hold

from app.jobs.job import JobStatus, JobUpdate, TooManyJobs
from app.jobs.page_jobs import jobs_of_page
from app.networks import columns, datasets
from app.networks.data_choice import DIGITS
from app.networks.datasets import Dataset, can_read
from app.networks.jobs import NetworkJobs, Place, Training
from app.networks.learning import NetworkLearning, NetworkPin
from app.networks.pinned import PinnedNetworks
from app.networks.progress import failure, progress
from app.networks.results import Trainings
from app.networks.stack_state import StackSettings
from app.networks.sweep import SweepJob
from app.training_lab import commands
from app.training_lab.axis_limits import Limits
from app.training_lab.commands import Request
from app.training_lab.plot_spec import Rows
from app.training_lab.sections import RUN
from app.training_lab.spec import Trainer
from app.ui.fields import Problem, Refused

if TYPE_CHECKING:
    from app.training_lab.session import TrainingSession


SWEEP = "sweep"
"""What a section follows that shows a sweep."""


class NetworkTrainer(Trainer):
    """The networks of the page of ``lab``, and those that are pinned there.

    A page hears at once of the frame of the start, of the first after it, and of a second full;
    else every now and then.
    """

    history: Trainings
    pinned: PinnedNetworks

    def __init__(
        self,
        learning: NetworkLearning,
        lab: "TrainingSession",
        data: Iterable[Dataset] | None = None,
    ) -> None:
        """Train with ``data``, by default with what the server of the page has."""
        self._learning = learning
        self._at_once = (0, 1, learning.frames_per_second)
        self._lab = lab
        self._controls = lab.controls
        self._data = {each.name: each for each in data or datasets.datasets_of_page()}
        if not can_read(self._data, self._controls.data):
            lab.problem(Problem("data", self._without(self._controls.data, DIGITS)))
            self._controls.param.update(data=DIGITS)
        self._page_jobs = page_jobs = jobs_of_page()
        self.pinned = PinnedNetworks(
            page_jobs, learning, self._data, self._on_screen, lab.pins_learned
        )
        self._jobs = NetworkJobs(page_jobs, learning.learn, self._hear, self._tell)
        self.sweep = SweepJob(page_jobs, lambda: lab.sections.changed(SWEEP))
        self._sent = -1
        self.history = self._new_trainings()

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""
        return self.history.last >= 0

    @property
    def busy(self) -> bool:
        """Whether a network is being trained, be it a pinned one."""
        return self.history.going_on or self.pinned.busy or self.sweep.results.going_on

    def copied(self, lab: "TrainingSession") -> "NetworkTrainer":
        """Return a trainer for ``lab`` that has the same frames, and will train nothing."""
        found = NetworkTrainer(self._learning, lab, self._data.values())
        for own, known in zip(found.history.networks, self.history.networks, strict=True):
            own.records, own.status, own.reason = list(known.records), known.status, known.reason
        found.history.frames = self.history.frames
        found.history.sweep = self.history.sweep
        found.pinned.copy(self.pinned)
        return found

    def close(self) -> None:
        """End what is being trained, and the processes that train it."""
        self._page_jobs.close()

    def limits(self) -> Limits:
        """Return the limits of all networks, and of those pinned beside them."""
        seen = [pin for pin in self._controls.pins if not pin.hidden]
        frames = [*(each.frames for each in self.history.networks), *map(self.pinned.frames, seen)]
        return self._learning.limits(frames)

    def show(self) -> None:
        """Send all that there is, with its description."""
        self._sent = self.history.last
        self._lab.fit()
        rows = columns.nothing(self._learning, self.history.networks)
        if self._sent >= 0:
            rows = self._rows(0, self._sent)
        self._lab.plots.show(self._lab.described(), rows)

    def check(self, name: str, value: Any) -> None:
        """Tell of data that this server has not, and raise Refused."""
        if name == "data" and not can_read(self._data, value):
            self._lab.problem(Problem(name, self._without(value, self._controls.data)))
            raise Refused(name)

    def settings_changed(self, _changed: set[str], _epoch: int) -> None:
        """Begin anew, whatever was changed."""
        self.start_anew()

    def start_anew(self) -> None:
        """End what is being trained, and go back to the start with the settings of now."""
        self.sweep.end()
        self._forget()
        self.show()
        self._lab.view.say("progress", networks=[], over=True, schedule=None)

    def run(self) -> None:
        """Train all networks from the start."""
        self._forget()
        self._begin()

    def resume(self, given: object, _epoch: int) -> None:
        """Train all networks to where those of the schedule ``given`` were."""
        self._forget()
        self._begin(self.history.goals(given))

    def show_epoch(self, epoch: int) -> None:
        """Train all networks where there is no frame, and none on its way."""
        if epoch and not self.has_run and not self.history.going_on:
            self.run()

    def stop(self) -> None:
        """End what is being trained."""
        self._jobs.end(self.history.networks)

    def begin_sweep(self, stacks: Sequence[StackSettings]) -> None:
        """Train ``stacks``, the networks of now with other settings, beside what is trained."""
        self._lab.problem(Problem(SWEEP))
        try:
            self.sweep.begin(stacks, self._data[self._controls.data])
        except TooManyJobs as error:
            self._lab.problem(Problem(SWEEP, self._too_many(error)))
        self.history.sweep = self.sweep.results
        self._lab.sections.changed(SWEEP)

    def go_on(self) -> None:
        """Train what is left, once all is ended."""
        if self.history.ended:
            self._begin()

    def _rows(self, first: int, last: int) -> Rows:
        return columns.rows(self._learning, self.history, first, last)

    def _on_screen(self) -> list[tuple[NetworkPin, Sequence[Any]]]:
        """Return the pins that the networks on the screen would be, and their frames."""
        pin, data = self._learning.pin, self.history.data
        return [(pin.of(each, data), each.frames) for each in self.history.networks]

    def _without(self, data: str, used: str) -> str:
        _ = self._lab.translate
        return _("This server has no {data}. Using {used}.").format(data=data, used=used)

    def _forget(self) -> None:
        kept = self.sweep.results
        self._jobs.end(self.history.networks)
        self._jobs.rest()
        self._clear_problems()
        self.history = self._new_trainings()
        self.history.sweep = kept

    def _clear_problems(self) -> None:
        for about in (RUN, *(each.key for each in self.history.networks)):
            self._lab.problem(Problem(about))

    def _new_trainings(self) -> Trainings:
        settings = self._controls.settings()
        names = self._learning.names(self._controls, self._lab.translate)
        networks = [
            Training(key, name, each)
            for name, (key, each) in zip(names, settings.items(), strict=True)
        ]
        data = self._data[self._controls.data]
        return Trainings(networks, self._learning.test(data, self._controls), data.name)

    def _begin(self, goals: Sequence[Place] | None = None) -> None:
        """Have every network learn what is left of its epochs, or of the way to these places."""
        self._clear_problems()
        try:
            self._jobs.begin(self.history.networks, self._data[self._controls.data], goals)
        except TooManyJobs as error:
            self._refuse(error)
        self.show()
        self._tell()

    def _too_many(self, error: TooManyJobs) -> str:
        _ = self._lab.translate
        text = _("{most} networks are being trained on this server already. Try again later.")
        if error.of_page:
            text = _("No more than {most} networks can be trained on a page at once.")
        return text.format(most=error.most)

    def _refuse(self, error: TooManyJobs) -> None:
        self._lab.problem(Problem(RUN, self._too_many(error)))
        self._jobs.end(self.history.networks)
        for each in self.history.networks:
            if each.job is None:
                each.status = JobStatus.STOPPED

    def _hear(self, training: Training, update: JobUpdate) -> None:
        """Keep what one network has learned, and tell at once of what the page waits for."""
        if training not in self.history.networks:
            return
        training.reason = update.reason
        if update.result is not None:
            self.history.learned(training, update.result)
        training.stands(update.status)
        if training.reason is not None and not training.records:
            # Without a frame there is no run of which it could be said.
            self._lab.problem(Problem(training.key, failure(training, self._lab.translate)))
        last = self.history.last
        if self.history.ended or any(self._sent < enough <= last for enough in self._at_once):
            self._tell()

    @hold()
    def _tell(self) -> None:
        """Send the frames that all networks have by now, and how far each is, in one message."""
        over = self.history.ended
        last = self.history.last
        if over or self._sent < 0 <= last:
            self.show()
        elif last > self._sent:
            self._lab.plots.run.stream(self._rows(self._sent + 1, last))
            self._sent = last
            self._lab.fit()
        status = [progress(each, self._jobs.place(each)) for each in self.history.networks]
        self._lab.view.say("progress", networks=status, over=over, schedule=self.history.schedule)
        if over:
            self._jobs.rest()


REQUESTS: Mapping[str, Request] = MappingProxyType(
    {
        **commands.REQUESTS,
        "stop": lambda lab, _command: lab.trainer.stop(),
        "go-on": lambda lab, _command: lab.trainer.go_on(),
    }
)
"""What a reader can ask of a lab whose networks are trained elsewhere."""
