"""A real Dask scheduler and its workers, for tests."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from distributed import Client

from tests.serving import LONGEST, ROOT


class Dask(NamedTuple):
    """Where a scheduler listens, its process, and those of its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def dask(role: str, log: Path, options: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a scheduler or a worker of Dask as long as it is used."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
    with (
        log.open("ab") as errors,
        subprocess.Popen(command, cwd=ROOT, stdout=errors, stderr=errors) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Dask]:
    """A scheduler with workers of one thread."""
    known = folder / "scheduler.json"
    where = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(known))
    with ExitStack() as stack:
        start = partial(dask, log=folder / "log")
        scheduler = stack.enter_context(start("scheduler", options=(*where, "--no-dashboard")))
        started = []
        for number in range(workers):
            place = ("--local-directory", str(folder / f"worker-{number}"))
            options = ("--scheduler-file", str(known), "--no-nanny", "--nthreads", "1", *place)
            worker = start("worker", options=(*options, "--no-dashboard"))
            started.append(stack.enter_context(worker))
        with Client(scheduler_file=str(known), timeout=LONGEST, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=LONGEST)
            address = client.scheduler.address
        yield Dask(address, scheduler, started)
