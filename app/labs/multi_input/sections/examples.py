"""The examples as a reader edits, pastes or loads them."""

from typing import TYPE_CHECKING, Any

from app.labs.multi_input.history import History
from app.labs.multi_input.settings import DATA, WEIGHTS
from app.labs.multi_input.table import LONGEST, fault, whole
from app.training_lab.commands import Command
from app.training_lab.controls import LabControls
from app.ui.language import Translate
from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS
from core.multi_input.table import TableError, read, write

if TYPE_CHECKING:
    from app.training_lab.session import TrainingSession

MOST_BYTES = 64 * 1024
"""A file that is larger is not read; the largest table takes less."""


def content(controls: LabControls, _history: History, _: Translate) -> dict[str, Any]:
    """Return the table as text, and what is said around it."""
    too_long = _(
        "This table is too long for the address of the page, which holds at most {longest}"
        " characters of it: save it as a file to keep it."
    )
    return {
        "text": write(controls.data),
        "most_bytes": MOST_BYTES,
        "note": "" if DATA.travels(controls.data) else too_long.format(longest=LONGEST),
        "texts": {
            "label": _("Table of examples"),
            "how": _(
                "One example a line: its inputs, then its target from 0 to 1, with commas between"
                " them. Up to {examples} examples of up to {inputs} inputs from {low} to {high};"
                " a first line of column names is skipped."
            ).format(
                examples=MOST_EXAMPLES,
                inputs=MOST_INPUTS,
                low=whole(INPUTS.low),
                high=whole(INPUTS.high),
            ),
            "use": _("Use these examples"),
            "load": _("Load a CSV file"),
            "save": _("Save as CSV"),
            "taken": _("These are the examples that the neuron learns."),
            "edited": _("Edited, not used yet."),
            "too_large": _("{name} is larger than {most} KB. Nothing was changed.").replace(
                "{most}", str(MOST_BYTES // 1024)
            ),
        },
    }


def take(lab: "TrainingSession", command: Command) -> None:
    """Learn the examples in a text from now on, or say what is wrong with it."""
    text = command.get("text")
    if not isinstance(text, str) or len(text) > MOST_BYTES:
        return
    try:
        examples = read(text)
    except TableError as error:
        said = fault(error, lab.translate)
        lab.view.say("table-refused", line=error.line, column=error.column, said=said)
        return
    # Weights that have no input any more would be settings that nobody sees.
    unused = dict.fromkeys(WEIGHTS[examples.inputs.shape[1] :], 0.0)
    if lab.set({"data": examples, **unused}, anew=True):
        lab.view.say("table-taken")
    lab.commit()
