"""app.training_lab.program, and the program of each lab.

What a run is as a program: it is run here, in a folder that has nothing of this project.
"""

import csv
import io
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.labs.multi_input import spec as multi_input
from app.labs.network import program
from app.labs.network.learning import LEARNING
from app.labs.neuron import spec as neuron
from app.labs.softmax import spec as softmax
from app.networks import columns
from app.training_lab.streaming import rows
from tests.networks import TWO
from tests.training_labs import Lab, labs_of

ROOT = Path(__file__).parent.parent
MOST_LINES = 40
NEVER = ("app", "core", "panel", "bokeh")
WHAT_NEURONS_LEARN: dict[str, dict[str, str]] = {
    "the first run": {},
    "both costs": {"preset": "badly-wrong-both"},
    "as published": {"preset": "badly-wrong-as-published"},
    "a target between": {"cost": "both", "target": "0.3", "input": "-2.5"},
    "changes": {
        "preset": "badly-wrong",
        "changes": "90:0.05:both/150:10:cross-entropy/200:1:as-published/250:0.1:quadratic",
    },
    "a cost of one's own": {"cost": "own", "power": "0.5", "target": "0.4"},
    "its changes": {"cost": "own", "power": "1.7", "target": "1", "changes": "50:3:as-published"},
    "the longest": {"epochs": "5000", "cost": "both", "learning_rate": "10", "input": "5"},
}
WHAT_SEVERAL_INPUTS_LEARN: dict[str, dict[str, str]] = {
    "the first run": {},
    "sixty points": {"preset": "cloud"},
    "XOR, both costs, changed": {
        "preset": "xor",
        "cost": "both",
        "changes": "60:0.5:quadratic/120:2:both",
    },
    "one input": {"data": "0.5,1;-2,0.25", "epochs": "5000"},
}
WHAT_SOFTMAX_LEARNS: dict[str, dict[str, str]] = {
    "the first run": {},
    "both costs, changed": {"preset": "book-both", "changes": "60:5:quadratic/120:0.5:both"},
    "the longest": {"z": "-5,5,5,5", "epochs": "5000", "learning_rate": "10", "cost": "both"},
}


def computed(text: str, folder: Path, **environment: str) -> list[dict[str, str]]:
    """What a program prints, as rows."""
    file = folder / "run.py"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, file],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == ""
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))


def assert_same(found: list[dict[str, str]], lab: Lab, by: str = "curve") -> None:
    """Hold what was printed against all rows of a run that a page would have."""
    history = lab.session.history
    table = rows(history, lab.plot_spec, 0, history.epochs)
    names = list(history.frames)
    expected = [
        (int(epoch), names[curve])
        for curve, epoch in zip(table["curve"], table["epoch"], strict=True)
    ]
    assert [(int(row["epoch"]), row[by]) for row in found] == expected
    numbers = found[0].keys() & table.keys() - {"epoch", "curve"}
    assert len(numbers) >= 4
    for name in numbers:
        for row, number in zip(found, table[name], strict=True):
            assert math.isclose(float(row[name]), number, rel_tol=1e-12, abs_tol=1e-12), (name, row)


def trained(lab: Lab) -> str:
    """The program of a run that has been trained."""
    lab.session.receive({"kind": "program"})
    before = lab.said("program")[-1]["text"]
    lab.session.receive({"kind": "run"})
    lab.session.receive({"kind": "program"})
    after: str = lab.said("program")[-1]["text"]
    assert after == before
    return after


@pytest.mark.parametrize(
    ("spec", "query"),
    [
        *(pytest.param(neuron.SPEC, query, id=name) for name, query in WHAT_NEURONS_LEARN.items()),
        *(
            pytest.param(multi_input.SPEC, query, id=f"several: {name}")
            for name, query in WHAT_SEVERAL_INPUTS_LEARN.items()
        ),
        *(
            pytest.param(softmax.SPEC, query, id=f"softmax: {name}")
            for name, query in WHAT_SOFTMAX_LEARNS.items()
        ),
    ],
)
def test_a_program_prints_the_numbers_of_its_run(spec, query, monkeypatch, tmp_path):
    for open_lab in labs_of(spec, monkeypatch):
        lab = open_lab(**query)
        text = trained(lab)
        assert lab.problems == []
        assert len(text.splitlines()) <= MOST_LINES
        assert not any(f"import {name}" in text or f"from {name}" in text for name in NEVER)
        assert_same(computed(text, tmp_path), lab)


def test_a_run_with_as_many_changes_as_there_can_be_has_a_program_of_40_lines(monkeypatch):
    costs = ("both", "as-published", "own")
    changes = "/".join(f"{epoch}:0.5:{costs[epoch % 3]}" for epoch in range(1, 20))
    for open_lab in labs_of(neuron.SPEC, monkeypatch):
        lab = open_lab(cost="own", changes=changes, target="0.5")
        assert len(lab.session.controls.changes) == 19
        assert len(trained(lab).splitlines()) <= MOST_LINES


def as_rows(trainings: Any) -> list[dict[str, Any]]:
    """The rows of networks, by the names that a file has."""
    table = columns.rows(LEARNING, trainings, 0, trainings.last)
    count = len(table["curve"])
    return [{name: column[at] for name, column in table.items()} for at in range(count)]


def test_a_program_of_networks_trains_them_again_by_the_core(tmp_path):
    from app.labs.network.networks import Networks
    from app.labs.network.settings import labels
    from app.networks.datasets import DIGITS, held_out
    from app.networks.jobs import Training
    from app.networks.results import Trainings
    from tests.networks import learned, settings_for

    names = labels(Networks().read(TWO), str)
    made = [
        Training(key, name, settings)
        for name, (key, settings) in zip(names, settings_for(TWO, epochs=2).items(), strict=True)
    ]
    trainings = Trainings(made, held_out(DIGITS))
    for each in made:
        for result in learned(each.settings, DIGITS)[1]:
            trainings.learned(each, result)
    text = program.program(trainings, None)  # type: ignore[arg-type]
    assert len(text.splitlines()) <= MOST_LINES
    found = computed(text, tmp_path, PYTHONPATH=str(ROOT))
    expected = as_rows(trainings)
    assert [row["network"] for row in found] == [names[row["curve"]] for row in expected]
    for mine, theirs in zip(found, expected, strict=True):
        for name in mine.keys() - {"network"}:
            assert math.isclose(float(mine[name]), theirs[name], rel_tol=1e-12, abs_tol=1e-12), name
