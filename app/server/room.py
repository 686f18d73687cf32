"""How many connections and pages a process has room for: each is an open file to the system."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Self

WANTED = (16_384, 10_240)
"""Limits to ask for, the first that the system grants; macOS may grant no more than the second."""
UNKNOWN = 512
"""What Windows lets a process have open at least, where nobody can ask."""
LEAST = 16
"""Connections that are tried to have, however few files are left for them."""
MOST_NEWCOMERS = 192
"""Connections that wait to be served, where there is no room for all."""
RESERVED = 64
"""Files that are no connections: the log, what is listened at, scripts that are being sent."""
RESERVED_PER_TRAINER = 10
"""Pipes to a process that trains."""


@dataclass(frozen=True)
class Room:
    """What a process has room for that may have ``files`` open and has ``trainers``."""

    files: int
    trainers: int = 0

    @classmethod
    def here(cls, trainers: int = 0) -> Self:
        """Return the room of this process, after raising its limit as far as the system allows."""
        return cls(raise_limit(), trainers)

    @property
    def _clients(self) -> int:
        return max(LEAST, self.files - RESERVED - RESERVED_PER_TRAINER * self.trainers)

    @property
    def newcomers(self) -> int:
        """How many connections may be open besides those that are served."""
        return min(MOST_NEWCOMERS, self._clients // 4)

    @property
    def connections(self) -> int:
        """How many connections may be served at once."""
        return self._clients - self.newcomers

    @property
    def pages(self) -> int:
        """How many of them may be pages: a quarter is left for those who ask for one."""
        return self.connections * 3 // 4


def raise_limit() -> int:
    """Raise the limit on open files where it is lower than wanted; return how many may be used."""
    try:
        import resource
    except ImportError:
        return UNKNOWN
    for wanted in WANTED:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft == resource.RLIM_INFINITY or soft >= wanted:
            return wanted
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            return most
    return soft
