"""Gives back to the system the memory of pages that have gone."""

import ctypes
import gc


def give_back() -> None:
    """Free what nobody refers to any more, and hand whole pages of memory to the system.

    It may take some tenths of a second, so it is for times when nobody waits. Python frees cycles,
    of which a closed page is full, only when as much again has come; and the C library, where it is
    glibc, keeps what is free for itself.
    """
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        # No glibc: some other C library, or Windows, where a library needs a name.
        return
