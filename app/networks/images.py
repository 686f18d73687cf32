"""Images of digits as the browser is told of them."""

import numpy as np

from core.data.dataset import LabelledImages


def pixels(images: LabelledImages, index: int) -> list[list[float]]:
    """Return an image as rows of numbers from 0 to 1."""
    image = images.inputs[index]
    side = round(len(image) ** 0.5)
    return np.round(image.reshape(side, side), 2).tolist()  # type: ignore[no-any-return]
