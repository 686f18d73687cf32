"""A small data set in the form of MNIST."""

import gzip
from pathlib import Path

import numpy as np


def write_mnist(
    directory: Path, training: int = 30, test: int = 12, side: int = 28, *, zipped: bool = False
) -> Path:
    """Write four files with random images into the folder; return it."""
    random = np.random.RandomState(0)
    for part, count in (("train", training), ("t10k", test)):
        sizes = np.array([count, side, side], dtype=">u4").tobytes()
        pixels = random.randint(0, 256, count * side * side).astype(np.uint8).tobytes()
        labels = bytes(number % 10 for number in range(count))
        files = {
            f"{part}-images-idx3-ubyte": b"\0\0\x08\x03" + sizes + pixels,
            f"{part}-labels-idx1-ubyte": b"\0\0\x08\x01" + sizes[:4] + labels,
        }
        for name, content in files.items():
            path = directory / (f"{name}.gz" if zipped else name)
            path.write_bytes(gzip.compress(content) if zipped else content)
    return directory
