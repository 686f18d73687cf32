"""What was drawn, as an image of the kind that a network has learned.

Two sets of digits were made of scanned ones in two ways; a drawing goes the way of the set. Either
takes its bounding box alone, so that it does not matter where something is drawn.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.idx import MNIST_SIDE
from core.pairings import Array

CELLS = 32
"""A drawing is a bitmap of so many cells each way, true where there is ink."""

BLOCK = 4
"""So many cells each way become a pixel of scikit-learn's digits."""

MNIST_BOX = 20
"""The digit in an image of MNIST is so many pixels high and wide at most, without the margin."""


def image(bitmap: NDArray[np.bool_], side: int) -> NDArray[np.float64]:
    """A drawing, (32, 32), as an image of `side` × `side` pixels from 0 to 1, (side²,), row by row.

    Where there is no ink all of them are 0. Raises KeyError unless the side is one of `SIDES`, and
    ValueError for another shape.
    """
    made = _MAKERS[side]
    ink = np.asarray(bitmap, dtype=bool)
    if ink.shape != (CELLS, CELLS):
        raise ValueError(f"a drawing must be of shape {(CELLS, CELLS)}, not {ink.shape}")
    if not ink.any():
        return np.zeros(side * side)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.asarray(made(box.astype(np.float64))).reshape(-1)


def _as_digits(box: Array) -> Array:
    """As scikit-learn's digits were made: how much of each 4 × 4 block is ink, (8, 8).

    The box is scaled until it fills the bitmap one way, and centred the other way.
    """
    scaled = _scaled(box, CELLS) >= 0.5
    height, width = scaled.shape
    blocks = CELLS // BLOCK
    placed = _placed(scaled, CELLS, (CELLS - height) // 2, (CELLS - width) // 2)
    return np.asarray(placed.reshape(blocks, BLOCK, blocks, BLOCK).mean(axis=(1, 3)))


def _as_mnist(box: Array) -> Array:
    """As MNIST was made: with grey edges, and the centre of mass in the middle, (28, 28).

    The longer side of the box becomes 20 pixels. None of it is lost, even where its centre of mass
    is so far off that it would have to be.
    """
    scaled = _scaled(box, MNIST_BOX)
    total = scaled.sum()
    corner = []
    for axis, size in enumerate(scaled.shape):
        centre = (scaled.sum(axis=1 - axis) @ (np.arange(size) + 0.5)) / total
        first = int(np.floor(MNIST_SIDE / 2 - centre + 0.5))
        corner.append(min(max(first, 0), MNIST_SIDE - size))
    return _placed(scaled, MNIST_SIDE, *corner)


_MAKERS: Mapping[int, Callable[[Array], Array]] = MappingProxyType(
    {CELLS // BLOCK: _as_digits, MNIST_SIDE: _as_mnist}
)
SIDES = tuple(_MAKERS)
"""The sides of the images that can be made of a drawing."""


def _scaled(box: Array, longer: int) -> Array:
    """The box with its longer side of that size, and its proportions kept as far as they can be.

    Each pixel is the mean of what it covers.
    """
    height, width = (max(1, round(longer * size / max(box.shape))) for size in box.shape)
    down, across = _covers(box.shape[0], height), _covers(box.shape[1], width)
    # No mean of ink is more than 1, except by rounding.
    return np.asarray(np.minimum(down @ box @ across.T, 1.0))


def _covers(cells: int, pixels: int) -> Array:
    """How much of each pixel is in each cell of one stretch, (pixels, cells); rows sum to 1."""
    edges = np.arange(pixels + 1) * (cells / pixels)
    first, last = edges[:-1, None], edges[1:, None]
    cell = np.arange(cells)
    shared = np.minimum(last, cell + 1) - np.maximum(first, cell)
    return np.asarray(np.maximum(shared, 0.0) * (pixels / cells))


def _placed(part: NDArray[Any], side: int, top: int, left: int) -> Array:
    """A square of 0s with the part in it."""
    whole = np.zeros((side, side))
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return whole
