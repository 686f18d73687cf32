"""A short way through the lab: five steps with one question each, and no recipe."""

from typing import Any

from app.labs.neuron.history import History
from app.training_lab.controls import LabControls
from app.ui.language import Translate, marked

QUESTIONS: tuple[tuple[str, str, str], ...] = (
    (
        "predict",
        marked("Predict"),
        marked(
            "The neuron answers with its output and should come to y. Before it learns anything:"
            " what will the output do, epoch by epoch?"
        ),
    ),
    (
        "",
        marked("Run"),
        marked("Run it. Where do your curve and the real one part, and which was more patient?"),
    ),
    (
        "why",
        marked("Ask why"),
        marked(
            "Go to an epoch where the output hardly moves, though it is far from y. Which factor"
            " of the gradient is to blame?"
        ),
    ),
    (
        "where",
        marked("Change the cost"),
        marked(
            "Learn the same from the same start with the other cost. What has become of the"
            " factor, and what does the slope of C look like now?"
        ),
    ),
    (
        "map",
        marked("Find the map"),
        marked(
            "Somewhere both costs learn equally fast, and somewhere one of them takes more than"
            " ten times as long. Where is the border, and what does z have to do with it?"
        ),
    ),
)
"""For each step the section that it leads to, its title, and its question."""


def content(_controls: LabControls, _history: History, _: Translate) -> dict[str, Any]:
    """Return the steps in the reader's language."""
    return {
        "steps": [
            {"section": section, "title": _(title), "question": _(question)}
            for section, title, question in QUESTIONS
        ],
        "texts": {
            "step": _("Step {step} of {steps}: {title}"),
            "next": _("Next question"),
            "back": _("Previous question"),
            "show": _("Show me where"),
            "leave": _("Leave the questions"),
        },
    }
