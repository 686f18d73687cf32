"""Ten points near a line, and polynomials that are fitted to them: overfitting in the smallest.

The points are y = 2x with noise. A polynomial of degree 9 goes through all ten, and is far from the
line between them; a penalty on its coefficients bends it back (ridge regression, weight decay of
a model that is linear in its weights). Source: chapter 3, why regularisation helps.

A polynomial is a sum of powers of t = (x − m)/h, with t from −1 to 1 over the points, so that its
coefficients are of a size to be penalised together: p(x) = w₀ + w₁t + … + w_d t^d.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.network.random import stream
from core.neuron.settings import Range

Array = NDArray[np.float64]

POINTS = 10
LOW, HIGH = 0.0, 5.0
"""The points are between these x, evenly spread."""
SLOPE = 2.0
"""Of the line y = 2x that the points are near."""
NOISE = 1.0
"""The standard deviation of their distance from it."""
NOISE_STREAM = 3
"""The stream of the seed that the noise is drawn from."""
DEGREES = Range(1, POINTS - 1)
PENALTIES = Range(0.0, 100.0)
"""The limits of λ."""


def points(seed: int) -> tuple[Array, Array]:
    """x and y of the ten points, each of shape (10,); the seed decides the noise."""
    x = np.linspace(LOW, HIGH, POINTS)
    return x, SLOPE * x + NOISE * stream(seed, NOISE_STREAM).standard_normal(POINTS)


def fitted(x: ArrayLike, y: ArrayLike, degree: int, penalty: float) -> Array:
    """The coefficients w₀ … w_d of the polynomial of that degree that costs least, (degree + 1,).

    The cost is Σ (p(x) − y)²/2n + (λ/2n) Σ w², where λ is the `penalty` and w₀, which is a bias, is
    not penalised. Of several that cost as little it is the smallest. Raises ValueError for a degree
    or a penalty outside `DEGREES` and `PENALTIES`.
    """
    if degree not in range(int(DEGREES.low), int(DEGREES.high) + 1):
        raise ValueError(f"the degree must be {DEGREES.low:g} to {DEGREES.high:g}, not {degree}")
    if not PENALTIES.low <= penalty <= PENALTIES.high:
        raise ValueError(f"λ must be {PENALTIES.low:g} to {PENALTIES.high:g}, not {penalty}")
    decay = np.sqrt(penalty) * np.eye(degree + 1)
    decay[0, 0] = 0.0
    rows = np.vstack([powers(x, degree), decay])
    wanted = np.append(np.asarray(y, dtype=np.float64), np.zeros(degree + 1))
    found: Array = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    return found


def values(coefficients: ArrayLike, x: ArrayLike) -> Array:
    """p(x) at each x."""
    weights = np.asarray(coefficients, dtype=np.float64)
    found: Array = powers(x, len(weights) - 1) @ weights
    return found


def powers(x: ArrayLike, degree: int) -> Array:
    """The powers of t from 0 to `degree` for each x, (len(x), degree + 1)."""
    middle, half = (LOW + HIGH) / 2, (HIGH - LOW) / 2
    t: Any = (np.asarray(x, dtype=np.float64) - middle) / half
    return np.vander(t, degree + 1, increasing=True)


def mean_distance(first: ArrayLike, second: ArrayLike) -> float:
    """The root of the mean of (first − second)²."""
    difference = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    return float(np.sqrt(np.mean(difference * difference)))
