"""One reader's lab whose runs are trained at once: where one thing follows from another.

It owns the training state and the timer of its page. Settings come in from the address and the
controls, commands (run, show epoch) from the browser; out go frames and the address.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any, ClassVar, TypeAlias

from app.jobs.time_slices import SlicedWork, Steps
from app.training_lab import history, pinned, schedule
from app.training_lab.axis_limits import Limits, limits, widest
from app.training_lab.base_session import LabSession
from app.training_lab.controls import RunControls
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import MOST_STAGES, History, Learner
from app.training_lab.pinned_runs import PinnedRuns
from app.training_lab.plots import Plots
from app.training_lab.sections import RUN, Section
from app.training_lab.streamer import Streamer
from app.training_lab.view import RunView
from app.ui.fields import Problem, Refused
from app.ui.language import Translate

AnyHistory: TypeAlias = History[Any, Any]
BRANCHING = {"learning_rate", "cost"}
"""Settings whose change goes on from the epoch on the screen; any other begins anew."""


class TrainingSession(LabSession):
    """A lab of one page in which one thing is trained in no time; a lab says what and how."""

    LEARNER: ClassVar[Learner[Any, Any]]
    TOLD: ClassVar[frozenset[str]] = frozenset()
    """Views that belong to the description of a run."""

    controls: RunControls

    @abstractmethod
    def new_view(self, plots: Plots, _: Translate) -> RunView:
        """Return the lab's view, which hands its messages to ``receive``."""

    def build(self, _: Translate) -> None:
        """Make the view and what is in it, with the start on the screen."""
        self.history = history.at_start(self.LEARNER, self.controls.settings())
        self._training = SlicedWork[AnyHistory]()
        self._is_new = False
        self._forecast = SlicedWork[Limits]()
        self._limits = self._foresee() or limits(self.history)
        made_of, plot_spec = self.MADE_OF, self.MADE_OF.plot_spec
        quantities, epochs = tuple(plot_spec.quantities), self.controls.epochs
        self._plots = Plots(made_of.lab, quantities, self._limits, epochs, _("Epoch"))
        self._streamer = Streamer[Any, Any](self._plots, plot_spec)
        self.view = self.new_view(self._plots, _)
        self._pinned = PinnedRuns(self._pins_learned, _)
        self._show_pins()
        self._streamer.begin(self.history, self._described(), 0, self.controls.speed)
        self.show_settings()
        trained = [each.name for each in self._schema.trained]
        views = [each.name for each in self._schema.views]
        self.controls.param.watch(self._settings_changed, [*trained, *self.TOLD])
        self.controls.param.watch(self._view_changed, [*trained, *views])

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""
        return bool(self.history.epochs)

    def commit(self) -> None:
        """A move is over: write the address, and before a run fit the axes to what will come."""
        super().commit()
        if not self.has_run and (fitting := self._foresee()):
            self._fit_to(fitting)

    def _foresee(self) -> Limits | None:
        """Return the limits of the run that would come now, or None if they come later."""
        return self._forecast.begin(self._run_limits(), self._fit_to, lambda: None)

    def _run_limits(self) -> Steps[Limits]:
        run = yield from history.run(self.LEARNER, self.controls.settings())
        return limits(run)

    def _fit_to(self, fitting: Limits) -> None:
        if fitting != self._limits:
            self._limits = fitting
            self._show(0)

    def do(self, kind: object, epoch: object, command: Mapping[str, Any], /) -> None:
        """Run, take a run up again, or show an epoch."""
        if kind == "run":
            self._run(0)
        elif kind == "resume":
            self._resume(command.get("path"), epoch)
        elif kind == "show" and type(epoch) is int and 0 <= epoch <= self.controls.epochs:
            self._send_up_to(epoch)

    def _settings_changed(self, *events: Any) -> None:
        changed = {event.name for event in events}
        if changed <= self.TOLD:
            # The run stays, and what is told of it is other now.
            self._show(self._streamer.sent)
        elif changed <= BRANCHING and self._run_under_way:
            self._run(0)
        elif changed <= BRANCHING and self.has_run:
            self._branch(self._on_screen)
        else:
            self.start_anew()

    def _view_changed(self, *events: Any) -> None:
        changed = {event.name for event in events}
        if "speed" in changed:
            self._streamer.hurry(self.controls.speed)
        if changed & {"pins", "epochs"}:
            self._show_pins()
        self._sections.changed(*changed)

    def _show_pins(self) -> None:
        self._pinned.want(self.controls.pins)
        self._draw_pins()

    def _draw_pins(self) -> None:
        pins, epochs, plot_spec = self.controls.pins, self.controls.epochs, self.MADE_OF.plot_spec
        self._plots.pin(pinned.curves(pins, epochs, plot_spec, self._pinned.frames))
        self._fit()

    def _pins_learned(self) -> None:
        self._draw_pins()
        self._sections.changed("pins")

    def _fit(self) -> Limits:
        """Fit the axes to the run and to what is pinned beside it."""
        fitting = self._limits
        for each in self._pinned.limits(self.controls.pins):
            fitting = widest(fitting, each)
        self._plots.fit(fitting, self.controls.epochs)
        return fitting

    def sections(self) -> Mapping[str, Section]:
        """Return what fills the lab's sections."""
        pins = Section(partial(pinned.content, self._pinned.outcomes), frozenset({"pins"}))
        return {**self.SECTIONS, "pins": pins}

    def start_anew(self) -> None:
        """Go back to epoch 0, with the settings of now."""
        self._training.cancel()
        self.history = history.at_start(self.LEARNER, self.controls.settings())
        self._limits = widest(self._limits, limits(self.history))
        self._show(0)

    def _run(self, epoch: int) -> None:
        """Train the run of the settings, and show it first of all up to ``epoch``."""
        run = history.run(self.LEARNER, self.controls.settings())
        self._train(run, partial(self._begin, epoch))
        self._is_new = True

    @property
    def _run_under_way(self) -> bool:
        """Whether a whole run was asked for, and is being trained."""
        return self._training.under_way and self._is_new

    def _train(self, steps: Steps[AnyHistory], show: Callable[[AnyHistory], None]) -> None:
        """Train a run and show it; say so where that takes a while."""
        self._forecast.cancel()
        self._is_new = False
        trained = self._training.begin(steps, show, self._training_failed)
        if trained is None:
            _ = self._translate
            self.view.say("training", text=_("Training…"))
        else:
            show(trained)

    def _training_failed(self) -> None:
        _ = self._translate
        text = _("This run could not be trained. The log of the server says why.")
        self._on_problem(Problem(RUN, text))
        self.start_anew()

    def _begin(self, epoch: int, run: AnyHistory) -> None:
        """Show a new ``run``, first of all up to ``epoch``."""
        self.history = run
        self._limits = limits(run)
        self._show(epoch)

    def _resume(self, way: object, epoch: object) -> None:
        """Take up the run that the page had when it lost its server, at ``epoch``."""
        try:
            changes = schedule.read(way, self.controls.trained_values(), self._schema)
        except Refused:
            return
        if changes[-1][1] == self.controls.settings():
            reached = epoch if type(epoch) is int and epoch > 0 else 0
            show = partial(self._begin, min(reached, self.controls.epochs))
            self._train(history.follow(self.LEARNER, changes), show)

    def _branch(self, epoch: int) -> None:
        """Go on from ``epoch`` with the settings of now; from an end of the run, begin anew."""
        self._training.cancel()
        settings = self.controls.settings()
        kept = history.kept_before(self.history, epoch)
        if not 0 < epoch < self.history.epochs:
            self.start_anew()
        elif settings == self.history.settings and len(kept) == len(self.history.stages):
            self._show(epoch)
        elif len(kept) >= MOST_STAGES:
            self._refuse_branch(epoch)
        else:
            steps = history.branch(self.history, epoch, settings)
            self._train(steps, partial(self._go_on, epoch))

    def _go_on(self, epoch: int, run: AnyHistory) -> None:
        """Show a ``run`` that is another from ``epoch`` on."""
        self.history = run
        self._limits = widest(self._limits, limits(run))
        self._show(epoch)

    def _refuse_branch(self, epoch: int) -> None:
        """Say that the run cannot be changed once more, and go back to its last settings."""
        _epoch, rate, cost = schedule.write(self.history)[-1]
        self.set({"learning_rate": rate, "cost": cost}, epoch=epoch)
        _ = self._translate
        text = _("η and the cost of one run can be changed {most} times. Press Run to start over.")
        self._on_problem(Problem("learning_rate", text.format(most=MOST_STAGES - 1)))

    def _show(self, begun: int) -> None:
        """Send the history anew, with a first chunk after epoch ``begun``; the rest follows."""
        self._streamer.begin(self.history, self._described(), begun, self.controls.speed)
        self._sections.changed(RUN)

    def _described(self) -> dict[str, Any]:
        """Return what the browser must know of the history besides its frames."""
        _ = self._translate
        traces = self.MADE_OF.plot_spec.traces
        return {
            "curves": [
                {
                    "cost": cost,
                    "label": _(COST_LABELS[cost]),
                    "traces": [asdict(trace) for trace in traces(frames)],
                }
                for cost, frames in self.history.frames.items()
            ],
            "epochs": self.controls.epochs,
            "last": self.controls.epochs,
            "trained": self.history.epochs,
            "path": schedule.write(self.history),
            "can_pin": bool(self.controls.pin_kind.all_of(self.history)),
            "limits": {name: list(pair) for name, pair in self._fit().items()},
            **self.describe(_),
        }

    def _send_up_to(self, epoch: int) -> None:
        if not self.history.epochs and epoch:
            self._run(epoch)
        else:
            self._streamer.send_up_to(epoch)
