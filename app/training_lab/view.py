"""What the browser gets of a lab with runs: one component with its controls and plots inside."""

from typing import Any

import param
from panel.viewable import Children
from param.parameterized import no_instance_params

from app.training_lab.controls import LabControls
from app.training_lab.streaming import EPOCHS_PER_SECOND
from app.ui.language import Translate, marked
from app.ui.widgets import ControlsView

DURING = marked("Epoch {epoch} of {epochs}: {curves}")


@no_instance_params
class RunView(ControlsView):
    """The lab as ``assets/js/run-lab.js`` lays it out; a lab adds its own script to that.

    What moves is not here but in the sources of its plots, see :mod:`app.training_lab.plots`.
    """

    __abstract = True

    lab = param.String(doc="the lab's name, with which the names of its models begin")
    plots = Children(doc="the figures")
    quantities = param.List(doc="pairs (name, symbol) of what is drawn")
    texts = param.Dict(doc="what the browser says by itself, in the reader's language")
    pace = param.Integer(EPOCHS_PER_SECOND, doc="epochs a second at speed 1")
    sections = param.List(doc="pairs (name, label) of what is folded away")

    def tell(self, section: str, content: dict[str, Any]) -> None:
        """Tell the browser what is in a section that is unfolded."""
        self._send_msg({"kind": "section", "section": section, "content": content})

    def say(self, kind: str, **content: Any) -> None:
        """Tell the browser something else that concerns this moment alone."""
        self._send_msg({"kind": kind, **content})

    def present(self, controls: LabControls, answer: int) -> None:
        """Have the controls say what ``controls`` are, in answer to the change of that number."""
        self.show_settings(self.shown(controls), answer)

    def shown(self, controls: LabControls) -> dict[str, Any]:
        """Return what the controls show, and which parts are open."""
        names = [*(each["name"] for each in self.widgets), "open"]
        return {name: getattr(controls, name) for name in names}


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself in every lab with runs."""
    return {
        "settings": _("Settings"),
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
        "comma": _(", "),
        "sections": _("See why"),
        "at_epoch": _("Epoch {epoch}"),
        "of": "{epoch} / {epochs}",
        "table": _("{name}, epochs 0 to {epoch}"),
        "download": _("Download the whole run (CSV)"),
        "equation": _("equation {number}"),
        "see": _("see eq. {number}"),
        "paused": _("Press Go on to continue, Run to start over."),
    }
