"""A run from the command line: `python -m core train` writes it to standard output."""

import argparse
import json
import sys
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from core.console import OneLineParser, write_output
from core.costs.costs import COSTS
from core.neuron.frames import Frame, train_stages
from core.neuron.settings import RANGES, Settings, SettingsError, read
from core.schedule import ScheduleError, cost_named, read_change, stages

CSV_COLUMNS = ("epoch", "weight", "bias", "output", "cost", "weight_gradient", "learning_rate")

DESCRIPTION = """\
Train one sigmoid neuron, and write what it was at each epoch; epoch 0 is the start.

csv:  a header and one row for each epoch: epoch, weight, bias, output, cost, weight_gradient,
      learning_rate and cost_function, the last three those of the next update.
json: one object, {"settings": {"weight": ..., ...}, "changes": [], "frames": [{"epoch": 0, ...},
      ...]}, where a frame has every number there is of that epoch.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, by default that of the process, and return its exit status.

    What is wrong with the arguments is said in one line on standard error, with SystemExit(2).
    """
    parser, train_parser = _parsers()
    words = sys.argv[1:] if arguments is None else arguments
    options = vars(parser.parse_args(_joined(words)))
    try:
        numbers = {field: read(field, str(options[field])) for field in RANGES}
        settings = Settings(cost=cost_named(options["cost"]), **numbers)  # type: ignore[arg-type]
        run_stages = stages(settings, [read_change(text) for text in options["change"]])
    except (SettingsError, ScheduleError) as error:
        train_parser.error(str(error))
    run = train_stages(run_stages)
    write = as_json if options["format"] == "json" else as_csv
    return write_output(train_parser.prog, write(run_stages, run))


Stages: TypeAlias = Sequence[tuple[int, Settings]]


def as_csv(run_stages: Stages, run: Frame[Any]) -> str:
    """The frames of one neuron as comma-separated values, each number in full."""
    columns = (getattr(run, name).tolist() for name in CSV_COLUMNS)
    begins = [begin for begin, _settings in run_stages]
    names = [run_stages[bisect(begins, epoch) - 1][1].cost.name for epoch in run.epoch.tolist()]
    rows = (",".join([*map(repr, row), name]) for *row, name in zip(*columns, names, strict=True))
    return "\n".join([",".join([*CSV_COLUMNS, "cost_function"]), *rows]) + "\n"


def as_json(run_stages: Stages, run: Frame[Any]) -> str:
    """The settings, their changes and the frames of one neuron as a JSON object, in full."""
    columns = (values.tolist() for values in run)
    frames = [dict(zip(Frame._fields, row, strict=True)) for row in zip(*columns, strict=True)]
    (_begin, settings), *later = run_stages
    described = asdict(settings) | {"cost": settings.cost.name}
    changes = [
        {"epoch": begin, "learning_rate": each.learning_rate, "cost": each.cost.name}
        for begin, each in later
    ]
    text = json.dumps(
        {"settings": described, "changes": changes, "frames": frames}, allow_nan=False
    )
    return text + "\n"


def _parsers() -> tuple[OneLineParser, OneLineParser]:
    parser = OneLineParser(
        prog="python -m core", allow_abbrev=False, description="Neuron Lab's core."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    train_parser = commands.add_parser(
        "train",
        allow_abbrev=False,
        help="train one neuron and write every epoch of it",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    defaults = Settings()
    for field, (low, high) in RANGES.items():
        default = getattr(defaults, field)
        train_parser.add_argument(
            _option(field),
            default=default,
            metavar="NUMBER",
            help=f"{low:g} to {high:g}; {default:g} if not given",
        )
    train_parser.add_argument(
        "--cost",
        default=defaults.cost.name,
        metavar="NAME",
        help=f"one of {', '.join(COSTS)}, or power-0.5 for δ = (a − y) σ′(z)^0.5;"
        f" {defaults.cost.name} if not given",
    )
    train_parser.add_argument(
        "--change",
        action="append",
        default=[],
        metavar="EPOCH:LEARNING_RATE:COST",
        help="go on from EPOCH with these, such as 90:0.05:cross-entropy; may be repeated",
    )
    train_parser.add_argument("--format", default="csv", choices=("csv", "json"))
    return parser, train_parser


def _option(field: str) -> str:
    return "--" + field.replace("_", "-")


def _joined(words: Iterable[str]) -> list[str]:
    """The words, with an option and its negative number joined: --weight=-1.

    argparse would otherwise take -1e-3 and -inf for options.
    """
    numeric = {_option(field) for field in RANGES}
    joined: list[str] = []
    for word in words:
        is_negative = word.startswith("-") and not word.startswith("--")
        if is_negative and joined and joined[-1] in numeric:
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined
