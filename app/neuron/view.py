"""What the browser gets of the Neuron lab: one component with its widgets and plots inside."""

from collections.abc import Callable, Mapping
from typing import Any

import panel as pn
import param
from panel.viewable import Children

from app.component import ScriptComponent, script
from app.formula import mathml
from app.language import Translate
from app.neuron import words
from app.neuron.controls import COST_LABELS, SPEEDS
from app.neuron.history import History
from app.neuron.limits import Limits
from app.neuron.plots import Plots
from app.neuron.widgets import Widgets
from core import COSTS, sigmoid

CURVE_POINTS = tuple(step / 4 for step in range(-32, 33))
"""Where the little σ(z) inside the neuron is drawn through, z from −8 to 8."""


class NeuronView(ScriptComponent):
    """The lab as ``assets/scripts/neuron.js`` lays it out.

    ``run`` says what the frames in the source ``neuron-run`` are; it is always set before them, and
    the browser takes both together. Nothing of what a client may write here is ever read.
    """

    settings = Children(doc="the widgets always in sight")
    more = Children(doc="the widgets folded away")
    plots = Children(doc="the four figures")
    texts = param.Dict(doc="what the browser says by itself, in the reader's language")
    sigmoid = param.List(doc="pairs (z, σ(z)), from the core")
    speeds = param.List(doc="the speeds that can be chosen")
    speed = param.Number(doc="the speed at the beginning")
    run = param.Dict(doc="curves, length, limits, sentences and formulas of the run")

    _esm = script("neuron")

    def __init__(
        self,
        widgets: Widgets,
        plots: Plots,
        speed: float,
        receive: Callable[[object], None],
        _: Translate,
    ) -> None:
        folded = ("input", "target", "epochs")
        super().__init__(
            receive,
            settings=[each for name, each in widgets.by_name.items() if name not in folded],
            more=[widgets.by_name[name] for name in folded],
            plots=[pn.pane.Bokeh(each) for each in plots.figures],
            texts=texts(_),
            sigmoid=[[z, float(sigmoid(z))] for z in CURVE_POINTS],
            speeds=list(SPEEDS),
            speed=speed,
            sizing_mode="stretch_width",
        )

    def ask_epoch(self) -> None:
        """Ask the browser which epoch is on its screen."""
        self._send_msg({"kind": "which-epoch"})


def run_info(history: History, limits: Limits, _: Translate) -> dict[str, Any]:
    """Return what the browser must know of ``history`` besides its frames."""
    settings = next(iter(history.settings.values()))
    return {
        "curves": [{"cost": cost, "label": _(COST_LABELS[cost])} for cost in history.frames],
        "epochs": settings.epochs,
        "trained": history.epochs,
        "input": settings.input,
        "target": settings.target,
        "limits": {name: list(pair) for name, pair in limits.items()},
        "before": words.before(history, _),
        "after": words.after(history, _) if history.epochs else "",
        "formulas": [_formulas(cost, _) for cost in history.frames],
    }


def _formulas(cost: str, _: Translate) -> Mapping[str, str]:
    chosen = COSTS[cost]
    equations = _("equations {cost} and {gradient}").format(
        cost=chosen.equation, gradient=chosen.gradient_equation
    )
    return {
        "cost": mathml(chosen.formula),
        "error": mathml(chosen.output_error_formula),
        "equations": equations,
    }


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        "settings": _("Settings"),
        "more": _("Input, target, epochs"),
        "neuron": _("The neuron"),
        "curves": _("Live curves"),
        "playback": _("Playback"),
        "run": _("Run"),
        "pause": _("Pause"),
        "step": _("Step"),
        "back": _("Back"),
        "reset": _("Reset"),
        "epoch": _("Epoch"),
        "speed": _("Speed"),
        "input": _("input"),
        "weight": _("weight"),
        "bias": _("bias"),
        "output": _("output"),
        "cost": _("cost"),
        "target": _("target"),
        "during": _(words.DURING),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
        "paused": _("Paused. Pause goes on, Run starts over."),
    }
