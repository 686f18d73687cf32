"""The options that there are, and the values that they have."""

import argparse
import os
from collections.abc import Mapping, Sequence

from app.jobs.process_executor import MOST_BY_DEFAULT
from app.options.environment import from_environment
from app.options.values import (
    NO_MNIST,
    embedder,
    folder_of_mnist,
    listening_address,
    origin,
    prefix,
    scheduler_address,
    whole_number,
)
from core.console import OneLineParser

PROGRAM = "python -m app"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's options."""
    made = OneLineParser(
        prog=PROGRAM, description="Serve Neuron Lab to a browser, until stopped by Ctrl-C."
    )
    add = made.add_argument
    port = whole_number(0, 65535)
    pages = whole_number(1, 100_000)
    add("--port", type=port, default=5006, help="port; 0: any that is free (%(default)s)")
    add(
        "--address",
        type=listening_address,
        default="127.0.0.1",
        help="address (%(default)s: for this machine only)",
    )
    add("--no-browser", action="store_true", help="do not open a browser")
    add(
        "--workers",
        type=whole_number(1, 64),
        default=1,
        metavar="N",
        help="processes to serve with, one for each core at most (%(default)s)",
    )
    add(
        "--origin",
        type=origin,
        action="append",
        default=[],
        metavar="NAME",
        help="a name to be reached under, besides IP addresses and this machine's own, alone or as"
        " in http://name:port; repeatable",
    )
    add(
        "--prefix",
        type=prefix,
        default="/",
        metavar="PATH",
        help="the path that readers find it at, such as /lab, which a proxy may take off or not"
        " (%(default)s)",
    )
    add(
        "--allow-frame",
        type=embedder,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a site whose pages may show the lab in a frame, as for --origin, or * for all sites;"
        " repeatable",
    )
    add(
        "--behind-proxy",
        action="store_true",
        help="believe the headers X-Forwarded-For and -Proto of whoever asks",
    )
    add(
        "--max-pages",
        type=pages,
        default=1000,
        metavar="N",
        help="pages open at once, in all (%(default)s)",
    )
    add(
        "--max-pages-per-address",
        type=pages,
        default=400,
        metavar="N",
        help="pages open at once from one address, such as that of a school (%(default)s)",
    )
    add(
        "--mnist",
        type=folder_of_mnist,
        metavar="DIR",
        help="folder with the four files of MNIST, for networks to learn besides the digits, or"
        f" {NO_MNIST} (the folder mnist of this checkout, if it is there and --dask is not given)",
    )
    add(
        "--trainers",
        type=whole_number(1, 64),
        metavar="N",
        help="processes for long training, shared out among the workers"
        f" (one for each core, {MOST_BY_DEFAULT} at most, but one for each worker)",
    )
    add(
        "--dask",
        type=scheduler_address,
        metavar="ADDRESS",
        help="train on the cluster of the Dask scheduler there, such as tcp://host:8786, instead",
    )
    return made


def read_options(
    arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ
) -> argparse.Namespace:
    """Return the options in ``arguments``, by default those of the process, and ``environment``.

    What is wrong with them is said in one line, with SystemExit.
    """
    reader = parser()
    defaults = vars(reader.parse_args([]))
    unsaid = argparse.Namespace(**dict.fromkeys(defaults))
    said = vars(reader.parse_args(arguments, unsaid))
    given = {name: value for name, value in said.items() if value is not None}
    options = argparse.Namespace(**defaults | from_environment(reader, environment) | given)
    _check_together(reader, options)
    return options


def _check_together(reader: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Say what does not go together, wherever it is given."""
    if options.trainers is None:
        return
    if options.dask is not None:
        reader.error("argument --trainers: not allowed with argument --dask")
    if options.trainers < options.workers:
        reader.error(
            f"argument --trainers: each of {options.workers} workers needs one, so it must be at"
            f" least {options.workers}, not {options.trainers}"
        )
