"""The mini-batches of an epoch, in an order that the seed decides."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import LabelledImages
from core.network.output_layers import Array

GATHERED = 2048
"""About how many examples in their shuffled order are held in memory at once: little enough for it
to be in the processor's cache still when it is their turn."""


def mini_batches(
    size: int, trainings: Sequence[LabelledImages], orders: Sequence[NDArray[Any]]
) -> Iterator[tuple[Array, Array]]:
    """The inputs and targets of each mini-batch of `size` images, the last may have fewer.

    Inputs have a column of ones after them, (n, d + 1), and targets are (n, classes). An order has
    the indexes of the images that one network learns. With several networks, of as many images
    each, there is one more axis before these two. All are views of a shuffled copy of many images.
    """
    gathered = max(GATHERED // len(orders) // size, 1) * size
    one_hot = np.eye(trainings[0].classes)
    for first in range(0, len(orders[0]), gathered):
        indexes = [order[first : first + gathered] for order in orders]
        inputs = np.empty((len(orders), len(indexes[0]), trainings[0].inputs.shape[1] + 1))
        inputs[..., -1] = 1.0
        for place, training, chosen in zip(inputs, trainings, indexes, strict=True):
            place[:, :-1] = training.inputs.take(chosen, axis=0)
        labels = [each.labels[chosen] for each, chosen in zip(trainings, indexes, strict=True)]
        targets = one_hot.take(labels, axis=0)
        networks = 0 if len(orders) == 1 else slice(None)
        for begin in range(0, len(indexes[0]), size):
            piece = slice(begin, begin + size)
            yield inputs[networks, piece], targets[networks, piece]
