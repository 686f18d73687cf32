"""python -m core: what it writes, and how it says what is wrong."""

import csv
import io
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from core.cli import main
from core.costs.costs import COSTS
from core.neuron.frames import Frame, train
from core.neuron.settings import Settings
from tests.redirected import CANNOT_BE_WRITTEN, run_redirected

ROOT = Path(__file__).parent.parent
EXAMPLE = "--weight 2 --bias 2 --cost quadratic --learning-rate 0.15 --epochs 300 --format csv"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "core", *arguments], cwd=ROOT, capture_output=True, check=False
    )


def test_the_example_writes_the_run_in_full_precision():
    result = run("train", *EXAMPLE.split())
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"\r" not in result.stdout
    header = b"epoch,weight,bias,output,cost,weight_gradient,learning_rate,cost_function"
    assert result.stdout.startswith(header + b"\n0,2.0,2.0,")
    assert result.stdout.endswith(b"\n")
    rows = list(csv.DictReader(io.StringIO(result.stdout.decode())))
    assert [int(row["epoch"]) for row in rows] == list(range(301))
    expected = train(Settings(weight=2, bias=2))
    for column in ("weight", "bias", "output", "cost", "weight_gradient", "learning_rate"):
        assert [float(row[column]) for row in rows] == getattr(expected, column).tolist()
    assert float(rows[-1]["output"]) == pytest.approx(0.2028, abs=1e-4)
    assert {row["cost_function"] for row in rows} == {"quadratic"}


