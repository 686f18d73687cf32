"""What the weights look like: how many are of which size, and those of each hidden neuron."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.networks.results import Seen, Trainings
from app.training_lab.controls import LabControls
from app.ui.language import Translate
from app.ui.numbers import epoch_text, numeral, percent, short
from core.network.regularisation import penalty

BINS = 41
NEAR_ZERO = 0.4
"""A weight counts as near 0 up to that part of 1/√n, where n is the number of pixels."""
MOST_NEURONS = 30
MOST_PIXELS = 8000
"""So many weights travel as pictures for each network: of larger images fewer neurons are shown."""
LEVELS = 99
"""A weight of a picture is a whole number from −99 to 99, on one scale for all networks."""
MOST_SEEN = 0.995
"""Of the network with the largest weights that part is within the scale, the rest at its ends."""


def content(_controls: LabControls, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each network the histogram of its weights, and a picture of each neuron's."""
    seen = history.at(epoch)
    every = [all_weights(each) for each in seen]
    reach = max([1e-9, *(float(np.abs(weights).max()) for weights in every)])
    edges = np.linspace(-reach, reach, BINS + 1)
    hidden = [each.state.layers[0].weights for each in seen if len(each.state.layers) > 1]
    scale = max([1e-9, *(float(np.quantile(np.abs(each), MOST_SEEN)) for each in hidden)])
    return {
        "networks": [
            _told(each, weights, edges, scale, _) for each, weights in zip(seen, every, strict=True)
        ],
        "reach": reach,
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "how": _(
                "All weights of the network of the first seed, by their size: the higher a bar,"
                " the more weights there are. Below, what each hidden neuron gets from each pixel:"
                " blue is positive, orange negative, and the stronger the colour, the larger, on"
                " one scale for all networks."
            ),
            "none": _("Press Run first."),
            "weight": _("weight"),
            "share": _("share of the weights, %"),
            "neurons": _("{name}: weights of {count} hidden neurons, as pictures"),
        },
    }


def near_zero(pixels: int) -> float:
    """Return up to where a weight is near 0, the same for all networks that learn such images."""
    return NEAR_ZERO / math.sqrt(pixels)


def all_weights(seen: Seen) -> NDArray[np.float64]:
    """Return all weights of a network, without biases."""
    return np.concatenate([layer.weights.ravel() for layer in seen.state.layers])


def _told(
    seen: Seen,
    weights: NDArray[np.float64],
    edges: NDArray[np.float64],
    scale: float,
    _: Translate,
) -> dict[str, Any]:
    counts, _edges = np.histogram(weights, edges)
    sizes = np.abs(weights)
    layers = seen.state.layers
    bound = near_zero(len(layers[0].weights))
    near = float(np.mean(sizes <= bound))
    text = _(
        "{share} of {count} weights are near 0 (within {bound}), the largest is {largest}."
        " {penalty}"
    )
    return {
        "key": seen.key,
        "name": seen.label,
        "epoch": epoch_text(seen.epoch),
        "shares": np.round(100 * counts / len(weights), 2).tolist(),
        "said": text.format(
            share=percent(round(near, 3)),
            count=len(weights),
            bound=numeral(bound),
            largest=numeral(float(sizes.max())),
            penalty=penalty_text(seen, _),
        ).rstrip(),
        **pictures(layers[0].weights if len(layers) > 1 else None, scale),
    }


def penalty_text(seen: Seen, _: Translate) -> str:
    """Say what the penalty of these weights is, where there is one."""
    network, images = seen.settings.network, seen.settings.images
    examples = images.training * (images.copies + 1)
    kind, parameter = network.regularisation, network.regularisation_parameter
    found = penalty(kind, parameter, seen.state.layers, examples)
    if not found:
        return ""
    text = _("The penalty is {penalty}, with λ = {parameter} and n = {examples}.")
    return text.format(penalty=numeral(found), parameter=short(parameter), examples=short(examples))


def pictures(weights: NDArray[np.float64] | None, scale: float) -> dict[str, Any]:
    """Return the weights of the first neurons as whole numbers, (neurons, pixels), or none.

    A weight of ``scale`` or more is ``LEVELS``.
    """
    if weights is None:
        return {"side": 0, "neurons": []}
    pixels, neurons = weights.shape
    count = min(neurons, MOST_NEURONS, max(1, MOST_PIXELS // pixels))
    shown = weights[:, :count].T
    scaled = np.round(LEVELS * np.clip(shown / scale, -1.0, 1.0))
    found: Sequence[Any] = scaled.astype(int).tolist()
    return {"side": math.isqrt(pixels), "neurons": found}
