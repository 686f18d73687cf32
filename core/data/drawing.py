"""What was drawn, as an image of the kind that a network has learned.

Two sets of digits were made of scanned ones in two ways; a drawing goes the way of the set. Either
takes its bounding box alone, so that it does not matter where something is drawn.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.data.idx import MNIST_SIDE

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
    return made(box).reshape(-1)


def _as_digits(box: NDArray[np.bool_]) -> NDArray[np.float64]:
    """As scikit-learn's digits were made: how much of each 4 × 4 block is ink, (8, 8).

    The box is scaled until it fills the bitmap one way, and centred the other way.
    """
    bits = 2 * _scaled(box, CELLS) >= box.size
    top, left = ((CELLS - size) // 2 for size in bits.shape)
    blocks = CELLS // BLOCK
    placed = _placed(bits, CELLS, top, left).reshape(blocks, BLOCK, blocks, BLOCK)
    return np.asarray(placed.mean(axis=(1, 3)))


def _as_mnist(box: NDArray[np.bool_]) -> NDArray[np.float64]:
    """As MNIST was made: with grey edges, and the centre of mass in the middle, (28, 28).

    The longer side of the box becomes 20 pixels. None of it is lost, even where the centre of mass
    is so far off that something would be.
    """
    covered = _scaled(box, MNIST_BOX)
    total = int(covered.sum())
    corner = []
    for axis, size in enumerate(covered.shape):
        twice_centre = int(covered.sum(axis=1 - axis) @ np.arange(1, 2 * size, 2))
        first = ((MNIST_SIDE + 1) * total - twice_centre) // (2 * total)
        corner.append(min(max(first, 0), MNIST_SIDE - size))
    return _placed(covered / box.size, MNIST_SIDE, *corner)


_MAKERS: Mapping[int, Callable[[NDArray[np.bool_]], NDArray[np.float64]]] = MappingProxyType(
    {CELLS // BLOCK: _as_digits, MNIST_SIDE: _as_mnist}
)
SIDES = tuple(_MAKERS)
"""The sides of the images that can be made of a drawing."""


def _scaled(box: NDArray[np.bool_], longer: int) -> NDArray[np.int64]:
    """How much ink there is in each pixel of the box when its longer side has so many.

    Its proportions are kept as far as they can be. Of pixels that are all ink it is the number of
    cells in the box: whole numbers, so that a half is exactly a half.
    """
    height, width = (max(1, round(longer * size / max(box.shape))) for size in box.shape)
    down, across = _shared(box.shape[0], height), _shared(box.shape[1], width)
    return np.asarray(down @ box.astype(np.int64) @ across.T)


def _shared(cells: int, pixels: int) -> NDArray[np.int64]:
    """How much of each pixel is in each cell of one stretch, (pixels, cells); rows sum to cells."""
    pixel, cell = np.arange(pixels)[:, None] * cells, np.arange(cells) * pixels
    shared = np.minimum(pixel + cells, cell + pixels) - np.maximum(pixel, cell)
    return np.asarray(np.maximum(shared, 0))


def _placed(part: NDArray[Any], side: int, top: int, left: int) -> NDArray[np.float64]:
    """A square of 0s with the part in it."""
    whole = np.zeros((side, side))
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return whole
