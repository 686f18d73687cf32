"""The Overfitting lab in one description."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.overfitting import plot_columns, program, settings, view
from app.labs.overfitting.help import HELP
from app.labs.overfitting.learning import LEARNING
from app.labs.overfitting.networks import Networks
from app.labs.overfitting.sections import polynomial, sizes, stopping, weights, wrong
from app.labs.overfitting.sections.pins import Pin
from app.labs.overfitting.sections.story import STORY
from app.networks import pins_section
from app.networks.data_choice import DATA, DIGITS
from app.networks.stack_state import StackSettings
from app.networks.trainer import REQUESTS, SWEEP, NetworkTrainer
from app.training_lab import story
from app.training_lab.controls import controls_of
from app.training_lab.experiments import Experiments
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.schema import Schema
from app.training_lab.sections import NUMBERS, Section
from app.training_lab.spec import LabSpec
from app.ui.language import marked

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "questions": story.section(STORY),
        stopping.NAME: Section(
            marked("Early stopping"),
            stopping.content,
            frozenset({stopping.PATIENCE.name}),
            at_epoch=True,
        ),
        "wrong": Section(marked("Wrong labels"), wrong.content, at_epoch=True, alone=True),
        "weights": Section(marked("Weights"), weights.content, at_epoch=True, alone=True),
        sizes.NAME: Section(
            marked("Training sizes"),
            sizes.content,
            frozenset({SWEEP, *(field.name for field in settings.RUN.fields), "data"}),
        ),
        polynomial.NAME: Section(
            marked("A polynomial"),
            polynomial.content,
            frozenset({polynomial.DEGREE.name, polynomial.RIDGE.name, "seed"}),
        ),
        "pins": pins_section.section(marked("Technique")),
        "numbers": NUMBERS,
    }
)
SCHEMA: Schema[StackSettings] = Schema(
    run=settings.RUN,
    sections=SECTIONS,
    pin=Pin,
    extra={DATA: DIGITS},
    own_views={stopping.PATIENCE: 10, polynomial.DEGREE: 9, polynomial.RIDGE: 0.0},
)
Controls = controls_of(SCHEMA)

SPEC = LabSpec(
    name="overfitting",
    title=marked("Overfitting"),
    headline=marked(
        "Overfitting: a network learns its examples by heart, and answers others worse."
    ),
    help=HELP,
    controls=Controls,
    experiments=Experiments(settings.RUN),
    plot_spec=PlotSpec(
        plot_columns.QUANTITIES,
        plot_columns.Curves._asdict,
        lambda _: (plot_columns.TRACE,),
        has_bands=True,
    ),
    trainer=partial(NetworkTrainer, LEARNING),
    sections=SECTIONS,
    requests=MappingProxyType({**REQUESTS, SWEEP: sizes.begin}),
    describe=view.describe,
    program=program.program,
    view=view.OverfittingView,
    widgets=view.widgets,
    edited=MappingProxyType({"networks": Networks().edited}),
    texts=view.texts,
    view_params=view.params,
)
