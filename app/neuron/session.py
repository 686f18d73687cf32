"""One reader's Neuron lab: the only place where something follows from something else.

It owns the training state and the timer of its page. Settings come in from the address and the
widgets, wishes (run, show epoch, branch here) from the browser; out go frames and the address.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.fields import Refused, read_or_default
from app.language import Translate
from app.neuron import address, history, path
from app.neuron.controls import DEFAULTS, FIELDS, Controls
from app.neuron.feed import Feed
from app.neuron.limits import Limits, limits, limits_of, widest
from app.neuron.parts import pinned
from app.neuron.parts.panels import RUN, Panels
from app.neuron.parts.wishes import GRANTED
from app.neuron.plots import Plots
from app.neuron.settings import SETTING_FIELDS, preset_values
from app.neuron.view import NeuronView, describe
from app.neuron.widgets import Widgets

BRANCHING = {"learning_rate", "cost"}
"""Settings whose change goes on from the epoch on the screen; any other begins anew."""
RESTARTING = {"power", *(field.name for field in SETTING_FIELDS)}
"""What a wish may set that a new start belongs to, also where it is set to what it is."""


class NeuronSession:
    """The Neuron lab of one page.

    ``on_address()`` is told on every commit that ``query`` may have changed,
    ``on_problem(sentence)`` what the reader should know.
    """

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        on_problem: Callable[[str], None],
        _: Translate,
    ) -> None:
        values, problems = address.read(query, _)
        for problem in problems:
            on_problem(problem)
        self._translate = _
        self._on_address = on_address
        self._on_problem = on_problem
        self.controls = Controls(**values)
        self.history = history.at_start(self.controls.settings())
        self._limits = limits(history.run(self.controls.settings()))
        self._question = 0
        self._first_valid = 1
        self._plots = Plots(self._limits, self.controls.epochs, _("Epoch"))
        self._feed = Feed(self._plots)
        self._widgets = Widgets(self.controls, self.accept, self.commit, _)
        self.view = NeuronView(self._widgets, self._plots, self.receive, _)
        self._panels = Panels(self.controls, lambda: self.history, self.view.tell, _)
        self._show_pins()
        self._show(0)
        self._show_settings()
        settings = [each.name for each in SETTING_FIELDS]
        self.controls.param.watch(self._settings_changed, [*settings, "power", "prediction"])
        self.controls.param.watch(self._view_changed, [*settings, "tolerance", "pins"])

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return address.write(self.controls)

    def accept(self, name: str, given: object) -> None:
        """Set ``name`` to what the reader gave, or to its default and say why."""
        value = self._read(name, given)
        if name == "preset":
            self._set(preset_values(value), anew=True)
        else:
            self._set({name: value})

    def _read(self, name: str, given: object) -> Any:
        return read_or_default(
            FIELDS[name], given, DEFAULTS[name], self._on_problem, self._translate
        )

    def _set(self, values: Mapping[str, Any], *, anew: bool = False) -> None:
        """Set the controls, and ``anew`` also go back to epoch 0 where they were that already."""
        self.controls.param.update(**values)
        if anew and self.history.epochs:
            self._start_anew()
        self._show_settings()

    def commit(self) -> None:
        """A move is over: write the address, and before a run fit the axes to what will come."""
        self._on_address()
        if self.history.epochs:
            return
        fitting = limits(history.run(self.controls.settings()))
        if fitting != self._limits:
            self._limits = fitting
            self._show(0)

    def receive(self, message: object) -> None:
        """Do what the browser asks for: ``{"kind": …}`` and what belongs to it."""
        wish: dict[str, Any] = message if isinstance(message, dict) else {}
        kind, epoch = wish.get("kind"), wish.get("epoch")
        if kind in ("preset", "epochs", "speed"):
            self.accept(kind, wish.get(kind))
            self.commit()
            if kind == "speed":
                self._feed.hurry(self.controls.speed)
        elif kind == "run":
            self._train()
        elif kind == "resume":
            self._resume(wish.get("path"), epoch)
        elif kind == "panel":
            self._panels.tell(wish.get("panel"))
        elif isinstance(kind, str) and kind in GRANTED:
            self._grant(kind, wish)
        elif type(epoch) is int and epoch >= 0:
            if kind == "show" and epoch <= self.controls.epochs:
                self._send_up_to(epoch)
            elif kind == "on-screen":
                self._branch(epoch, wish.get("question"))

    def _grant(self, kind: str, wish: Mapping[str, Any]) -> None:
        try:
            changes = GRANTED[kind](wish, self.controls, self.history)
        except Refused:
            return
        values = {name: self._read(name, given) for name, given in changes.items()}
        self._set(values, anew=bool(values.keys() & RESTARTING))
        self.commit()

    def _show_settings(self) -> None:
        self._widgets.show()
        self.view.present(self.controls)

    def _settings_changed(self, *events: Any) -> None:
        changed = {event.name for event in events}
        if changed == {"prediction"}:
            # The run stays, and is compared with what is expected now.
            self._show(self._feed.sent)
        elif changed <= BRANCHING and self.history.epochs:
            self._ask_epoch()
        else:
            self._start_anew()

    def _view_changed(self, *events: Any) -> None:
        changed = {event.name for event in events}
        if changed & {"pins", "epochs"}:
            self._show_pins()
        self._panels.changed(*changed)

    def _show_pins(self) -> None:
        self._plots.pin(pinned.curves(self.controls.pins, self.controls.epochs))
        self._fit()

    def _fit(self) -> Limits:
        """Fit the axes to the run and to what is pinned beside it."""
        fitting = widest(self._limits, limits_of(pinned.frames(self.controls.pins)))
        self._plots.fit(fitting, self.controls.epochs)
        return fitting

    def _start_anew(self) -> None:
        self._first_valid = self._question + 1
        self.history = history.at_start(self.controls.settings())
        self._limits = widest(self._limits, limits(self.history))
        self._show(0)

    def _train(self) -> None:
        self._begin(history.run(self.controls.settings()), 0)

    def _begin(self, run: history.History, epoch: int) -> None:
        """Show a new ``run``, first of all up to ``epoch``."""
        self._first_valid = self._question + 1
        self.history = run
        self._limits = limits(run)
        self._show(epoch)

    def _resume(self, way: object, epoch: object) -> None:
        """Take up the run that the page had when it lost its server, at ``epoch``."""
        try:
            stages = path.read(way, self.controls.trained_values())
        except Refused:
            return
        if stages[-1][1] == self.controls.settings():
            reached = epoch if type(epoch) is int and epoch > 0 else 0
            self._begin(path.follow(stages), min(reached, self.controls.epochs))

    def _ask_epoch(self) -> None:
        self._question += 1
        self.view.ask_epoch(self._question)

    def _branch(self, epoch: int, question: object) -> None:
        """Go on from ``epoch`` with the settings of now, if ``question`` was about this run."""
        if type(question) is not int or not self._first_valid <= question <= self._question:
            return
        self._first_valid = question + 1
        if 0 < epoch < self.history.epochs:
            self.history = history.branch(self.history, epoch, self.controls.settings())
            self._limits = widest(self._limits, limits(self.history))
            self._show(epoch)
        else:
            self._start_anew()

    def _show(self, begun: int) -> None:
        """Send the history anew, with a first chunk after epoch ``begun``; the rest follows."""
        described = describe(self.history, self._fit(), self.controls.prediction, self._translate)
        self._feed.begin(self.history, described, begun, self.controls.speed)
        self._panels.changed(RUN)

    def _send_up_to(self, epoch: int) -> None:
        if not self.history.epochs and epoch:
            self._train()
        self._feed.send_up_to(epoch)
