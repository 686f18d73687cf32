"""One reader's Neuron lab."""

from collections.abc import Mapping
from typing import Any

from app.labs.neuron import view
from app.labs.neuron.controls import Controls
from app.labs.neuron.history import LEARNER
from app.labs.neuron.sections.commands import HANDLERS
from app.labs.neuron.sections.registry import SECTIONS
from app.training_lab.plots import Plots
from app.training_lab.session import TrainingSession
from app.training_lab.view import RunView
from app.ui.language import Translate


class NeuronSession(TrainingSession):
    """The Neuron lab of one page."""

    MADE_OF = view.MADE_OF
    LEARNER = LEARNER
    SECTIONS = SECTIONS
    HANDLERS = HANDLERS
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
