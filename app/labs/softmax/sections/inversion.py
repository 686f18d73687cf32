"""From the outputs back to z: shift all z, and set the outputs (inversion up to a constant)."""

from typing import TYPE_CHECKING, Any

import numpy as np

from app.labs.softmax.history import History
from app.labs.softmax.settings import LIMITS, SUBSCRIPTS, Z
from app.training_lab.commands import Changes, Command
from app.training_lab.controls import LabControls
from app.ui.fields import Numbers, Refused
from app.ui.language import Translate
from app.ui.mathml import mathml
from app.ui.numbers import numeral, short
from app.ui.query import read_or_default
from core import Range
from core.softmax import softmax, weighted_inputs_of

if TYPE_CHECKING:
    from app.training_lab.session import TrainingSession

OUTPUTS = Numbers(
    "outputs", len(SUBSCRIPTS), Range(1e-4, 1.0), decimals=6, optional=True, numbered=True
)
"""What the outputs can be set to: an output of 0 would need a z of −∞."""
SHIFTS = (-1.0, -0.1, 0.1, 1.0)
INVERSE = r"z_j = \ln a_j + C"


def content(controls: LabControls, _history: History, _: Translate) -> dict[str, Any]:
    """Return a row for each z at the start: a, ln a, and the constant between that and z."""
    z = np.array(controls.z)
    outputs = softmax(z)
    logarithms = np.log(outputs)
    constant = numeral(float(np.mean(z - logarithms)))
    low, high = room(controls.z)
    return {
        "formula": mathml(INVERSE),
        "shifts": [["+" * (each > 0) + short(each), each] for each in SHIFTS],
        "room": [low, high],
        "names": [f"a{subscript}" for subscript in SUBSCRIPTS],
        "outputs": [float(f"{each:.4g}") for each in outputs],
        "rows": [
            [
                str(index + 1),
                numeral(outputs[index]),
                numeral(logarithms[index]),
                constant,
                short(each),
            ]
            for index, each in enumerate(controls.z)
        ],
        "limits": list(OUTPUTS.limits),
        "texts": {
            "shift": _("Add to all z"),
            "shift_how": _(
                "Adding the same to every z changes no output: e to the z is multiplied by the same"
                " number above and below the fraction line. The outputs tell z up to that constant."
            ),
            "full": _("No further: a slider is at its end."),
            "set": _("Set the outputs"),
            "set_how": _(
                "Write four positive numbers. Divided by their sum they are the outputs, and z = ln"
                " a + C gives them. C is then chosen so that the largest and the smallest z are"
                " equally far from 0."
            ),
            "use": _("Find z"),
            "caption": _("From outputs to z"),
            "wanted": _("{name}: wanted"),
            "output": "a",
            "logarithm": "ln a",
            "constant": "C",
            "z": "z = ln a + C",
        },
    }


def room(z: tuple[float, ...]) -> tuple[float, float]:
    """Return the least and the most that can be added to all z with each slider within its ends."""
    return LIMITS.low - min(z), LIMITS.high - max(z)


def shift(command: Command, controls: LabControls, _history: History) -> Changes:
    """Add the same to all z, as far as there is room."""
    by = command.get("by")
    if type(by) not in (int, float) or by not in SHIFTS:
        raise Refused("z")
    low, high = room(controls.z)
    moved = np.array(controls.z) + min(high, max(low, by))
    return {"z": np.clip(moved, *LIMITS).round(Z.decimals).tolist()}


def set_outputs(lab: "TrainingSession", command: Command) -> None:
    """Set the z of which these are the outputs, or say why there are none."""
    given = command.get("outputs")
    outputs = read_or_default(OUTPUTS, given, (), lab.problem, lab.translate)
    if outputs:
        z = Z.read(weighted_inputs_of(outputs).tolist())
        lab.set({"z": z}, anew=True)
        lab.commit()
