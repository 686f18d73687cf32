"""Work that takes long enough to be felt, done beside the thread that answers everybody."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import panel as pn
from bokeh.document import without_document_lock

T = TypeVar("T")

_WORKERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")


def in_background(work: Callable[[], T], use: Callable[[T], None]) -> None:
    """Have ``work()`` done, and then ``use`` its result under the lock of the present document.

    Without a document on a server both happen at once. Of a page that is closed meanwhile the
    result is dropped.
    """
    document = pn.state.curdoc
    if document is None or document.session_context is None:
        use(work())
        return
    context = document.session_context

    async def wait() -> None:
        result = await asyncio.wrap_future(_WORKERS.submit(work))
        # Only here, in the loop that closes pages, can that not happen in between.
        if not context.destroyed:
            document.add_next_tick_callback(partial(use, result))

    unlocked: Any = without_document_lock
    document.add_next_tick_callback(unlocked(wait))
