"""One reader's Network lab: what its networks learn elsewhere comes together here."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from panel.io.document import hold

from app.jobs.job import JobStatus, JobUpdate, TooManyJobs
from app.jobs.page_jobs import jobs_of_page
from app.labs.network import plot_columns, view, words
from app.labs.network.controls import Controls
from app.labs.network.datasets import can_read, datasets_of_page, held_out
from app.labs.network.jobs import NetworkJobs
from app.labs.network.networks import labels
from app.labs.network.pinned import PinnedNetworks
from app.labs.network.results import Place, Training, Trainings
from app.labs.network.sections import pins
from app.labs.network.sections.commands import HANDLERS
from app.labs.network.sections.pins import Pin
from app.labs.network.sections.registry import SECTIONS
from app.labs.network.settings import DIGITS
from app.training_lab import pinned
from app.training_lab.base_session import LabSession
from app.training_lab.plots import Plots
from app.training_lab.sections import Section
from app.ui.fields import Problem, Refused
from app.ui.language import Translate

AT_ONCE = (0, view.FRAMES_PER_SECOND)
"""The frames of which a page hears as soon as they are there: the first, and a second full."""
RUN = "run"
"""What a problem is about that no setting is to blame for."""


class NetworkSession(LabSession):
    """The Network lab of one page."""

    MADE_OF = view.MADE_OF
    SECTIONS = SECTIONS
    HANDLERS = HANDLERS

    controls: Controls
    history: Trainings

    def new_controls(self, values: Mapping[str, Any]) -> Controls:
        """Return the lab's controls with these values."""
        return Controls(**values)

    def build(self, _: Translate) -> None:
        """Make the view and what is in it, before anything is learned."""
        self._data = {each.name: each for each in datasets_of_page()}
        if not can_read(self._data, self.controls.data):
            self._on_problem(Problem("data", self._without(self.controls.data, DIGITS)))
            self.controls.data = DIGITS
        self._page_jobs = jobs_of_page()
        self._pinned = PinnedNetworks(self._page_jobs, self._data, self._pins_learned)
        self._jobs = NetworkJobs(self._page_jobs, self._hear, self._tell)
        self._sent = -1
        self.history = self._new_trainings()
        quantities = tuple(self.MADE_OF.plot_spec.quantities)
        limits = plot_columns.limits([])
        self._plots = Plots(self.MADE_OF.lab, quantities, limits, self.controls.epochs, _("Epoch"))
        self.view = view.made(self._plots, self.receive, self._data, _)
        self._show_anew()
        self.show_settings()
        self._want_pins()
        trained = [each.name for each in self._schema.trained]
        self.controls.param.watch(lambda *_events: self.start_anew(), trained)
        self.controls.param.watch(self._want_pins, ["pins"])
        self.controls.param.watch(self._look_anew, ["digit", "ink", "data", "pins"])

    def _look_anew(self, *events: Any) -> None:
        self._sections.changed(*(event.name for event in events))

    def sections(self) -> Mapping[str, Section]:
        """Return what fills the lab's sections."""
        told = partial(pins.content, self._pinned.outcomes)
        return {**SECTIONS, "pins": Section(told, frozenset({"pins"}))}

    def _want_pins(self, *_events: Any) -> None:
        """Have what is pinned learned, of what is on the screen nothing again, and draw it."""
        known = [(Pin.of(each, self.history.data), each.frames) for each in self.history.networks]
        self._pinned.want(self.controls.pins, known)
        self._show_pins()

    def _pins_learned(self) -> None:
        self._show_pins()
        self._sections.changed("pins")

    def _show_pins(self) -> None:
        self._plots.pin(
            pinned.curves(
                self.controls.pins,
                self.controls.epochs,
                self.MADE_OF.plot_spec,
                lambda pin: plot_columns.curves(self._pinned.frames(pin)),
            )
        )
        self._fit()

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""
        return self.history.last >= 0

    def describe(self, _: Translate) -> dict[str, Any]:
        """Return what the browser must know of the run."""
        return view.describe(self.history, self.controls, _)

    def read(self, name: str, given: object) -> Any:
        """Return what ``given`` stands for, or say why this server cannot and raise Refused."""
        value = super().read(name, given)
        if name == "data" and not can_read(self._data, value):
            self._on_problem(Problem(name, self._without(value, self.controls.data)))
            raise Refused(name)
        return value

    def _without(self, data: str, used: str) -> str:
        _ = self._translate
        return _("This server has no {data}. Using {used}.").format(data=data, used=used)

    def start_anew(self) -> None:
        """End what is being trained, and go back to the start with the settings of now."""
        self._forget()
        self._show_anew()
        self.view.say("progress", networks=[], over=True, path=None)

    def _forget(self) -> None:
        self._jobs.end(self.history)
        self._jobs.rest()
        self._clear_problems()
        self.history = self._new_trainings()

    def _clear_problems(self) -> None:
        for about in (RUN, *(each.key for each in self.history.networks)):
            self._on_problem(Problem(about))

    def do(self, kind: object, epoch: object, command: Mapping[str, Any], /) -> None:
        """Train all networks, also for a frame that is asked for; stop that, or go on with it."""
        asks = kind == "show" and type(epoch) is int and epoch > 0
        if kind == "run" or (asks and self._is_idle):
            self._forget()
            self._begin()
        elif kind == "resume":
            self._forget()
            self._begin(self.history.goals(command.get("path")))
        elif kind == "stop":
            self._jobs.end(self.history)
        elif kind == "go-on" and self.history.ended:
            self._begin()

    @property
    def _is_idle(self) -> bool:
        """Whether there is no frame, and none on its way."""
        return not self.has_run and not self.history.going_on

    def _new_trainings(self) -> Trainings:
        settings = self.controls.settings()
        names = labels(self.controls.networks, self._translate)
        networks = [
            Training(key, name, each)
            for name, (key, each) in zip(names, settings.items(), strict=True)
        ]
        data = self._data[self.controls.data]
        return Trainings(networks, held_out(data), data.name)

    def _begin(self, goals: Sequence[Place] | None = None) -> None:
        """Have every network learn what is left of its epochs, or of the way to these places."""
        self._clear_problems()
        try:
            self._jobs.begin(self.history, self._data[self.controls.data], goals)
        except TooManyJobs as error:
            self._refuse(error)
        self._show_anew()
        self._tell()

    def _refuse(self, error: TooManyJobs) -> None:
        _ = self._translate
        text = _("{most} networks are being trained on this server already. Try again later.")
        if error.of_page:
            text = _("No more than {most} networks can be trained on a page at once.")
        self._on_problem(Problem(RUN, text.format(most=error.most)))
        self._jobs.end(self.history)
        for each in self.history.networks:
            if each.job is None:
                each.status = JobStatus.STOPPED

    def _hear(self, training: Training, progress: JobUpdate) -> None:
        """Keep what one network has learned, and tell at once of what the page waits for."""
        if training not in self.history.networks:
            return
        training.reason = progress.reason
        if progress.result is not None:
            self.history.learned(training, progress.result)
        training.stands(progress.status)
        if training.reason is not None and not training.records:
            # Without a frame there is no run of which it could be said.
            self._on_problem(Problem(training.key, words.failure(training, self._translate)))
        last = self.history.last
        if self.history.ended or any(self._sent < enough <= last for enough in AT_ONCE):
            self._tell()

    @hold()
    def _tell(self) -> None:
        """Send the frames that all networks have by now, and how far each is, in one message."""
        over = self.history.ended
        last = self.history.last
        if over or self._sent < 0 <= last:
            self._show_anew()
        elif last > self._sent:
            self._plots.run.stream(plot_columns.rows(self.history, self._sent + 1, last))
            self._sent = last
            self._fit()
        status = [view.progress(each, self._jobs.place(each)) for each in self.history.networks]
        self.view.say("progress", networks=status, over=over, path=self.history.path)
        if over:
            self._jobs.rest()

    def _show_anew(self) -> None:
        """Send all that there is, with its description."""
        self._sent = self.history.last
        self._fit()
        rows = plot_columns.nothing(len(self.history.networks))
        if self._sent >= 0:
            rows = plot_columns.rows(self.history, 0, self._sent)
        self._plots.show(self.describe(self._translate), rows)

    def _fit(self) -> None:
        seen = [pin for pin in self.controls.pins if not pin.hidden]
        frames = [*(each.frames for each in self.history.networks), *map(self._pinned.frames, seen)]
        self._plots.fit(plot_columns.limits(frames), self.controls.epochs)
