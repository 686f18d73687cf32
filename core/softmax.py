"""A layer of softmax outputs: the other way to learn without slowing down.

z is the vector of weighted inputs of one layer, along the last axis; the axes before it are as
many layers as you like. The module is named like its function, so import from here.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

START = (2.5, -1.0, 3.2, 0.5)
"""Where the sliders of the book stand at first, one weighted input each."""

LOW, HIGH, STEP = -5.0, 5.0, 0.1
"""How far the sliders of the book go, and in what steps."""


def softmax(z: ArrayLike) -> NDArray[Any]:
    """The outputs aⱼ = e^(zⱼ) / Σₖ e^(zₖ) (eq. 78), of the shape of z, (..., n).

    They are positive and sum to 1 (eq. 79), and stay the same when a number is added to all zⱼ:
    that is used to keep the exponentials finite.
    """
    z = np.asarray(z)
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def softmax_jacobian(z: ArrayLike) -> NDArray[Any]:
    """∂aⱼ/∂zₖ = aⱼ(δⱼₖ − aₖ), with j and k along the last two axes: shape (..., n, n)."""
    outputs = softmax(z)
    identity = np.eye(outputs.shape[-1])
    return np.asarray(outputs[..., :, None] * (identity - outputs[..., None, :]))


def log_likelihood(z: ArrayLike, correct: ArrayLike) -> NDArray[Any]:
    """The cost C = −ln a_y (eq. 80), where y, `correct`, is the number of the right output.

    z has shape (..., n) and `correct` integers from 0 to n − 1, of any shape that broadcasts to
    that of z without its last axis, which is the shape of the result. It is computed from z, as
    ln Σₖ e^(zₖ) − z_y, so that an output that rounds to 0 has a finite cost. Raises IndexError
    if there is no such output; as in numpy, −1 is the last.
    """
    z = np.asarray(z)
    lowered = z - z.max(axis=-1, keepdims=True)
    index = np.broadcast_to(correct, z.shape[:-1])[..., None]
    chosen = np.take_along_axis(lowered, index, axis=-1)[..., 0]
    return np.asarray(np.log(np.exp(lowered).sum(axis=-1)) - chosen)


def sharpened(z: ArrayLike, c: float) -> NDArray[Any]:
    """The outputs e^(czⱼ) / Σₖ e^(czₖ) for c > 0 (eq. 83), of the shape of z: softmax for c = 1."""
    return softmax(c * np.asarray(z))


def largest_take_all(z: ArrayLike) -> NDArray[Any]:
    """What `sharpened` comes to as c grows: the largest zⱼ share 1 equally, all others have 0."""
    z = np.asarray(z)
    is_largest = z == z.max(axis=-1, keepdims=True)
    return np.asarray(is_largest / is_largest.sum(axis=-1, keepdims=True))


def weighted_inputs_of(outputs: ArrayLike) -> NDArray[Any]:
    """The zⱼ = ln aⱼ + C of which `outputs`, all above 0, are the softmax, of the same shape.

    C is the same for all j and may be any number. Here it makes the largest and the smallest z
    equally far from 0. Where the outputs do not sum to 1, those of z are their shares of the sum.
    """
    z = np.log(np.asarray(outputs))
    return np.asarray(z - (z.max(axis=-1, keepdims=True) + z.min(axis=-1, keepdims=True)) / 2.0)
