"""``python -m app`` where the names are taken away that Windows does not have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.ui.numbers import percent
from core import PRESETS, train
from tests.browser import Visit
from tests.serving import LONGEST, ROOT, running_command
from tests.test_browser_network import SMALL, address, run_to_the_end, sentence, settings, trained

pytestmark = pytest.mark.browser

PAGES = ("--max-pages", "100")
"""There is room for no more than about 240, where nobody can ask how many files may be open."""
WITHOUT = str(ROOT / "tests" / "without_posix")
FROM_ANYWHERE = (str(ROOT / "app"),)


def test_neurons_and_networks_train_there_started_from_another_folder(
    chromium: Browser, tmp_path: Path
) -> None:
    """The Neuron and the Network lab say what the core says, and nothing is in the log."""
    with running_command(
        tmp_path / "log",
        "--port",
        "0",
        *PAGES,
        start=FROM_ANYWHERE,
        folder=tmp_path,
        PYTHONPATH=WITHOUT,
    ) as command:
        visit = Visit(chromium, command.address)
        visit.go("/?preset=badly-wrong&speed=10")
        visit.button("Run").click()
        visit.expect_end()
        visit.expect_shows(300, [train(each) for each in PRESETS["badly-wrong"].settings()])
        visit.go(address(SMALL, 3))
        run_to_the_end(visit, 3)
        for chosen in settings(SMALL, 3):
            accuracy = trained(chosen)[-1].test_accuracy
            expect(sentence(visit)).to_contain_text(f"accuracy {percent(accuracy)}")
        assert visit.elsewhere == visit.complaints == []
        visit.close()
        command.process.terminate()
        assert command.process.wait(LONGEST) == 0
        assert command.logged() == []


def test_several_workers_are_refused_there_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--workers", "2", "--port", "0", "--no-browser", *PAGES],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": WITHOUT},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "--workers" in line


def test_the_names_are_taken_away() -> None:
    names = ("os.fork", "os.nice", "signal.pthread_sigmask", "socket.SO_REUSEPORT")
    pairs = [tuple(name.split(".")) for name in names]
    code = f"print([name for name in {pairs} if hasattr(__import__(name[0]), name[1])])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": WITHOUT},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
