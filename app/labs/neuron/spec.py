"""The Neuron lab in one description: what can be set in it, what is learned, shown and said."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.neuron import program, settings, view
from app.labs.neuron.history import LEARNER, PLOT_SPEC
from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections import predict, where, why
from app.labs.neuron.sections.pins import Pin
from app.labs.neuron.sections.story import STORY
from app.training_lab import commands, pinned, story
from app.training_lab.controls import controls_of
from app.training_lab.cost_choices import OWN_COST, POWER
from app.training_lab.experiments import Experiments, Lead
from app.training_lab.schema import Schema
from app.training_lab.sections import NUMBERS, RUN, Section
from app.training_lab.sliced_trainer import SlicedTrainer
from app.training_lab.spec import LabSpec
from app.ui.help import LIVE, Help
from app.ui.language import marked
from core import Settings
from core.softmax import START, softmax

HELP = Help(
    (
        marked(
            "One sigmoid neuron gets the input x and should answer with the target y. It learns"
            " by gradient descent: each epoch is one update of its weight w and its bias b by −η"
            " times the gradient of the cost C. The two experiments called “the book’s figure”"
            " update as that figure does, and say how that differs."
        ),
        marked(
            "Choose an experiment in the row at the top, or set the start and the learning rate η"
            " yourself, and press Run. “Start 2 / 2” means the weight 2 and the bias 2. You can"
            " also drag the point on σ, which moves the bias, the ends of the bars of weight and"
            " bias, and the arrows at the target; with a finger the target’s mark at the bar of the"
            " output."
        ),
        LIVE,
        marked(
            "Changing the learning rate or the cost in the middle of a run goes on from the"
            " epoch on the screen with the new setting. A preset, another start, input,"
            " target or number of epochs puts the neuron back to its start."
        ),
        marked(
            "Under the curves you can see why: the gradient factor by factor, where the neuron"
            " stands on the curves of σ and C, and a map of how long it takes from every start. You"
            " can also predict a run before it happens, pin runs to compare them, and let five"
            " questions lead you."
        ),
    ),
    (
        (
            marked("z = wx + b, a = σ(z)"),
            marked("The weighted input and the output of the neuron."),
        ),
        (
            "σ′(z)",
            marked("The slope of σ: at most 1/4, and near 0 where the output is near 0 or 1."),
        ),
        (
            marked("error × σ′ × x = push"),
            marked(
                "What pushes the weight at the epoch on the screen: the update takes η times the"
                " push, ∂C/∂w, from it. With the quadratic cost no more of the error a − y gets"
                " through than σ′ lets."
            ),
        ),
    ),
)

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "questions": story.section(STORY),
        "predict": Section(marked("Predict"), predict.content),
        "why": Section(marked("The gradient"), why.content, alone=True),
        "where": Section(marked("On the curves"), where.content, frozenset({RUN}), alone=True),
        "map": Section(
            marked("Slowdown map"),
            slowdown_map.content,
            frozenset({"input", "target", "tolerance"}),
            long=True,
            alone=True,
        ),
        "pins": pinned.SECTION,
        "numbers": NUMBERS,
    }
)
SCHEMA: Schema[Settings] = Schema(
    run=settings.RUN,
    sections=SECTIONS,
    pin=Pin,
    extra={POWER: settings.DEFAULT_POWER},
    extra_counts=lambda values: bool(values["cost"] == OWN_COST),
    own_views={slowdown_map.TOLERANCE: 0.1, predict.FIELD: ()},
)
Controls = controls_of(SCHEMA)

SOFTMAX = Lead("softmax", marked("Softmax, four outputs"), tuple(softmax(START).tolist()))
"""The chapter goes on with softmax."""

SPEC = LabSpec(
    name="neuron",
    title=marked("One neuron"),
    headline=marked(
        "A badly wrong neuron learns slowly with one cost, and fast with another. Why?"
    ),
    help=HELP,
    controls=Controls,
    experiments=Experiments(settings.RUN, LEARNER, lambda frames: frames.output, SOFTMAX),
    plot_spec=PLOT_SPEC,
    trainer=partial(SlicedTrainer, LEARNER),
    sections=SECTIONS,
    handlers=MappingProxyType(
        {
            **commands.HANDLERS,
            "tolerance": slowdown_map.set_tolerance,
            "predict": predict.take,
            "take": slowdown_map.take,
        }
    ),
    told=frozenset({"prediction"}),
    describe=view.describe,
    program=program.program,
    view=view.NeuronView,
    widgets=view.widgets,
    texts=view.texts,
    view_params=view.params,
)
