"""What chance decides, and a seed fixes: where a network starts, and in what order it learns.

The stream of `numpy.random.Generator` may change with any version of numpy, and with it its
permutations. What `RandomState` makes of the bits that it is given is frozen for good (NEP 19), and
PCG64 guarantees its bits, so a seed means the same run in another process and in years to come.
Each purpose has a stream of its own, told apart by a number, so that none depends on how much of
another has been used.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, number: int) -> np.random.RandomState:
    """The stream of that number of a seed, from its beginning; both from 0 to 2³² − 1."""
    return np.random.RandomState(np.random.PCG64(np.random.SeedSequence((seed, number))))


def shuffled(seed: int, number: int, count: int) -> NDArray[Any]:
    """The numbers from 0 to count − 1, of shape (count,), in an order that the stream decides."""
    return stream(seed, number).permutation(count)
