"""core.data.idx: MNIST's files in every spelling, and every file that is not as it must be."""

import contextlib
import gzip
import os
import pickle
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.idx import (
    MESSAGES,
    MNIST_FILES,
    MOST_BYTES,
    IdxError,
    IdxFault,
    check_mnist,
    read_idx,
    read_mnist,
)
from tests.mnist import write_mnist

STEMS = ("train-images", "train-labels", "t10k-images", "t10k-labels")


def idx(array, kind=8):
    """An IDX file of unsigned bytes."""
    array = np.asarray(array, dtype=np.uint8)
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    return bytes((0, 0, kind, array.ndim)) + sizes + array.tobytes()


IMAGES = np.arange(5 * 2 * 3, dtype=np.uint8).reshape(5, 2, 3)
WHOLE = idx(IMAGES)


def contents(count=5, shape=(2, 3)):
    """The four files of a small MNIST."""
    random = np.random.RandomState(0)
    made = {}
    for stem in STEMS:
        dimensions = 3 if stem.endswith("images") else 1
        sizes = (count, *shape) if dimensions == 3 else (count,)
        numbers = random.randint(0, 256 if dimensions == 3 else 10, sizes)
        made[f"{stem}-idx{dimensions}-ubyte"] = idx(numbers)
    return made


def write(directory, files):
    for name, content in files.items():
        (directory / name).write_bytes(content)


def refused(fault, name, read):
    """Check that reading is refused for that fault, in a line that names the file alone."""
    with pytest.raises(IdxError) as caught:
        read()
    error = caught.value
    assert (error.fault, error.name) == (fault, name)
    assert str(error) == f"{name}: {MESSAGES[fault]}"
    assert os.sep not in str(error)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.booleans())
def test_what_was_written_is_read(tmp_path_factory, shape, zipped):
    numbers = np.random.RandomState(0).randint(0, 256, shape).astype(np.uint8)
    path = tmp_path_factory.mktemp("idx") / "numbers"
    path.write_bytes(gzip.compress(idx(numbers)) if zipped else idx(numbers))
    np.testing.assert_array_equal(read_idx(path, len(shape)), numbers)


@pytest.mark.parametrize("dotted", [False, True])
@pytest.mark.parametrize("zipped", [False, True])
def test_mnist_is_read_in_every_spelling(tmp_path, dotted, zipped):
    files = contents()
    for name, content in files.items():
        spelled = name.replace("-idx", ".idx") if dotted else name
        if zipped:
            (tmp_path / f"{spelled}.gz").write_bytes(gzip.compress(content))
        else:
            (tmp_path / spelled).write_bytes(content)
    training, validation, test = read_mnist(tmp_path)
    for images, part, kept in (
        (training, "train", slice(4)),
        (validation, "train", slice(4, 5)),
        (test, "t10k", slice(5)),
    ):
        bytes_there = np.frombuffer(files[f"{part}-images-idx3-ubyte"][16:], dtype=np.uint8)
        np.testing.assert_array_equal(images.inputs, bytes_there.reshape(5, 6)[kept] / 255)
        assert images.labels.tolist() == list(files[f"{part}-labels-idx1-ubyte"][8:])[kept]
        assert images.classes == 10


def test_the_last_sixth_of_the_training_files_is_for_validation(tmp_path):
    mnist = read_mnist(write_mnist(tmp_path, training=600, test=12))
    assert [len(images) for images in mnist] == [500, 100, 12]
    assert mnist.validation.labels[0] == 0
    refused(
        IdxFault.EMPTY,
        "train-images-idx3-ubyte",
        lambda: read_mnist(write_mnist(tmp_path, training=1)),
    )


def test_a_name_does_not_decide_whether_it_is_gzipped(tmp_path):
    files = {name: gzip.compress(content) for name, content in contents().items()}
    write(tmp_path, files)
    assert len(read_mnist(tmp_path).training) == 4


@pytest.mark.parametrize("name", contents())
def test_every_file_must_be_there(tmp_path, name):
    write(tmp_path, contents())
    (tmp_path / name).unlink()
    refused(IdxFault.MISSING, name, lambda: read_mnist(tmp_path))


def test_a_folder_or_a_pipe_is_no_file(tmp_path):
    (tmp_path / "folder").mkdir()
    refused(IdxFault.MISSING, "folder", lambda: read_idx(tmp_path / "folder", 1))
    os.mkfifo(tmp_path / "pipe")
    refused(IdxFault.MISSING, "pipe", lambda: read_idx(tmp_path / "pipe", 1))
    refused(
        IdxFault.MISSING, "train-images-idx3-ubyte", lambda: read_mnist(tmp_path / "no" / "folder")
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", IdxFault.TRUNCATED),
        (WHOLE[:3], IdxFault.TRUNCATED),
        (WHOLE[:4], IdxFault.TRUNCATED),
        (WHOLE[:15], IdxFault.TRUNCATED),
        (WHOLE[:16], IdxFault.TRUNCATED),
        (WHOLE[:-1], IdxFault.TRUNCATED),
        (WHOLE + b"\0", IdxFault.TRAILING),
        (b"P6 3 2 255", IdxFault.NOT_IDX),
        (b"\0\1\x08\3" + WHOLE[4:], IdxFault.NOT_IDX),
        (b"\0\0\x07\3" + WHOLE[4:], IdxFault.NOT_IDX),
        (idx(IMAGES, kind=0x0D), IdxFault.WRONG_KIND),
        (idx(IMAGES[0, 0]), IdxFault.WRONG_KIND),
        (idx(IMAGES[None]), IdxFault.WRONG_KIND),
        (idx(np.zeros((0, 2, 3))), IdxFault.EMPTY),
        (idx(np.zeros((2, 0, 3))), IdxFault.EMPTY),
        (WHOLE[:4] + (b"\0\0\x10\0" * 3) + WHOLE[16:], IdxFault.TOO_LARGE),
        (WHOLE[:4] + b"\xff" * 12 + WHOLE[16:], IdxFault.TOO_LARGE),
    ],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_what_is_wrong_with_a_file_is_named(tmp_path, content, fault, zipped):
    path = tmp_path / "images"
    path.write_bytes(gzip.compress(content) if zipped else content)
    refused(fault, "images", lambda: read_idx(path, 3))


