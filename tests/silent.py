"""Clients that connect, say nothing or half of something, and stay."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

HALF_A_REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Silent:
    """Clients of the server at ``port`` of this machine."""

    def __init__(self, port: int) -> None:
        self._at = ("127.0.0.1", port)
        self._clients: set[asyncio.Task[None]] = set()
        self.closed = 0
        """How many connections the server has closed."""

    def come(self, count: int, say: bytes = b"", *, again: bool = False) -> None:
        """Let so many connect, who come ``again`` as soon as they are closed or not at all."""
        for _client in range(count):
            self._clients.add(asyncio.create_task(self._stay(say, again=again)))

    async def _stay(self, say: bytes, *, again: bool) -> None:
        loop = asyncio.get_running_loop()
        while True:
            with socket.socket() as client, suppress(OSError):
                client.setblocking(False)
                await loop.sock_connect(client, self._at)
                await loop.sock_sendall(client, say)
                while await loop.sock_recv(client, 4096):
                    pass
            self.closed += 1
            if not again:
                return

    async def leave(self) -> None:
        """Let all close their connections."""
        for client in self._clients:
            client.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)


@asynccontextmanager
async def silent(port: int) -> AsyncIterator[Silent]:
    """Give clients that stay no longer than they are used."""
    clients = Silent(port)
    try:
        yield clients
    finally:
        await clients.leave()
