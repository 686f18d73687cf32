"""One reader's Costs lab: sliders in, curves, numbers, words and the address out."""

from collections.abc import Callable, Mapping

from app.labs.costs.controls import DEFAULTS, FIELDS, Controls
from app.labs.costs.view import CostsView, curves, sliders, state_of, texts
from app.ui.fields import Problem, read_fields, read_or_default, write_fields
from app.ui.language import Translate
from app.ui.widgets import read_change


class CostsSession:
    """The Costs lab of one page.

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
        values, problems = read_fields(query, list(FIELDS.values()), DEFAULTS, _)
        for problem in problems:
            on_problem(problem)
        self._translate = _
        self._on_address = on_address
        self._on_problem = on_problem
        self.controls = Controls(**values)
        self._answer = 0
        self.view = CostsView(
            self.receive,
            widgets=[each.described for each in sliders(_)],
            texts=texts(_),
            sizing_mode="stretch_width",
        )
        self._show_curves()
        self._show()
        self.controls.param.watch(lambda *_events: self._show_curves(), ["y", "p"])

    @property
    def query(self) -> dict[str, str]:
        """The lab's part of the address."""
        return write_fields(self.controls.values(), list(FIELDS.values()), DEFAULTS)

    def receive(self, message: object) -> None:
        """Take a change of a slider."""
        change = read_change(message)
        if change is not None and change.name in FIELDS:
            self._answer = change.number
            self.accept(change.name, change.value)
            if change.done:
                self.commit()

    def accept(self, name: str, given: object) -> None:
        """Set ``name`` to what the reader gave, or say why it stays as it is."""
        now = getattr(self.controls, name)
        value = read_or_default(FIELDS[name], given, now, self._on_problem, self._translate)
        self.controls.param.update(**{name: value})
        self._show()

    def commit(self) -> None:
        """A move is over: write the address."""
        self._on_address()

    def _show_curves(self) -> None:
        self.view.curves = curves(self.controls)

    def _show(self) -> None:
        """Make sliders, numbers and words say what the controls are."""
        self.view.show_settings(self.controls.values(), self._answer)
        self.view.state = state_of(self.controls, self._translate)
