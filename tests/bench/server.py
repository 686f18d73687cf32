"""A server in a process of its own, and what it costs there."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MANY_PAGES = ("--max-pages", "5000", "--max-pages-per-address", "5000")


class Measured:
    """A running server: ``address`` is where, ``process`` the number of its process."""

    def __init__(self, address: str, process: int) -> None:
        self.address = address
        self.process = process

    def processor_seconds(self) -> float:
        """Return the processor time that it has had."""
        # The clock that clock_getcpuclockid(3) names for a process.
        return time.clock_gettime((~self.process << 3) | 2)

    def waiting_seconds(self) -> float:
        """Return the time for which it could have gone on, had others not had the core."""
        _ran, waited, _scheduler = Path(f"/proc/{self.process}/schedstat").read_text().split()
        return int(waited) / 1e9

    def megabytes(self) -> float:
        """Return the memory that is its own, which would be free if it ended."""
        rollup = Path(f"/proc/{self.process}/smaps_rollup").read_text()
        return sum(map(int, re.findall(r"^Private_\w+: +(\d+)", rollup, re.M))) / 1024

    def keep_to_a_core(self) -> None:
        """Let it have one core, and this process, with the clients, the others if there are any."""
        first, *others = sorted(os.sched_getaffinity(0))
        if others:
            os.sched_setaffinity(self.process, {first})
            os.sched_setaffinity(0, others)


@contextmanager
def serving(module: str, *options: str) -> Iterator[Measured]:
    """Run ``python -m module options`` meanwhile; it prints its address when it is there."""
    cores = os.sched_getaffinity(0)
    command = [sys.executable, "-m", module, *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found, "the server did not start"
            yield Measured(found[0], process.pid)
        finally:
            process.terminate()
            os.sched_setaffinity(0, cores)


def serving_app(workers: int = 1) -> AbstractContextManager[Measured]:
    """Run the app meanwhile, in ``workers`` processes and with room for many pages."""
    return serving("app", "--port", "0", "--no-browser", "--workers", str(workers), *MANY_PAGES)
