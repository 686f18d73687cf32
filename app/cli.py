"""``python -m app``: serves the page until it is stopped."""

import argparse
import asyncio
import logging
import secrets
import signal
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import replace

from bokeh.settings import settings

from app.jobs.dask_executor import DaskExecutor
from app.jobs.job import CannotReach
from app.jobs.process_executor import processes_by_default
from app.networks.datasets import DIGITS, MNIST_FOLDER, Dataset, checked_mnist
from app.options.parser import PROGRAM, read_options
from app.server.embedding import ANY, Embedding
from app.server.listening import EVERY_ADDRESS, CannotListen, Where, reserve
from app.server.logs import write_log
from app.server.origins import Origins
from app.server.room import Room
from app.server.workers import Plan, Workers, new_counts, serve_until_stopped
from core.console import BAD_USAGE, FAILED, write_output
from core.data.idx import IdxError

log = logging.getLogger(__name__)


def shared_out(count: int, among: int) -> tuple[int, ...]:
    """Return how many of ``count`` each gets where as many as can be get the same."""
    each, more = divmod(count, among)
    return tuple(each + (number < more) for number in range(among))


def announce(where: Where, *, show: bool) -> None:
    """Say where the page is, and open a browser there.

    A server is of use without these words, too, so it goes on where they cannot be written.
    """
    host = "127.0.0.1" if where.address in ("0.0.0.0", EVERY_ADDRESS) else where.address
    url = f"http://{f'[{host}]' if ':' in host else host}:{where.port}{where.prefix}/"
    write_output(PROGRAM, f"Neuron Lab: {url}  (Ctrl-C stops it)\n")
    if show:
        webbrowser.open(url)


def found_mnist(options: argparse.Namespace) -> tuple[Dataset, ...]:
    """Return MNIST where it is in its folder and nobody has named another; or none.

    A line in the log says why it cannot be used. Other machines, on which a Dask cluster trains,
    need not have it.
    """
    if options.dask is not None or not MNIST_FOLDER.exists():
        return ()
    try:
        return (checked_mnist(MNIST_FOLDER),)
    except IdxError as error:
        log.warning("%s: %s; networks can learn the digits alone", MNIST_FOLDER, error)
        return ()


def planned(options: argparse.Namespace) -> Plan:
    """Return what to serve."""
    trainers = options.trainers or max(processes_by_default(), options.workers)
    return Plan(
        where=Where(
            options.address,
            options.port,
            behind_proxy=options.behind_proxy,
            prefix=options.prefix,
        ),
        origins=Origins.of(options.origin),
        secret=settings.secret_key_bytes() or secrets.token_bytes(32),
        most=options.max_pages,
        most_per_address=options.max_pages_per_address,
        trainers=shared_out(trainers, options.workers),
        dask=options.dask,
        data=(DIGITS, *(found_mnist(options) if options.mnist is None else options.mnist)),
        embedding=Embedding.of(options.allow_frame),
    )


def warn_of_little_room(plan: Plan, workers: int) -> None:
    """Write a line where the system does not let so many files be open as all pages need."""
    room = Room.here(max(plan.trainers))
    if plan.most > workers * room.pages:
        log.warning(
            "--max-pages %d: there is room for %d only, as each process may have %d open files;"
            " where the system has a limit that can be raised, ulimit -Hn shows it",
            *(plan.most, workers * room.pages, room.files),
        )


def warn_of_any_frame(plan: Plan) -> None:
    """Write a line where every site there is may show the page in a frame."""
    if ANY in plan.embedding.sites:
        log.warning("--allow-frame *: any site on the web may show this page in a frame")


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
        served = workers.run(lambda: announce(where, show=show), lambda: bool(told))
    finally:
        workers.stop()
        for each in held:
            each.close()
    return 0 if served else FAILED


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped; return the exit status."""
    options = read_options(arguments)
    write_log()
    show = not options.no_browser
    plan = planned(options)
    warn_of_little_room(plan, options.workers)
    warn_of_any_frame(plan)
    try:
        if options.dask is not None:
            try_to_reach(options.dask)
        if options.workers > 1:
            return serve_with_workers(plan, options.workers, show=show)
        asyncio.run(
            serve_until_stopped(
                plan,
                new_counts(1),
                0,
                lambda port: announce(replace(plan.where, port=port), show=show),
            )
        )
    except (CannotListen, CannotReach) as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return BAD_USAGE
    return 0
