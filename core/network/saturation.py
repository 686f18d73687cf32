"""How saturated the hidden neurons of a network are: histograms of their z and of their outputs.

A hidden neuron is saturated at an image where its slope ∂a/∂z is below a tenth of the largest
there is: a sigmoid one for σ′(z) < 0.025, where abs(z) > 3.64, a rectified linear one for z ≤ 0.
Its error is multiplied by that slope, so that it hardly learns from the image, whatever the cost.

Source: chapter 3, the section on how weights are initialised.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.network.backpropagation import as_matrices, weighted_inputs, with_ones
from core.network.hidden_neurons import HiddenNeurons
from core.network.output_layers import Array
from core.network.settings import NetworkSettings
from core.network.training import NetworkState
from core.neuron.settings import Range
from core.sigmoid import weighted_input_of

SATURATED = 0.1
"""Below this part of the largest slope a neuron is saturated."""
SIGMOID_OUTPUT = (1.0 + math.sqrt(1.0 - SATURATED)) / 2.0
"""A sigmoid neuron is saturated above this output, a root of a(1 − a) = SATURATED / 4."""
SIGMOID_Z = float(weighted_input_of(SIGMOID_OUTPUT))
"""It is saturated above this abs(z)."""
WEIGHTED_INPUTS = Range(-50.0, 50.0)
"""What the histograms of z reach over."""
Z_BINS = 200
OUTPUT_BINS = 20


class HiddenLayer(NamedTuple):
    """The neurons of a hidden layer at n images, each of them once for each image.

    `z` are the counts of a histogram over `WEIGHTED_INPUTS`, (Z_BINS,), and `outputs` those of one
    over `output_range`, (OUTPUT_BINS,). What is beyond a range is counted in the last bin on that
    side. `saturated` is the part of all, from 0 to 1, that are saturated. `weight_size` is the root
    of the mean of w² over the weights of the layer: about 1 at a start with N(0, 1), 1/√n at one
    that is scaled.
    """

    z: NDArray[np.integer[Any]]
    outputs: NDArray[np.integer[Any]]
    saturated: float
    weight_size: float


def hidden_layers(
    settings: NetworkSettings, state: NetworkState, inputs: ArrayLike
) -> tuple[HiddenLayer, ...]:
    """The hidden layers of a network, from the first, at n ≥ 1 images, (n, d)."""
    kind = settings.hidden_neurons
    given = with_ones(np.asarray(inputs, dtype=np.float64))
    layers = []
    for layer, matrix in zip(state.layers, as_matrices(state.layers, kind)[:-1], strict=False):
        z = weighted_inputs([matrix], given, kind)
        given = z.copy()
        kind.activate(given)
        slope = np.ones_like(given)
        kind.times_slope(slope, given)
        # The last column is the neuron that is always 1.
        saturated = slope[:, :-1] < SATURATED * kind.largest_slope
        layers.append(
            HiddenLayer(
                z=counts(z[:, :-1], WEIGHTED_INPUTS, Z_BINS),
                outputs=counts(given[:, :-1], output_range(kind), OUTPUT_BINS),
                saturated=np.count_nonzero(saturated) / saturated.size,
                weight_size=math.sqrt(float(np.mean(layer.weights * layer.weights))),
            )
        )
    return tuple(layers)


def output_range(kind: HiddenNeurons) -> Range:
    """What the histogram of the outputs reaches over; where they have no limit, up to that of z."""
    low, high = kind.outputs
    return Range(low, min(high, WEIGHTED_INPUTS.high))


def counts(values: Array, over: Range, bins: int) -> NDArray[np.int64]:
    """The counts of a histogram with so many bins of one width, (bins,).

    A value on the edge of two bins is in the upper one; those beyond the range are in the first or
    the last.
    """
    low, high = over
    places = values - low
    places *= bins / (high - low)
    np.clip(places, 0.0, bins - 1, out=places)
    return np.bincount(places.astype(np.int64).ravel(), minlength=bins)
