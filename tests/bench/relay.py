"""Counts what a server sends on its way to the browser: all of it, compressed as it is."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit


class Relay(ThreadingTCPServer):
    """Passes connections on to the server at ``address``, and counts the bytes that come back."""

    daemon_threads = True

    def __init__(self, address: str) -> None:
        super().__init__(("127.0.0.1", 0), Passing)
        parts = urlsplit(address)
        self.there = (parts.hostname, parts.port)
        self.address = f"http://127.0.0.1:{self.server_address[1]}/"
        self._counting = threading.Lock()
        self._received = 0

    def count(self, received: int) -> None:
        """Add to what was received."""
        with self._counting:
            self._received += received

    def counted(self) -> int:
        """Return the bytes received since this was asked last."""
        with self._counting:
            received, self._received = self._received, 0
            return received


class Passing(BaseRequestHandler):
    """One connection."""

    server: Relay

    def handle(self) -> None:
        """Pass on both ways until both ends have closed."""
        with socket.create_connection(self.server.there) as there:
            arguments = (self.request, there, lambda _size: None)
            sending = threading.Thread(target=pass_on, args=arguments, daemon=True)
            sending.start()
            pass_on(there, self.request, self.server.count)
            sending.join()


def pass_on(here: socket.socket, there: socket.socket, count: Callable[[int], None]) -> None:
    """Send everything from ``here`` to ``there``, and then that it is all."""
    with suppress(OSError):
        while part := here.recv(65536):
            count(len(part))
            there.sendall(part)
    with suppress(OSError):
        there.shutdown(socket.SHUT_WR)


@contextmanager
def relay(address: str) -> Iterator[Relay]:
    """Pass on to ``address`` meanwhile."""
    with Relay(address) as passing:
        threading.Thread(target=passing.serve_forever, daemon=True).start()
        yield passing
        passing.shutdown()
