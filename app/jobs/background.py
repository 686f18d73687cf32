"""In which thread a server works: in that of its loop, and what takes long in another."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

import panel as pn
from bokeh.document import without_document_lock

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)

_WORKERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")


def in_background(
    work: Callable[[], T], use: Callable[[T], None], failed: Callable[[], None]
) -> None:
    """Have ``work()`` done, and then ``use`` its result under the lock of the present document.

    Where it raises, the log says so and ``failed()`` is called instead. Without a document on a
    server both happen at once. Of a page that is closed meanwhile the result is dropped.
    """
    document = pn.state.curdoc
    if document is None or document.session_context is None:
        tried(work, use, failed)()
        return
    context = document.session_context

    async def wait() -> None:
        then = await asyncio.wrap_future(_WORKERS.submit(tried, work, use, failed))
        # Only here, in the loop that closes pages, can that not happen in between.
        if not context.destroyed:
            document.add_next_tick_callback(then)

    unlocked: Any = without_document_lock
    document.add_next_tick_callback(unlocked(wait))


def tried(
    work: Callable[[], T], use: Callable[[T], None], failed: Callable[[], None]
) -> Callable[[], None]:
    """Do ``work()``; return what is to be called then: ``use`` of its result, or ``failed``."""
    try:
        return partial(use, work())
    except Exception:
        log.exception("work for a page failed")
        return failed


class InlineExecutor(ThreadPoolExecutor):
    """Does at once, in the thread that submits it, what other executors would have a thread do.

    As the default executor of a loop it has pages built and changed in the thread of the loop, one
    at a time, where Bokeh 3.10 and later would use several threads. So nothing that pages share
    needs a lock; and at what takes long, threads of one interpreter would only wait for each other.
    Such work is for ``in_background``, or a job.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return what ``fn`` came to; what is not an Exception is raised here, to end the loop."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
