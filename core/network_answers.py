"""What a network answers: its outputs, the classes it takes images for, and where it is wrong."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.backpropagation import as_matrices, weighted_inputs, with_ones
from core.labelled import LabelledImages
from core.network import NetworkState
from core.network_settings import NetworkSettings
from core.pairings import Array


def outputs(settings: NetworkSettings, state: NetworkState, inputs: ArrayLike) -> Array:
    """The outputs a, (n, classes), for n images, (n, d)."""
    return settings.pairing.outputs(_z(state, inputs))


def predictions(state: NetworkState, inputs: ArrayLike) -> NDArray[np.int64]:
    """The class that each of n images, (n, d), is taken for: that of its largest output, (n,).

    It is that of the largest z, which is the same, but tells outputs apart that all round to 1. Of
    several that are largest it is the first.
    """
    return np.asarray(_z(state, inputs).argmax(axis=1))


def confusion(state: NetworkState, images: LabelledImages) -> NDArray[np.int64]:
    """How many images of class i are taken for class j, at [i, j]: (classes, classes)."""
    pairs = images.labels * images.classes + predictions(state, images.inputs)
    counts = np.bincount(pairs, minlength=images.classes**2)
    return counts.reshape(images.classes, images.classes)


def worst(
    settings: NetworkSettings, state: NetworkState, images: LabelledImages, count: int
) -> NDArray[Any]:
    """The indexes of up to `count` images that are taken for a wrong class, the costliest first.

    Of equal costs the one that comes first is first. Raises ValueError if count is negative.
    """
    if count < 0:
        raise ValueError(f"count must not be negative, not {count}")
    z = _z(state, images.inputs)
    costs = settings.pairing.cost(z, images.targets)
    wrong = np.flatnonzero(z.argmax(axis=1) != images.labels)
    return wrong[np.argsort(-costs[wrong], kind="stable")[:count]]


def _z(state: NetworkState, inputs: ArrayLike) -> Array:
    """z of the output layer, (n, classes), for n images, (n, d)."""
    given = with_ones(np.asarray(inputs, dtype=np.float64))
    return weighted_inputs(as_matrices(state.layers), given)
