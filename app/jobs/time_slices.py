"""Training that a page does in the thread that answers everybody: in short slices.

Work is a generator that yields between small steps. Its first slice is done at once, so that most
work is over before the call returns. The rest follows slice by slice, with a pause after each in
which others are served. The works of all pages of a server take turns.
"""

import asyncio
import logging
from collections.abc import Callable, Generator
from functools import partial
from time import monotonic
from typing import Any, Generic, TypeAlias, TypeVar

import panel as pn
from bokeh.document import Document, without_document_lock
from panel.io.state import set_curdoc

from app.jobs.page_jobs import service_of

T = TypeVar("T")
Steps: TypeAlias = Generator[None, None, T]
"""Work that is done step by step: it yields between steps, and returns a result."""

log = logging.getLogger(__name__)

SECONDS_A_SLICE = 0.01
"""A slice begins no further step after that, and others have as long until the next."""


def finished(steps: Steps[T]) -> T:
    """Return the result of ``steps``, all of which are done now."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: T = done.value
            return result


class SlicedWork(Generic[T]):
    """One place for work of a page: new work there takes the place of what is under way."""

    def __init__(self) -> None:
        self._steps: Steps[T] | None = None

    @property
    def under_way(self) -> bool:
        """Whether there is work that is not done."""
        return self._steps is not None

    def begin(
        self, steps: Steps[T], later: Callable[[T], None], failed: Callable[[], None]
    ) -> T | None:
        """Do ``steps``; return their result if it is there after one slice, otherwise None.

        Then ``later(result)`` is called under the lock of the present document, or ``failed()``
        where a step raises, which is logged. Without a document on a server all is done at once.
        Of a page that is closed meanwhile the work is dropped.
        """
        self.cancel()
        document = pn.state.curdoc
        if document is None or document.session_context is None:
            return finished(steps)
        done, result = _slice(steps)
        if done:
            found: T = result
            return found
        self._steps = steps
        go_on: Any = without_document_lock(partial(self._go_on, document, steps, later, failed))
        document.add_next_tick_callback(go_on)
        return None

    def cancel(self) -> None:
        """Do no more of what is under way."""
        self._steps = None

    async def _go_on(
        self,
        document: Document,
        steps: Steps[T],
        later: Callable[[T], None],
        failed: Callable[[], None],
    ) -> None:
        context: Any = document.session_context
        slices: asyncio.Lock = service_of(context, "slices") or asyncio.Lock()
        done, ended = False, partial(failed)
        while not done:
            async with slices:
                await asyncio.sleep(SECONDS_A_SLICE)
                # Only here, in the loop that closes pages, can that not happen in between.
                if self._steps is not steps or context.destroyed:
                    return
                try:
                    done, result = _slice(steps)
                except Exception:
                    log.exception("training failed")
                    break
                ended = partial(later, result)
        document.add_next_tick_callback(partial(self._end, document, steps, ended))

    def _end(self, document: Document, steps: Steps[T], ended: Callable[[], None]) -> None:
        if self._steps is steps:
            self._steps = None
            with set_curdoc(document):
                ended()


def _slice(steps: Steps[T]) -> tuple[bool, Any]:
    """Do some of ``steps``; return whether that was all, and then their result."""
    until = monotonic() + SECONDS_A_SLICE
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return True, done.value
        if monotonic() >= until:
            return False, None