def test_changes_are_in_force_from_their_epoch_on(capfdbinary):
    """The badly wrong neuron, freed at epoch 88: what is written of 88 is of the new rule."""
    changes = ["--change", "88:0.15:cross-entropy", "--change", "200:0.05:power-0.5"]
    assert main(["train", "--weight", "2", "--bias", "2", *changes]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    assert len(rows) == 301
    rules = [(float(row["learning_rate"]), row["cost_function"]) for row in rows]
    assert rules[:88] == [(0.15, "quadratic")] * 88
    assert rules[88:200] == [(0.15, "cross-entropy")] * 112
    assert rules[200:] == [(0.05, "power-0.5")] * 101
    for row, after in pairwise(rows):
        step = float(row["learning_rate"]) * float(row["weight_gradient"])
        assert float(after["weight"]) == float(row["weight"]) - step
    quadratic = train(Settings(weight=2, bias=2))
    assert float(rows[87]["weight_gradient"]) == quadratic.weight_gradient[87]
    assert float(rows[88]["weight_gradient"]) == quadratic.output[88]


def test_json_lists_the_changes(capfdbinary):
    assert (
        main(["train", "--change", "1:2:cross-entropy", "--epochs", "3", "--format", "json"]) == 0
    )
    written = json.loads(capfdbinary.readouterr().out)
    assert written["changes"] == [{"epoch": 1, "learning_rate": 2.0, "cost": "cross-entropy"}]
    assert [frame["learning_rate"] for frame in written["frames"]] == [0.15, 2.0, 2.0, 2.0]
    assert [frame["slope_power"] for frame in written["frames"]] == [1, 0, 0, 0]


def test_defaults_are_those_of_settings_and_csv():
    result = run("train")
    assert result.stdout == run("train", "--format", "csv", "--weight", "0.6").stdout
    assert len(result.stdout.splitlines()) == Settings().epochs + 2
    assert result.stdout.splitlines()[1].startswith(b"0,0.6,0.9,")


@pytest.mark.parametrize("cost", COSTS)
def test_json_has_the_settings_and_every_number(cost, capfdbinary):
    arguments = f"train --cost {cost} --input -2 --target 0.5 --epochs 3 --format json"
    assert main(arguments.split()) == 0
    written = json.loads(capfdbinary.readouterr().out)
    assert written["settings"] == {
        "weight": 0.6,
        "bias": 0.9,
        "learning_rate": 0.15,
        "cost": cost,
        "input": -2,
        "target": 0.5,
        "epochs": 3,
    }
    expected = train(Settings(cost=COSTS[cost], input=-2, target=0.5, epochs=3))
    for epoch, frame in enumerate(written["frames"]):
        assert frame == dict(
            zip(Frame._fields, (column[epoch] for column in expected), strict=True)
        )
    assert len(written["frames"]) == 4


@pytest.mark.parametrize("weight", ["-1", "-0.5", "-.5", "-1e-3", "-1E0", "+2", "1e-3", " 1"])
@pytest.mark.parametrize("form", ["--weight {}", "--weight={}"])
def test_numbers_may_be_written_in_any_way(weight, form, capfdbinary):
    option, separator, _ = form.partition("=") if "=" in form else form.partition(" ")
    words = [option, weight] if separator == " " else [f"{option}={weight}"]
    assert main(["train", *words, "--epochs", "1"]) == 0
    first = capfdbinary.readouterr().out.splitlines()[1].split(b",")
    assert float(first[1]) == float(weight)


def test_a_minus_zero_is_a_zero(capfdbinary):
    assert main(["train", "--weight", "-0", "--epochs", "1"]) == 0
    assert capfdbinary.readouterr().out.splitlines()[1].startswith(b"0,0.0,")


BAD_VALUES = [
    ("--weight 6", "weight must be a number from -5 to 5, not 6"),
    ("--weight -5.1", "weight must be a number from -5 to 5, not -5.1"),
    ("--bias nan", "bias must be a number from -5 to 5, not 'nan'"),
    ("--bias inf", "bias must be a number from -5 to 5, not 'inf'"),
    ("--bias -inf", "bias must be a number from -5 to 5, not '-inf'"),
    ("--bias=-1e999", "bias must be a number from -5 to 5, not '-1e999'"),
    ("--learning-rate 20", "learning_rate must be a number from 0.001 to 10, not 20"),
    ("--learning-rate 0", "learning_rate must be a number from 0.001 to 10, not 0"),
    ("--learning-rate fast", "learning_rate must be a number from 0.001 to 10, not 'fast'"),
    ("--input 5.5", "input must be a number from -5 to 5, not 5.5"),
    ("--target -0.1", "target must be a number from 0 to 1, not -0.1"),
    ("--target=", "target must be a number from 0 to 1, not ''"),
    ("--epochs 0", "epochs must be a whole number from 1 to 5000, not 0"),
    ("--epochs 5001", "epochs must be a whole number from 1 to 5000, not 5001"),
    ("--epochs 2.5", "epochs must be a whole number from 1 to 5000, not '2.5'"),
    ("--epochs 1_0", "epochs must be a whole number from 1 to 5000, not '1_0'"),
    ("--epochs 1,000", "epochs must be a whole number from 1 to 5000, not '1,000'"),
    ("--cost absolute", "cost must be one of quadratic, cross-entropy, cross-entropy-as-published"),
    ("--cost power-3", "or power-0 to power-2, not 'power-3'"),
    ("--change 10", "a change must be EPOCH:LEARNING_RATE:COST, not '10'"),
    ("--change x:1:quadratic", "epochs must be a whole number from 1 to 5000, not 'x'"),
    ("--change 10:20:quadratic", "learning_rate must be a number from 0.001 to 10, not 20"),
    ("--change 10:1:absolute", "cost must be one of quadratic, cross-entropy,"),
    ("--change 300:1:quadratic", "one after another, from epoch 1 to 299, not at 300"),
    ("--change 9:1:quadratic --change 9:2:quadratic", "from epoch 1 to 299, not at 9"),
    ("--format xml", "--format"),
    ("--weight", "--weight"),
    ("--weight --bias 1", "--weight"),
    ("--momentum 0.9", "--momentum"),
    ("--wei 1", "--wei"),
    ("extra", "extra"),
]


def assert_refused(result, wanted):
    assert result.returncode == 2
    assert result.stdout == b""
    message = result.stderr.decode()
    assert wanted in message
    assert message.endswith("\n")
    assert len(message.splitlines()) == 1
    assert "Traceback" not in message


@pytest.mark.parametrize(("arguments", "wanted"), BAD_VALUES)
def test_what_is_wrong_is_said_in_one_line(arguments, wanted, capfd):
    with pytest.raises(SystemExit) as end:
        main(["train", *arguments.split()])
    printed, complaint = capfd.readouterr()
    status = subprocess.CompletedProcess([], end.value.code, printed.encode(), complaint.encode())
    assert_refused(status, wanted)


def test_a_command_is_needed_and_only_train_is_one():
    assert_refused(run(), "command")
    assert_refused(run("test"), "train")


def test_even_what_has_lines_in_it_is_refused_in_one():
    assert_refused(run("train", "--weight", "1\n2\n3"), "weight must be a number from -5 to 5")
    assert_refused(run("train", "--weight", "9" * 5000), "weight must be a number from -5 to 5")
    assert_refused(run("train", "a\nb"), "a b")


def test_help_says_what_there_is():
    text = run("train", "--help").stdout.decode()
    for wanted in ("--learning-rate", "0.001 to 10", "0.15", "csv", "json", '"frames"', *COSTS):
        assert wanted in " ".join(text.split()).replace("cross-entropy-as- ", "cross-entropy-as-")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("redirected", "why"), CANNOT_BE_WRITTEN, ids=[each for each, _why in CANNOT_BE_WRITTEN]
)
@pytest.mark.parametrize("arguments", [["train"], ["train", "--format=json"], ["--help"]])
def test_output_that_cannot_be_written_is_told_in_one_line(arguments, redirected, why, unbuffered):
    done = run_redirected(redirected, "core", *arguments, PYTHONUNBUFFERED=unbuffered)
    program = "python -m core" if arguments == ["--help"] else "python -m core train"
    assert done.stderr == f"{program}: cannot write to standard output: {why}\n"
    assert (done.returncode, done.stdout) == (1, "")


def test_without_any_stream_the_exit_status_tells():
    done = run_redirected(">&- 2>&-", "core", "train")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_had_enough_is_no_error(unbuffered):
    writing = [sys.executable, "-m", "core", "train", "--epochs", "5000", "--format", "json"]
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(
        writing, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.read(10) == b'{"settings'
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
