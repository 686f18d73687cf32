"""What chance decides, and a seed fixes: where a network starts, what it learns and in what order.

The stream of `numpy.random.Generator` may change with any version of numpy, and with it its
permutations. What `RandomState` makes of the bits that it is given is frozen for good (NEP 19), and
PCG64 guarantees its bits, so a seed means the same run in another process and in years to come.
Each purpose has a stream of its own, told apart by a number, so that none depends on how much of
another has been used.
"""

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Stream(IntEnum):
    """The numbers of streams: START is where a network starts, or how images are split in two.

    The order of epoch k, from 1, has number k, and its masks of dropout have MASKS + k. The others
    are what is made of images: sets, wrong labels, and copies that are shifted and turned.
    """

    START = 0
    MASKS = 2**20
    SETS = 2**21
    WRONG_LABELS = 2**21 + 1
    COPIES = 2**21 + 2


def stream(seed: int, number: int) -> np.random.RandomState:
    """The stream of that number of a seed, from its beginning; both from 0 to 2³² − 1."""
    return np.random.RandomState(np.random.PCG64(np.random.SeedSequence((seed, number))))


def shuffled(seed: int, number: int, count: int) -> NDArray[Any]:
    """The numbers from 0 to count − 1, of shape (count,), in an order that the stream decides."""
    return stream(seed, number).permutation(count)
