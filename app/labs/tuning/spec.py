"""The Tuning lab in one description."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.tuning import plot_columns, program, settings, view
from app.labs.tuning.help import HELP
from app.labs.tuning.knobs import SweepField
from app.labs.tuning.learning import LEARNING
from app.labs.tuning.sections import outcomes, pins, test
from app.labs.tuning.sections.story import STORY
from app.networks.data_choice import DATA, DIGITS
from app.networks.stack_state import StackSettings
from app.networks.trainer import REQUESTS, NetworkTrainer
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
        "outcomes": Section(marked("Every value"), outcomes.content, at_epoch=True, alone=True),
        "test": Section(marked("Look at the test set"), test.content, at_epoch=True, alone=True),
        "pins": pins.section(),
        "numbers": NUMBERS,
    }
)
SCHEMA: Schema[StackSettings] = Schema(
    run=settings.RUN, sections=SECTIONS, pin=pins.Pin, extra={DATA: DIGITS}
)
Controls = controls_of(SCHEMA)

SPEC = LabSpec(
    name="tuning",
    title=marked("Tuning"),
    headline=marked("Too small a step crawls, too large a one never settles. Which is right?"),
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
    requests=REQUESTS,
    describe=view.describe,
    program=program.program,
    view=view.TuningView,
    widgets=view.widgets,
    edited=MappingProxyType({"sweep": SweepField().edited}),
    texts=view.texts,
    view_params=view.params,
)
