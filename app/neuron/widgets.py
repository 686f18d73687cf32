"""The controls that a reader touches: panel-material-ui widgets over the lab's params.

A widget holds no state of its own. What the browser sends is read by its field, and refused with a
sentence where the field does not allow it; what the params become is shown by the widget. Lists to
choose from are the browser's own: those of panel-material-ui call their options menu items, which
screen readers do not expect in a list.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import panel_material_ui as pmui
from bokeh.models import PrintfTickFormatter

from app.component import when_moved
from app.language import Translate
from app.neuron.controls import COST_LABELS, Controls
from core import RANGES

Accept = Callable[[str, object], None]

DIGITS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
LEARNING_RATES = (
    *(float(f"{digit}e{power}") for power in (-3, -2, -1, 0) for digit in DIGITS),
    10.0,
)
"""Round numbers, nearly evenly spaced on a logarithmic scale."""


def _slider(name: str, label: str, symbol: str) -> pmui.FloatSlider:
    low, high = RANGES[name]
    return pmui.FloatSlider(
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
    """The widgets of one page, kept equal to its ``controls``.

    ``accept(name, value)`` is told what the reader sets, ``commit()`` when a move is over.
    """

    def __init__(
        self, controls: Controls, accept: Accept, commit: Callable[[], None], _: Translate
    ) -> None:
        self._controls = controls
        shape = {"sizing_mode": "stretch_width", "margin": 0, "size": "small"}
        self.by_name: dict[str, Any] = {
            "weight": _slider("weight", _("Starting weight"), "w₀"),
            "bias": _slider("bias", _("Starting bias"), "b₀"),
            "learning_rate": pmui.DiscreteSlider(
                label=_("Learning rate"), options=_learning_rates(controls.learning_rate), **shape
            ),
            "cost": pmui.RadioBoxGroup(
                label=_("Cost"),
                options={_(label): name for name, label in COST_LABELS.items()},
                **shape,
            ),
            "input": _slider("input", _("Input"), "x"),
            "target": _slider("target", _("Target"), "y"),
            "epochs": pmui.IntInput(
                label=_("Number of epochs"),
                start=int(RANGES["epochs"].low),
                end=int(RANGES["epochs"].high),
                step=50,
                **shape,
            ),
        }
        self.show()
        for name, widget in self.by_name.items():
            when_moved(widget, partial(accept, name), commit)

    def show(self) -> None:
        """Make every widget say what the controls are."""
        rate = self.by_name["learning_rate"]
        if self._controls.learning_rate not in rate.options.values():
            rate.options = _learning_rates(self._controls.learning_rate)
        for name, widget in self.by_name.items():
            value = getattr(self._controls, name)
            if widget.value != value:
                widget.value = value


def _learning_rates(also: float) -> dict[str, float]:
    return {f"η = {rate:g}": rate for rate in sorted({*LEARNING_RATES, also})}
