"""What the log says where a page of this server got no websocket: what came to it on the way.

Only a page has a ticket, so that whoever knocks without one leaves no line. Equal lines are counted
by :mod:`app.server.logs`; here is seen to it that there are few different ones.
"""

import logging
import re

log = logging.getLogger(__name__)

MOST_NAMED = 20
"""So many different reasons are named; clients can make up any number."""
NAMEABLE = re.compile(r"[\w.:/\[\]-]{1,100}", re.ASCII)
"""Matches an origin or a host that is fit for the log."""


class Refusals:
    """The refusals of one server."""

    def __init__(self) -> None:
        self._named: set[tuple[str | None, str]] = set()

    def foreign(self, origin: str | None, host: str) -> None:
        """Tell that a page from ``origin`` that asks for ``host`` is not trusted."""
        both = (origin, host)
        told = host if origin is None else origin
        if NAMEABLE.fullmatch(told) and NAMEABLE.fullmatch(host) and self._has_room_for(both):
            log.warning(
                "refused a websocket: its Origin is %s, its Host is %s; --origin %s trusts it",
                *(origin or "missing", host, told),
            )
        else:
            log.warning("refused a websocket: its Origin and its Host do not match")

    def stripped(self) -> None:
        """Tell that what should be a websocket came as a plain request."""
        log.warning("refused a websocket: a proxy did not pass on its header Upgrade")

    def _has_room_for(self, both: tuple[str | None, str]) -> bool:
        if len(self._named) < MOST_NAMED:
            self._named.add(both)
        return both in self._named
