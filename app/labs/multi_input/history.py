"""What a neuron with several inputs has learned, and what of it is drawn."""

from typing import Any, TypeAlias

from numpy.typing import NDArray

from app.training_lab import history
from app.training_lab.history import Learner
from app.training_lab.plot_spec import PlotSpec, Trace
from core.multi_input.boundary import boundary
from core.multi_input.training import MultiInputFrame, MultiInputSettings, observe, record, start

History: TypeAlias = history.History[MultiInputSettings, MultiInputFrame]

LEARNER: Learner[MultiInputSettings, MultiInputFrame] = Learner(start, record, observe)


QUANTITIES = {"weight": "w", "bias": "b", "accuracy": "", "cost": "C"}
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"


def weight(number: int) -> str:
    """Return what the weight of this input is called on the page."""
    return f"w{SUBSCRIPTS[number]}"


def columns(frames: MultiInputFrame) -> dict[str, NDArray[Any]]:
    """Return the columns of these frames; of two inputs also the line that parts the answers."""
    inputs = frames.weight.shape[1]
    found = {
        **{f"w{number + 1}": frames.weight[:, number] for number in range(inputs)},
        "bias": frames.bias,
        "accuracy": frames.accuracy,
        "cost": frames.cost,
        **{f"g{number + 1}": frames.weight_gradient[:, number] for number in range(inputs)},
        "bias_gradient": frames.bias_gradient,
    }
    if inputs == 2:
        found |= boundary(frames.weight, frames.bias)._asdict()
    return found


def traces(frames: MultiInputFrame) -> tuple[Trace, ...]:
    """Return a line for each weight, and one for all that there is one of."""
    return (
        Trace({"bias": "bias", "accuracy": "accuracy", "cost": "cost"}),
        *(
            Trace({"weight": f"w{number}"}, f"input-{number}", weight(number))
            for number in range(1, frames.weight.shape[1] + 1)
        ),
    )


PLOT_SPEC = PlotSpec(QUANTITIES, columns, traces)
