"""The data sets of handwritten digits that a network learns."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from math import isqrt
from pathlib import Path

import numpy as np

from core.data.dataset import LabelledImages, split
from core.data.idx import IdxError, check_mnist, read_mnist, read_mnist_test

TRAINING_DIGITS = 1500
"""How many of scikit-learn's 1,797 digits are for training; the other 297 are held out."""

SPLIT_SEED = 0
"""The seed of `core.data.dataset.split` that decides which."""

INK = 16.0
"""How dark a pixel of scikit-learn's digits can be."""


@dataclass(frozen=True)
class Dataset:
    """A data set by its ``name``, ``digits`` or ``mnist``, and the folder of its files, if any.

    It says where images are and has none, so that it can be sent to whoever trains with them.
    """

    name: str
    directory: str | None = None


DIGITS = Dataset("digits")
MNIST_FOLDER = Path(__file__).resolve().parents[2] / "mnist"
"""Where MNIST is found without being named, wherever the command is started."""


def datasets_of_page() -> tuple[Dataset, ...]:
    """Return the data sets that there are at the server of the page that is being built.

    Without a server, or one that has none, there are the digits alone.
    """
    # Here, because processes that train need no pages.
    import panel as pn

    from app.jobs.page_jobs import service_of

    document = pn.state.curdoc
    context = None if document is None else document.session_context
    held = service_of(context, "data")
    return held if isinstance(held, tuple) and held else (DIGITS,)


def can_read(known: Mapping[str, Dataset], name: str) -> bool:
    """Return whether the server knows these images, and has or can read those held out."""
    if name not in known:
        return False
    try:
        held_out(known[name])
    except IdxError:
        return False
    return True


@lru_cache(maxsize=2)
def images(data: Dataset) -> tuple[LabelledImages, LabelledImages]:
    """Return the images for training, and those held out; read once in each process.

    Raises IdxError for the first file that is not as it must be.
    """
    return digits() if data.directory is None else mnist(Path(data.directory))


@lru_cache(maxsize=2)
def held_out(data: Dataset) -> LabelledImages:
    """Return the images held out alone: a process that serves pages needs no others.

    Raises IdxError as ``images`` does.
    """
    return digits()[1] if data.directory is None else read_mnist_test(Path(data.directory))


def side(of: LabelledImages) -> int:
    """Return the pixels along one side of these images, which are square: 8 or 28."""
    return isqrt(of.inputs.shape[1])


@cache
def digits() -> tuple[LabelledImages, LabelledImages]:
    """Return the digits that come with scikit-learn, 8 × 8 pixels each, as ``images`` does.

    They are read once for everybody, since nobody can change them. Importing scikit-learn for that
    would take a second and 60 MB in every process that serves.
    """
    found = find_spec("sklearn")
    assert found is not None
    assert found.submodule_search_locations is not None
    path = Path(found.submodule_search_locations[0], "datasets", "data", "digits.csv.gz")
    with gzip.open(path, "rt", encoding="ascii") as lines:
        rows = np.loadtxt(lines, delimiter=",", dtype=np.int64)
    return split(LabelledImages(rows[:, :-1] / INK, rows[:, -1], 10), TRAINING_DIGITS, SPLIT_SEED)


def checked_mnist(directory: Path) -> Dataset:
    """Return the data set in that folder, once its files are as they must be.

    Raises IdxError for the first file that is not.
    """
    check_mnist(directory)
    # Those who train may be at work in another folder.
    return Dataset("mnist", str(directory.absolute()))


def mnist(directory: Path) -> tuple[LabelledImages, LabelledImages]:
    """Return the MNIST digits in that folder, 28 × 28 pixels each: 50,000, and 10,000 held out.

    They are for training and for the test; the 10,000 for validation are in neither, as in the
    book.

    Raises IdxError for the first file that is not as it must be.
    """
    found = read_mnist(directory)
    return found.training, found.test
