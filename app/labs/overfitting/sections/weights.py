"""What the weights look like: how many are of which size, and those of each hidden neuron."""

from collections.abc import Sequence
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.networks.results import Seen, Trainings
from app.training_lab.controls import LabControls
from app.ui.language import Translate
from app.ui.numbers import epoch_text, numeral, percent, short
from core.network.regularisation import penalty

BINS = 41
NEAR_ZERO = 0.01
"""A weight that is no further from 0 than that part of the largest counts as near 0."""
MOST_NEURONS = 30
MOST_PIXELS = 8000
"""So many weights travel as pictures for each network: of larger images fewer neurons are shown."""
LEVELS = 99
"""A weight of a picture is a whole number from −99 to 99, of the largest one there."""


def content(_controls: LabControls, history: Trainings, _: Translate, epoch: int) -> dict[str, Any]:
    """Return for each network the histogram of its weights, and a picture of each neuron's."""
    seen = history.at(epoch)
    every = [all_weights(each) for each in seen]
    reach = max([1e-9, *(float(np.abs(weights).max()) for weights in every)])
    edges = np.linspace(-reach, reach, BINS + 1)
    return {
        "networks": [
            _told(each, weights, edges, _) for each, weights in zip(seen, every, strict=True)
        ],
        "reach": reach,
        "texts": {
            "heading": _("{name}, epoch {epoch}"),
            "how": _(
                "All weights of the network of the first seed, by their size: the higher a bar,"
                " the more weights there are. Below, what each hidden neuron gets from each pixel:"
                " blue is positive, orange negative, the darker the larger."
            ),
            "none": _("Press Run first."),
            "weight": _("weight"),
            "share": _("share of the weights, %"),
            "neurons": _("{name}: weights of {count} hidden neurons, as pictures"),
        },
    }


def all_weights(seen: Seen) -> NDArray[np.float64]:
    """Return all weights of a network, without biases."""
    return np.concatenate([layer.weights.ravel() for layer in seen.state.layers])


def _told(
    seen: Seen, weights: NDArray[np.float64], edges: NDArray[np.float64], _: Translate
) -> dict[str, Any]:
    counts, _edges = np.histogram(weights, edges)
    sizes = np.abs(weights)
    largest = float(sizes.max())
    near = float(np.mean(sizes <= NEAR_ZERO * largest))
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
            bound=numeral(NEAR_ZERO * largest),
            largest=numeral(largest),
            penalty=penalty_text(seen, _),
        ).rstrip(),
        **pictures(seen.state.layers[0].weights if len(seen.state.layers) > 1 else None),
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


def pictures(weights: NDArray[np.float64] | None) -> dict[str, Any]:
    """Return the weights of the first neurons as whole numbers, (neurons, pixels), or none."""
    if weights is None:
        return {"side": 0, "neurons": []}
    pixels, neurons = weights.shape
    count = min(neurons, MOST_NEURONS, max(1, MOST_PIXELS // pixels))
    shown = weights[:, :count].T
    scaled = np.round(LEVELS * shown / max(1e-9, float(np.abs(shown).max())))
    found: Sequence[Any] = scaled.astype(int).tolist()
    return {"side": isqrt(pixels), "neurons": found}
