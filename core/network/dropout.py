"""Dropout: each mini-batch trains what is left when some hidden neurons are out, by chance.

Each hidden neuron is left out of a mini-batch with probability p, from 0 to 0.9 (`RANGE`), and the
outputs of those kept are multiplied by 1/(1 − p). The next layer is then given as much on average
as when no neuron is out, so that the trained network is used as it is; the book instead halves the
weights afterwards, which is the same for p = 1/2. Source: chapter 3, the section on dropout;
Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014.

With rⱼ = 1/(1 − p) or 0 for neuron j, z of the next layer is Σⱼ wₖⱼ rⱼ aⱼ + bₖ. So the rⱼ may as
well multiply the weights: the gradient is that of the network with those, times rⱼ once more.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from core.network.backpropagation import Update
from core.network.output_layers import Array
from core.network.random import Stream, stream
from core.neuron.settings import Range

RANGE = Range(0.0, 0.9)
"""The limits of p."""


def masks(
    probability: float, hidden: Sequence[int], batches: int, seed: int, epoch: int
) -> list[Array]:
    """The r of the neurons of each hidden layer, (batches, neurons + 1, 1), in the epoch, from 1.

    The last of a layer is the neuron that is always 1, and is always kept.
    """
    drawn = stream(seed, Stream.MASKS + epoch).random_sample((batches, sum(hidden)))
    kept = (drawn >= probability) / (1.0 - probability)
    layers = np.split(kept, np.cumsum(hidden)[:-1], axis=1) if hidden else []
    return [np.insert(layer, layer.shape[1], 1.0, axis=1)[..., None] for layer in layers]


def thinned(update: Update, batch_masks: Iterator[Sequence[Array]]) -> Update:
    """The update of the network that each mini-batch leaves, by the next of the masks.

    One of them has the r of each hidden layer, (neurons + 1, 1).
    """

    def thinned_update(matrices: Sequence[Array], inputs: Array, targets: Array) -> list[Array]:
        layers = next(batch_masks)
        thin = [matrices[0], *map(np.multiply, matrices[1:], layers)]
        taken = update(thin, inputs, targets)
        for each, mask in zip(taken[1:], layers, strict=True):
            each *= mask
        return taken

    return thinned_update
