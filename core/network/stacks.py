"""Several networks of one shape as one stack of arrays, which numpy works on at once.

An array (a, b) of each network is one array (networks, a, b) of them all. Of a single network
everything stays as it is, without such an axis.
"""

from collections.abc import Sequence

import numpy as np

from core.network.output_layers import Array


def stacked(networks: Sequence[Sequence[Array]], axis: int = 0) -> list[Array]:
    """The arrays of each network, as arrays of them all with one axis more."""
    if len(networks) == 1:
        return list(networks[0])
    return [np.stack(arrays, axis) for arrays in zip(*networks, strict=True)]


def apart(arrays: Sequence[Array], networks: int) -> list[list[Array]]:
    """The arrays of each network, views of those of them all."""
    if networks == 1:
        return [list(arrays)]
    return [[array[index] for array in arrays] for index in range(networks)]


def across(numbers: Sequence[float]) -> float | Array:
    """A number of each network: as one if it is the same for all, else (networks, 1, 1)."""
    if len(set(numbers)) == 1:
        return numbers[0]
    return np.reshape(numbers, (-1, 1, 1))
