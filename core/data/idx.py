"""Images and labels in IDX files, as MNIST and its likes have them, gzipped or not.

A file is two zero bytes, one that says what kind of numbers follow, one that says in how many
dimensions, the sizes of these in four bytes each, and the numbers. These may only be unsigned
bytes here. A file is taken for what its bytes are, whatever its name; nothing in it is believed
before it is checked, and no more is read than a file of the size that it states can have.
"""

import gzip
import math
import zlib
from collections.abc import Mapping
from enum import StrEnum
from math import prod
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from core.data.dataset import DataSets, LabelledImages

MOST_BYTES = 2**26
"""The largest number of bytes after the header, and of the whole file: MNIST has 47 million."""

CLASSES = 10
"""How many classes MNIST has, and the other sets that come in its form."""

PARTS = ("train", "t10k")
"""How the names of the files for training begin, and of those held out."""

MNIST_FILES = tuple(
    f"{part}-{kind}-ubyte" for part in PARTS for kind in ("images-idx3", "labels-idx1")
)
"""The names of MNIST's four files, without the .gz of those that are gzipped."""

VALIDATION = 6
"""One of so many images in the training files is for validation: 10,000 of 60,000."""

MNIST_SIDE = 28
"""How many pixels high and wide the images of MNIST are."""

KINDS = b"\x08\x09\x0b\x0c\x0d\x0e"
"""What an IDX file can say of its numbers; the first is that they are unsigned bytes."""

UNSIGNED_BYTES = KINDS[0]
GZIP = b"\x1f\x8b"


