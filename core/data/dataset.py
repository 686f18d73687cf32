"""Images, each with the class it belongs to: what a network learns, and what it is tested on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.network.random import shuffled


@dataclass(frozen=True, eq=False)
class LabelledImages:
    """n images of d inputs from 0 to 1, shape (n, d), and their `labels`, integers of shape (n,).

    A label is the number of a class, from 0 to `classes` − 1; there are at least two classes, one
    image and one input. ValueError is raised for anything else. What is given is copied, and the
    copies are read-only arrays of floats and integers; an array that is one already and nobody
    else's view is kept, as there may be 60,000 images.
    """

    inputs: NDArray[np.float64]
    labels: NDArray[np.int64]
    classes: int

    def __post_init__(self) -> None:
        given, labels = np.asarray(self.inputs), np.asarray(self.labels)
        if given.dtype.kind not in "iuf" or labels.dtype.kind not in "iu":
            raise ValueError("inputs must be numbers, and labels whole numbers")
        if given.ndim != 2 or labels.shape != given.shape[:1] or not given.size:
            raise ValueError(f"inputs {given.shape} and labels {labels.shape} do not match")
        if type(self.classes) is not int or self.classes < 2:
            raise ValueError(f"there must be two classes or more, not {self.classes!r}")
        # Negated, so that NaN is refused.
        if not (given.min() >= 0.0 and given.max() <= 1.0):
            raise ValueError("inputs must be numbers from 0 to 1")
        if labels.min() < 0 or labels.max() >= self.classes:
            raise ValueError(f"labels must be from 0 to {self.classes - 1}")
        object.__setattr__(self, "inputs", _kept(given, np.float64))
        object.__setattr__(self, "labels", _kept(labels, np.int64))

    def __len__(self) -> int:
        """The number of images."""
        return len(self.labels)

    @cached_property
    def targets(self) -> NDArray[np.float64]:
        """The desired outputs y, (n, classes): 1 for the class of the image, 0 for all others."""
        targets = np.eye(self.classes)[self.labels]
        targets.flags.writeable = False
        return targets

    def chosen(self, indexes: NDArray[Any]) -> "LabelledImages":
        """The images at these indexes, in their order."""
        return LabelledImages(self.inputs[indexes], self.labels[indexes], self.classes)


def split(
    images: LabelledImages, training: int, seed: int
) -> tuple[LabelledImages, LabelledImages]:
    """Some `training` of the images, and the others, held out as a test of what was learned.

    The seed decides which. Raises ValueError unless there is at least one of each.
    """
    if not 0 < training < len(images):
        raise ValueError(f"{training} of {len(images)} images leave none to train or to test with")
    order = shuffled(seed, 0, len(images))
    return images.chosen(order[:training]), images.chosen(order[training:])


def _kept(given: NDArray[Any], kind: type[Any]) -> NDArray[Any]:
    """The array as it is if nobody can change it, else a read-only copy of the kind."""
    if given.dtype == kind and not given.flags.writeable and given.flags.owndata:
        return given
    copy = np.array(given, dtype=kind, order="C")
    copy.flags.writeable = False
    return copy
