"""``python -m app``: serves the page until it is stopped."""

import argparse
import asyncio
import logging
import secrets
import signal
import sys
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bokeh.settings import settings

from app.jobs.dask_executor import DaskExecutor
from app.jobs.executor import CannotReach
from app.jobs.process_executor import MOST_BY_DEFAULT, processes_by_default
from app.labs.network.datasets import DIGITS, Dataset
from app.server.logs import write_log
from app.server.origins import name_in, own_names
from app.server.room import Room
from app.server.serve import CannotListen, Where
from app.server.workers import Plan, Workers, new_counts, reserve, serve_until_stopped
from core.console import BAD_USAGE, FAILED, OneLineParser, write_output
from core.data.idx import IdxError, check_mnist
from core.numbers import NotANumber, read_number

log = logging.getLogger(__name__)

PROGRAM = "python -m app"


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return what reads a whole number from ``low`` to ``high``."""

    def read(text: str) -> int:
        with suppress(NotANumber):
            number = read_number(text, whole=True)
            if low <= number <= high:
                return int(number)
        message = f"must be a whole number from {low} to {high}, not {text[:20]!r}"
        raise argparse.ArgumentTypeError(message)

    return read


def listening_address(text: str) -> str:
    """Return ``text`` unless it is empty, which would stand for every address there is."""
    if text.strip():
        return text
    raise argparse.ArgumentTypeError(f"must be an address, such as 0.0.0.0 for all, not {text!r}")


def origin_name(text: str) -> str:
    """Return the name of the host in an origin."""
    try:
        return name_in(text)
    except ValueError as error:
        message = f"must be like lab.example or https://lab.example:8443, not {text[:60]!r}"
        raise argparse.ArgumentTypeError(message) from error


def scheduler_address(text: str) -> str:
    """Return ``text`` where it is the address of a Dask scheduler."""
    with suppress(ValueError):
        parts = urlsplit(text)
        known = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
        if known and "@" not in text and text == f"{parts.scheme}://{parts.netloc}":
            return text
    message = f"must be like tcp://host:8786, not {text[:60]!r}"
    raise argparse.ArgumentTypeError(message)


def folder_of_mnist(text: str) -> Dataset:
    """Return the data set in that folder, where all of its files are as they must be."""
    try:
        check_mnist(Path(text))
    except IdxError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    # Those who train may be at work in another folder.
    return Dataset("mnist", str(Path(text).absolute()))


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
        type=origin_name,
        action="append",
        default=[],
        metavar="NAME",
        help="a name to be reached under, besides IP addresses and this machine's own, alone or as"
        " in http://name:port; repeatable",
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
        help="folder with the four files of MNIST, for networks to learn besides the digits",
    )
    training = made.add_mutually_exclusive_group().add_argument
    training(
        "--trainers",
        type=whole_number(1, 64),
        metavar="N",
        help="processes for long training, shared out among the workers"
        f" (one for each core, {MOST_BY_DEFAULT} at most, but one for each worker)",
    )
    training(
        "--dask",
        type=scheduler_address,
        metavar="ADDRESS",
        help="train on the cluster of the Dask scheduler there, such as tcp://host:8786, instead",
    )
    return made


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options in ``arguments``, by default those of the process.

    What is wrong with them is said in one line, with SystemExit.
    """
    reader = parser()
    options = reader.parse_args(arguments)
    if options.trainers is not None and options.trainers < options.workers:
        reader.error(
            f"argument --trainers: each of {options.workers} workers needs one, so it must be at"
            f" least {options.workers}, not {options.trainers}"
        )
    return options


def shared_out(count: int, among: int) -> tuple[int, ...]:
    """Return how many of ``count`` each gets where as many as can be get the same."""
    each, more = divmod(count, among)
    return tuple(each + (number < more) for number in range(among))


def announce(address: str, port: int, *, show: bool) -> None:
    """Say where the page is, and open a browser there.

    A server is of use without these words, too, so it goes on where they cannot be written.
    """
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    url = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    write_output(PROGRAM, f"Neuron Lab: {url}  (Ctrl-C stops it)\n")
    if show:
        webbrowser.open(url)


def planned(options: argparse.Namespace) -> Plan:
    """Return what to serve."""
    trainers = options.trainers or max(processes_by_default(), options.workers)
    return Plan(
        where=Where(options.address, options.port, behind_proxy=options.behind_proxy),
        names=own_names(options.origin),
        secret=settings.secret_key_bytes() or secrets.token_bytes(32),
        most=options.max_pages,
        most_per_address=options.max_pages_per_address,
        trainers=shared_out(trainers, options.workers),
        dask=options.dask,
        data=(DIGITS,) if options.mnist is None else (DIGITS, options.mnist),
    )


def warn_of_little_room(plan: Plan, workers: int) -> None:
    """Write a line where the system does not let so many files be open as all pages need."""
    room = Room.here(max(plan.trainers))
    if plan.most > workers * room.pages:
        log.warning(
            "--max-pages %d: there is room for %d only, as each process may have %d open files;"
            " the system's limit can be raised (ulimit -Hn)",
            *(plan.most, workers * room.pages, room.files),
        )


def try_to_reach(scheduler: str) -> None:
    """Connect to a Dask scheduler and take leave of it. Raises CannotReach."""
    cluster = DaskExecutor(scheduler)
    try:
        cluster.connect()
    finally:
        cluster.shutdown()


def serve_with_workers(plan: Plan, count: int, *, show: bool) -> int:
    """Serve in ``count`` processes until told to stop; return the exit status."""
    held, where = reserve(plan.where)
    told: list[int] = []
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda number, _frame: told.append(number))
    workers = Workers(replace(plan, where=where), count)
    try:
        served = workers.run(
            lambda: announce(plan.where.address, where.port, show=show), lambda: bool(told)
        )
    finally:
        workers.stop()
        held.close()
    return 0 if served else FAILED


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; return the exit status."""
    options = read_options(arguments)
    write_log()
    show = not options.no_browser
    plan = planned(options)
    warn_of_little_room(plan, options.workers)
    try:
        if options.dask is not None:
            try_to_reach(options.dask)
        if options.workers > 1:
            return serve_with_workers(plan, options.workers, show=show)
        asyncio.run(
            serve_until_stopped(
                plan, new_counts(1), 0, lambda port: announce(options.address, port, show=show)
            )
        )
    except (CannotListen, CannotReach) as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return BAD_USAGE
    return 0
