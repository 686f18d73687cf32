"""One reader's Costs lab: sliders in, curves, numbers, words and the address out."""

from collections.abc import Callable, Mapping
from typing import Any

from app.labs.costs.controls import DEFAULTS, FIELDS, Controls
from app.labs.costs.view import CostsView, curves, sliders, state_of, texts
from app.ui.fields import Problem, read_or_default
from app.ui.language import Translate
from app.ui.session import LabSession


class CostsSession(LabSession):
    """The Costs lab of one page."""

    view: CostsView

    def __init__(
        self,
        query: Mapping[str, str],
        on_address: Callable[[], None],
        problem: Callable[[Problem], None],
        _: Translate,
    ) -> None:
        super().__init__(tuple(FIELDS.values()), DEFAULTS, on_address, problem, _)
        self.controls = Controls(**self.read_query(query))
        self.view = CostsView(
            self.receive,
            widgets=[each.described for each in sliders(_)],
            texts=texts(_),
            sizing_mode="stretch_width",
        )
        self._show_curves()
        self._show()
        self.controls.param.watch(lambda *_events: self._show_curves(), ["y", "p"])

    def takes(self, name: str) -> bool:
        """Return whether there is a slider of that name."""
        return name in FIELDS

    def accept(self, name: str, given: object, epoch: int = 0) -> None:  # noqa: ARG002
        """Set ``name`` to what the reader gave, or say why it stays as it is."""
        now = getattr(self.controls, name)
        value = read_or_default(FIELDS[name], given, now, self.problem, self.translate)
        self.controls.param.update(**{name: value})
        self._show()

    def do(self, command: Mapping[str, Any]) -> None:
        """Do nothing: all that is asked for here are changes."""

    def _show_curves(self) -> None:
        self.view.curves = curves(self.controls)

    def _show(self) -> None:
        """Make sliders, numbers and words say what the controls are."""
        self.view.show_settings(self.controls.values(), self._answer)
        self.view.state = state_of(self.controls, self.translate)
