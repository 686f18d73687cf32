"""One reader's lab with runs, as far as it does not matter how they are trained.

Settings come in from the address and the controls, commands from the browser; each is read by its
field, and set in the controls, from which all else follows.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from app.training_lab import address
from app.training_lab.commands import Handler
from app.training_lab.controls import LabControls
from app.training_lab.sections import Section, Sections
from app.training_lab.view import MadeOf, RunView
from app.ui.fields import Problem, Refused, refusal
from app.ui.language import Translate
from app.ui.widgets import Change, read_change


class LabSession(ABC):
    """A lab of one page in which something is trained.

    ``on_address()`` is told on every commit that ``query`` may have changed,
    ``on_problem(problem)`` what the reader should know.
    """

    MADE_OF: ClassVar[MadeOf]
    SECTIONS: ClassVar[Mapping[str, Section]]
    HANDLERS: ClassVar[Mapping[str, Handler]]

    controls: LabControls
    view: RunView
    history: Any

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        on_problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        self._schema = self.MADE_OF.schema
        values, problems = address.read(query, self._schema, _)
        for problem in problems:
            on_problem(problem)
        self._translate = _
        self._on_address = on_address
        self._on_problem = on_problem
        self._answer = 0
        self._on_screen = 0
        self.controls = self.new_controls(values)
        self.build(_)
        self._sections = Sections(
            self.sections(), self.controls, lambda: self.history, self.view.tell, _
        )

    def sections(self) -> Mapping[str, Section]:
        """Return what fills the lab's sections."""
        return self.SECTIONS

    @abstractmethod
    def new_controls(self, values: Mapping[str, Any]) -> Any:
        """Return the lab's controls with these values."""

    @abstractmethod
    def build(self, _: Translate) -> None:
        """Make the view and what is in it."""

    @abstractmethod
    def describe(self, _: Translate) -> dict[str, Any]:
        """Return what the lab's script must know of the run besides what every lab tells it."""

    @abstractmethod
    def start_anew(self) -> None:
        """Go back to the start, with the settings of now."""

    @property
    @abstractmethod
    def has_run(self) -> bool:
        """Whether there is a run on the screen."""

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return address.write(self.controls)

    def show_settings(self) -> None:
        """Have all controls on the page say what the settings are."""
        self.view.present(self.controls, self._answer)

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
            self._on_problem(Problem(name))
            self.set(chosen, anew=bool(chosen))
        else:
            self.set({name: value}, epoch=epoch)

    def read(self, name: str, given: object) -> Any:
        """Return what ``given`` stands for, or say why it stands for nothing and raise Refused."""
        field = self._schema.field(name)
        try:
            return field.read(given)
        except Refused:
            current = getattr(self.controls, name)
            told = refusal(field, given, current, self._translate)
            self._on_problem(Problem(name, told))
            raise

    def set(self, values: Mapping[str, Any], *, anew: bool = False, epoch: int = 0) -> None:
        """Set the controls, and ``anew`` also go back to the start where they were that already.

        A run may go on from ``epoch``. Of what is set now, nothing is wrong any more.
        """
        self._on_screen = epoch
        for name in values:
            self._on_problem(Problem(name))
        # To param, a value that is no number and no text is always another.
        changed = {
            name: value for name, value in values.items() if value != getattr(self.controls, name)
        }
        self.controls.param.update(**changed)
        if anew and self.has_run:
            self.start_anew()
        self.show_settings()

    def commit(self) -> None:
        """A move is over: write the address."""
        self._on_address()

    def receive(self, message: object) -> None:
        """Do what the browser asks for: ``{"kind": …}`` and what belongs to it."""
        change = read_change(message)
        if change is not None:
            self._change(change)
            return
        command: dict[str, Any] = message if isinstance(message, dict) else {}
        kind, epoch = command.get("kind"), command.get("epoch")
        if kind == "section":
            self._sections.tell(
                command.get("section"), epoch if type(epoch) is int and epoch > 0 else 0
            )
        elif isinstance(kind, str) and kind in self.HANDLERS:
            self._grant(kind, command)
        else:
            self.do(kind, epoch, command)

    @abstractmethod
    def do(self, kind: object, epoch: object, command: Mapping[str, Any], /) -> None:
        """Do what only this kind of lab is asked for."""

    def _change(self, change: Change) -> None:
        if change.name in self._schema.fields:
            self._answer = change.number
            self.accept(change.name, change.value, change.epoch)
            if change.done:
                self.commit()

    def _grant(self, kind: str, command: Mapping[str, Any]) -> None:
        try:
            changes = self.HANDLERS[kind](command, self.controls, self.history)
            values = {name: self.read(name, given) for name, given in changes.items()}
        except Refused:
            self.show_settings()
            self._sections.changed(*command)
            return
        # What a command sets of the run is a new start, also where it sets it to what it is.
        restarting = {field.name for field in self._schema.trained}
        self.set(values, anew=bool(values.keys() & restarting))
        self.commit()
