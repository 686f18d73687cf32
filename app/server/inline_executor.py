"""Keeps all that a server does for its pages in the thread of its loop."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InlineExecutor(ThreadPoolExecutor):
    """Does at once, in the thread that submits it, what other executors would have a thread do.

    As the default executor of a loop it has pages built and changed in the thread of the loop, one
    at a time, where Bokeh 3.10 and later would use several threads. So nothing that pages share
    needs a lock; and at what takes long, threads of one interpreter would only wait for each other.
    Such work goes to `app.jobs.background` or `app.jobs`.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return what ``fn`` came to; what is not an Exception is raised here, to end the loop."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
