"""One reader's Several-inputs lab."""

from collections.abc import Mapping
from typing import Any

from app.labs.multi_input import view
from app.labs.multi_input.controls import Controls
from app.labs.multi_input.history import LEARNER
from app.labs.multi_input.sections.examples import MOST_BYTES
from app.labs.multi_input.sections.registry import SECTIONS
from app.labs.multi_input.settings import WEIGHTS
from app.labs.multi_input.table import fault
from app.training_lab.commands import HANDLERS
from app.training_lab.plots import Plots
from app.training_lab.session import TrainingSession
from app.training_lab.view import RunView
from app.ui.language import Translate
from core.multi_input.table import TableError, read


class MultiInputSession(TrainingSession):
    """The Several-inputs lab of one page."""

    MADE_OF = view.MADE_OF
    LEARNER = LEARNER
    SECTIONS = SECTIONS
    HANDLERS = HANDLERS

    controls: Controls

    def new_controls(self, values: Mapping[str, Any]) -> Controls:
        """Return the lab's controls with these values."""
        return Controls(**values)

    def new_view(self, plots: Plots, _: Translate) -> RunView:
        """Return the lab's view."""
        return view.made(plots, self.receive, _)

    def describe(self, _: Translate) -> dict[str, Any]:
        """Return what is to be said of the run."""
        return view.describe(self.history, _)

    def receive(self, message: object) -> None:
        """Take a table of examples, or do what every lab does."""
        if isinstance(message, dict) and message.get("kind") == "table":
            self._take_table(message.get("text"))
        else:
            super().receive(message)

    def _take_table(self, text: object) -> None:
        """Learn the examples in ``text`` from now on, or say what is wrong with it."""
        if not isinstance(text, str) or len(text) > MOST_BYTES:
            return
        try:
            examples = read(text)
        except TableError as error:
            self.view.say(
                "table-refused",
                line=error.line,
                column=error.column,
                said=fault(error, self._translate),
            )
            return
        # Weights that have no input any more would be settings that nobody sees.
        unused = dict.fromkeys(WEIGHTS[examples.inputs.shape[1] :], 0.0)
        self.set({"data": examples, **unused}, anew=True)
        self.view.say("table-taken")
        self.commit()
