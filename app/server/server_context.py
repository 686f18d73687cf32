"""What all handlers of one server share: who may come, and what a page is made of."""

from dataclasses import dataclass, field
from typing import Protocol

from app.server.quota import PageQuota


class Closable(Protocol):
    """A websocket, as far as it is closed when the server stops."""

    def close(self, code: int, reason: str) -> None: ...


@dataclass(frozen=True)
class ServerContext:
    """One server.

    ``names`` are those it may be reached under besides IP addresses, ``secret`` signs the tickets
    of visits, ``scripts`` and ``styles`` are the addresses of what Bokeh and Panel need in a
    browser, ``sockets`` are the open ones.
    """

    names: frozenset[str]
    secret: bytes
    quota: PageQuota
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    sockets: set[Closable] = field(default_factory=set)
