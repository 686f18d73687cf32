"""What the browser gets of a lab with runs: one component with its widgets and plots inside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import param
from panel.viewable import Children
from param.parameterized import no_instance_params

from app.component import Drawn, ScriptComponent
from app.language import Translate
from app.runs import words
from app.runs.charted import Charted
from app.runs.controls import EPOCHS, SPEEDS, LabControls
from app.runs.plots import Plots
from app.runs.setup import Setup
from app.runs.stream import EPOCHS_PER_SECOND
from app.widgets import Setting


@dataclass(frozen=True)
class MadeOf:
    """What a lab with runs declares of itself.

    ``lab`` is its name; ``folded`` names the settings whose widgets are folded away, ``parts`` what
    each part that is folded away is called.
    """

    lab: str
    setup: Setup[Any]
    charted: Charted
    folded: tuple[str, ...]
    parts: Mapping[str, str]


@no_instance_params
class RunView(ScriptComponent):
    """The lab as ``assets/scripts/run-lab.js`` lays it out; a lab adds its own script to that.

    What moves is not here but in the sources of its plots, see :mod:`app.runs.plots`.
    """

    __abstract = True
    CHOSEN: ClassVar[tuple[str, ...]] = ("preset", "epochs", "speed")
    """What the browser's own controls show."""

    lab = param.String(doc="the lab's name, with which the names of its models begin")
    settings = Children(doc="the widgets always in sight")
    more = Children(doc="the widgets folded away")
    plots = Children(doc="the figures")
    quantities = param.List(doc="pairs (name, symbol) of what is drawn")
    texts = param.Dict(doc="what the browser says by itself, in the reader's language")
    presets = param.List(doc="pairs (name, label) of the presets")
    chosen = param.Dict(doc="preset, epochs and speed, which the browser's own controls show")
    pace = param.Integer(EPOCHS_PER_SECOND, doc="epochs a second at speed 1")
    speeds = param.List(doc="the speeds that can be chosen")
    parts = param.List(doc="pairs (name, label) of what is folded away")

    def __init__(
        self,
        made_of: MadeOf,
        widgets: Mapping[str, Setting],
        plots: Plots,
        receive: Callable[[object], None],
        _: Translate,
        **more: Any,
    ) -> None:
        folded = made_of.folded
        super().__init__(
            receive,
            lab=made_of.lab,
            settings=[each for name, each in widgets.items() if name not in folded],
            more=[widgets[name] for name in folded],
            plots=[Drawn(each) for each in plots.figures],
            quantities=[list(pair) for pair in made_of.charted.quantities.items()],
            presets=[[name, _(label)] for name, label in made_of.setup.presets.items()],
            speeds=list(SPEEDS),
            parts=[[name, _(label)] for name, label in made_of.parts.items()],
            sizing_mode="stretch_width",
            **more,
        )

    def ask_epoch(self, question: int) -> None:
        """Ask the browser which epoch is on its screen; it answers with the same number."""
        self._send_msg({"kind": "which-epoch", "question": question})

    def tell(self, panel: str, content: dict[str, Any]) -> None:
        """Tell the browser what is in a part that is unfolded."""
        self._send_msg({"kind": "panel", "panel": panel, "content": content})

    def say(self, kind: str, **content: Any) -> None:
        """Tell the browser something else that concerns this moment alone."""
        self._send_msg({"kind": kind, **content})

    def present(self, controls: LabControls) -> None:
        """Make the browser's own controls say what ``controls`` are, whatever they say now."""
        names = (*self.CHOSEN, "open")
        self.chosen = {name: getattr(controls, name) for name in names}
        self.say("chosen", **self.chosen)


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself in every lab with runs."""
    return {
        "settings": _("Settings"),
        "preset": _("Preset"),
        "epochs": _("Number of epochs"),
        "curves": _("Live curves"),
        "playback": _("Playback"),
        "run": _("Run"),
        "pause": _("Pause"),
        "resume": _("Go on"),
        "step": _("Step"),
        "back": _("Back"),
        "reset": _("Reset"),
        "epoch": _("Epoch"),
        "speed": _("Speed"),
        "bias": _("bias"),
        "cost": _("cost"),
        "during": _(words.DURING),
        "against_epoch": _("Curves of the {quantity} against epoch."),
        "curve_values": _("{name}: {values}."),
        "value_at": _("{value} at epoch {epoch}"),
        "comma": _(", "),
        "parts": _("See why"),
        "at_epoch": _("Epoch {epoch}"),
        "of": "{epoch} / {epochs}",
        "table": _("{name}, epochs 0 to {epoch}"),
        "download": _("Download the whole run (CSV)"),
        "equation": _("equation {number}"),
        "see": _("see eq. {number}"),
        "most_epochs": str(EPOCHS[1]),
        "paused": _("Press Go on to continue, Run to start over."),
    }
