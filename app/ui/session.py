"""What the session of every lab does: it takes changes of controls, and tells the page."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import param

from app.ui.fields import Choices, Field, Problem
from app.ui.language import Translate
from app.ui.query import read_fields, write_fields
from app.ui.restriction import UNRESTRICTED, Restriction
from app.ui.story import SECTION, Story
from app.ui.widgets import Control, ControlsView, count, read_change


class LabSession(ABC):
    """A lab of one page.

    ``on_address()`` is told on every commit that ``query`` may have changed,
    ``problem(problem)`` what the reader should know. ``restriction`` says what of it is not there.
    """

    controls: Any
    view: ControlsView

    def __init__(
        self,
        on_address: Callable[[], None],
        problem: Callable[[Problem], None],
        _: Translate,
        restriction: Restriction = UNRESTRICTED,
    ) -> None:
        self.translate = _
        self.restriction = restriction
        self.problem = problem
        self._on_address = on_address
        self._answer = 0

    @property
    @abstractmethod
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""

    def parts(self) -> list[object]:
        """Return what holds the lab together, to be taken apart when its page is closed."""
        return [self, self.controls, *self.view.select()]

    def there(self, sections: Iterable[str]) -> tuple[str, ...]:
        """Return those of the sections that are not hidden."""
        return tuple(filter(self.restriction.shows, sections))

    def may_set(self, names: Iterable[str]) -> bool:
        """Return whether none of these settings is locked; say so of those that are.

        Whatever a message would change is asked here first, in every lab.
        """
        locked = [name for name in names if self.restriction.locks(name)]
        _ = self.translate
        for name in locked:
            text = _("{field}: locked by the link that opened this page.")
            self.problem(Problem(name, text.format(field=name)))
        return not locked

    @abstractmethod
    def takes(self, name: str) -> bool:
        """Return whether there is a control of that name."""

    @abstractmethod
    def accept(self, name: str, given: object, epoch: int = 0) -> None:
        """Set ``name`` to what the reader gave, or say why it stays as it is."""

    def do(self, command: Mapping[str, Any]) -> None:  # noqa: B027 - a lab may know no command
        """Do what else the browser asks for; nothing, if the lab knows no such thing."""

    def receive(self, message: object) -> None:
        """Take a change of a control, or do what the browser asks for: ``{"kind": …}``."""
        change = read_change(message)
        if change is None:
            command = message if isinstance(message, dict) else {}
            self._answer = count(command.get("number")) or self._answer
            self.do(command)
        elif self.takes(change.name):
            self._answer = change.number
            self.accept(change.name, change.value, change.epoch)
            if change.done:
                self.commit()

    def commit(self) -> None:
        """A move is over: write the address."""
        self._on_address()


OPEN = Choices("open", (SECTION,))
"""What is open in a lab in which nothing is trained: its story, or nothing."""


class PlainControls(param.Parameterized):
    """The settings of a lab in which nothing is trained."""

    open = param.Parameter((), doc="the sections that are open, see OPEN")


@dataclass(frozen=True)
class PlainSpec:
    """What a lab in which nothing is trained is made of.

    ``controls`` have a param for each of ``fields``; ``view`` has the ``widgets``.
    """

    fields: Sequence[Field]
    defaults: Mapping[str, Any]
    controls: type[PlainControls]
    view: type[ControlsView]
    widgets: Callable[[Translate], Sequence[Control]]
    texts: Callable[[Translate], dict[str, Any]]
    story: Story

    @property
    def written(self) -> tuple[Field, ...]:
        """The fields that an address has: what is set, and what is open."""
        return (*self.fields, OPEN)

    @property
    def at_first(self) -> Mapping[str, Any]:
        """The value of each of these on a new page."""
        return {**self.defaults, OPEN.name: ()}


class PlainSession(LabSession):
    """A lab of one page in which nothing is trained; each has a ``spec``, and begins by itself."""

    spec: ClassVar[PlainSpec]

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        problem: Callable[[Problem], None],
        _: Translate,
        restriction: Restriction = UNRESTRICTED,
    ) -> None:
        super().__init__(on_address, problem, _, restriction)
        values, problems = read_fields(query, self.spec.written, self.spec.at_first, _)
        for each in problems:
            problem(each)
        values[OPEN.name] = self.there(values[OPEN.name])
        self.controls = self.spec.controls(**values)
        widgets = self.spec.widgets(_)
        set_by = {each.name: self.field_of(each.name) for each in widgets}
        self.view = self.spec.view(
            self.receive,
            widgets=[each.described for each in widgets],
            restriction=restriction.described(set_by, _),
            texts=self.spec.texts(_),
            sizing_mode="stretch_width",
        )
        self.begin()

    def field_of(self, control: str) -> str:
        """Return the name of the field that a control sets, or a part of it."""
        return control

    def accept(self, name: str, given: object, epoch: int = 0) -> None:  # noqa: ARG002
        """Set ``name`` to what the reader gave, or say why it stays as it is."""
        if self.may_set([self.field_of(name)]):
            self.take(name, given)
        self.show()

    @abstractmethod
    def take(self, name: str, given: object) -> None:
        """Set ``name`` to what the reader gave, or say why that is not allowed."""

    @abstractmethod
    def show(self) -> None:
        """Have everything in sight say what the controls are."""

    def do(self, command: Mapping[str, Any]) -> None:
        """Tell the lab's story, note whether it is open, or set up an experiment of it."""
        kind, address, opened = (command.get(name) for name in ("kind", "address", OPEN.name))
        if kind == "section" and self.restriction.shows(SECTION):
            self.view.tell(SECTION, self.spec.story.told(self.translate))
        elif kind == OPEN.name and OPEN.takes(opened):
            self.controls.open = self.there(OPEN.read(opened))
            self.commit()
        elif kind == "experiment" and isinstance(address, Mapping):
            self.set_up(address)

    def set_up(self, address: Mapping[str, Any]) -> None:
        """Set what ``address`` says, and all else to its default."""
        values, problems = read_fields(
            address, self.spec.fields, self.spec.defaults, self.translate
        )
        for each in problems:
            self.problem(each)
        now = self.controls.values()
        if not self.may_set(name for name, value in values.items() if value != now[name]):
            self.show()
            return
        self.controls.param.update(**values)
        self.show_anew()
        self.commit()

    @abstractmethod
    def show_anew(self) -> None:
        """Show what the controls are, whatever they were before."""

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        values = {**self.controls.values(), OPEN.name: self.controls.open}
        return write_fields(values, self.spec.written, self.spec.at_first)

    def show_settings(self, values: Mapping[str, Any]) -> None:
        """Have the sliders say these ``values``, and what is open."""
        self.view.show_settings({**values, OPEN.name: self.controls.open}, self._answer)

    @abstractmethod
    def begin(self) -> None:
        """Show what there is to see first, and follow the controls."""
