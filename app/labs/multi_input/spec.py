"""The Several-inputs lab in one description."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.multi_input import example, program, settings, view
from app.labs.multi_input.history import LEARNER, PLOT_SPEC
from app.labs.multi_input.sections import contributions, examples
from app.labs.multi_input.sections.pins import Pin
from app.labs.multi_input.sections.story import STORY
from app.training_lab import commands, pinned, story
from app.training_lab.controls import controls_of
from app.training_lab.experiments import Experiments
from app.training_lab.schema import Schema
from app.training_lab.sections import NUMBERS, Section
from app.training_lab.sliced_trainer import SlicedTrainer
from app.training_lab.spec import LabSpec
from app.ui.help import LIVE, Help
from app.ui.language import marked
from core.multi_input.training import MultiInputSettings

HELP = Help(
    (
        marked(
            "One sigmoid neuron with up to eight inputs learns a table of examples, such as AND or"
            " XOR. Each epoch is one update from all examples together. With two inputs you see the"
            " plane of both, the examples in it, and the line at which the answer changes."
        ),
        marked(
            "Choose an experiment in the row at the top, or set the starting weights, the bias"
            " and the learning rate η yourself, and press Run. Under “Examples” you can type,"
            " paste or load a table of your own."
        ),
        LIVE,
        marked(
            "Changing the learning rate or the cost in the middle of a run goes on from the"
            " epoch on the screen with the new setting. A preset, another start, other"
            " examples or another number of epochs puts the neuron back to its start."
        ),
        marked(
            "On σ stands the example that is most wrong at the start, and all others as small"
            " points. Choose another above the picture, or point at it in the plane; under the"
            " picture you see what it pushes at each weight."
        ),
        marked(
            "“Who moves the weights” shows what each example contributes to the gradient. Runs can"
            " be pinned, to compare them."
        ),
    ),
    (
        (
            marked("accuracy"),
            marked("The fraction of the examples that are answered correctly."),
        ),
        (marked("the answer"), marked("1 where the output is above 1/2, else 0.")),
        ("C", marked("The mean cost over all examples.")),
    ),
)

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "questions": story.section(STORY),
        "examples": Section(marked("Examples"), examples.content, frozenset({"data"})),
        "contributions": Section(
            marked("Who moves the weights"), contributions.content, at_epoch=True, alone=True
        ),
        "pins": pinned.SECTION,
        "numbers": NUMBERS,
    }
)
SCHEMA: Schema[MultiInputSettings] = Schema(
    run=settings.RUN,
    sections=SECTIONS,
    pin=Pin,
    own_views={example.FIELD: 0},
)
Controls = controls_of(SCHEMA)

SPEC = LabSpec(
    name="several",
    title=marked("Several inputs"),
    headline=marked("With two inputs, one neuron draws one line: enough for AND, not for XOR."),
    help=HELP,
    controls=Controls,
    experiments=Experiments(settings.RUN, LEARNER, lambda frames: frames.accuracy),
    plot_spec=PLOT_SPEC,
    trainer=partial(SlicedTrainer, LEARNER),
    sections=SECTIONS,
    told=frozenset({example.FIELD.name}),
    edited=MappingProxyType({example.FIELD.name: int}),
    looked_at=example.columns,
    requests=MappingProxyType({**commands.REQUESTS, "table": examples.take}),
    describe=view.describe,
    program=program.program,
    view=view.MultiInputView,
    widgets=view.widgets,
    texts=view.texts,
    view_params=view.params,
)
