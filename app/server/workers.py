"""Several servers at one port, each a process of its own, and a parent that keeps them alive.

A worker that dies takes its own pages with it, which come back to another or to the one that takes
its place. The kernel spreads new connections over those that listen. Workers share nothing but the
secret, so that any of them can take any visit, and the counts of open pages.
"""

import asyncio
import ctypes
import logging
import multiprocessing
import signal
import time
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.synchronize import Event
from typing import Any

from app.jobs.dask_executor import DaskExecutor
from app.jobs.process_executor import ProcessExecutor, born_deaf_to_ctrl_c
from app.jobs.scheduler import MOST_PER_OWNER, Scheduler
from app.server.embedding import NOWHERE, Embedding
from app.server.listening import Where
from app.server.logs import leave_out_closed_pages, write_log
from app.server.memory import settle
from app.server.origins import Origins
from app.server.quota import BUCKETS, PageQuota
from app.server.room import Room
from app.server.serve import Server

log = logging.getLogger(__name__)

SECONDS_TO_STOP = 5.0
SECONDS_BETWEEN_TRIES = 1.0
TRIES = 5
"""How often in a row a worker may end before it serves, until the whole server gives up."""


@dataclass(frozen=True)
class Plan:
    """What to serve: where, to pages from where, with which secret, and for how many pages.

    ``trainers`` says for each worker how many processes of its own it trains with, unless that is
    done on the cluster of the Dask scheduler at ``dask``. ``data`` are the sets of images that
    networks can learn. ``embedding`` says which sites may show the page in a frame.
    """

    where: Where
    origins: Origins
    secret: bytes
    most: int
    most_per_address: int
    trainers: tuple[int, ...]
    dask: str | None
    data: tuple[object, ...]
    embedding: Embedding = NOWHERE

    def scheduler(self, worker: int) -> Scheduler:
        """Return the scheduler of worker number ``worker``, with room for the jobs of every page.

        Nothing is started before the first job.
        """
        # Not shared out among workers: all pages may happen to be at one of them.
        most = MOST_PER_OWNER * self.most
        trainers = self.trainers[worker]
        return Scheduler(
            ProcessExecutor(trainers) if self.dask is None else DaskExecutor(self.dask), most=most
        )

    def quota(self, counts: MutableSequence[int], worker: int, most_here: int) -> PageQuota:
        """Return worker number ``worker``'s view of the quota that all share."""
        most = self.most, self.most_per_address
        return PageQuota(*most, self.secret[:64], counts, worker, most_here)


def new_counts(workers: int) -> Any:
    """Return zeros for the counts of ``workers``, in memory that processes can share."""
    return multiprocessing.RawArray(ctypes.c_int, workers * BUCKETS)


async def serve_until_stopped(
    plan: Plan, counts: Any, worker: int, started: Callable[[int], None], parent: int | None = None
) -> None:
    """Serve in this process until SIGTERM or SIGINT, or until ``parent`` has ended.

    Calls ``started(port)`` when it answers. Raises CannotListen.
    """
    loop = asyncio.get_running_loop()
    leave_out_closed_pages(loop)
    stopped = asyncio.Event()
    room = Room.here(plan.trainers[worker])
    quota = plan.quota(counts, worker, room.pages)
    scheduler = plan.scheduler(worker)
    server = Server(
        *(plan.where, plan.origins, plan.secret, quota, scheduler, plan.data, room, plan.embedding)
    )
    settle()
    for sign in (signal.SIGINT, signal.SIGTERM):
        # A loop takes signals itself only on POSIX systems.
        signal.signal(sign, lambda _number, _frame: loop.call_soon_threadsafe(stopped.set))
    if parent is not None:
        loop.add_reader(parent, stopped.set)
    started(server.port)
    await stopped.wait()
    await server.stop()


def work(plan: Plan, counts: Any, worker: int, ready: Event) -> None:
    """Be worker number ``worker`` until told to stop, or until the parent has ended."""
    write_log()
    parent = multiprocessing.parent_process()
    assert parent is not None
    serving = serve_until_stopped(
        plan, counts, worker, lambda _port: ready.set(), int(parent.sentinel)
    )
    asyncio.run(serving)


class Workers:
    """The parent's view of its workers."""

    def __init__(self, plan: Plan, count: int) -> None:
        self._plan = plan
        self._counts = new_counts(count)
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._ready = [self._context.Event() for _worker in range(count)]
        self._tries = [0] * count
        self._processes: list[SpawnProcess] = []
        for worker in range(count):
            self._processes.append(self._start(worker))

    def _start(self, worker: int) -> SpawnProcess:
        self._ready[worker].clear()
        self._tries[worker] += 1
        process = self._context.Process(
            target=work,
            args=(self._plan, self._counts, worker, self._ready[worker]),
            name=f"worker-{worker}",
        )
        with born_deaf_to_ctrl_c():
            process.start()
        return process

    def run(self, started: Callable[[], None], told_to_stop: Callable[[], bool]) -> bool:
        """Replace workers that end until ``told_to_stop()``; return whether they served.

        Calls ``started()`` once, when all of them answer.
        """
        told = False
        while not told_to_stop():
            wait([process.sentinel for process in self._processes], timeout=0.1)
            for worker, process in enumerate(self._processes):
                if self._ready[worker].is_set():
                    self._tries[worker] = 0
                if process.is_alive() or told_to_stop():
                    continue
                if self._tries[worker] >= TRIES:
                    log.error("worker %d cannot serve", worker)
                    return False
                log.warning("worker %d ended (%s), another starts", worker, process.exitcode)
                self._free(worker)
                time.sleep(SECONDS_BETWEEN_TRIES if self._tries[worker] else 0)
                self._processes[worker] = self._start(worker)
            if not told and all(ready.is_set() for ready in self._ready):
                told = True
                started()
        return True

    def _free(self, worker: int) -> None:
        first = worker * BUCKETS
        self._counts[first : first + BUCKETS] = [0] * BUCKETS

    def stop(self) -> None:
        """Let every worker end, and end those that do not."""
        for process in self._processes:
            process.terminate()
        until = time.monotonic() + SECONDS_TO_STOP
        for process in self._processes:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
