"""Work that takes long enough to be felt, done beside the thread that answers everybody."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import panel as pn
from bokeh.document import without_document_lock

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
