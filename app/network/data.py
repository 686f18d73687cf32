"""The handwritten digits that a network learns."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from core.idx import read_mnist
from core.labelled import LabelledImages, split

TRAINING_DIGITS = 1500
"""How many of scikit-learn's 1,797 digits are for training; the other 297 are held out."""

SPLIT_SEED = 0
"""The seed of `core.labelled.split` that decides which."""

INK = 16.0
"""How dark a pixel of scikit-learn's digits can be."""


@cache
def digits() -> tuple[LabelledImages, LabelledImages]:
    """The digits that come with scikit-learn, 8 × 8 pixels each: for training, and held out.

    They are read once for everybody, since nobody can change them.
    """
    # Here, because the import takes more than a second.
    from sklearn.datasets import load_digits  # type: ignore[import-untyped]

    inputs, labels = load_digits(return_X_y=True)
    return split(LabelledImages(np.asarray(inputs) / INK, labels, 10), TRAINING_DIGITS, SPLIT_SEED)


def mnist(directory: Path) -> tuple[LabelledImages, LabelledImages]:
    """The MNIST digits in that folder, 28 × 28 pixels each: 60,000 for training, 10,000 held out.

    Raises IdxError for the first file that is not as it must be.
    """
    return read_mnist(directory)


@dataclass(frozen=True)
class Data:
    name: str
    directory: str | None = None


@lru_cache(maxsize=2)
def images(data: Data) -> tuple[LabelledImages, LabelledImages]:
    return digits()


def data_of_page() -> tuple[Data, ...]:
    return (Data("digits"),)
