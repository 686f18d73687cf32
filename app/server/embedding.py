"""Which pages of other sites may show this one in a frame, and what follows for all answers.

A frame may be sandboxed. Browsers then call the origin of its page ``null``, and its module scripts
and its websocket are asked for as by a page from elsewhere. Where frames are allowed, so is that.
A page that is really from elsewhere has no ticket: it may not read the page that a ticket is in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.server.origins import as_browsers_write

ANY = "*"
"""Stands for every page there is."""
SANDBOXED = "null"
"""What browsers call the origin of a page that may not say where it comes from."""
READABLE = {"Access-Control-Allow-Origin": ANY}
"""Lets pages from elsewhere read an answer, without who reads being known."""


@dataclass(frozen=True)
class Embedding:
    """Who may show this page in a frame besides pages of its own server: ``sites``, in order."""

    sites: tuple[str, ...] = ()

    @classmethod
    def of(cls, origins: Iterable[str]) -> Self:
        """Return leave for ``origins``, in any form that `sites_of` reads."""
        return cls(tuple(sorted({site for origin in origins for site in sites_of(origin)})))

    @property
    def is_allowed(self) -> bool:
        """Whether any other site may."""
        return bool(self.sites)

    @property
    def ancestors(self) -> str:
        """Who may, as a content security policy lists it."""
        return " ".join(("'self'", *self.sites))

    def trusts(self, origin: str | None) -> bool:
        """Return whether a page from ``origin`` may be one of ours in a sandboxed frame."""
        return self.is_allowed and origin == SANDBOXED


NOWHERE = Embedding()
"""No other site may."""


def sites_of(origin: str) -> frozenset[str]:
    """Return what a content security policy calls ``origin``, or ANY.

    Raises ValueError for what no page could come from, or what a policy has no form for: a network
    address of IPv6.
    """
    if origin == ANY:
        return frozenset({ANY})
    if "[" in origin:
        raise ValueError("no form for IPv6")
    return as_browsers_write(origin)
