"""What the browser gets of a lab with runs: its component, the controls in it, and its texts."""

from typing import Any

import param
from panel.viewable import Children
from param.parameterized import no_instance_params

from app.training_lab.cost_choices import COST_LABELS, SHOWN_WHEN_CHOSEN
from app.training_lab.schema import OWN_SETTINGS, SPEEDS, Schema
from app.training_lab.streaming import EPOCHS_PER_SECOND
from app.ui.fields import Choice, Number
from app.ui.language import Translate, marked
from app.ui.widgets import Changes, ControlsView, NumberField, Radios, Select, Slider, field_label
from core import RANGES

DURING = marked("Epoch {epoch} of {epochs}: {curves}")
DIGITS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
LEARNING_RATES = (
    *(float(f"{digit}e{power}") for power in (-3, -2, -1, 0) for digit in DIGITS),
    10.0,
)
"""Round numbers, nearly evenly spaced on a logarithmic scale."""
MORE = "more"
"""The place of what is folded away."""


@no_instance_params
class RunView(ControlsView):
    """The lab as ``assets/js/run-lab.js`` lays it out; a lab adds its own script to that.

    What moves is not here but in the sources of its plots, see :mod:`app.training_lab.plots`.
    """

    __abstract = True

    lab = param.String(doc="the lab's name, with which the names of its models begin")
    plots = Children(doc="the figures")
    quantities = param.List(doc="pairs (name, symbol) of what is drawn")
    experiments = param.List(doc="the presets with their pictures, see Experiments.described")
    lead = param.Dict(doc="what leads on to another lab, see Lead.described; or None")
    texts = param.Dict(doc="what the browser says by itself, in the reader's language")
    pace = param.Integer(EPOCHS_PER_SECOND, doc="epochs a second at speed 1")
    sections = param.List(doc="pairs (name, label) of what is folded away")

    def say(self, kind: str, **content: Any) -> None:
        """Tell the browser something else that concerns this moment alone."""
        self._send_msg({"kind": kind, **content})


def slider(
    name: str, label: str, symbol: str, _: Translate, *, kind: str = "", place: str = "settings"
) -> Slider:
    """Return a slider for ``name`` over the range of the core that is called ``kind`` or so too."""
    low, high = RANGES[kind or name]
    return Slider(
        name=name,
        label=label,
        field_label=field_label(label, _),
        symbol=symbol,
        place=place,
        low=low,
        high=high,
        step=0.1 if high > 1 else 0.05,
        decimals=2,
    )


def learning_rate(_: Translate) -> Slider:
    """Return the slider for η."""
    low, high = RANGES["learning_rate"]
    label = _("Learning rate")
    return Slider(
        name="learning_rate",
        label=label,
        field_label=field_label(label, _),
        symbol="η",
        low=low,
        high=high,
        stops=LEARNING_RATES,
    )


def cost(schema: Schema[Any], _: Translate) -> Radios:
    """Return the choice of the cost."""
    field = schema.fields["cost"]
    assert isinstance(field, Choice)
    return Radios(
        name="cost",
        label=_("Cost"),
        options=[(name, _(COST_LABELS[name])) for name in field.options],
        rare=SHOWN_WHEN_CHOSEN,
    )


def changes(_: Translate) -> Changes:
    """Return the list of the changes of η and cost in a run, from which they can be dropped."""
    return Changes(
        name="changes",
        label=_("Changes"),
        text=_("From epoch {epoch} on: {cost}, η = {rate}"),
        drop=_("Drop the changes"),
        costs={name: _(label) for name, label in COST_LABELS.items()},
    )


def preset(schema: Schema[Any], _: Translate) -> Select:
    """Return the choice of a preset."""
    presets = [(name, _(label)) for name, label in schema.run.presets.items()]
    options = [*presets, (OWN_SETTINGS, _("Own settings"))]
    return Select(name="preset", label=_("Preset"), options=options)


def whole(schema: Schema[Any], name: str, label: str) -> NumberField:
    """Return a field for the whole number ``name``, folded away."""
    field = schema.fields[name]
    assert isinstance(field, Number)
    return NumberField(
        name=name, label=label, place=MORE, low=field.limits.low, high=field.limits.high
    )


def speed(_: Translate) -> Select:
    """Return the choice of a speed, which stands in the playback bar."""
    options = [(each, f"{each:g}×") for each in SPEEDS]
    return Select(name="speed", label=_("Speed"), place="playback", options=options)


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself in every lab with runs."""
    return {
        "experiments": _("Experiments"),
        "choose": _("Choose an experiment"),
        "settings": _("Settings"),
        "formulas": _("Formulas"),
        "curves": _("Live curves"),
        "playback": _("Playback"),
        "run": _("Run"),
        "pause": _("Pause"),
        "resume": _("Go on"),
        "step": _("Step"),
        "back": _("Back"),
        "reset": _("Reset"),
        "epoch": _("Epoch"),
        "bias": _("bias"),
        "cost": _("cost"),
        "during": _(DURING),
        "against_epoch": _("Curves of the {quantity} against epoch."),
        "curve_values": _("{name}: {values}."),
        "value_at": _("{value} at epoch {epoch}"),
        "shaded": _("Epochs 0 to {epoch} are shaded: {why}."),
        "comma": _(", "),
        "sections": _("See why"),
        "enlarge": _("Enlarge the plot of the {quantity}"),
        "save_plot": _("Save the plot of the {quantity} as {format}"),
        "at_epoch": _("Epoch {epoch}"),
        "of": "{epoch} / {epochs}",
        "table": _("{name}, epochs 0 to {epoch}"),
        "download": _("Download the whole run (CSV)"),
        "download_json": _("Download the run as JSON"),
        "download_program": _("Download the run as a Python program"),
        "equation": _("equation {number}"),
        "see": _("see eq. {number}"),
        "shown_plot": _("Plot"),
        "more_playback": _("Speed and Reset"),
        "done": _("Done"),
        "paused": _("Press Go on to continue, Reset to start over."),
        "was_reset": _("Press Go on to continue."),
    }