def test_damaged_gzip_data_are_named(tmp_path):
    path = tmp_path / "images.gz"
    good = gzip.compress(WHOLE)
    checksum = bytearray(good)
    checksum[-6] ^= 1
    inside = bytearray(good)
    inside[12] ^= 0xFF
    for content in (good[:-1], good[:15], good[:4], bytes(checksum), bytes(inside), good + b"x"):
        path.write_bytes(content)
        refused(IdxFault.DAMAGED, "images.gz", lambda: read_idx(path, 3))


@given(st.binary(max_size=60), st.integers(0, 40), st.booleans())
def test_no_bytes_raise_anything_else(tmp_path_factory, noise, kept, zipped):
    content = WHOLE[:kept] + noise
    path = tmp_path_factory.mktemp("idx") / "noise"
    for written in (content, gzip.compress(content), gzip.compress(WHOLE)[:kept] + noise):
        path.write_bytes(written)
        with contextlib.suppress(IdxError):
            assert read_idx(path, 3).ndim == 3


def test_no_header_and_no_bomb_takes_memory(tmp_path):
    huge = WHOLE[:4] + b"\0\0\x40\0" * 3
    bomb = gzip.compress(WHOLE + bytes(50_000_000))
    files = {"huge": huge, "huge.gz": gzip.compress(huge), "bomb.gz": bomb}
    write(tmp_path, files)
    with (tmp_path / "sparse").open("wb") as file:
        file.write(WHOLE)
        file.truncate(MOST_BYTES + 1)
    for name, fault in {
        "huge": IdxFault.TOO_LARGE,
        "huge.gz": IdxFault.TOO_LARGE,
        "bomb.gz": IdxFault.TRAILING,
        "sparse": IdxFault.TOO_LARGE,
    }.items():
        tracemalloc.start()
        refused(fault, name, lambda name=name: read_idx(tmp_path / name, 3))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2_000_000, name


def test_images_and_labels_must_agree(tmp_path):
    for name, content, fault in (
        ("train-labels-idx1-ubyte", idx(np.zeros(4)), IdxFault.COUNTS),
        ("train-labels-idx1-ubyte", idx([0, 1, 2, 3, 10]), IdxFault.LABEL),
        ("t10k-labels-idx1-ubyte", idx(np.zeros(6)), IdxFault.COUNTS),
        ("t10k-images-idx3-ubyte", idx(np.zeros((5, 3, 3))), IdxFault.SIZES),
    ):
        write(tmp_path, contents())
        write(tmp_path, {name: content})
        refused(fault, name, lambda: read_mnist(tmp_path))


def test_mnist_is_checked_without_being_kept(tmp_path):
    files = contents(shape=(28, 28))
    write(tmp_path, files)
    assert set(files) == set(MNIST_FILES)
    assert check_mnist(tmp_path) == (5, 5)
    for name, content, fault in (
        ("train-labels-idx1-ubyte", idx(np.zeros(4)), IdxFault.COUNTS),
        ("t10k-labels-idx1-ubyte", idx([0, 1, 2, 3, 10]), IdxFault.LABEL),
        ("train-images-idx3-ubyte", idx(np.zeros((5, 28, 29))), IdxFault.PIXELS),
        ("t10k-images-idx3-ubyte", idx(np.zeros((5, 27, 28))), IdxFault.PIXELS),
        ("train-images-idx3-ubyte", files["train-images-idx3-ubyte"][:-1], IdxFault.TRUNCATED),
        ("t10k-labels-idx1-ubyte", b"no", IdxFault.NOT_IDX),
    ):
        write(tmp_path, files | {name: content})
        refused(fault, name, lambda: check_mnist(tmp_path))
    write(tmp_path, files)
    for name in files:
        (tmp_path / name).unlink()
        refused(IdxFault.MISSING, name, lambda: check_mnist(tmp_path))
        write(tmp_path, files)


def test_a_file_that_must_not_be_read_is_named(tmp_path, monkeypatch):
    path = tmp_path / "images"
    path.write_bytes(WHOLE)

    def denied(*arguments):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.open", denied)
    refused(IdxFault.UNREADABLE, "images", lambda: read_idx(path, 3))


def test_every_fault_has_a_message_and_errors_survive_pickling():
    assert set(MESSAGES) == set(IdxFault)
    error = pickle.loads(pickle.dumps(IdxError(IdxFault.COUNTS, "labels")))
    assert (error.fault, error.name) == (IdxFault.COUNTS, "labels")
    assert isinstance(error, ValueError)
    assert str(error) == "labels: there are not as many labels as images"
