"""A run from the command line: `python -m core train` writes it to standard output."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from core.console import OneLineParser, write_output
from core.costs.costs import COSTS
from core.neuron.frames import Frame, train
from core.neuron.settings import RANGES, Settings, SettingsError
from core.numbers import NotANumber, read_number

CSV_COLUMNS = ("epoch", "weight", "bias", "output", "cost")

DESCRIPTION = """\
Train one sigmoid neuron, and write what it was at each epoch; epoch 0 is the start.

csv:  a header and one row for each epoch: epoch, weight, bias, output and cost.
json: one object, {"settings": {"weight": ..., ...}, "frames": [{"epoch": 0, ...}, ...]},
      where a frame has every number there is of that epoch.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line, by default that of the process, and return its exit status.

    What is wrong with the arguments is said in one line on standard error, with SystemExit(2).
    """
    parser, train_parser = _parsers()
    words = sys.argv[1:] if arguments is None else arguments
    options = vars(parser.parse_args(_joined(words)))
    try:
        settings = Settings(
            cost=_cost(options["cost"]),
            **{field: _number(field, options[field]) for field in RANGES},
        )
    except SettingsError as error:
        train_parser.error(str(error))
    run = train(settings)
    text = as_json(settings, run) if options["format"] == "json" else as_csv(run)
    return write_output(train_parser.prog, text)


def as_csv(run: Frame[Any]) -> str:
    """The frames of one neuron as comma-separated values, each number in full."""
    columns = (getattr(run, name).tolist() for name in CSV_COLUMNS)
    rows = (",".join(map(repr, row)) for row in zip(*columns, strict=True))
    return "\n".join([",".join(CSV_COLUMNS), *rows]) + "\n"


def as_json(settings: Settings, run: Frame[Any]) -> str:
    """The settings and the frames of one neuron as a JSON object, each number in full."""
    columns = (values.tolist() for values in run)
    frames = [dict(zip(Frame._fields, row, strict=True)) for row in zip(*columns, strict=True)]
    described = asdict(settings) | {"cost": settings.cost.name}
    return json.dumps({"settings": described, "frames": frames}, allow_nan=False) + "\n"


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
        help=f"one of {', '.join(COSTS)}; {defaults.cost.name} if not given",
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


def _number(field: str, text: Any) -> Any:
    """The number that the text says, or else the text, for `Settings` to refuse."""
    try:
        return read_number(str(text), whole=field in SettingsError.whole)
    except NotANumber:
        return text


def _cost(name: str) -> Any:
    """The cost of that name, or else the name, for `Settings` to refuse."""
    return COSTS.get(name, name)
