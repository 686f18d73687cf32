"""The Network lab in one description."""

from collections.abc import Mapping
from types import MappingProxyType

from app.labs.network import plot_columns, view
from app.labs.network.controls import SECTION_LABELS, Controls
from app.labs.network.sections import confusion, draw, pins, worst
from app.labs.network.trainer import NetworkTrainer
from app.training_lab import commands
from app.training_lab.commands import Changes, Command, Handler
from app.training_lab.plot_spec import PlotSpec
from app.training_lab.sections import Section
from app.training_lab.spec import LabSpec

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "draw": Section(draw.content, frozenset({"digit", "ink", "data"}), at_epoch=True),
        "confusion": Section(confusion.content, at_epoch=True),
        "worst": Section(worst.content, at_epoch=True),
    }
)


def _digit(command: Command, _controls: object, _history: object) -> Changes:
    """Look at a digit of the test, and no more at what was drawn."""
    return {"digit": command.get("digit"), "ink": ""}


def _ink(command: Command, _controls: object, _history: object) -> Changes:
    return {"ink": command.get("ink")}


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {**commands.HANDLERS, "digit": _digit, "ink": _ink}
)

SPEC = LabSpec(
    name="network",
    controls=Controls,
    plot_spec=PlotSpec(
        plot_columns.QUANTITIES, plot_columns.Curves._asdict, lambda _: (plot_columns.TRACE,)
    ),
    trainer=NetworkTrainer,
    section_labels=SECTION_LABELS,
    sections=SECTIONS,
    pins_content=pins.content,
    handlers=HANDLERS,
    describe=view.describe,
    view=view.NetworkView,
    widgets=view.widgets,
    texts=view.texts,
    view_params=view.params,
)
