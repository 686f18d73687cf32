"""Gives back the memory of pages that have gone, in steps that hold nobody up.

A closed page is taken apart, so that most of it is free at once (:meth:`app.page.page.Page.close`).
What is left are cycles here and there. Python finds those by a look at all objects, which takes
a millisecond for each page that is open; so it is made while few are.
"""

import asyncio
import ctypes
import gc
import math
import sys
import time
from collections.abc import Callable

import panel.io.document

SECONDS_BETWEEN_LOOKS = 2.0
FEW_PAGES = 25
"""So many are looked through in less than 50 ms."""
LONGEST_WITHOUT_LOOK = 3600.0
"""Seconds after which a look at all objects is due, however many pages are open."""
NEVER = 2**31 - 1


def settle() -> None:
    """Keep what is there by now, and leave all looks at all objects to Memory.

    To be called when a process is ready to serve.
    """
    gc.collect()
    gc.freeze()
    youngest, young, _all = gc.get_threshold()
    gc.set_threshold(youngest, young, NEVER)
    # Panel would have one made a few seconds after each page that leaves.
    panel.io.document._garbage_collect = lambda: None


class Memory:
    """The memory of a server that has ``pages()`` open now."""

    def __init__(self, pages: Callable[[], int]) -> None:
        self._pages = pages
        self._due = False
        self._looked = -math.inf

    def changed(self) -> None:
        """Give back what is free soon, as a page has come or gone."""
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_later(SECONDS_BETWEEN_LOOKS, self._look)

    def _look(self) -> None:
        self._due = False
        now = time.monotonic()
        if self._pages() <= FEW_PAGES or now - self._looked > LONGEST_WITHOUT_LOOK:
            self._looked = now
            gc.collect()
        give_back()


def give_back() -> None:
    """Hand free memory to the system."""
    # Python's cache of attributes keeps names, and so the memory that they are scattered over.
    # Since Python 3.13 it has another name itself.
    clear_cache = getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache
    clear_cache()
    try:
        # The C library, where it is glibc, keeps what is free for itself.
        ctypes.pythonapi.malloc_trim(0)
    except (AttributeError, OSError):
        return
