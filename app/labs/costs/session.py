"""One reader's Costs lab: sliders in, curves, numbers, words and the address out."""

from app.labs.costs.controls import DEFAULTS, FIELDS, Controls
from app.labs.costs.story import STORY
from app.labs.costs.view import CostsView, curves, sliders, state_of, texts
from app.ui.query import read_or_default
from app.ui.session import PlainSession, PlainSpec


class CostsSession(PlainSession):
    """The Costs lab of one page."""

    spec = PlainSpec(tuple(FIELDS.values()), DEFAULTS, Controls, CostsView, sliders, texts, STORY)
    view: CostsView

    def begin(self) -> None:
        """Show the curves and what is at the output; target and power make other curves."""
        self._show_curves()
        self.show()
        self.controls.param.watch(lambda *_events: self._show_curves(), ["y", "p"])

    def takes(self, name: str) -> bool:
        """Return whether there is a slider of that name."""
        return name in FIELDS

    def take(self, name: str, given: object) -> None:
        """Set ``name`` to what the reader gave, or say why that is not allowed."""
        now = getattr(self.controls, name)
        value = read_or_default(FIELDS[name], given, now, self.problem, self.translate)
        self.controls.param.update(**{name: value})

    def show_anew(self) -> None:
        """Show what the sliders are."""
        self.show()

    def _show_curves(self) -> None:
        self.view.curves = curves(self.controls)

    def show(self) -> None:
        """Make sliders, numbers and words say what the controls are."""
        self.show_settings(self.controls.values())
        self.view.state = state_of(self.controls, self.translate)
