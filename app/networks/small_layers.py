"""The layers of a network as they are kept for a page, in single precision."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.network.training import NetworkState


class SmallLayer(NamedTuple):
    """A :class:`core.network.backpropagation.Layer` in single precision.

    That is enough to ask the network something later, and to look at its weights.
    """

    weights: NDArray[np.float32]
    biases: NDArray[np.float32]


def small_layers(state: NetworkState) -> tuple[SmallLayer, ...]:
    """Return the layers of a state."""
    return tuple(SmallLayer(*(part.astype(np.float32) for part in each)) for each in state.layers)
