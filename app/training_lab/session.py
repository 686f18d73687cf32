"""One reader's lab in which something is trained: where one thing follows from another.

Settings come in from the address and the controls, commands from the browser; each is read by its
field, and set in the controls, from which all else follows. Out go frames and the address.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.training_lab import controls, pinned
from app.training_lab.controls import LabControls
from app.training_lab.plots import Plots
from app.training_lab.sections import RUN, Section, Sections
from app.training_lab.spec import LabSpec
from app.training_lab.view import RunView
from app.ui.fields import Problem, Refused, refusal
from app.ui.language import Translate
from app.ui.session import LabSession


class TrainingSession(LabSession):
    """The lab of ``spec`` on one page."""

    controls: LabControls
    view: RunView

    def __init__(
        self,
        spec: LabSpec,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        schema = spec.schema
        super().__init__(tuple(schema.fields.values()), schema.defaults, on_address, problem, _)
        self.spec = spec
        self._schema = schema
        self._on_screen = 0
        values, problems = controls.read(query, schema, _)
        for each in problems:
            problem(each)
        self.controls = spec.controls(**values)
        self.trainer = spec.trainer(self)
        self.plots = Plots(
            spec.name,
            tuple(spec.plot_spec.quantities),
            self.trainer.limits(),
            self.controls.epochs,
            _("Epoch"),
        )
        self.view = spec.new_view(self.plots, self.receive, _)
        pins = Section(
            partial(spec.pins_content, self.trainer.pinned.outcomes), frozenset({"pins"})
        )
        self._sections = Sections(
            {**spec.sections, "pins": pins},
            self.controls,
            lambda: self.history,
            self.view.tell,
            _,
        )
        self._show_pins()
        self.trainer.show()
        self.show_settings()
        trained = [each.name for each in schema.trained]
        views = [each.name for each in schema.views]
        self.controls.param.watch(self._settings_changed, [*trained, *spec.told])
        self.controls.param.watch(self._view_changed, [*trained, *views])

    @property
    def history(self) -> Any:
        """What was learned so far."""
        return self.trainer.history

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return controls.write(self.controls)

    def show_settings(self) -> None:
        """Have all controls on the page say what the settings are."""
        self.view.present(self.controls, self._answer)

    def takes(self, name: str) -> bool:
        """Return whether the schema has a field of that name."""
        return name in self._schema.fields

    def accept(self, name: str, given: object, epoch: int = 0) -> None:
        """Set ``name`` to what the reader gave with ``epoch`` on the screen.

        What is not allowed is told and changes nothing.
        """
        try:
            value = self.read(name, given)
        except Refused:
            self.show_settings()
            return
        if name == "preset":
            chosen = self._schema.preset_values(value)
            self.problem(Problem(name))
            self.set(chosen, anew=bool(chosen))
        else:
            self.set({name: value}, epoch=epoch)

    def read(self, name: str, given: object) -> Any:
        """Return what ``given`` stands for, or say why it stands for nothing and raise Refused."""
        field = self._schema.field(name)
        try:
            value = field.read(given)
        except Refused:
            current = getattr(self.controls, name)
            told = refusal(field, given, current, self.translate)
            self.problem(Problem(name, told))
            raise
        self.trainer.check(name, value)
        return value

    def set(self, values: Mapping[str, Any], *, anew: bool = False, epoch: int = 0) -> None:
        """Set the controls, and ``anew`` also go back to the start where they were that already.

        A run may go on from ``epoch``. Of what is set now, nothing is wrong any more.
        """
        self._on_screen = epoch
        for name in values:
            self.problem(Problem(name))
        # To param, a value that is no number and no text is always another.
        changed = {
            name: value for name, value in values.items() if value != getattr(self.controls, name)
        }
        self.controls.param.update(**changed)
        if anew and self.trainer.has_run:
            self.trainer.start_anew()
        self.show_settings()

    def commit(self) -> None:
        """A move is over: write the address."""
        super().commit()
        self.trainer.committed()

    def do(self, command: Mapping[str, Any]) -> None:
        """Train, show, tell of a section, or do what the lab's own commands ask for."""
        kind, epoch = command.get("kind"), command.get("epoch")
        at = epoch if type(epoch) is int and epoch >= 0 else None
        if kind == "run":
            self.trainer.run()
        elif kind == "resume":
            self.trainer.resume(command.get("path"), at or 0)
        elif kind == "show" and at is not None:
            self.trainer.show_epoch(at)
        elif kind == "stop":
            self.trainer.stop()
        elif kind == "go-on":
            self.trainer.go_on()
        elif kind == "section":
            self._sections.tell(command.get("section"), at or 0)
        elif isinstance(kind, str) and kind in self.spec.handlers:
            self._handle(kind, command)
        elif isinstance(kind, str) and kind in self.spec.requests:
            self.spec.requests[kind](self, command)

    def _handle(self, kind: str, command: Mapping[str, Any]) -> None:
        try:
            changes = self.spec.handlers[kind](command, self.controls, self.history)
            values = {name: self.read(name, given) for name, given in changes.items()}
        except Refused:
            self.show_settings()
            self._sections.changed(*command)
            return
        # What a command sets of the run is a new start, also where it sets it to what it is.
        restarting = {field.name for field in self._schema.trained}
        self.set(values, anew=bool(values.keys() & restarting))
        self.commit()

    def _settings_changed(self, *events: Any) -> None:
        self.trainer.settings_changed({event.name for event in events}, self._on_screen)

    def _view_changed(self, *events: Any) -> None:
        changed = {event.name for event in events}
        if "speed" in changed:
            self.trainer.speed_changed()
        if changed & {"pins", "epochs"}:
            self._show_pins()
        self._sections.changed(*changed)

    def run_changed(self) -> None:
        """Tell anew what the sections say of the run."""
        self._sections.changed(RUN)

    def pins_learned(self) -> None:
        """Show what more is known of the pins."""
        self._draw_pins()
        self._sections.changed("pins")

    def _show_pins(self) -> None:
        self.trainer.pinned.want(self.controls.pins)
        self._draw_pins()

    def _draw_pins(self) -> None:
        pins, epochs = self.controls.pins, self.controls.epochs
        frames_of = self.trainer.pinned_frames
        self.plots.pin(pinned.curves(pins, epochs, self.spec.plot_spec, frames_of))
        self.fit()

    def fit(self) -> None:
        """Fit the axes to the run and to what is pinned beside it."""
        self.plots.fit(self.trainer.limits(), self.controls.epochs)

    def described(self) -> dict[str, Any]:
        """Return what the browser must know of the run besides its rows."""
        return {
            "epochs": self.controls.epochs,
            "can_pin": bool(self.controls.pin_kind.all_of(self.history)),
            **self.trainer.described(),
            **self.spec.describe(self.history, self.controls, self.translate),
        }
