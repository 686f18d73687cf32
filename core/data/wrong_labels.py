"""A share of wrong labels, which a network that learns by heart learns too."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import LabelledImages
from core.network.random import Stream, stream


class Mislabelled(NamedTuple):
    """Images with wrong labels among them, and which these are: `is_wrong`, (n,), of booleans."""

    images: LabelledImages
    is_wrong: NDArray[np.bool_]


def mislabelled(images: LabelledImages, share: float, seed: int) -> Mislabelled:
    """The images, with a wrong label on that share of them, from 0 to 1, rounded to whole images.

    Each is labelled with one of the other classes, all of them as likely. The seed decides which,
    and with the same seed a larger share has all the wrong labels of a smaller one. Raises
    ValueError for another share.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"the share of wrong labels must be from 0 to 1, not {share}")
    random, count = stream(seed, Stream.WRONG_LABELS), len(images)
    wrong = random.permutation(count)[: round(share * count)]
    moved = random.randint(1, images.classes, count)
    labels = images.labels.copy()
    labels[wrong] = (labels[wrong] + moved[wrong]) % images.classes
    is_wrong = np.zeros(count, dtype=bool)
    is_wrong[wrong] = True
    return Mislabelled(LabelledImages(images.inputs, labels, images.classes), is_wrong)
