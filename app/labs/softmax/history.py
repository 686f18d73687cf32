"""What the z have learned, and what of it is drawn: :mod:`app.training_lab.history` for it."""

from typing import Any, TypeAlias

from numpy.typing import NDArray

from app.labs.softmax.settings import SUBSCRIPTS
from app.training_lab import history
from app.training_lab.history import Learner
from app.training_lab.plot_spec import PlotSpec, Trace
from core.softmax_learning import SoftmaxFrame, SoftmaxSettings, observe, record, start

History: TypeAlias = history.History[SoftmaxSettings, SoftmaxFrame]

LEARNER: Learner[SoftmaxSettings, SoftmaxFrame] = Learner(start, record, observe)

QUANTITIES = {"output": "a", "z": "z", "cost": "C"}
GRADIENTS = {"quadratic": "quadratic_", "log-likelihood": "log_likelihood_"}
"""What the columns of ∂C/∂z₁ … ∂C/∂z₄ of each cost begin with; without the _ that of C."""


def columns(frames: SoftmaxFrame) -> dict[str, NDArray[Any]]:
    """Return the columns of these frames: those of several numbers have one for each output."""
    each = {
        "a": frames.output,
        "z": frames.z,
        GRADIENTS["quadratic"]: frames.quadratic_gradient,
        GRADIENTS["log-likelihood"]: frames.log_likelihood_gradient,
    }
    found = {
        f"{name}{number}": values[:, number - 1]
        for name, values in each.items()
        for number in range(1, len(SUBSCRIPTS) + 1)
    }
    return {
        **found,
        "right_output": frames.right_output,
        "cost": frames.cost,
        "quadratic": frames.quadratic,
        "log_likelihood": frames.log_likelihood,
    }


def traces(frames: SoftmaxFrame) -> tuple[Trace, ...]:
    """Return a line for the cost, and for each output and z, of which the right are foremost."""
    # aⱼ − yⱼ is negative for the right output alone.
    right = 1 + int(frames.log_likelihood_gradient[0].argmin())
    each = [
        Trace(
            {quantity: f"{symbol}{number}"},
            f"share-{number}",
            f"{symbol}{subscript}",
            secondary=number != right,
        )
        for quantity, symbol in (("output", "a"), ("z", "z"))
        for number, subscript in enumerate(SUBSCRIPTS, start=1)
    ]
    return (Trace({"cost": "cost"}), *each)


PLOT_SPEC = PlotSpec(QUANTITIES, columns, traces)
