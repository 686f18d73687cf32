"""Takes the connections that come to a socket, never more at once than others have time for."""

import asyncio
import logging
import socket
from collections.abc import Callable

log = logging.getLogger(__name__)

AT_A_TIME = 8
"""Connections that are taken before others have a turn."""
SKIMMED_AT_A_TIME = 128
"""How many more of those that wait are looked at, where there is no room for all."""
SECONDS_WHEN_FULL = 0.1
"""The pause after those."""
SECONDS_WHEN_REFUSED = 1.0
"""The pause after the system would not hand out a connection."""
LARGEST_LOOK = 16 * 1024
"""Bytes of a request that are looked at."""

Take = Callable[[socket.socket, str], bool]
"""Serves a connection from an address; returns whether others had to be closed for it."""


async def accept(listening: socket.socket, take: Take, close_one: Callable[[], object]) -> None:
    """Have the connections that come to ``listening`` taken, until cancelled.

    Calls ``close_one()`` where the system has no file for another.
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
        if full:
            log.warning("connections that are idle are closed to make room for others")
            skim(listening, take)
        await asyncio.sleep(SECONDS_WHEN_FULL if full else 0)


def skim(listening: socket.socket, take: Take) -> None:
    """Have those taken, of the next that wait, who have asked for something; close the others.

    It costs a tenth of serving them, so that those who ask need not wait for those who do not.
    """
    for _each in range(SKIMMED_AT_A_TIME):
        try:
            accepted, address = listening.accept()
        except OSError:
            return
        if has_request(accepted):
            take(accepted, str(address[0]))
        else:
            accepted.close()


def has_request(accepted: socket.socket) -> bool:
    """Return whether all headers of a request have come."""
    accepted.setblocking(False)
    try:
        return b"\r\n\r\n" in accepted.recv(LARGEST_LOOK, socket.MSG_PEEK)
    except OSError:
        return False
