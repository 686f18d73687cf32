"""app.networks.datasets: which data sets there are, and the digits, read once and cheaply."""

import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import panel as pn
import pytest
from panel.io.state import set_curdoc
from sklearn.datasets import load_digits

from app.networks.datasets import DIGITS, Dataset, datasets_of_page, digits, images, mnist, side
from app.server.probe_page import passing_document
from core.data.dataset import LabelledImages, split
from core.data.idx import IdxError
from tests.mnist import write_mnist
from tests.serving import server_of

ROOT = Path(__file__).parent.parent


def printed(code: str) -> str:
    """What a new process prints that runs this."""
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


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
    # In their order too, by which the split is made.
    wanted = split(LabelledImages(inputs / 16, labels, 10), 1500, 0)
    for part, same in zip((training, test), wanted, strict=True):
        np.testing.assert_array_equal(part.inputs, same.inputs)
        np.testing.assert_array_equal(part.labels, same.labels)
    for part in (training, test):
        assert part.classes == 10
        assert set(part.labels.tolist()) == set(range(10))
        assert part.inputs.max() == 1


def test_the_split_is_the_same_in_every_process():
    code = "from app.networks.datasets import digits; print(digits()[1].labels.tolist())"
    assert printed(code) == str(digits()[1].labels.tolist())


def test_data_are_read_once_and_cannot_be_changed(tmp_path):
    assert digits() is digits()
    assert images(Dataset("digits")) is images(DIGITS) is digits()
    of_mnist = Dataset("mnist", str(write_mnist(tmp_path)))
    assert images(of_mnist) is images(Dataset("mnist", str(tmp_path)))
    for part in (*digits(), *images(of_mnist)):
        with pytest.raises(ValueError, match="read-only"):
            part.inputs[0, 0] = 1


def test_nothing_heavy_is_loaded_for_the_digits():
    code = (
        "import sys; from app.networks.datasets import DIGITS, images; images(DIGITS);"
        " print({'sklearn', 'scipy', 'panel', 'bokeh', 'tornado'} & sys.modules.keys())"
    )
    assert printed(code) == "set()"


def test_mnist_is_read_from_a_folder(tmp_path):
    for read in (lambda: mnist(tmp_path), lambda: images(Dataset("mnist", str(tmp_path)))):
        with pytest.raises(IdxError, match=r"^train-images-idx3-ubyte: there is no such file$"):
            read()
    write_mnist(tmp_path, 30, 12)
    training, test = mnist(tmp_path)
    assert (training.inputs.shape, test.inputs.shape) == ((25, 784), (12, 784))
    assert training.labels.tolist() == (list(range(10)) * 3)[:25]
    # What was not there is looked for again.
    np.testing.assert_array_equal(images(Dataset("mnist", str(tmp_path)))[1].inputs, test.inputs)
    assert [side(part) for part in (training, test, *digits())] == [28, 28, 8, 8]


def test_a_data_set_is_a_value_that_can_be_sent():
    data = Dataset("mnist", "/a/folder")
    assert pickle.loads(pickle.dumps(data)) == data
    assert len({data, Dataset("mnist", "/a/folder"), Dataset("mnist", "/b"), DIGITS}) == 3


def test_without_a_server_there_are_the_digits():
    assert pn.state.curdoc is None
    assert datasets_of_page() == (DIGITS,)
    with passing_document():
        assert datasets_of_page() == (DIGITS,)


@pytest.mark.parametrize("data", [(DIGITS,), (DIGITS, Dataset("mnist", "/a/folder"))])
async def test_a_page_has_the_data_of_its_server(data):
    async with server_of(data=data) as visitors:
        await visitors.page().open()
        with set_curdoc(visitors.server.documents[-1]):
            assert datasets_of_page() == data


async def test_a_server_that_is_told_of_no_data_has_the_digits():
    async with server_of() as visitors:
        await visitors.page().open()
        with set_curdoc(visitors.server.documents[-1]):
            assert datasets_of_page() == (DIGITS,)
