"""The Softmax lab in one description."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.softmax import program, settings, view
from app.labs.softmax.controls import MovedControls
from app.labs.softmax.history import LEARNER, PLOT_SPEC
from app.labs.softmax.sections import inversion, sharpness, sigmoids, signs
from app.labs.softmax.sections.pins import Pin
from app.labs.softmax.sections.story import STORY
from app.training_lab import commands, pinned, story
from app.training_lab.controls import controls_of
from app.training_lab.experiments import Experiments
from app.training_lab.schema import Schema
from app.training_lab.sections import NUMBERS, Section
from app.training_lab.sliced_trainer import SlicedTrainer
from app.training_lab.spec import LabSpec
from app.ui.help import LIVE, Help
from app.ui.language import marked
from core.softmax_learning import SoftmaxSettings

HELP = Help(
    (
        marked(
            "A layer of four outputs. Softmax turns their weighted inputs z into four positive"
            " outputs that always sum to 1. Move a slider: one output changes, and the others"
            " together change by just as much in the opposite direction."
        ),
        marked(
            "Below, say which output should be 1. The bars have the log-likelihood cost, the"
            " quadratic cost of the same outputs, and what each would change of every z. Press"
            " Run, and the z learn by gradient descent; a dot on each slider shows where its z is"
            " at the epoch on the screen, the slider itself where it started."
        ),
        LIVE,
        marked(
            "“Signs” has ∂aⱼ/∂zₖ for all pairs. “Back to z” adds the same to all z, and finds the"
            " z of outputs that you set. “Sharper” puts e^(cz) in the place of e^z. “Sigmoids” has"
            " sigmoid outputs of the same z. Runs can be pinned, to compare them."
        ),
    ),
    (
        (
            marked("Change"),
            marked(
                "What an output has gained or lost since you began to move the slider, or since"
                " the start of the run."
            ),
        ),
        (marked("Sum"), marked("All four outputs together.")),
        (
            "∂C/∂zⱼ",
            marked("What the update takes from zⱼ, times η. With the bias it is the same: ∂C/∂bⱼ."),
        ),
    ),
)

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "questions": story.section(STORY),
        "signs": Section(marked("Signs"), signs.content, at_epoch=True, alone=True),
        "inversion": Section(marked("Back to z"), inversion.content, frozenset({"z"})),
        sharpness.NAME: Section(
            marked("Sharper"), sharpness.content, frozenset({sharpness.C.name}), at_epoch=True
        ),
        "sigmoids": Section(marked("Sigmoids"), sigmoids.content, at_epoch=True, alone=True),
        "pins": pinned.SECTION,
        "numbers": NUMBERS,
    }
)
SCHEMA: Schema[SoftmaxSettings] = Schema(
    run=settings.RUN, sections=SECTIONS, pin=Pin, own_views={sharpness.C: 1.0}
)
Controls = controls_of(SCHEMA, MovedControls)

SPEC = LabSpec(
    name="softmax",
    title=marked("Softmax"),
    headline=marked(
        "Softmax outputs are shares of 1; the log-likelihood cost moves a badly wrong one at once."
    ),
    help=HELP,
    controls=Controls,
    experiments=Experiments(settings.RUN, LEARNER, lambda frames: frames.right_output),
    plot_spec=PLOT_SPEC,
    trainer=partial(SlicedTrainer, LEARNER),
    sections=SECTIONS,
    handlers=MappingProxyType({**commands.HANDLERS, "shift": inversion.shift}),
    requests=MappingProxyType({**commands.REQUESTS, "set-outputs": inversion.set_outputs}),
    describe=view.describe,
    program=program.program,
    view=view.SoftmaxView,
    widgets=view.widgets,
    texts=view.texts,
)
