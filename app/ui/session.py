"""What the session of every lab does: it takes changes of controls, and tells the page."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.ui.fields import Field, Problem, read_fields, write_fields
from app.ui.language import Translate
from app.ui.widgets import ControlsView, read_change


class LabSession(ABC):
    """A lab of one page, whose controls have a value for each of ``fields``.

    ``on_address()`` is told on every commit that ``query`` may have changed,
    ``problem(problem)`` what the reader should know.
    """

    controls: Any
    view: ControlsView

    def __init__(
        self,
        fields: Sequence[Field],
        defaults: Mapping[str, Any],
        on_address: Callable[[], None],
        problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        self.translate = _
        self.problem = problem
        self._fields = fields
        self._defaults = defaults
        self._on_address = on_address
        self._answer = 0

    def read_query(self, query: Mapping[str, str]) -> dict[str, Any]:
        """Return a value for each field, and tell what the address got wrong."""
        values, problems = read_fields(query, self._fields, self._defaults, self.translate)
        for each in problems:
            self.problem(each)
        return values

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return write_fields(self.controls.values(), self._fields, self._defaults)

    @abstractmethod
    def takes(self, name: str) -> bool:
        """Return whether there is a control of that name."""

    @abstractmethod
    def accept(self, name: str, given: object, epoch: int = 0) -> None:
        """Set ``name`` to what the reader gave, or say why it stays as it is."""

    @abstractmethod
    def do(self, command: Mapping[str, Any]) -> None:
        """Do what else the browser asks for; nothing, if the lab knows no such thing."""

    def receive(self, message: object) -> None:
        """Take a change of a control, or do what the browser asks for: ``{"kind": …}``."""
        change = read_change(message)
        if change is None:
            self.do(message if isinstance(message, dict) else {})
        elif self.takes(change.name):
            self._answer = change.number
            self.accept(change.name, change.value, change.epoch)
            if change.done:
                self.commit()

    def commit(self) -> None:
        """A move is over: write the address."""
        self._on_address()
