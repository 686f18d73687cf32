"""Takes the connections that come to a socket, never more at once than others have time for."""

import asyncio
import logging
import socket
from collections.abc import Callable
from contextlib import suppress

log = logging.getLogger(__name__)

AT_A_TIME = 8
"""Connections that are taken before others have a turn."""
SECONDS_WHEN_FULL = 0.1
"""The pause after those, where there is no room for all who come."""
SECONDS_WHEN_REFUSED = 1.0
"""The pause after the system would not hand out a connection."""
LARGEST_LOOK = 16 * 1024
"""Bytes of a request that are looked at."""

Take = Callable[[socket.socket, str], bool]
"""Serves a connection from an address; returns whether others had to be closed for it."""


async def accept(
    listening: socket.socket, take: Take, close_one: Callable[[], object], newcomers: int
) -> None:
    """Have the connections that come to ``listening`` taken, until cancelled.

    Where there is no room for all, up to ``newcomers`` of those that wait may show that they ask
    for something. That costs less than serving them, so that those who do need not wait long
    for those who do not. Calls ``close_one()`` where the system has no file for another.
    """
    loop = asyncio.get_running_loop()
    while True:
        full = False
        for _each in range(AT_A_TIME):
            try:
                accepted, address = await loop.sock_accept(listening)
            except ConnectionError:
                continue
            except OSError as error:
                log.warning("no connection can be taken: %s", error.strerror)
                close_one()
                await asyncio.sleep(SECONDS_WHEN_REFUSED)
            else:
                full |= take(accepted, str(address[0]))
        if not full:
            await asyncio.sleep(0)
            continue
        log.warning("connections that are idle are closed to make room for others")
        waiting = those_who_wait(listening, newcomers)
        try:
            await asyncio.sleep(SECONDS_WHEN_FULL)
        finally:
            for accepted, address in waiting:
                if has_request(accepted):
                    take(accepted, address)
                else:
                    accepted.close()


def those_who_wait(listening: socket.socket, most: int) -> list[tuple[socket.socket, str]]:
    """Return ``most`` of the connections that wait, or all, and from which addresses they are."""
    waiting: list[tuple[socket.socket, str]] = []
    with suppress(OSError):
        while len(waiting) < most:
            accepted, address = listening.accept()
            accepted.setblocking(False)
            waiting.append((accepted, str(address[0])))
    return waiting


def has_request(accepted: socket.socket) -> bool:
    """Return whether all headers of a request have come."""
    try:
        return b"\r\n\r\n" in accepted.recv(LARGEST_LOOK, socket.MSG_PEEK)
    except OSError:
        return False
