"""One reader's Softmax lab: sliders in, outputs and the address out."""

from collections.abc import Callable, Mapping

from app.labs.softmax.controls import EACH, FIELD, NAMES, START, Controls
from app.labs.softmax.view import SoftmaxView, sliders, state_of, texts
from app.ui.fields import Problem, read_fields, read_or_default, write_fields
from app.ui.language import Translate
from app.ui.widgets import read_change


class SoftmaxSession:
    """The Softmax lab of one page.

    ``on_address()`` is told on every commit that ``query`` may have changed,
    ``on_problem(problem)`` what the reader should know.
    """

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        on_problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        values, problems = read_fields(query, [FIELD], {"z": START}, _)
        for problem in problems:
            on_problem(problem)
        self._translate = _
        self._on_address = on_address
        self._on_problem = on_problem
        self.controls = Controls(z=values["z"])
        self._answer = 0
        self._touched: int | None = None
        self._before = self.controls.z
        self.view = SoftmaxView(
            self.receive,
            widgets=[each.described for each in sliders(_)],
            texts=texts(_),
            sizing_mode="stretch_width",
        )
        self._show()

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return write_fields({"z": self.controls.z}, [FIELD], {"z": START})

    def receive(self, message: object) -> None:
        """Take a change of a slider, or go back to the book's values."""
        change = read_change(message)
        if change is not None and change.name in NAMES:
            self._answer = change.number
            self.accept(NAMES.index(change.name), change.value)
            if change.done:
                self.commit()
        elif isinstance(message, dict) and message.get("kind") == "reset":
            self.reset()

    def accept(self, index: int, given: object) -> None:
        """Set z number ``index`` to what the reader gave, or say why it stays as it is."""
        z = list(self.controls.z)
        value = read_or_default(EACH[index], given, z[index], self._on_problem, self._translate)
        self._on_problem(Problem(FIELD.name))
        if value != z[index]:
            if index != self._touched:
                self._touched, self._before = index, self.controls.z
            self.controls.z = (*z[:index], value, *z[index + 1 :])
        self._show()

    def commit(self) -> None:
        """A move is over: write the address."""
        self._on_address()

    def reset(self) -> None:
        """Go back to the book's values."""
        self.controls.z = self._before = START
        self._touched = None
        self._show()
        self.commit()

    def _show(self) -> None:
        """Make sliders and outputs say what the controls are."""
        self.view.show_settings(dict(zip(NAMES, self.controls.z, strict=True)), self._answer)
        self.view.state = state_of(self.controls.z, self._before, self._touched, self._translate)
