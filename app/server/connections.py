"""The connections of clients: so many at once, and none for longer than something comes of it.

A connection is active when its client takes a part of an answer. One that sends nothing, half a
request, or nothing more after an answer is not, nor one whose client does not read; it is closed
after a while, or sooner where others need its room. The websocket of a page is no such connection:
it stays as long as the page, and pages are limited by `app.server.quota`.
"""

import asyncio
import logging
import socket
from collections import Counter, OrderedDict
from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from tornado.http1connection import HTTP1ServerConnection
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream

from app.server.accept import accept
from app.server.quota import network_of
from app.server.room import Room

log = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 5.0
ROUNDS = 4
"""After so many without activity a connection is closed. Rounds are counted and not seconds, so
that nobody is closed because the server itself was held up."""
LEAST_TAKEN = 16 * 1024
"""Bytes of an answer that a client must take meanwhile, where more is waiting for it."""
LARGEST_BODY = 0
"""Bytes of a request after its headers: nothing that is asked for here needs any."""


class Connection(IOStream):
    """A connection of the client at ``network``."""

    def __init__(self, accepted: socket.socket, network: str, server: "Connections") -> None:
        super().__init__(accepted)
        self.network = network
        self._server = server
        self._taken = 0

    def write_to_fd(self, data: memoryview) -> int:
        """Send what the client takes of ``data``, and note that it does."""
        waiting = len(data)
        taken = super().write_to_fd(data)
        self._taken += taken
        if taken == waiting or self._taken >= LEAST_TAKEN:
            self._taken = 0
            self._server.note_active(self)
        return taken

    def close_fd(self) -> None:
        """Close it, and count it no more."""
        super().close_fd()
        self._server.forget(self)


class Connections(HTTPServer):
    """An HTTP server with as many connections as there is ``room`` for.

    Of one network at most ``most_per_network`` (None: any number) are no page's.
    """

    def initialize(  # type: ignore[override]
        self, application: Any, *, room: Room, most_per_network: int | None, **options: Any
    ) -> None:
        """Serve ``application``, with the ``options`` of Tornado's server."""
        super().initialize(application, max_body_size=LARGEST_BODY, **options)
        # Rounds are enough; Tornado's timer of an hour for each request outlives its connection.
        self.conn_params.header_timeout = None
        self._most = room.connections
        self._newcomers = room.newcomers
        self._most_per_network = most_per_network
        self._open = 0
        self._round = 0
        self._active: OrderedDict[Connection, int] = OrderedDict()
        """The connections that are no page's by the round when they were active, oldest first."""
        self._of_network: Counter[str] = Counter()
        self._tasks: list[asyncio.Task[None]] = []

    def add_sockets(self, sockets: Iterable[socket.socket]) -> None:
        """Take the connections that come to ``sockets``, which are closed with the server."""
        for listening in sockets:
            accepting = asyncio.create_task(
                accept(listening, self.take, self._close_one, self._newcomers)
            )
            accepting.add_done_callback(partial(_close, listening))
            self._tasks.append(accepting)
        self._tasks.append(asyncio.create_task(self._go_round()))

    def stop(self) -> None:
        """Take no more."""
        for task in self._tasks:
            task.cancel()

    def take(self, accepted: socket.socket, address: str) -> bool:
        """Serve a new connection; return whether others were closed to make room for it."""
        connection = Connection(accepted, network_of(address), self)
        self._open += 1
        self._active[connection] = self._round
        self._of_network[connection.network] += 1
        crowded = self._make_room(connection.network)
        # Where all others are pages, it was the one that had to go.
        if not connection.closed():
            try:
                self.handle_stream(connection, (address, 0))
            except Exception:
                log.exception("a connection could not be served")
                connection.close()
        return crowded

    def _make_room(self, network: str) -> bool:
        """Close the connections that were not active for longest, while there are too many."""
        most = self._most_per_network
        crowded = False
        while most is not None and self._of_network[network] > most:
            self._close_one(network)
            crowded = True
        while self._open > self._most and self._close_one():
            crowded = True
        return crowded

    def _close_one(self, network: str | None = None) -> bool:
        """Close the connection of that network, or of any, that was not active for longest."""
        ours = (each for each in self._active if network in (None, each.network))
        oldest = next(ours, None)
        if oldest is not None:
            oldest.close()
        return oldest is not None

    async def _go_round(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_ROUNDS)
            self.close_idle()

    def close_idle(self) -> None:
        """Begin the next round, and close the connections that were not active in the last ones."""
        self._round += 1
        for connection, active in list(self._active.items()):
            if active > self._round - ROUNDS:
                break
            connection.close()

    def note_active(self, connection: Connection) -> None:
        """Note that its client takes what it is sent."""
        if connection in self._active:
            self._active[connection] = self._round
            self._active.move_to_end(connection)

    def on_close(self, server_conn: object) -> None:
        """Leave alone a connection that serves no requests any more, but a page."""
        super().on_close(server_conn)
        self._let_go(cast("Connection", cast("HTTP1ServerConnection", server_conn).stream))

    def forget(self, connection: Connection) -> None:
        """Count a connection no more that is closed."""
        self._open -= 1
        self._let_go(connection)

    def _let_go(self, connection: Connection) -> None:
        if self._active.pop(connection, None) is not None:
            self._of_network[connection.network] -= 1
            if not self._of_network[connection.network]:
                del self._of_network[connection.network]


def _close(listening: socket.socket, _accepting: asyncio.Task[None]) -> None:
    listening.close()
