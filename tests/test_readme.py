"""The README: its code prints what it says, and it leaves nothing out."""

import re
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

from app.cli import parser
from app.labs.multi_input.sections.names import SECTION_LABELS as SEVERAL_PARTS
from app.labs.neuron.sections.names import SECTION_LABELS
from app.labs.neuron.settings import PRESET_LABELS
from app.labs.registry import LABS
from app.page.shell import LAB, THEME
from app.training_lab.controls import SPEEDS
from app.training_lab.cost_choices import COST_CHOICES
from app.ui.language import languages
from core import COSTS, RANGES
from core.multi_input.presets import PRESETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_code_prints_what_the_readme_says() -> None:
    """The Python block, run as it stands, prints the block after it."""
    code, printed = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.S).groups()  # type: ignore[union-attr]
    run = [sys.executable, "-X", "utf8", "-W", "error", "-c", code]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == printed
    assert len(code.split("\n")) <= 14


def test_the_command_of_the_core_runs() -> None:
    """The line for the command line writes a header and 301 rows."""
    line = re.search(r"python (-m core train .*)", README).group(1)  # type: ignore[union-attr]
    run = [sys.executable, *line.split()]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert len(done.stdout.splitlines()) == 302


def options(made: ArgumentParser) -> list[str]:
    """Return the long options of a parser."""
    return [name for action in made._actions for name in action.option_strings if name[1] == "-"]


@pytest.mark.parametrize("option", options(parser()))
def test_every_option_of_the_app_is_documented(option: str) -> None:
    """Each option of ``python -m app`` is in the README."""
    assert f"`{option}" in README


NAMES = [name for lab in LABS for name in lab.names if not re.fullmatch(r"several\.w[2-7]", name)]


@pytest.mark.parametrize("name", [*NAMES, LAB.name, THEME.name, "lang"])
def test_every_name_in_an_address_is_documented(name: str) -> None:
    """Each name that a link may have is in the table."""
    table = README.split("## The address is the state")[1].split("## ")[0]
    assert f"`{name}`" in table


def test_every_choice_is_documented() -> None:
    """Each value that an address may choose from is in the README."""
    choices = [*COST_CHOICES, *filter(None, PRESET_LABELS), *languages(), *THEME.options, *COSTS]
    choices += [*(lab.name for lab in LABS), *PRESETS, *SECTION_LABELS, *SEVERAL_PARTS]
    missing = [choice for choice in choices if f"`{choice}`" not in README and choice not in README]
    assert not missing
    assert ", ".join(f"{speed:g}" for speed in SPEEDS) in README


def test_ranges_are_those_of_the_core() -> None:
    """The table's ranges are the core's."""
    assert RANGES["weight"] == RANGES["bias"] == RANGES["input"] == (-5, 5)
    for name, text in {
        "learning_rate": "0.001 to 10",
        "target": "0 to 1",
        "epochs": "1 to 5000",
    }.items():
        low, high = RANGES[name]
        assert text == f"{low:g} to {high:g}"
        assert f"| `{name}` | {text} |" in README


@pytest.mark.parametrize("target", re.findall(r"`make ([a-z]+)", README))
def test_every_make_target_named_exists(target: str) -> None:
    """What the README calls with make is in the Makefile."""
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_picture_is_there() -> None:
    """The README's picture is in the repository."""
    path = re.search(r"\]\((assets/pictures/.*?)\)", README).group(1)  # type: ignore[union-attr]
    assert (ROOT / path).stat().st_size > 10_000
