"""More training images, made from those there are by shifting and turning them a little.

Between pixels the ink is interpolated bilinearly, and beyond the edge there is none. No angle is
refused: turned far enough, a 6 is a 9, and its label is wrong then. Source: chapter 3, the section
on expanding the training data artificially.
"""

from math import isqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.data.dataset import LabelledImages
from core.network.random import Stream, stream

AT_ONCE = 1024
"""So many images are worked on at once, which bounds the memory that it takes."""


def expanded(
    images: LabelledImages, copies: int, shift: int, angle: float, seed: int
) -> LabelledImages:
    """The images, and after them so many copies of each, 0 or more, with its label.

    Each copy is shifted by a whole number of pixels from −`shift` to `shift`, both ways, and turned
    by −`angle` to `angle` degrees; all are as likely. The first copies of all images come before
    the second, so that more copies begin with the same. Raises ValueError for images that are not
    square, and for what is negative.
    """
    if min(copies, shift, angle) < 0:
        raise ValueError("neither copies nor shift nor angle may be negative")
    count, random = len(images), stream(seed, Stream.COPIES)
    inputs = [images.inputs]
    for _copy in range(copies):
        down, right = random.randint(-shift, shift + 1, (2, count))
        turned = random.uniform(-angle, angle, count)
        inputs.append(moved(images.inputs, down, right, turned))
    labels = np.tile(images.labels, copies + 1)
    return LabelledImages(np.concatenate(inputs), labels, images.classes)


def moved(
    inputs: NDArray[np.float64], down: ArrayLike, right: ArrayLike, angle: ArrayLike
) -> NDArray[np.float64]:
    """Square images, (n, d), turned by `angle` degrees and then shifted by pixels, (n,) or one.

    They turn around their middle, clockwise for angles above 0. All from 0 to 1 stays so. Raises
    ValueError for images that are not square.
    """
    count, side = len(inputs), isqrt(inputs.shape[1])
    if side * side != inputs.shape[1]:
        raise ValueError(f"images of {inputs.shape[1]} pixels are not square")
    shifts = [np.broadcast_to(np.asarray(each, dtype=float), count) for each in (down, right)]
    radians = np.broadcast_to(np.radians(np.asarray(angle, dtype=float)), count)
    pieces = (slice(first, first + AT_ONCE) for first in range(0, count, AT_ONCE))
    made = [
        _moved(inputs[piece].reshape(-1, side, side), *(each[piece] for each in (*shifts, radians)))
        for piece in pieces
    ]
    return np.concatenate(made)


def _moved(
    images: NDArray[np.float64],
    down: NDArray[np.float64],
    right: NDArray[np.float64],
    radians: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The images, (n, side, side), as rows of pixels, each looked up where it came from."""
    side = images.shape[-1]
    middle = (side - 1) / 2
    rows, columns = np.divmod(np.arange(side * side), side)
    y = rows - middle - down[:, None]
    x = columns - middle - right[:, None]
    cosine, sine = np.cos(radians)[:, None], np.sin(radians)[:, None]
    # A frame of no ink, one pixel wide, is what lies beyond the edge.
    row = np.clip(cosine * y - sine * x + middle, -1, side) + 1
    column = np.clip(sine * y + cosine * x + middle, -1, side) + 1
    framed = np.pad(images, ((0, 0), (1, 2), (1, 2)))
    top, left = row.astype(int), column.astype(int)
    below, beside = row - top, column - left
    image = np.arange(len(images))[:, None]
    upper = (1 - beside) * framed[image, top, left] + beside * framed[image, top, left + 1]
    lower = (1 - beside) * framed[image, top + 1, left] + beside * framed[image, top + 1, left + 1]
    return np.asarray(np.clip((1 - below) * upper + below * lower, 0.0, 1.0))
