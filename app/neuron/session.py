"""One reader's Neuron lab."""

from collections.abc import Mapping
from typing import Any

from app.language import Translate
from app.neuron import view
from app.neuron.controls import Controls
from app.neuron.history import LEARNER
from app.neuron.parts.panels import PANELS
from app.neuron.parts.wishes import GRANTED
from app.runs.plots import Plots
from app.runs.session import RunSession
from app.runs.view import RunView
from app.runs.widgets import slider
from app.widgets import Setting, Slider


class NeuronSession(RunSession):
    """The Neuron lab of one page."""

    MADE_OF = view.MADE_OF
    LEARNER = LEARNER
    PANELS = PANELS
    GRANTED = GRANTED
    TOLD = frozenset({"prediction"})

    controls: Controls

    def new_controls(self, values: Mapping[str, Any]) -> Controls:
        """Return the lab's controls with these values."""
        return Controls(**values)

    def new_view(self, widgets: Mapping[str, Setting], plots: Plots, _: Translate) -> RunView:
        """Return the lab's view."""
        return view.made(widgets, plots, self.receive, _)

    def sliders(self, _: Translate) -> Mapping[str, Slider]:
        """Return the sliders for where a run starts, and for what is to be learned."""
        labels = {
            "weight": (_("Starting weight"), "w₀"),
            "bias": (_("Starting bias"), "b₀"),
            "input": (_("Input"), "x"),
            "target": (_("Target"), "y"),
        }
        return {name: slider(name, label, symbol) for name, (label, symbol) in labels.items()}

    def describe(self, _: Translate) -> dict[str, Any]:
        """Return what is to be said of the run, and what was expected of it."""
        return view.describe(self.history, self.controls.prediction, _)
