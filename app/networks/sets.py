"""The sets of images that networks learn, are chosen by and are tested on, as one choice of them.

Everything is a function of the choice, so that each process that trains has the same, and needs to
be sent none of it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.networks.datasets import Dataset, held_out, images
from core.data.dataset import DataSets, LabelledImages, divide, sample
from core.data.expansion import expanded
from core.data.wrong_labels import mislabelled

MOST_TRAINING = 1000
VALIDATION, TEST = 297, 500
"""So many digits are for validation and for the test; with 1,000 for training that is all."""
MNIST_VALIDATION, MNIST_TEST = 1000, 2000
"""And so many of MNIST's: of those for training, and the first of those for the test."""


@dataclass(frozen=True)
class ImageChoice:
    """Which images are learned: ``training`` of them, of whose labels the share ``wrong`` is wrong.

    Each has so many ``copies``, shifted by up to ``shift`` pixels and turned by up to ``angle``
    degrees. The ``seed`` decides which images are in which set, which labels are wrong, and how
    copies are moved; what follows it in the list leaves what comes before it as it is.
    """

    training: int
    seed: int
    wrong: float = 0.0
    copies: int = 0
    shift: int = 0
    angle: float = 0.0


class ChosenImages(NamedTuple):
    """What a choice comes to.

    ``sets.training`` are the images without copies, with the labels that are learned, and
    ``learned`` are these and their copies. ``digits`` are the right labels, (training,), and
    ``is_wrong`` says which of the labels are not these.
    """

    sets: DataSets
    learned: LabelledImages
    digits: NDArray[np.int64]
    is_wrong: NDArray[np.bool_]


@lru_cache(maxsize=4)
def chosen_images(data: Dataset, choice: ImageChoice) -> ChosenImages:
    """Return the images of a choice; raise IdxError where files cannot be read."""
    sets = _divided(data, choice.training, choice.seed)
    training, is_wrong = mislabelled(sets.training, choice.wrong, choice.seed)
    learned = training
    if choice.copies:
        moved = choice.copies, choice.shift, choice.angle
        learned = expanded(training, *moved, choice.seed)
    return ChosenImages(sets._replace(training=training), learned, sets.training.labels, is_wrong)


@lru_cache(maxsize=4)
def tested_images(data: Dataset, seed: int) -> LabelledImages:
    """Return the images of the test alone; of MNIST they are the same for each seed.

    Raises IdxError where files cannot be read.
    """
    if data.directory is None:
        return _divided(data, 1, seed).test
    return _first(held_out(data), MNIST_TEST)


def _divided(data: Dataset, training: int, seed: int) -> DataSets:
    for_training, for_test = images(data)
    if data.directory is None:
        return divide(joined(for_training, for_test), training, VALIDATION, TEST, seed)
    # Of so many, sets are drawn as a sample and divided: the rest need not be copied.
    drawn = sample(for_training, MOST_TRAINING + MNIST_VALIDATION + 1, seed)
    sets = divide(drawn, training, MNIST_VALIDATION, 1, seed)
    return sets._replace(test=_first(for_test, MNIST_TEST))


def joined(first: LabelledImages, second: LabelledImages) -> LabelledImages:
    """Return the images of both, those of the first before the others."""
    inputs = np.concatenate([first.inputs, second.inputs])
    return LabelledImages(inputs, np.concatenate([first.labels, second.labels]), first.classes)


def _first(of: LabelledImages, count: int) -> LabelledImages:
    return of.chosen(np.arange(min(count, len(of))))
