"""Takes steps in processes of this machine."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, ParamSpec, TypeVar

from app.jobs.child_process import prepare

P = ParamSpec("P")
T = TypeVar("T")

MOST_BY_DEFAULT = 4


def processes_by_default() -> int:
    """Return one for each core that this process may use, MOST_BY_DEFAULT at most."""
    known = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1
    return min(cores, MOST_BY_DEFAULT)


class ProcessExecutor(Executor):
    """Up to ``count`` processes, each made when it is first needed.

    Each is a pool of its own, so that one that is killed takes no step but its own with it; that
    ends with BrokenExecutor, and the next is taken by a new process. Python cannot fork them from
    a server, which has threads; they are spawned.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._last: dict[ProcessPoolExecutor, Future[Any]] = {}
        """The future last submitted to each."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have ``fn`` called in a process that has nothing to do; there must be less than ``count``
        that are not done. To be called from one thread alone.
        """
        for pool in [pool for pool, last in self._last.items() if last.done()]:
            try:
                return self._submit(pool, fn, *args, **kwargs)
            except BrokenExecutor:
                # It was killed, maybe while it had nothing to do.
                del self._last[pool]
                pool.shutdown(wait=False)
        pool = ProcessPoolExecutor(1, get_context("spawn"), prepare)
        return self._submit(pool, fn, *args, **kwargs)

    def _submit(
        self, pool: ProcessPoolExecutor, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        with born_deaf_to_ctrl_c():
            future = pool.submit(fn, *args, **kwargs)
        self._last[pool] = future
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all processes at once, also in mid-step: who shuts down wants no more results."""
        for pool in self._last:
            # Python 3.14 has a method for this.
            for process in list((pool._processes or {}).values()):
                process.kill()
        for pool in self._last:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)
        self._last.clear()


@contextmanager
def born_deaf_to_ctrl_c() -> Iterator[None]:
    """Let processes that are started here not hear Ctrl-C, which goes to the whole group.

    Who starts them hears of it when they are there, and ends them. Where the system has no such
    mask they hear it until they have been prepared.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