class IdxFault(StrEnum):
    """What can be wrong with IDX files."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    NOT_IDX = "not-idx"
    WRONG_KIND = "wrong-kind"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TRUNCATED = "truncated"
    TRAILING = "trailing"
    COUNTS = "counts"
    SIZES = "sizes"
    PIXELS = "pixels"
    LABEL = "label"


MESSAGES: Mapping[IdxFault, str] = MappingProxyType(
    {
        IdxFault.MISSING: "there is no such file",
        IdxFault.UNREADABLE: "the file cannot be read",
        IdxFault.DAMAGED: "the compressed data are damaged or cut short",
        IdxFault.NOT_IDX: "this is not an IDX file",
        IdxFault.WRONG_KIND: "this is an IDX file of something else",
        IdxFault.EMPTY: "there is nothing in it",
        IdxFault.TOO_LARGE: f"there is more in it than {MOST_BYTES} bytes",
        IdxFault.TRUNCATED: "the file ends before all that it announces",
        IdxFault.TRAILING: "the file goes on after all that it announces",
        IdxFault.COUNTS: "there are not as many labels as images",
        IdxFault.SIZES: "the images are not of the size of those for training",
        IdxFault.PIXELS: f"the images are not of {MNIST_SIDE} × {MNIST_SIDE} pixels",
        IdxFault.LABEL: f"there is a label that is not from 0 to {CLASSES - 1}",
    }
)


class IdxError(ValueError):
    """An IDX file that cannot be used; its text is one line that says which and why, in English.

    `fault` is what is wrong, and `name` the name of the file, without its folder.
    """

    def __init__(self, fault: IdxFault, name: str) -> None:
        super().__init__(fault, name)
        self.fault = fault
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}: {MESSAGES[self.fault]}"


def read_idx(path: Path, dimensions: int) -> NDArray[np.uint8]:
    """The unsigned bytes in an IDX file of that many dimensions, in the shape that it states.

    Raises IdxError for anything else. It never takes memory for more than `MOST_BYTES` of them.
    """
    try:
        if not path.is_file():
            raise IdxError(IdxFault.MISSING, path.name)
        if path.stat().st_size > MOST_BYTES:
            raise IdxError(IdxFault.TOO_LARGE, path.name)
        with path.open("rb") as file:
            if file.peek(2)[:2] != GZIP:
                return _read(file, path.name, dimensions)
            with gzip.GzipFile(fileobj=file) as unpacked:
                return _read(unpacked, path.name, dimensions)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise IdxError(IdxFault.DAMAGED, path.name) from None
    except OSError:
        raise IdxError(IdxFault.UNREADABLE, path.name) from None


def read_mnist(directory: Path) -> DataSets:
    """The images in the four files of MNIST in that folder, divided as in the book.

    They are train-images-idx3-ubyte, train-labels-idx1-ubyte, and two that begin with t10k; each
    may be gzipped, with .gz at the end of its name, and may have a dot before idx. Inputs are
    bytes/255. The last sixth of the images in the training files is for validation, as in the book.
    Raises IdxError for the first file that is not as it must be; a single image is too few.
    """
    images, labels = _bytes_of(Path(directory), PARTS[0])
    kept = len(labels) - math.ceil(len(labels) / VALIDATION)
    if kept == 0:
        raise IdxError(IdxFault.EMPTY, _path(Path(directory), f"{PARTS[0]}-images", 3).name)
    training, validation = (
        _labelled(images[part], labels[part]) for part in (slice(kept), slice(kept, None))
    )
    test = read_mnist_test(directory)
    if training.inputs.shape[1] != test.inputs.shape[1]:
        raise IdxError(IdxFault.SIZES, _path(Path(directory), f"{PARTS[1]}-images", 3).name)
    return DataSets(training, validation, test)


def read_mnist_test(directory: Path) -> LabelledImages:
    """The images for the test alone, as `read_mnist` reads them."""
    return _labelled(*_bytes_of(Path(directory), PARTS[1]))


def check_mnist(directory: Path) -> tuple[int, int]:
    """Return how many images the files for training have, and those for the test.

    Raises the IdxError that `read_mnist` would, or one if the images are not 28 × 28. All files
    are read, as their sizes are known in no other way if they are gzipped; but only one pair of
    them is in memory at a time, as bytes, and nothing of it is kept.
    """
    training, test = (_checked(Path(directory), part) for part in PARTS)
    return training, test


def _checked(directory: Path, part: str) -> int:
    """How many images of 28 × 28 pixels that part has."""
    images, _labels = _bytes_of(directory, part)
    if images.shape[1:] != (MNIST_SIDE, MNIST_SIDE):
        raise IdxError(IdxFault.PIXELS, _path(directory, f"{part}-images", 3).name)
    return len(images)


def _read(file: BinaryIO | gzip.GzipFile, name: str, dimensions: int) -> NDArray[np.uint8]:
    start = file.read(4)
    if start[:2] != bytes(2)[: len(start)] or start[2:3] not in KINDS:
        raise IdxError(IdxFault.NOT_IDX, name)
    if len(start) == 4 and start[2:] != bytes((UNSIGNED_BYTES, dimensions)):
        raise IdxError(IdxFault.WRONG_KIND, name)
    header = file.read(4 * dimensions)
    if len(header) < 4 * dimensions:
        raise IdxError(IdxFault.TRUNCATED, name)
    shape = [int(size) for size in np.frombuffer(header, dtype=">u4")]
    if 0 in shape:
        raise IdxError(IdxFault.EMPTY, name)
    if prod(shape) > MOST_BYTES:
        raise IdxError(IdxFault.TOO_LARGE, name)
    # One more than there may be: only where the data end, gzip compares their checksum.
    content = file.read(prod(shape) + 1)
    if len(content) != prod(shape):
        short = len(content) < prod(shape)
        raise IdxError(IdxFault.TRUNCATED if short else IdxFault.TRAILING, name)
    return np.frombuffer(content, dtype=np.uint8).reshape(shape)


def _labelled(images: NDArray[np.uint8], labels: NDArray[np.uint8]) -> LabelledImages:
    """These images with their labels, as numbers from 0 to 1."""
    inputs = np.divide(images.reshape(len(images), -1), 255.0, dtype=np.float64)
    # So that it is kept, and not copied: there may be half a gigabyte of it.
    inputs.flags.writeable = False
    return LabelledImages(inputs, labels.astype(np.int64), CLASSES)


def _bytes_of(directory: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The images of that part, (n, height, width), and as many labels, (n,), from 0 to 9."""
    images = read_idx(_path(directory, f"{part}-images", 3), 3)
    path = _path(directory, f"{part}-labels", 1)
    labels = read_idx(path, 1)
    if len(images) != len(labels):
        raise IdxError(IdxFault.COUNTS, path.name)
    if labels.max() >= CLASSES:
        raise IdxError(IdxFault.LABEL, path.name)
    return images, labels


def _path(directory: Path, stem: str, dimensions: int) -> Path:
    """Where the file is, in whichever spelling; in the first, if it is nowhere."""
    names = [f"{stem}{mark}idx{dimensions}-ubyte" for mark in "-."]
    paths = [directory / f"{name}{end}" for name in names for end in ("", ".gz")]
    return next(filter(_is_there, paths), paths[0])


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
