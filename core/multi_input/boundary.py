"""Where a neuron with two inputs changes its answer: the line z = w₁x₁ + w₂x₂ + b = 0."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.sigmoid import Numbers

FURTHEST = 1e9
"""A line that is further off counts as being there."""


class Boundary(NamedTuple):
    """A line in the plane of two inputs, or many: every field has the shape of the bias.

    (`foot_x`, `foot_y`) is its point next to the origin, (`normal_x`, `normal_y`) the direction of
    length 1 that leads from it to where z > 0. Without weights there is no line, and all are 0.
    """

    foot_x: NDArray[Any]
    foot_y: NDArray[Any]
    normal_x: NDArray[Any]
    normal_y: NDArray[Any]


def boundary(weight: NDArray[Any], bias: Numbers) -> Boundary:
    """The line z = 0, from weights (..., 2) and biases (...)."""
    # By the larger weight first, so that no square underflows.
    scale = np.max(np.abs(weight), axis=-1, keepdims=True)
    is_there = scale > 0.0
    scaled = np.divide(weight, scale, out=np.zeros(np.shape(weight)), where=is_there)
    length = np.hypot(scaled[..., 0], scaled[..., 1])[..., None]
    normal = np.divide(scaled, length, out=np.zeros(np.shape(weight)), where=is_there)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        away = np.asarray(bias)[..., None] / (scale * length)
    distance = np.where(is_there, np.clip(-away, -FURTHEST, FURTHEST), 0.0)
    foot = distance * normal + 0.0
    return Boundary(foot[..., 0], foot[..., 1], normal[..., 0], normal[..., 1])
