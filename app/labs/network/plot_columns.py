"""What of the networks' frames travels to the browser, and what of it is drawn."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.networks.jobs import Training
from app.training_lab.axis_limits import WHOLE, Limits
from app.training_lab.plot_spec import Trace
from app.ui.language import Translate
from core.network.frames import NetworkFrame

QUANTITIES = {"accuracy": "", "slope": "σ′", "error": "|δ|", "cost": ""}
COLUMNS = (
    *("accuracy", "training_accuracy", "relative_cost", "test_cost", "training_cost"),
    *("error", "slope"),
)
TRACE = Trace({**{name: name for name in QUANTITIES}, "cost": "relative_cost"})
LARGEST = 1.6
"""A cost beyond that part of what it was at the start leaves the picture."""
LOGARITHMIC = frozenset({"error"})
"""|δ| of a network that is stuck is a thousandth of that of others, and less."""
SMALLEST = 1e-7
"""A |δ| below that leaves the picture."""
LARGEST_SLOPE = 0.25
"""σ′(0), which no σ′ and no a(1 − a) of softmax exceeds."""
MARGIN = 1.1


def numbers(frame: NetworkFrame, first: NetworkFrame) -> dict[str, float]:
    """Return the columns of one frame of a run that began with ``first``.

    Costs of different outputs have no common measure: what is drawn is the part of the start's.
    """
    return {
        "epoch": frame.epoch,
        "accuracy": frame.test_accuracy,
        "training_accuracy": frame.training_accuracy,
        "relative_cost": frame.test_cost / first.test_cost if first.test_cost else math.nan,
        "test_cost": frame.test_cost,
        "training_cost": frame.training_cost,
        "error": frame.output_error,
        "slope": math.nan if frame.wrong_slope is None else frame.wrong_slope,
        **{f"norm{layer}": norm for layer, norm in enumerate(frame.gradient_norms, start=1)},
    }


def names(networks: Sequence[Training]) -> list[str]:
    """Return the names of all columns; networks have layers of their own."""
    layers = max(len(each.settings.hidden) + 1 for each in networks)
    return [*COLUMNS, *(f"norm{layer}" for layer in range(1, layers + 1))]


class Curves(NamedTuple):
    """What is drawn of one network: arrays with an element for each frame."""

    epoch: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    relative_cost: NDArray[np.float64]
    error: NDArray[np.float64]
    slope: NDArray[np.float64]


def curves(frames: Sequence[NetworkFrame]) -> Curves | None:
    """Return what is drawn of these frames, or None of no frames."""
    if not frames:
        return None
    each = [numbers(frame, frames[0]) for frame in frames]
    return Curves(*(np.array([row[name] for row in each]) for name in Curves._fields))


def limits(networks: Iterable[Sequence[NetworkFrame]]) -> Limits:
    """Return low and high for each quantity that is drawn of the frames of each network."""
    known = [each for frames in networks if (each := curves(frames)) is not None]
    highest = {
        "cost": min(
            LARGEST, max([1.0, *(np.nan_to_num(each.relative_cost).max() for each in known)])
        ),
        "slope": LARGEST_SLOPE,
    }
    low_and_high = {
        name: (-0.04 * float(high), MARGIN * float(high)) for name, high in highest.items()
    }
    errors = np.concatenate([[0.01, 1.0], *(each.error for each in known)])
    smallest = max(SMALLEST, errors[errors > 0].min())
    # A whole power of ten, so that the axis seldom changes while networks are trained.
    error = 10.0 ** math.floor(math.log10(smallest)) / MARGIN, MARGIN * float(errors.max())
    return {"accuracy": WHOLE, **low_and_high, "error": error}


def values(_: Translate) -> list[list[Any]]:
    """Return what is read off a curve: column and symbol."""
    return [
        ["accuracy", _("accuracy")],
        ["training_accuracy", _("on training")],
        ["test_cost", "C"],
        ["training_cost", _("C on training")],
        *(["error", "|δ|"], ["slope", "σ′"]),
    ]


def tabled(layers: int, _: Translate) -> list[list[str]]:
    """Return what is in the table of networks of up to so many layers: column, symbol, name."""
    size = _("size of the gradient in layer {layer}")
    return [
        ["accuracy", "", _("accuracy")],
        ["training_accuracy", "", _("accuracy on training")],
        ["test_cost", "C", _("cost")],
        ["error", "|δ|", _("mean push of an output")],
        ["slope", "σ′", _("mean over wrong outputs")],
        *(
            [f"norm{layer}", f"‖∇{layer}‖", size.format(layer=layer)]
            for layer in range(1, layers + 1)
        ),
    ]
