"""Images, each with the class it belongs to: what a network learns, and what it is tested on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.network.random import Stream, shuffled


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


class DataSets(NamedTuple):
    """Images to learn from, others to choose settings by, and others that test what was learned."""

    training: LabelledImages
    validation: LabelledImages
    test: LabelledImages


def split(
    images: LabelledImages, training: int, seed: int
) -> tuple[LabelledImages, LabelledImages]:
    """Some `training` of the images, and the others, held out as a test of what was learned.

    The seed decides which. Raises ValueError unless there is at least one of each.
    """
    if not 0 < training < len(images):
        raise ValueError(f"{training} of {len(images)} images leave none to train or to test with")
    order = shuffled(seed, Stream.START, len(images))
    return images.chosen(order[:training]), images.chosen(order[training:])


def divide(
    images: LabelledImages, training: int, validation: int, test: int, seed: int
) -> DataSets:
    """Sets of these sizes that have no image in common; some images may be in none.

    The seed decides which. A larger training set has all images of a smaller one, as long as the
    other sizes are the same, and the other sets stay what they are. Raises ValueError unless there
    is at least one image for each set, and no more in all than there are.
    """
    if min(training, validation, test) < 1 or training + validation + test > len(images):
        sizes = f"{training}, {validation} and {test}"
        raise ValueError(f"{len(images)} images cannot be divided into sets of {sizes}")
    order = shuffled(seed, Stream.SETS, len(images))
    held_out = order[test : test + validation]
    rest = order[test + validation : test + validation + training]
    return DataSets(images.chosen(rest), images.chosen(held_out), images.chosen(order[:test]))


def sample(images: LabelledImages, count: int, seed: int) -> LabelledImages:
    """So many of the images; the seed decides which, and a larger sample has all of a smaller one.

    Raises ValueError unless there is at least one, and no more than there are.
    """
    if not 1 <= count <= len(images):
        raise ValueError(f"{count} of {len(images)} images cannot be chosen")
    return images.chosen(shuffled(seed, Stream.SETS, len(images))[:count])


def _kept(given: NDArray[Any], kind: type[Any]) -> NDArray[Any]:
    """The array as it is if nobody can change it, else a read-only copy of the kind."""
    if given.dtype == kind and not given.flags.writeable and given.flags.owndata:
        return given
    copy = np.array(given, dtype=kind, order="C")
    copy.flags.writeable = False
    return copy
