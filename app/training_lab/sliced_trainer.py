"""Trains the runs of a page that take no time: in slices, in the process that serves it."""

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from app.jobs.time_slices import SlicedWork, Steps
from app.training_lab import schedule, training
from app.training_lab.axis_limits import Limits, RunLimits, widest
from app.training_lab.cost_choices import COST_LABELS
from app.training_lab.history import History, Learner
from app.training_lab.pinned_runs import PinnedRuns
from app.training_lab.sections import RUN
from app.training_lab.spec import Trainer
from app.training_lab.streaming import Streamer
from app.ui.fields import Problem

if TYPE_CHECKING:
    from app.training_lab.session import TrainingSession

AnyHistory: TypeAlias = History[Any, Any]


class SlicedTrainer(Trainer):
    """What the page of ``lab`` has learned by ``learner``, and what is under way.

    A run that takes longer than one slice is shown when it is done.
    """

    history: AnyHistory
    pinned: PinnedRuns

    def __init__(self, learner: Learner[Any, Any], lab: "TrainingSession") -> None:
        self._learner = learner
        self._lab = lab
        self._controls = lab.controls
        self.history = training.at_start(learner, self._controls.settings())
        self.training = SlicedWork[AnyHistory]()
        self._is_new = False
        self._begun = 0
        self._wanted = 0
        self._limits = RunLimits(learner, lambda: self._show(0))
        if not self._limits.foresee(self._controls.stages()):
            self._limits.fit(self.history)
        self.pinned = PinnedRuns(lab.pins_learned, lab.translate)

    @property
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""
        return bool(self.history.epochs)

    @property
    def busy(self) -> bool:
        """Whether a run is under way."""
        return self.training.under_way

    def copied(self, lab: "TrainingSession") -> "SlicedTrainer":
        """Return a trainer for ``lab`` that has the same history."""
        found = SlicedTrainer(self._learner, lab)
        found.history = self.history
        found._limits.fit(self.history)
        return found

    def limits(self) -> Limits:
        """Return the limits of the run and of what is pinned beside it."""
        fitting = self._limits.now
        for each in self.pinned.limits(self._controls.pins):
            fitting = widest(fitting, each)
        return fitting

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
                    "stages": [
                        {
                            "begin": begin,
                            "cost": learned_by,
                            "label": _(COST_LABELS[learned_by]),
                            "rate": float(rule.learning_rate),
                            "rule": rule.cost.name,
                            "power": rule.cost.slope_power,
                        }
                        for begin, learned_by, rule in self.history.rules(cost)
                    ],
                }
                for cost, frames in self.history.frames.items()
            ],
            "last": self._controls.epochs,
            "trained": self.history.epochs,
            # A message that training is under way may come later than the run that it is of.
            "trainings": self._begun - self.training.under_way,
            "limits": {name: list(pair) for name, pair in self.limits().items()},
        }

    def show(self) -> None:
        """Show the start, or all that is known, when the page has been built."""
        spec = self._lab.spec
        looked_at = partial(spec.looked_at, self._controls)
        self._streamer = Streamer[Any, Any](self._lab.plots, spec.plot_spec, looked_at)
        known = self.history.epochs
        self._streamer.begin(self.history, self._lab.described(), known, self._controls.speed)

    def settings_changed(self, changed: set[str], epoch: int) -> None:
        """Go on from ``epoch`` where that is possible, otherwise go back to the start."""
        if changed <= self._lab.spec.told:
            # The run stays, and what is told of it is other now.
            self._show(self._streamer.sent)
        elif changed <= {*schedule.SCHEDULE} and self.training.under_way and self._is_new:
            self.run()
        elif changed == {"changes"} and self.has_run:
            self._follow(epoch)
        else:
            self.start_anew()

    def speed_changed(self) -> None:
        """Go on at another speed of the playhead, with a chunk for it now."""
        self._streamer.hurry(self._controls.speed)

    def committed(self) -> None:
        """Fit the axes, before a run, to what will come."""
        if not self.has_run and self._limits.foresee(self._controls.stages()):
            self._show(0)

    def start_anew(self) -> None:
        """Go back to epoch 0, with the settings of now."""
        self.training.cancel()
        self.history = training.at_start(self._learner, self._controls.settings())
        self._limits.widen(self.history)
        self._show(0)

    def run(self) -> None:
        """Train the run of the settings."""
        self._run(0)

    def resume(self, _given: object, epoch: int) -> None:
        """Train the run of the settings once more, and show it at ``epoch`` first."""
        self._run(min(epoch, self._controls.epochs))

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

    def _run(self, epoch: int) -> None:
        """Train the run of the settings, and show it first of all up to ``epoch``."""
        run = training.follow(self._learner, self._controls.stages())
        self._train(run, partial(self._begin, epoch))
        self._is_new = True

    def _train(self, steps: Steps[AnyHistory], show: Callable[[AnyHistory], None]) -> None:
        """Train a run and show it; say so where that takes a while."""
        self._limits.cancel()
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
        self._limits.fit(run)
        self._show(max(epoch, self._wanted))

    def _follow(self, epoch: int) -> None:
        """Go on with other changes of η and cost, with ``epoch`` on the screen."""
        steps = training.follow(self._learner, self._controls.stages(), self.history)
        self._train(steps, partial(self._go_on, epoch))

    def _go_on(self, epoch: int, run: AnyHistory) -> None:
        """Show a ``run`` with other changes, with ``epoch`` on the screen."""
        self.history = run
        self._limits.widen(run)
        self._show(epoch)
        self._streamer.send_up_to(min(self._wanted, run.epochs))

    def _show(self, begun: int) -> None:
        """Send the history anew, with a first chunk after epoch ``begun``; the rest follows."""
        self._lab.fit()
        self._streamer.begin(self.history, self._lab.described(), begun, self._controls.speed)
        self._lab.run_changed()
