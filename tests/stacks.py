"""Networks of several seeds that have been trained, for tests of the labs that show them."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.jobs.job import JobStatus
from app.networks.datasets import DIGITS
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.networks.sets import tested_images
from app.networks.stack import learn
from app.networks.stack_records import StackRecord
from app.networks.stack_state import StackSettings

ROOT = Path(__file__).parent.parent


@cache
def records_of(settings: StackSettings) -> tuple[StackRecord, ...]:
    """All records of a stack."""
    state, learned = learn(settings, DIGITS, None)
    records = [*learned.records]
    while state.epoch < settings.epochs:
        state, learned = learn(settings, DIGITS, state)
        records += learned.records
    return tuple(records)


def stacks_trained(
    names: Sequence[str], settings: Mapping[str, StackSettings], controls: Any, frames: int | None
) -> Trainings:
    """What a page has of these stacks when they are trained, or of so many frames of them."""
    pairs = zip(names, settings.items(), strict=True)
    made = [Training(key, name, each) for name, (key, each) in pairs]
    trainings = Trainings(made, tested_images(DIGITS, controls.seed))
    trainings.frames = controls.epochs + 1
    for each in made:
        records = records_of(each.settings) if frames != 0 else ()
        if records:
            each.keep(records[:frames])
        done = frames is None or frames > controls.epochs
        each.status = JobStatus.FINISHED if done else JobStatus.RUNNING
    return trainings


def rows_printed(program: str, folder: Path) -> list[dict[str, str]]:
    """The rows that a program prints, run in that folder, which must not complain."""
    file = folder / "run.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, file],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == ""
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))
