"""What the browser gets of the Neuron lab: one component with its widgets and plots inside."""

from collections.abc import Callable, Sequence
from typing import Any

import param
from panel.viewable import Children
from param.parameterized import no_instance_params

from app.component import Drawn, ScriptComponent, script
from app.formula import mathml
from app.language import Translate, sentences
from app.neuron import path, words
from app.neuron.controls import SPEEDS, Controls
from app.neuron.history import History
from app.neuron.limits import Limits
from app.neuron.parts import prediction
from app.neuron.parts.names import PARTS
from app.neuron.plots import Plots
from app.neuron.settings import COST_LABELS, EPOCHS, PRESET_LABELS
from app.neuron.stream import EPOCHS_PER_SECOND
from app.neuron.widgets import Widgets
from core import CROSS_ENTROPY_AS_PUBLISHED, Cost, sigmoid

CURVE_POINTS = tuple(step / 4 for step in range(-32, 33))
"""Where the little σ(z) inside the neuron is drawn through, z from −8 to 8."""

GRADIENT = r"\frac{\partial C}{\partial w} = x\,\delta"
PUBLISHED_UPDATE = r"w \rightarrow w - \eta\, x\,\frac{\partial C}{\partial a}"
"""What the book's page does instead of following the gradient, see :mod:`core.presets`."""


@no_instance_params
class NeuronView(ScriptComponent):
    """The lab as ``assets/scripts/neuron.js`` lays it out.

    What moves is not here but in the sources of its plots, see :mod:`app.neuron.plots`.
    """

    settings = Children(doc="the widgets always in sight")
    more = Children(doc="the widgets folded away")
    plots = Children(doc="the four figures")
    texts = param.Dict(doc="what the browser says by itself, in the reader's language")
    sigmoid = param.List(doc="pairs (z, σ(z)), from the core")
    presets = param.List(doc="pairs (name, label) of the presets")
    chosen = param.Dict(doc="preset, epochs and speed, which the browser's own controls show")
    pace = param.Integer(EPOCHS_PER_SECOND, doc="epochs a second at speed 1")
    speeds = param.List(doc="the speeds that can be chosen")
    parts = param.List(doc="pairs (name, label) of what is folded away")

    _esm = script("neuron")

    def __init__(
        self,
        widgets: Widgets,
        plots: Plots,
        receive: Callable[[object], None],
        _: Translate,
    ) -> None:
        folded = ("input", "target")
        super().__init__(
            receive,
            settings=[each for name, each in widgets.by_name.items() if name not in folded],
            more=[widgets.by_name[name] for name in folded],
            plots=[Drawn(each) for each in plots.figures],
            texts=texts(_),
            sigmoid=[[z, float(sigmoid(z))] for z in CURVE_POINTS],
            presets=[[name, _(label)] for name, label in PRESET_LABELS.items()],
            speeds=list(SPEEDS),
            parts=[[name, _(label)] for name, label in PARTS.items()],
            sizing_mode="stretch_width",
        )

    def ask_epoch(self, question: int) -> None:
        """Ask the browser which epoch is on its screen; it answers with the same number."""
        self._send_msg({"kind": "which-epoch", "question": question})

    def tell(self, panel: str, content: dict[str, Any]) -> None:
        """Tell the browser what is in a part that is unfolded."""
        self._send_msg({"kind": "panel", "panel": panel, "content": content})

    def present(self, controls: Controls) -> None:
        """Make the browser's own controls say what ``controls`` are, whatever they say now."""
        names = ("preset", "epochs", "speed", "open")
        self.chosen = {name: getattr(controls, name) for name in names}
        self._send_msg({"kind": "chosen", **self.chosen})


def describe(
    history: History, limits: Limits, expected: Sequence[float], _: Translate
) -> dict[str, Any]:
    """Return what the browser must know of ``history`` besides its frames, for :class:`Plots`."""
    settings = next(iter(history.settings.values()))
    return {
        "curves": [
            {"cost": cost, "label": _(COST_LABELS[cost]), "gradient": _gradient(each.cost)}
            for cost, each in history.settings.items()
        ],
        "epochs": settings.epochs,
        "trained": history.epochs,
        "path": path.write(history),
        "input": settings.input,
        "target": settings.target,
        "limits": {name: list(pair) for name, pair in limits.items()},
        "before": words.before(history, _),
        "after": after(history, expected, _) if history.epochs else "",
        "prediction": {
            "epoch": prediction.epochs(settings.epochs) if expected else [],
            "output": list(expected),
        },
        "formulas": [_formulas(each.cost) for each in history.settings.values()],
    }


def after(history: History, expected: Sequence[float], _: Translate) -> str:
    """Return what the run did, and how far that is from what was expected."""
    parts = [words.after(history, _)]
    if expected:
        (cost, first), *others = history.frames.items()
        if others:
            parts.append(_("{name}:").format(name=_(COST_LABELS[cost])))
        parts.append(prediction.verdict(expected, first, _))
    return sentences(parts)


def _gradient(cost: Cost) -> str:
    """Return what a weight follows by ``cost``: its gradient, or the book's page's instead."""
    return "x ∂C/∂a" if cost is CROSS_ENTROPY_AS_PUBLISHED else "∂C/∂w"


def _formulas(chosen: Cost) -> list[dict[str, Any]]:
    """Return the formulas of a cost, each with the book's number for it."""
    if chosen is CROSS_ENTROPY_AS_PUBLISHED:
        return [
            {"math": mathml(chosen.formula), "equation": chosen.equation},
            {"math": mathml(PUBLISHED_UPDATE), "equation": None},
            {"math": mathml(chosen.output_error_formula), "equation": chosen.gradient_equation},
        ]
    return [
        {"math": mathml(chosen.formula), "equation": chosen.equation},
        {"math": mathml(GRADIENT), "equation": chosen.gradient_equation},
        {"math": mathml(chosen.output_error_formula), "equation": None},
    ]


def texts(_: Translate) -> dict[str, str]:
    """Return what the browser says by itself."""
    return {
        "settings": _("Settings"),
        "preset": _("Preset"),
        "more": _("Input, target, epochs"),
        "epochs": _("Number of epochs"),
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
        "weighted_input": _("weighted input"),
        "output": _("output"),
        "cost": _("cost"),
        "target": _("target"),
        "during": _(words.DURING),
        "curve": _(words.CURVE),
        "named_curve": _(words.NAMED_CURVE),
        "against_epoch": _("Curves of the {quantity} against epoch."),
        "curve_values": _("{name}: {values}."),
        "value_at": _("{value} at epoch {epoch}"),
        "comma": _(", "),
        "parts": _("See why"),
        "at_epoch": _("Epoch {epoch}"),
        "table": _("{name}, epochs 0 to {epoch}"),
        "download": _("Download the whole run (CSV)"),
        "equation": _("equation {number}"),
        "most_epochs": str(EPOCHS[1]),
        "paused": _("Press Pause to go on, Run to start over."),
    }
