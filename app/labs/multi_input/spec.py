"""The Several-inputs lab in one description."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.multi_input import view
from app.labs.multi_input.controls import SECTION_LABELS, Controls
from app.labs.multi_input.history import LEARNER, PLOT_SPEC
from app.labs.multi_input.sections import contributions
from app.labs.multi_input.sections import examples as examples_section
from app.labs.multi_input.settings import WEIGHTS
from app.labs.multi_input.table import fault
from app.training_lab.commands import Command
from app.training_lab.sections import Section
from app.training_lab.session import TrainingSession
from app.training_lab.sliced_trainer import SlicedTrainer
from app.training_lab.spec import LabSpec
from app.ui.help import LIVE, Help
from app.ui.language import marked
from core.multi_input.table import TableError, read

HELP = Help(
    (
        marked(
            "One sigmoid neuron with up to eight inputs learns a table of examples, such as AND or"
            " XOR. Each epoch is one update from all examples together. With two inputs you see the"
            " plane of both, the examples in it, and the line at which the answer changes."
        ),
        marked(
            "Choose a preset, or set the starting weights, the bias and the learning rate η"
            " yourself, and press Run. Under “Examples” you can type, paste or load a table of your"
            " own."
        ),
        LIVE,
        marked(
            "Changing the learning rate or the cost in the middle of a run goes on from the"
            " epoch on the screen with the new setting. A preset, another start, other"
            " examples or another number of epochs puts the neuron back to its start."
        ),
        marked(
            "“Who moves the weights” shows what each example contributes to the gradient. Runs can"
            " be pinned, to compare them."
        ),
    ),
    (
        (
            marked("accuracy"),
            marked("The part of the examples, from 0 to 1, that are answered right."),
        ),
        (marked("the answer"), marked("1 where the output is above 1/2, else 0.")),
        ("C", marked("The cost: its mean over all examples.")),
    ),
)

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "examples": Section(examples_section.content, frozenset({"data"})),
        "contributions": Section(contributions.content, at_epoch=True),
    }
)


def _take_table(lab: TrainingSession, command: Command) -> None:
    """Learn the examples in a text from now on, or say what is wrong with it."""
    text = command.get("text")
    if not isinstance(text, str) or len(text) > examples_section.MOST_BYTES:
        return
    try:
        examples = read(text)
    except TableError as error:
        said = fault(error, lab.translate)
        lab.view.say("table-refused", line=error.line, column=error.column, said=said)
        return
    # Weights that have no input any more would be settings that nobody sees.
    unused = dict.fromkeys(WEIGHTS[examples.inputs.shape[1] :], 0.0)
    lab.set({"data": examples, **unused}, anew=True)
    lab.view.say("table-taken")
    lab.commit()


SPEC = LabSpec(
    name="several",
    controls=Controls,
    plot_spec=PLOT_SPEC,
    trainer=partial(SlicedTrainer, LEARNER),
    section_labels=SECTION_LABELS,
    sections=SECTIONS,
    requests=MappingProxyType({"table": _take_table}),
    describe=view.describe,
    view=view.MultiInputView,
    widgets=view.widgets,
    texts=view.texts,
)
