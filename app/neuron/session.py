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

    def new_view(self, plots: Plots, _: Translate) -> RunView:
        """Return the lab's view."""
        return view.made(plots, self.receive, _)

    def describe(self, _: Translate) -> dict[str, Any]:
        """Return what is to be said of the run, and what was expected of it."""
        return view.describe(self.history, self.controls.prediction, _)
