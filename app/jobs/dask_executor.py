"""Takes steps on the computers of a Dask scheduler."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from app.jobs.child_process import StepFailed
from app.jobs.job import CannotReach

if TYPE_CHECKING:
    from distributed import Client

P = ParamSpec("P")
T = TypeVar("T")

SECONDS_TO_CONNECT = 8.0
MOST_AT_ONCE = 64


class DaskExecutor(Executor):
    """As many steps at once as the workers of the scheduler at ``address`` have threads.

    It connects when it is first needed, and anew whenever the connection was given up. Where a
    worker ends, Dask has its step done by another; what is lost all the same, after several workers
    or with the scheduler, ends with BrokenExecutor.
    """

    def __init__(self, address: str, seconds: float = SECONDS_TO_CONNECT) -> None:
        self._address = address
        self._seconds = seconds
        self.count = 1
        """Steps at once, as far as is known."""
        # Each waits for one step; nothing that Dask does may keep the server from serving.
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="cluster")
        self._connecting = threading.Lock()
        self._client: Client | None = None
        self._closed = False

    def connect(self) -> Client:
        """Return the connection, made if need be. Raises CannotReach."""
        with self._connecting:
            if self._client is None or self._client.status == "closed":
                self._client = self._connected()
            return self._client

    def _connected(self) -> Client:
        dask: Any = _distributed()
        try:
            # First of all, as a client waits for ever where somebody listens who says nothing.
            asyncio.run(_ask(dask.rpc(self._address), self._seconds))
            client: Client = dask.Client(self._address, timeout=self._seconds, set_as_default=False)
        except Exception as error:
            # No answer, an answer of something else, or of a Dask of another kind.
            raise CannotReach(f"no Dask scheduler answers at {self._address}") from error
        if self._closed:
            client.close()
            raise CannotReach("closed meanwhile")
        return client

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have ``fn`` called by a worker."""
        return self._threads.submit(self._do, partial(fn, *args, **kwargs))

    def _do(self, work: Callable[[], Any]) -> Any:
        client = self.connect()
        try:
            threads = sum(client.nthreads().values())
            self.count = max(1, min(threads, MOST_AT_ONCE))
            return client.get_executor(pure=False).submit(work).result()
        except StepFailed:
            raise
        except BaseException as error:
            # There are too many ways to lose a connection or a worker to name them.
            kind = BrokenExecutor if client.status == "running" else CannotReach
            raise kind(type(error).__name__) from error

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Drop what is under way, and close the connection."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        # Who holds it is connecting, and will see that nobody wants that any more.
        if self._connecting.acquire(blocking=False):
            try:
                if self._client is not None:
                    self._client.close()
            finally:
                self._connecting.release()
                if wait:
                    self._threads.shutdown(wait=True)


async def _ask(scheduler: Any, seconds: float) -> None:
    """Have the scheduler say who it is. Raises TimeoutError, and whatever else may happen."""
    async with scheduler, asyncio.timeout(seconds):
        await scheduler.identity()


def _distributed() -> ModuleType:
    """Import Dask, which takes long, and have its log written as ours is."""
    import dask

    # Without this it would give itself, Bokeh and Tornado handlers that write in another form.
    dask.config.set({"logging": {"version": 1, "incremental": True}})
    import distributed

    return distributed
