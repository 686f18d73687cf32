"""Trains the networks of a page elsewhere: what they learn comes together here."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from panel.io.document import hold

from app.jobs.job import JobStatus, JobUpdate, TooManyJobs
from app.jobs.page_jobs import jobs_of_page
from app.labs.network import datasets, plot_columns, view, words
from app.labs.network.datasets import can_read, held_out
from app.labs.network.jobs import NetworkJobs
from app.labs.network.networks import labels
from app.labs.network.pinned import PinnedNetworks
from app.labs.network.results import Place, Training, Trainings
from app.labs.network.sections.pins import Pin
from app.labs.network.settings import DIGITS
from app.training_lab.axis_limits import Limits
from app.training_lab.sections import RUN
from app.ui.fields import Problem, Refused
from core.network.frames import NetworkFrame

if TYPE_CHECKING:
    from app.training_lab.session import TrainingSession

AT_ONCE = (0, view.FRAMES_PER_SECOND)
"""The frames of which a page hears as soon as they are there: the first, and a second full."""


class NetworkTrainer:
    """The networks of the page of ``lab``, and those that are pinned there."""

    def __init__(self, lab: "TrainingSession") -> None:
        self._lab = lab
        self._controls = lab.controls
        self._data = {each.name: each for each in datasets.datasets_of_page()}
        if not can_read(self._data, self._controls.data):
            lab.problem(Problem("data", self._without(self._controls.data, DIGITS)))
            self._controls.param.update(data=DIGITS)
        page_jobs = jobs_of_page()
        self.pinned = PinnedNetworks(page_jobs, self._data, self._on_screen, lab.pins_learned)
        self._jobs = NetworkJobs(page_jobs, self._hear, self._tell)
        self._sent = -1
        self.history = self._new_trainings()

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""
        return self.history.last >= 0

    def limits(self) -> Limits:
        """Return the limits of all networks, and of those pinned beside them."""
        seen = [pin for pin in self._controls.pins if not pin.hidden]
        frames = [*(each.frames for each in self.history.networks), *map(self.pinned.frames, seen)]
        return plot_columns.limits(frames)

    def pinned_frames(self, pin: Pin) -> Any:
        """Return what is drawn of a pin by now, or None if it has no frame yet."""
        return plot_columns.curves(self.pinned.frames(pin))

    def described(self) -> dict[str, Any]:
        """Return nothing: how far the networks are comes with the progress."""
        return {}

    def show(self) -> None:
        """Send all that there is, with its description."""
        self._sent = self.history.last
        self._lab.fit()
        rows = plot_columns.nothing(len(self.history.networks))
        if self._sent >= 0:
            rows = plot_columns.rows(self.history, 0, self._sent)
        self._lab.plots.show(self._lab.described(), rows)

    def check(self, name: str, value: Any) -> None:
        """Tell of data that this server has not, and raise Refused."""
        if name == "data" and not can_read(self._data, value):
            self._lab.problem(Problem(name, self._without(value, self._controls.data)))
            raise Refused(name)

    def settings_changed(self, _changed: set[str], _epoch: int) -> None:
        """Begin anew, whatever was changed."""
        self.start_anew()

    def speed_changed(self) -> None:
        """Do nothing: what is there is sent, at whatever speed it is shown."""

    def committed(self) -> None:
        """Do nothing: what will come is not known before."""

    def start_anew(self) -> None:
        """End what is being trained, and go back to the start with the settings of now."""
        self._forget()
        self.show()
        self._lab.view.say("progress", networks=[], over=True, path=None)

    def run(self) -> None:
        """Train all networks from the start."""
        self._forget()
        self._begin()

    def resume(self, path: object, _epoch: int) -> None:
        """Train all networks to where those of ``path`` were."""
        self._forget()
        self._begin(self.history.goals(path))

    def show_epoch(self, epoch: int) -> None:
        """Train all networks where there is no frame, and none on its way."""
        if epoch and not self.has_run and not self.history.going_on:
            self.run()

    def stop(self) -> None:
        """End what is being trained."""
        self._jobs.end(self.history)

    def go_on(self) -> None:
        """Train what is left, once all is ended."""
        if self.history.ended:
            self._begin()

    def _on_screen(self) -> list[tuple[Pin, Sequence[NetworkFrame]]]:
        """Return the pins that the networks on the screen would be, and their frames."""
        return [(Pin.of(each, self.history.data), each.frames) for each in self.history.networks]

    def _without(self, data: str, used: str) -> str:
        _ = self._lab.translate
        return _("This server has no {data}. Using {used}.").format(data=data, used=used)

    def _forget(self) -> None:
        self._jobs.end(self.history)
        self._jobs.rest()
        self._clear_problems()
        self.history = self._new_trainings()

    def _clear_problems(self) -> None:
        for about in (RUN, *(each.key for each in self.history.networks)):
            self._lab.problem(Problem(about))

    def _new_trainings(self) -> Trainings:
        settings = self._controls.settings()
        names = labels(self._controls.networks, self._lab.translate)
        networks = [
            Training(key, name, each)
            for name, (key, each) in zip(names, settings.items(), strict=True)
        ]
        data = self._data[self._controls.data]
        return Trainings(networks, held_out(data), data.name)

    def _begin(self, goals: Sequence[Place] | None = None) -> None:
        """Have every network learn what is left of its epochs, or of the way to these places."""
        self._clear_problems()
        try:
            self._jobs.begin(self.history, self._data[self._controls.data], goals)
        except TooManyJobs as error:
            self._refuse(error)
        self.show()
        self._tell()

    def _refuse(self, error: TooManyJobs) -> None:
        _ = self._lab.translate
        text = _("{most} networks are being trained on this server already. Try again later.")
        if error.of_page:
            text = _("No more than {most} networks can be trained on a page at once.")
        self._lab.problem(Problem(RUN, text.format(most=error.most)))
        self._jobs.end(self.history)
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
            self._lab.problem(Problem(training.key, words.failure(training, self._lab.translate)))
        last = self.history.last
        if self.history.ended or any(self._sent < enough <= last for enough in AT_ONCE):
            self._tell()

    @hold()
    def _tell(self) -> None:
        """Send the frames that all networks have by now, and how far each is, in one message."""
        over = self.history.ended
        last = self.history.last
        if over or self._sent < 0 <= last:
            self.show()
        elif last > self._sent:
            self._lab.plots.run.stream(plot_columns.rows(self.history, self._sent + 1, last))
            self._sent = last
            self._lab.fit()
        status = [view.progress(each, self._jobs.place(each)) for each in self.history.networks]
        self._lab.view.say("progress", networks=status, over=over, path=self.history.path)
        if over:
            self._jobs.rest()
