"""One reader's lab in which something is trained: where one thing follows from another.

Settings come in from the address and the controls, commands from the browser; each is read by its
field, and set in the controls, from which all else follows. Out go frames and the address.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from app.training_lab import controls, pinned, schedule
from app.training_lab.controls import LabControls
from app.training_lab.plots import Plots
from app.training_lab.sections import RUN, Sections
from app.training_lab.spec import LabSpec
from app.training_lab.view import RunView
from app.ui.fields import Problem, Refused
from app.ui.language import Translate
from app.ui.query import refusal
from app.ui.restriction import UNRESTRICTED, Restriction
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
        restriction: Restriction = UNRESTRICTED,
    ) -> None:
        schema = spec.schema
        locked = schedule.locked_with(restriction.locked)
        super().__init__(on_address, problem, _, replace(restriction, locked=locked))
        self.spec = spec
        self._schema = schema
        self._on_screen = 0
        self._starts_over = False
        values, problems = controls.read(query, schema, _)
        for each in problems:
            problem(each)
        values["open"] = self.there(values["open"])
        self.controls = spec.controls(**values)
        self.trainer = spec.trainer(self)
        self.plots = Plots(
            spec.name,
            tuple(spec.plot_spec.quantities),
            self.trainer.limits(),
            self.controls.epochs,
            _("Epoch"),
            has_bands=spec.plot_spec.has_bands,
            logarithmic=spec.plot_spec.logarithmic,
        )
        self.view = spec.new_view(self.plots, self.controls, self.receive, _, self.restriction)
        pins = spec.sections["pins"]
        assert pins.content is not None
        outcomes = self.trainer.pinned.outcomes
        sections = {
            **spec.sections,
            "pins": replace(pins, content=partial(pins.content, outcomes)),
        }
        self.sections = Sections(
            {name: sections[name] for name in self.there(sections)},
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

    def parts(self) -> list[object]:
        """Return what holds the lab together, and with it the trainer."""
        return [*super().parts(), self.trainer]

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return controls.write(self.controls)

    def show_settings(self) -> None:
        """Have all controls on the page say what the settings are."""
        self.spec.present(self.view, self.controls, self._answer)

    def takes(self, name: str) -> bool:
        """Return whether the schema has a field of that name."""
        return name in self._schema.fields

    def accept(self, name: str, given: object, epoch: int = 0) -> None:
        """Set ``name`` to what the reader gave with ``epoch`` on the screen.

        What is not allowed is told and changes nothing.
        """
        if not self.may_set([name]):
            self.show_settings()
            return
        try:
            value = self.read(name, given)
        except Refused:
            self.show_settings()
            return
        if name == "preset":
            chosen = self._schema.values_of(value)
            self.problem(Problem(name))
            self.set(chosen, anew=bool(chosen))
        elif name in schedule.RULE and self._is_amid_run(epoch):
            self._change(name, value, epoch)
        else:
            self.set(self._from_the_start({name: value}), epoch=epoch)

    def _is_amid_run(self, epoch: int) -> bool:
        """Return whether η and the cost can become others from ``epoch`` of the run on."""
        goes_on = self.trainer.has_run and 0 < epoch < self.controls.epochs
        return goes_on and not self.restriction.locks("changes")

    def _change(self, name: str, value: Any, epoch: int) -> None:
        """Have the run go on from ``epoch`` with η or the cost another, if it may change again."""
        try:
            changes = schedule.changed(self.controls.trained_values(), name, value, epoch)
        except Refused:
            _ = self.translate
            text = _(
                "η and the cost of one run can be changed {most} times. Change them at epoch 0 to"
                " start over."
            )
            self.show_settings()
            self.problem(Problem(name, text.format(most=schedule.MOST_CHANGES)))
        else:
            self.set({"changes": changes}, epoch=epoch)
            self.problem(Problem(name))

    def _from_the_start(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``values`` without the changes of a run that something of now begins anew."""
        anew = values.keys() & {field.name for field in self._schema.trained}
        is_dropped = anew and self.takes("changes") and not self.restriction.locks("changes")
        return {**({"changes": ()} if is_dropped else {}), **values}

    def read(self, name: str, given: object) -> Any:
        """Return what ``given`` stands for, or say why it stands for nothing and raise Refused."""
        field = self._schema.fields[name]
        try:
            value = field.read(given)
        except Refused:
            current = getattr(self.controls, name)
            told = refusal(field, given, current, self.translate)
            self.problem(Problem(name, told))
            raise
        self.trainer.check(name, value)
        return self.there(value) if name == "open" else value

    def set(self, values: Mapping[str, Any], *, anew: bool = False, epoch: int = 0) -> bool:
        """Set the controls, and ``anew`` also go back to the start where they were that already.

        A run may go on from ``epoch``. Of what is set now, nothing is wrong any more. Return
        whether it is set: nothing is, where something locked would become another.
        """
        self._on_screen = epoch
        self._starts_over = anew and self.trainer.has_run
        for name in values:
            self.problem(Problem(name))
        # To param, a value that is no number and no text is always another.
        changed = {
            name: value for name, value in values.items() if value != getattr(self.controls, name)
        }
        may_set = self.may_set(changed)
        if may_set:
            self.controls.param.update(**changed)
            if anew and self.trainer.has_run:
                self.trainer.start_anew()
        self.show_settings()
        return may_set

    def commit(self) -> None:
        """A move is over: write the address."""
        super().commit()
        self.trainer.committed()

    def do(self, command: Mapping[str, Any]) -> None:
        """Do what the lab knows of that kind."""
        kind = command.get("kind")
        if isinstance(kind, str) and kind in self.spec.handlers:
            self._handle(kind, command)
        elif isinstance(kind, str) and kind in self.spec.requests:
            self.spec.requests[kind](self, command)

    def _handle(self, kind: str, command: Mapping[str, Any]) -> None:
        try:
            changes = self.spec.handlers[kind](command, self.controls, self.history)
            values = {name: self.read(name, given) for name, given in changes.items()}
        except Refused:
            self.show_settings()
            self.sections.changed(*command)
            return
        # What a command sets of the run is a new start, also where it sets it to what it is.
        restarting = {field.name for field in self._schema.trained}
        self.set(self._from_the_start(values), anew=bool(values.keys() & restarting))
        self.commit()

    def _settings_changed(self, *events: Any) -> None:
        if self._starts_over:
            # A run that went on from here would be taken for one that is asked for next.
            self.trainer.start_anew()
        else:
            self.trainer.settings_changed({event.name for event in events}, self._on_screen)

    def _view_changed(self, *events: Any) -> None:
        changed = {event.name for event in events}
        if "speed" in changed:
            self.trainer.speed_changed()
        if changed & {"pins", "epochs"}:
            self._show_pins()
        self.sections.changed(*changed)

    def run_changed(self) -> None:
        """Tell anew what the sections say of the run."""
        self.sections.changed(RUN)

    def pins_learned(self) -> None:
        """Show what more is known of the pins."""
        self._draw_pins()
        self.sections.changed("pins")

    def _show_pins(self) -> None:
        self.trainer.pinned.want(self.controls.pins)
        self._draw_pins()

    def _draw_pins(self) -> None:
        pins, epochs = self.controls.pins, self.controls.epochs
        drawn = self.trainer.pinned.drawn
        self.plots.pin(pinned.curves(pins, epochs, self.spec.plot_spec, drawn))
        self.fit()

    def fit(self) -> None:
        """Fit the axes to the run and to what is pinned beside it."""
        self.plots.fit(self.trainer.limits(), self.controls.epochs)

    def described(self) -> dict[str, Any]:
        """Return what the browser must know of the run besides its rows."""
        return {
            "epochs": self.controls.epochs,
            "can_pin": bool(self._schema.pin.all_of(self.history)),
            **self.trainer.described(),
            **self.spec.describe(self.history, self.controls, self.translate),
        }
