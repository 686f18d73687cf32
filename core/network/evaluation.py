"""What a network answers: its outputs, the classes it takes images for, and where it is wrong."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.data.dataset import LabelledImages
from core.network.backpropagation import as_matrices, weighted_inputs, with_ones
from core.network.output_layers import Array, OutputLayer
from core.network.settings import NetworkSettings
from core.network.training import NetworkState


@dataclass(frozen=True, eq=False)
class Answers:
    """What a network answers to n images: `z` of its output layer, (n, classes).

    All else follows from it, so that the network is asked once.
    """

    output_layer: OutputLayer
    z: Array

    @cached_property
    def outputs(self) -> Array:
        """The outputs a, (n, classes)."""
        return self.output_layer.outputs(self.z)

    @cached_property
    def predictions(self) -> NDArray[np.int64]:
        """The class that each image is taken for: that of its largest output, (n,).

        It is that of the largest z, which is the same, but tells outputs apart that all round to 1.
        Of several that are largest it is the first.
        """
        return np.asarray(self.z.argmax(axis=1))

    def costs(self, images: LabelledImages) -> Array:
        """The cost of each of the images that were asked for, (n,)."""
        return self.output_layer.cost(self.z, images.targets)

    def accuracy(self, images: LabelledImages) -> float:
        """The part of the images, from 0 to 1, that are taken for their class."""
        return float(np.mean(self.predictions == images.labels))

    def confusion(self, images: LabelledImages) -> NDArray[np.int64]:
        """How many images of class i are taken for class j, at [i, j]: (classes, classes)."""
        pairs = images.labels * images.classes + self.predictions
        counts = np.bincount(pairs, minlength=images.classes**2)
        return counts.reshape(images.classes, images.classes)

    def worst(self, images: LabelledImages, count: int) -> NDArray[Any]:
        """The indexes of up to `count` images taken for a wrong class, the costliest first.

        Of equal costs the one that comes first is first. Raises ValueError if count is negative.
        """
        if count < 0:
            raise ValueError(f"count must not be negative, not {count}")
        wrong = np.flatnonzero(self.predictions != images.labels)
        return wrong[np.argsort(-self.costs(images)[wrong], kind="stable")[:count]]


def answers(settings: NetworkSettings, state: NetworkState, inputs: ArrayLike) -> Answers:
    """What the network answers to n images, (n, d)."""
    given, kind = with_ones(np.asarray(inputs, dtype=np.float64)), settings.hidden_neurons
    z = weighted_inputs(as_matrices(state.layers, kind), given, kind)
    return Answers(settings.output_layer, z)
