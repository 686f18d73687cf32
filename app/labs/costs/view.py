"""What the browser gets of the Costs lab: three sliders, and what belongs to them."""

from typing import Any

import param
from param.parameterized import no_instance_params

from app.labs.costs import words
from app.labs.costs.controls import FIELDS, Controls
from app.labs.costs.curves import ENDS, FAR, OUTPUTS, curves_at, entropy, limits_at, made, values_at
from app.ui.component import script
from app.ui.language import Translate
from app.ui.mathml import mathml
from app.ui.story import LABEL
from app.ui.widgets import ControlsView, Slider, field_label
from core.costs.entropy import binary_entropy
from core.costs.over_output import CURVES

ASKED = r"\frac{\partial C}{\partial z} = (a - y)\,[a(1 - a)]^p"
INTEGRAL = r"C = \int \frac{\partial C/\partial z}{a(1 - a)}\,\mathrm{d}a"


START = {"weight": "2", "bias": "2", "learning_rate": "0.15"}
"""Where a neuron starts that is trained with a cost made here: badly wrong."""


@no_instance_params
class CostsView(ControlsView):
    """The lab as ``assets/js/costs.js`` lays it out; nothing a client writes is read."""

    texts = param.Dict(doc="captions in the reader's language")
    curves = param.Dict(doc="what follows from y and p: every curve over the output")
    state = param.Dict(doc="what is to be seen at the output a, in numbers and words")

    _esm = script("costs")


def sliders(_: Translate) -> list[Slider]:
    """Return the sliders for y, a and p."""
    labels = {"y": _("Target"), "a": _("Output"), "p": _("Power of σ′")}
    return [
        Slider(
            name=name,
            label=label,
            field_label=field_label(label, _),
            symbol=name,
            low=FIELDS[name].limits.low,
            high=FIELDS[name].limits.high,
            step=0.05 if name == "p" else 0.01,
            decimals=2,
        )
        for name, label in labels.items()
    ]


def curves(controls: Controls) -> dict[str, Any]:
    """Return every curve for the y and p of ``controls``."""
    return {
        "target": controls.y,
        "outputs": OUTPUTS.tolist(),
        "limits": limits_at(controls.y),
        "costs": curves_at(controls.y),
        "entropy": entropy(),
        "floor": float(binary_entropy(controls.y)),
        "made": made(controls.y, controls.p),
        "swapped_is_infinite": controls.y in ENDS,
    }


def state_of(controls: Controls, _: Translate) -> dict[str, Any]:
    """Return what is shown at the output of ``controls``."""
    return {
        "output": controls.a,
        "points": {
            quantity: {name: min(FAR, max(-FAR, value)) for name, value in by_cost.items()}
            for quantity, by_cost in values_at(controls.a, controls.y).items()
        },
        "numbers": words.table(controls),
        "factor": words.factor(controls),
        "seen": words.what_is_seen(controls, _),
        "smallest": words.smallest(controls, _),
        "derived": words.derived(controls, _),
        "surprise": words.surprise(controls, _),
        "train": {"cost": "own", "power": FIELDS["p"].write(controls.p), **START},
    }


def texts(_: Translate) -> dict[str, Any]:
    """Return the captions."""
    return {
        "questions": _(LABEL),
        "settings": _("Settings"),
        "names": {name: _(label) for name, label in words.LABELS.items()},
        "formulas": {name: mathml(curve.formula) for name, curve in CURVES.items()},
        "equations": {
            name: f"({curve.equation})"
            for name, curve in CURVES.items()
            if curve.equation is not None
        },
        "value": _("C: the cost"),
        "derivative": _("∂C/∂a: its derivative by the output"),
        "output_error": _("∂C/∂z = ∂C/∂a × σ′: the cost’s derivative by z"),
        "against": _("{name} against the output a"),
        "slope": _(
            "a = σ(z). Its slope, σ′ = a(1 − a), is near 0 where a is near 0 or 1: there σ is flat."
        ),
        "table": _("The costs at this output"),
        "cost": _("Cost"),
        "shapes": _("What the neuron learns by"),
        "floor": _("The smallest cross-entropy"),
        "floor_caption": _("The entropy of y, and the cross-entropy at this output"),
        "origin": _("Where cross-entropy comes from"),
        "how": _(
            "Choose the ∂C/∂z that the neuron is to learn by. Divided by σ′ = a(1 − a) it is ∂C/∂a;"
            " that, integrated over a, is the cost, up to a constant (eqs. 71–77). p = 0 gives"
            " cross-entropy, p = 1 the quadratic cost."
        ),
        "asked_formula": mathml(ASKED),
        "integral_formula": mathml(INTEGRAL),
        "asked": _("Asked for: ∂C/∂z"),
        "made": _("Made from it: C"),
        "integrated": _("integrated"),
        "closed": _("closed form"),
        "train": _("Train a neuron with the cost you just made"),
        "surprise": _("Surprise"),
        "surprise_how": _(
            "Read a as the probability given to the answer 1. Cross-entropy is the surprise, −ln"
            " of the probability given to what happened, averaged over both answers."
        ),
        "answer": _("What happens"),
        "likely": _("How often"),
        "surprise_of": _("Surprise"),
        "point": _("{name}: {value}"),
        "swapped": _(
            "Cross-entropy with y and a exchanged: no use as a cost. For y = 0 or 1 it is infinite"
            " wherever a is not y."
        ),
    }
