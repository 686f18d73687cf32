"""The README: its code prints what it says, and its pictures are there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def test_the_code_prints_what_the_readme_says() -> None:
    """The Python block, run as it stands, prints the block after it."""
    code, printed = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.S).groups()  # type: ignore[union-attr]
    run = [sys.executable, "-X", "utf8", "-W", "error", "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == printed
    assert len(code.split("\n")) <= 14


@pytest.mark.parametrize("text", [README, COMMAND_LINE], ids=["README", "command-line"])
def test_the_command_of_the_core_runs(text: str) -> None:
    """The line for the command line writes a header and 301 rows."""
    line = re.search(r"^ +python (-m core train .*)", text, re.M).group(1)  # type: ignore[union-attr]
    run = [sys.executable, *line.split()]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert len(done.stdout.splitlines()) == 302


PICTURES = re.findall(r"\"(assets/pictures/.*?)\"", README)


@pytest.mark.parametrize("path", PICTURES)
def test_the_pictures_are_there(path: str) -> None:
    """The README's pictures are in the repository, and small enough to be looked at."""
    assert 10_000 < (ROOT / path).stat().st_size < 600_000


def moves(path: str) -> bool:
    """Return whether a picture has more than one frame."""
    with Image.open(ROOT / path) as picture:
        return getattr(picture, "n_frames", 1) > 1


def test_one_picture_moves_and_one_does_not() -> None:
    """Whoever asks for reduced motion gets the still one."""
    still, moving = sorted(PICTURES, key=moves)
    assert (moves(still), moves(moving)) == (False, True)
    assert f'media="(prefers-reduced-motion: reduce)" srcset="{still}"' in README
