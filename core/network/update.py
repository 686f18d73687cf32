"""The update of a mini-batch: gradient descent, and the techniques that the settings ask for.

The plain `Update` takes off η times the gradient. A technique makes an update from an update, so
that what is not asked for is not there and costs nothing; each is a module of its own. In the order
in which they are applied:

1. dropout: the gradient is that of the network without some of its hidden neurons
2. regularisation: the gradient of the penalty is added
3. momentum: what would be taken off changes a velocity, and that is taken off

Several networks of one shape may be updated at once (`core.network.stacks`).
"""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from core.network.backpropagation import Update, gradient
from core.network.dropout import thinned
from core.network.momentum import with_momentum
from core.network.output_layers import Array
from core.network.regularisation import PENALTIES, regularised
from core.network.settings import NetworkSettings
from core.network.stacks import across

LARGEST_CHANGE = 1e6
"""The largest change of a weight by one update with techniques or unbounded hidden neurons.

With an η, λ or μ that is too large for it, a network gets further away at each update, beyond all
numbers in some hundreds of them. From here on the updates grow no more; none that learns is ever so
large.
"""


def update_of(
    settings: Sequence[NetworkSettings],
    rates: Sequence[float],
    examples: int,
    batch_masks: Iterator[Sequence[Array]],
    velocities: list[Array],
) -> Update:
    """The update of one network, or of several of one shape at once.

    `rates` are the η in force and `examples` is n, how many there are for training. `batch_masks`
    are those of the mini-batches to come, and `velocities` the −v of the matrices, which are kept
    up to date; both are left alone by networks without dropout or momentum.
    """
    first = settings[0]
    plain: Update = partial(
        gradient,
        output_error=first.output_layer.bounded_error,
        rate=across(rates),
        hidden_neurons=first.hidden_neurons,
    )
    update = plain
    if any(each.dropout and each.hidden for each in settings):
        update = thinned(update, batch_masks)
    for kind in PENALTIES:
        decays = [
            rate * each.regularisation_parameter / examples if each.regularisation is kind else 0.0
            for rate, each in zip(rates, settings, strict=True)
        ]
        if any(decays):
            update = regularised(update, kind, across(decays))
    if has_momentum(settings):
        update = with_momentum(update, across([each.momentum for each in settings]), velocities)
    return update if update is plain and first.hidden_neurons.bounded else bounded(update)


def has_momentum(settings: Sequence[NetworkSettings]) -> bool:
    """Whether any of the networks has momentum."""
    return any(each.momentum for each in settings)


def bounded(update: Update) -> Update:
    """The same update, but `LARGEST_CHANGE` at most, in either direction."""

    def bounded_update(matrices: Sequence[Array], inputs: Array, targets: Array) -> list[Array]:
        taken = update(matrices, inputs, targets)
        for each in taken:
            np.clip(each, -LARGEST_CHANGE, LARGEST_CHANGE, out=each)
        return taken

    return bounded_update
