"""The controls that a reader touches: panel-material-ui widgets over the lab's params.

A widget holds no state of its own. What the browser sends is read by its field, and refused with a
sentence where the field does not allow it; what the params become is shown by the widget. Lists to
choose from are the browser's own: those of panel-material-ui call their options menu items, which
screen readers do not expect in a list.
"""

from collections.abc import Callable, Mapping
from functools import partial

from bokeh.models import PrintfTickFormatter

from app.fields import Choice
from app.language import Translate
from app.runs.controls import RunControls
from app.runs.costs import COST_LABELS, SHOWN_WHEN_CHOSEN
from app.widgets import Ladder, Radios, Setting, Slider
from core import RANGES

Accept = Callable[[str, object], None]

DIGITS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
LEARNING_RATES = (
    *(float(f"{digit}e{power}") for power in (-3, -2, -1, 0) for digit in DIGITS),
    10.0,
)
"""Round numbers, nearly evenly spaced on a logarithmic scale."""


def slider(kind: str, label: str, symbol: str) -> Slider:
    """Return a slider over the range of the core that is called ``kind``."""
    low, high = RANGES[kind]
    return Slider(
        label=label,
        start=low,
        end=high,
        step=0.1 if high > 1 else 0.05,
        format=PrintfTickFormatter(format=f"{symbol} = %.2f"),
        size="small",
        sizing_mode="stretch_width",
        margin=0,
    )


class Widgets:
    """The widgets of one page, kept equal to its ``controls``: sliders of the lab, η and the cost.

    ``accept(name, value)`` is told what the reader sets, ``commit()`` when a move is over.
    """

    def __init__(
        self,
        controls: RunControls,
        sliders: Mapping[str, Slider],
        accept: Accept,
        commit: Callable[[], None],
        _: Translate,
    ) -> None:
        self._controls = controls
        shape = {"sizing_mode": "stretch_width", "margin": 0, "size": "small"}
        self._ladder = Ladder(
            label=_("Learning rate"), options=_learning_rates(controls.learning_rate), **shape
        )
        cost = controls.SETUP.field("cost")
        assert isinstance(cost, Choice)
        self._costs = {_(COST_LABELS[name]): name for name in cost.options}
        self._radios = Radios(label=_("Cost"), options=self._offered(), **shape)
        self.by_name: dict[str, Setting] = {
            **sliders,
            "learning_rate": self._ladder,
            "cost": self._radios,
        }
        self.show()
        for name, widget in self.by_name.items():
            widget.on_move(partial(accept, name), commit)

    def show(self) -> None:
        """Make every widget say what the controls are."""
        if self._controls.learning_rate not in self._ladder.options.values():
            with self._ladder.presenting():
                self._ladder.options = _learning_rates(self._controls.learning_rate)
        if self._radios.options != self._offered():
            with self._radios.presenting():
                self._radios.options = self._offered()
        for name, widget in self.by_name.items():
            value = getattr(self._controls, name)
            if not self._controls.SETUP.field(name).means(widget.value, value):
                widget.present(value)

    def _offered(self) -> dict[str, str]:
        """Return the costs to choose from, by their labels."""
        chosen = self._controls.cost
        return {
            label: name
            for label, name in self._costs.items()
            if name == chosen or name not in SHOWN_WHEN_CHOSEN
        }


def _learning_rates(also: float) -> dict[str, float]:
    return {f"η = {rate:g}": rate for rate in sorted({*LEARNING_RATES, also})}
