"""The Network lab in one description: what can be set in it, what is learned, shown and said."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from app.labs.network import plot_columns, program, settings, view
from app.labs.network.help import HELP
from app.labs.network.learning import LEARNING
from app.labs.network.networks import Networks
from app.labs.network.sections import confusion, draw, pins, saturation, worst
from app.labs.network.sections.story import STORY
from app.networks import pins_section
from app.networks.data_choice import DATA, DIGITS
from app.networks.trainer import REQUESTS, NetworkTrainer
from app.training_lab import commands, story
from app.training_lab.controls import controls_of
from app.training_lab.experiments import Experiments
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.schema import Schema
from app.training_lab.sections import NUMBERS, Section
from app.training_lab.spec import LabSpec
from app.ui.language import marked
from core.network.settings import NetworkSettings

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "questions": story.section(STORY),
        "draw": Section(
            marked("Draw a digit"),
            draw.content,
            frozenset({"digit", "ink", "data"}),
            at_epoch=True,
        ),
        "confusion": Section(
            marked("Mixed-up digits"), confusion.content, at_epoch=True, alone=True
        ),
        "worst": Section(marked("Worst mistakes"), worst.content, at_epoch=True, alone=True),
        "saturation": Section(
            marked("Hidden neurons"), saturation.content, at_epoch=True, alone=True
        ),
        "pins": pins_section.section(marked("Output and cost")),
        "numbers": NUMBERS,
    }
)
SCHEMA: Schema[NetworkSettings] = Schema(
    run=settings.RUN,
    sections=SECTIONS,
    pin=pins.Pin,
    extra={DATA: DIGITS},
    own_views={draw.DIGIT: 0, draw.Ink(): ""},
)
Controls = controls_of(SCHEMA)

SPEC = LabSpec(
    name="network",
    title=marked("Network"),
    headline=marked(
        "How fast a network learns depends on its cost, its outputs and its starting weights."
    ),
    help=HELP,
    controls=Controls,
    experiments=Experiments(settings.RUN),
    plot_spec=PlotSpec(
        plot_columns.QUANTITIES,
        plot_columns.Curves._asdict,
        lambda _: (plot_columns.TRACE,),
        logarithmic=plot_columns.LOGARITHMIC,
    ),
    trainer=partial(NetworkTrainer, LEARNING),
    sections=SECTIONS,
    handlers=MappingProxyType(
        {**commands.HANDLERS, "digit": draw.take_digit, "ink": draw.take_ink}
    ),
    requests=REQUESTS,
    describe=view.describe,
    program=program.program,
    view=view.NetworkView,
    widgets=view.widgets,
    edited=MappingProxyType({"networks": Networks().edited}),
    texts=view.texts,
    view_params=view.params,
)
