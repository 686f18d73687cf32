"""Trains the runs of a page that take no time: in slices, in the process that serves it."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from app.jobs.time_slices import SlicedWork, Steps
from app.training_lab import history, schedule
from app.training_lab.axis_limits import Limits, limits, widest
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import MOST_STAGES, History, Learner
from app.training_lab.pinned_runs import PinnedRuns
from app.training_lab.sections import RUN
from app.training_lab.streaming import Streamer
from app.ui.fields import Problem, Refused

if TYPE_CHECKING:
    from app.training_lab.session import TrainingSession

AnyHistory: TypeAlias = History[Any, Any]
BRANCHING = {"learning_rate", "cost"}
"""Settings whose change goes on from the epoch on the screen; any other begins anew."""


class SlicedTrainer:
    """What the page of ``lab`` has learned by ``learner``, and what is under way.

    A run that takes longer than one slice is shown when it is done.
    """

    def __init__(self, learner: Learner[Any, Any], lab: "TrainingSession") -> None:
        self._learner = learner
        self._lab = lab
        self._controls = lab.controls
        self.history: AnyHistory = history.at_start(learner, self._controls.settings())
        self.training = SlicedWork[AnyHistory]()
        self._is_new = False
        self._begun = 0
        self._wanted = 0
        self._forecast = SlicedWork[Limits]()
        self._limits = self._foresee() or limits(self.history)
        self.pinned = PinnedRuns(lab.pins_learned, lab.translate)

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""
        return bool(self.history.epochs)

    def limits(self) -> Limits:
        """Return the limits of the run and of what is pinned beside it."""
        fitting = self._limits
        for each in self.pinned.limits(self._controls.pins):
            fitting = widest(fitting, each)
        return fitting

    def pinned_frames(self, pin: Any) -> Any:
        """Return the frames that are kept of a pin, or None while it is not trained."""
        return self.pinned.frames(pin)

    def described(self) -> dict[str, Any]:
        """Return what the browser must know of the history besides its frames."""
        _ = self._lab.translate
        traces = self._lab.spec.plot_spec.traces
        return {
            "curves": [
                {
                    "cost": cost,
                    "label": _(COST_LABELS[cost]),
                    "traces": [asdict(trace) for trace in traces(frames)],
                }
                for cost, frames in self.history.frames.items()
            ],
            "last": self._controls.epochs,
            "trained": self.history.epochs,
            "path": schedule.write(self.history),
            # A message that training is under way may come later than the run that it is of.
            "trainings": self._begun - self.training.under_way,
            "limits": {name: list(pair) for name, pair in self.limits().items()},
        }

    def show(self) -> None:
        """Show the start, when the page has been built."""
        self._streamer = Streamer[Any, Any](self._lab.plots, self._lab.spec.plot_spec)
        self._streamer.begin(self.history, self._lab.described(), 0, self._controls.speed)

    def check(self, name: str, value: Any) -> None:
        """Set anything: to train needs nothing that a server may lack."""

    def settings_changed(self, changed: set[str], epoch: int) -> None:
        """Go on from ``epoch`` where that is possible, otherwise go back to the start."""
        if changed <= self._lab.spec.told:
            # The run stays, and what is told of it is other now.
            self._show(self._streamer.sent)
        elif changed <= BRANCHING and self.training.under_way and self._is_new:
            self.run()
        elif changed <= BRANCHING and self.has_run:
            self._branch(epoch)
        else:
            self.start_anew()

    def speed_changed(self) -> None:
        """Go on at another speed of the playhead, with a chunk for it now."""
        self._streamer.hurry(self._controls.speed)

    def committed(self) -> None:
        """Fit the axes, before a run, to what will come."""
        if not self.has_run and (fitting := self._foresee()):
            self._fit_to(fitting)

    def start_anew(self) -> None:
        """Go back to epoch 0, with the settings of now."""
        self.training.cancel()
        self.history = history.at_start(self._learner, self._controls.settings())
        self._limits = widest(self._limits, limits(self.history))
        self._show(0)

    def run(self) -> None:
        """Train the run of the settings."""
        self._run(0)

    def resume(self, path: object, epoch: int) -> None:
        """Take up the run that the page had when it lost its server, at ``epoch``."""
        controls = self._controls
        try:
            changes = schedule.read(path, controls.trained_values(), self._lab.spec.schema)
        except Refused:
            return
        if changes[-1][1] == controls.settings():
            show = partial(self._begin, min(epoch, controls.epochs))
            self._train(history.follow(self._learner, changes), show)

    def show_epoch(self, epoch: int) -> None:
        """Send at least up to ``epoch``, and before a run train it first."""
        if epoch > self._controls.epochs:
            return
        if self.training.under_way:
            self._wanted = max(self._wanted, epoch)
        elif epoch and not self.has_run:
            self._run(epoch)
        else:
            self._streamer.send_up_to(epoch)

    def stop(self) -> None:
        """Go on training: it is over soon."""

    def go_on(self) -> None:
        """Do nothing: no training was stopped."""

    def _foresee(self) -> Limits | None:
        """Return the limits of the run that would come now, or None if they come later."""
        return self._forecast.begin(self._run_limits(), self._fit_to, lambda: None)

    def _run_limits(self) -> Steps[Limits]:
        run = yield from history.run(self._learner, self._controls.settings())
        return limits(run)

    def _fit_to(self, fitting: Limits) -> None:
        if fitting != self._limits:
            self._limits = fitting
            self._show(0)

    def _run(self, epoch: int) -> None:
        """Train the run of the settings, and show it first of all up to ``epoch``."""
        run = history.run(self._learner, self._controls.settings())
        self._train(run, partial(self._begin, epoch))
        self._is_new = True

    def _train(self, steps: Steps[AnyHistory], show: Callable[[AnyHistory], None]) -> None:
        """Train a run and show it; say so where that takes a while."""
        self._forecast.cancel()
        self._is_new = False
        self._begun += 1
        self._wanted = 0
        trained = self.training.begin(steps, show, self._failed)
        if trained is None:
            _ = self._lab.translate
            self._lab.view.say("training", text=_("Training…"), number=self._begun)
        else:
            show(trained)

    def _failed(self) -> None:
        _ = self._lab.translate
        text = _("This run could not be trained. The log of the server says why.")
        self._lab.problem(Problem(RUN, text))
        self.start_anew()

    def _begin(self, epoch: int, run: AnyHistory) -> None:
        """Show a new ``run``, first of all up to ``epoch``."""
        self.history = run
        self._limits = limits(run)
        self._show(max(epoch, self._wanted))

    def _branch(self, epoch: int) -> None:
        """Go on from ``epoch`` with the settings of now; from an end of the run, begin anew."""
        self.training.cancel()
        settings = self._controls.settings()
        kept = self.history.stages_before(epoch)
        if not 0 < epoch < self.history.epochs:
            self.start_anew()
        elif settings == self.history.settings and kept == len(self.history.stages):
            self._show(epoch)
        elif kept >= MOST_STAGES:
            self._refuse_branch(epoch)
        else:
            steps = history.branch(self.history, epoch, settings)
            self._train(steps, partial(self._go_on, epoch))

    def _go_on(self, epoch: int, run: AnyHistory) -> None:
        """Show a ``run`` that is another from ``epoch`` on."""
        self.history = run
        self._limits = widest(self._limits, limits(run))
        self._show(epoch)
        self._streamer.send_up_to(min(self._wanted, run.epochs))

    def _refuse_branch(self, epoch: int) -> None:
        """Say that the run cannot be changed once more, and go back to its last settings."""
        _epoch, rate, cost = schedule.write(self.history)[-1]
        self._lab.set({"learning_rate": rate, "cost": cost}, epoch=epoch)
        _ = self._lab.translate
        text = _("η and the cost of one run can be changed {most} times. Press Run to start over.")
        self._lab.problem(Problem("learning_rate", text.format(most=MOST_STAGES - 1)))

    def _show(self, begun: int) -> None:
        """Send the history anew, with a first chunk after epoch ``begun``; the rest follows."""
        self._lab.fit()
        self._streamer.begin(self.history, self._lab.described(), begun, self._controls.speed)
        self._lab.run_changed()
