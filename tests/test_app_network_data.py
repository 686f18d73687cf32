"""app.network.data: the digits, read once and imported late."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from app.network.data import digits, mnist
from core.idx import IdxError

ROOT = Path(__file__).parent.parent


def test_digits_are_scikit_learns_and_none_is_in_both_parts():
    training, test = digits()
    assert (len(training), len(test)) == (1500, 297)
    inputs, labels = load_digits(return_X_y=True)
    given = {(row.tobytes(), label) for row, label in zip(inputs / 16, labels, strict=True)}
    rows = [
        (row.tobytes(), label)
        for part in (training, test)
        for row, label in zip(part.inputs, part.labels, strict=True)
    ]
    assert len(given) == len(set(rows)) == len(rows) == 1797
    assert set(rows) == given
    for part in (training, test):
        assert part.classes == 10
        assert set(part.labels.tolist()) == set(range(10))
        assert part.inputs.max() == 1


def test_the_split_is_the_same_in_every_process():
    code = "from app.network.data import digits; print(digits()[1].labels.tolist())"
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == str(digits()[1].labels.tolist())


def test_digits_are_read_once_and_cannot_be_changed():
    assert digits() is digits()
    with pytest.raises(ValueError, match="read-only"):
        digits()[0].inputs[0, 0] = 1


def test_scikit_learn_is_only_imported_for_its_digits():
    code = "import sys, app.network.data; print('sklearn' in sys.modules)"
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"


def test_mnist_is_read_from_a_folder(tmp_path):
    with pytest.raises(IdxError, match=r"^train-images-idx3-ubyte: there is no such file$"):
        mnist(tmp_path)
    for part, count in (("train", 3), ("t10k", 2)):
        sizes = np.array([count, 28, 28], dtype=">u4").tobytes()
        images = b"\0\0\x08\x03" + sizes + bytes([255]) * count * 784
        labels = b"\0\0\x08\x01" + sizes[:4] + bytes(range(count))
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(images)
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(labels)
    training, test = mnist(tmp_path)
    assert (training.inputs.shape, test.inputs.shape) == ((3, 784), (2, 784))
    assert training.labels.tolist() == [0, 1, 2]
    assert training.inputs.min() == 1
