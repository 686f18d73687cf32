"""Work that takes long enough to be felt, done beside the thread that answers everybody."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import panel as pn

T = TypeVar("T")

_WORKERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")


def in_background(work: Callable[[], T], use: Callable[[T], None]) -> None:
    """Have ``work()`` done, and then ``use`` its result under the lock of the present document.

    Without a document on a server both happen at once.
    """
    document = pn.state.curdoc
    if document is None or document.session_context is None:
        use(work())
        return

    def done(future: Future[T]) -> None:
        document.add_next_tick_callback(partial(use, future.result()))

    _WORKERS.submit(work).add_done_callback(done)
