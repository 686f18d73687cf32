"""One reader's Softmax lab: sliders in, outputs and the address out."""

from collections.abc import Callable, Mapping
from typing import Any

from app.labs.softmax.controls import EACH, FIELD, NAMES, START, Controls
from app.labs.softmax.view import SoftmaxView, sliders, state_of, texts
from app.ui.fields import Problem, read_or_default
from app.ui.language import Translate
from app.ui.session import LabSession


class SoftmaxSession(LabSession):
    """The Softmax lab of one page."""

    view: SoftmaxView

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        super().__init__((FIELD,), {"z": START}, on_address, problem, _)
        self.controls = Controls(**self.read_query(query))
        self._touched: int | None = None
        self._before = self.controls.z
        self.view = SoftmaxView(
            self.receive,
            widgets=[each.described for each in sliders(_)],
            texts=texts(_),
            sizing_mode="stretch_width",
        )
        self._show()

    def takes(self, name: str) -> bool:
        """Return whether there is a slider of that name."""
        return name in NAMES

    def accept(self, name: str, given: object, epoch: int = 0) -> None:  # noqa: ARG002
        """Set one z to what the reader gave, or say why it stays as it is."""
        index = NAMES.index(name)
        z = list(self.controls.z)
        value = read_or_default(EACH[index], given, z[index], self.problem, self.translate)
        self.problem(Problem(FIELD.name))
        if value != z[index]:
            if index != self._touched:
                self._touched, self._before = index, self.controls.z
            self.controls.z = (*z[:index], value, *z[index + 1 :])
        self._show()

    def do(self, command: Mapping[str, Any]) -> None:
        """Go back to the book's values."""
        if command.get("kind") == "reset":
            self.reset()

    def reset(self) -> None:
        """Go back to the book's values."""
        self.controls.z = self._before = START
        self._touched = None
        self._show()
        self.commit()

    def _show(self) -> None:
        """Make sliders and outputs say what the controls are."""
        self.view.show_settings(dict(zip(NAMES, self.controls.z, strict=True)), self._answer)
        self.view.state = state_of(self.controls.z, self._before, self._touched, self.translate)
