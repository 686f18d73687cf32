"""What the browser gets of the Softmax lab: sliders, and the outputs that belong to them."""

from typing import Any

import numpy as np
import param
from param.parameterized import no_instance_params

from app.labs.softmax.controls import LIMITS, NAMES, STEP, SUBSCRIPTS
from app.ui.component import script
from app.ui.help import Help
from app.ui.language import Translate, marked, sentences
from app.ui.mathml import mathml
from app.ui.numbers import decimals
from app.ui.widgets import ControlsView, Slider, field_label
from core import sigmoid
from core.softmax import softmax

SOFTMAX = r"a_j = \frac{e^{z_j}}{\sum_k e^{z_k}}"
SIGMOID = r"\sigma(z_j) = \frac{1}{1+e^{-z_j}}"
SLIGHT = 5e-4
"""A change that three decimals do not show."""


@no_instance_params
class SoftmaxView(ControlsView):
    """The lab as ``assets/js/softmax.js`` lays it out; nothing a client writes is read."""

    names = param.List([f"a{subscript}" for subscript in SUBSCRIPTS], doc="of the outputs")
    texts = param.Dict(doc="captions in the reader's language")
    state = param.Dict(doc="outputs, gains, sigmoids, their sum and a sentence")

    _esm = script("softmax")


def sliders(_: Translate) -> list[Slider]:
    """Return a slider for each weighted input."""
    return [
        Slider(
            name=name,
            label=f"z{subscript}",
            field_label=field_label(f"z{subscript}", _),
            symbol="",
            low=LIMITS.low,
            high=LIMITS.high,
            step=STEP,
            decimals=2,
        )
        for name, subscript in zip(NAMES, SUBSCRIPTS, strict=True)
    ]


def state_of(
    z: tuple[float, ...], before: tuple[float, ...], touched: int | None, _: Translate
) -> dict[str, Any]:
    """Return what is shown for ``z``, compared with ``before``, when slider ``touched`` moved."""
    outputs, earlier = softmax(np.array(z)), softmax(np.array(before))
    gains = outputs - earlier
    sigmoids = [float(sigmoid(each)) for each in z]
    return {
        "outputs": outputs.tolist(),
        "gains": gains.tolist(),
        "sum": float(outputs.sum()),
        "sigmoids": sigmoids,
        "sigmoid_sum": sum(sigmoids),
        "sentence": _sentence(z, before, gains, touched, _),
    }


def _sentence(
    z: tuple[float, ...],
    before: tuple[float, ...],
    gains: np.ndarray,
    touched: int | None,
    _: Translate,
) -> str:
    if touched is None:
        return _("Move a slider: what one output gains, the others lose.")
    name = f"a{SUBSCRIPTS[touched]}"
    moved = _("z{index} went from {before} to {after}.").format(
        index=SUBSCRIPTS[touched],
        before=decimals(before[touched], 2),
        after=decimals(z[touched], 2),
    )
    gain = float(gains[touched])
    if abs(gain) < SLIGHT:
        effect = _("{name} stayed where it was, and so did the others.")
    elif gain > 0:
        effect = _("{name} gained {change}, just what the others lost together.")
    else:
        effect = _("{name} lost {change}, just what the others gained together.")
    return sentences([moved, effect.format(name=name, change=decimals(abs(gain), 3))])


def texts(_: Translate) -> dict[str, str]:
    """Return the captions."""
    return {
        "inputs": _("Weighted inputs"),
        "outputs": _("Softmax outputs"),
        "sigmoids": _("Sigmoid of the same z"),
        "change": _("Change"),
        "sum": _("Sum"),
        "always": _("The four shares always fill the whole bar."),
        "never": _("Sigmoid outputs do not know of each other: their sum can be anything up to 4."),
        "softmax_formula": mathml(SOFTMAX),
        "softmax_equation": _("equations {first} and {second}").format(first=78, second=79),
        "sigmoid_formula": mathml(SIGMOID),
        "reset": _("Back to the book’s values"),
    }


HELP = Help(
    (
        marked(
            "A layer of four outputs. Softmax makes of their weighted inputs z four positive"
            " outputs that always sum to 1; beside them are sigmoid outputs of the same z,"
            " which need not."
        ),
        marked(
            "Move a slider: one output changes, and the others together by just as much the other"
            " way. The button puts the sliders back to the book’s values."
        ),
    ),
    (
        (marked("Change"), marked("What an output gained or lost since you took up the slider.")),
        (marked("Sum"), marked("All four outputs together.")),
    ),
)
"""What the help says of the lab."""
