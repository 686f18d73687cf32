"""Where a server listens, alone or beside others that share its port."""

import errno
import os
import socket
from dataclasses import dataclass, replace
from typing import Any, Self

LONGEST_QUEUE = 4096
"""So many newcomers wait until they are taken; the system lets others try again after seconds."""
NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
"""Why a socket cannot be bound to an address that is not this machine's."""
EVERY_ADDRESS = "::"
"""The address that stands for all there are, those of IPv4 too."""


@dataclass(frozen=True)
class Where:
    """Where a server listens: at ``port`` (0: any that is free) of ``address``.

    ``shared`` lets other processes listen there too; ``behind_proxy`` believes a proxy's headers
    about who asks. Readers find it at the path ``prefix``, such as ``/lab``, which a proxy may take
    off a request or leave on it.
    """

    address: str = "127.0.0.1"
    port: int = 0
    shared: bool = False
    behind_proxy: bool = False
    prefix: str = ""


class CannotListen(OSError):
    """The server cannot listen where it was told to: another does, or there is no such address."""

    @classmethod
    def at(cls, where: Where, error: Exception) -> Self:
        """Return what to raise when trying to listen there came to ``error``."""
        why = getattr(error, "strerror", None) or "no such address"
        return cls(f"cannot listen at {where.address!r}, port {where.port}: {why}")


def listen(where: Where) -> list[socket.socket]:
    """Return sockets that listen at each address that ``where`` stands for.

    Raises CannotListen.
    """
    sockets = _bound(where)
    for each in sockets:
        each.listen(LONGEST_QUEUE)
        each.setblocking(False)
    return sockets


def reserve(where: Where) -> tuple[list[socket.socket], Where]:
    """Take the port for workers to share; return what holds it, and where they listen.

    What holds it is bound but does not listen: it takes no connection. Raises CannotListen.
    """
    if not hasattr(socket, "SO_REUSEPORT"):
        raise CannotListen("this system cannot share a port among --workers: there can be only one")
    # Alone at first: of those that share a port none is told that another was there before.
    alone = _bound(where)
    port = alone[0].getsockname()[1]
    for each in alone:
        each.close()
    shared = replace(where, port=port, shared=True)
    return _bound(shared), shared


def _bound(where: Where) -> list[socket.socket]:
    """Return a socket for each address that ``where`` stands for, of those that this machine has.

    IPv4 and IPv6 have one each: in one for both, every IPv4 client would be shown under an IPv6
    address, all of the same network. Raises CannotListen.
    """
    address = None if where.address == EVERY_ADDRESS else where.address
    sockets: list[socket.socket] = []
    try:
        missing = None
        for family, at in _addresses(address, where.port):
            port = sockets[0].getsockname()[1] if sockets else where.port
            try:
                sockets.append(_bind(family, (at[0], port, *at[2:]), shared=where.shared))
            except OSError as error:
                if error.errno not in NOT_HERE:
                    raise
                missing = error
        if missing and not sockets:
            raise missing
    except (OSError, UnicodeError) as error:
        for each in sockets:
            each.close()
        raise CannotListen.at(where, error) from error
    return sockets


def _addresses(address: str | None, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    """Return the family and the rest of each address, those of IPv4 first."""
    found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return sorted({(int(family), at) for family, _type, _protocol, _name, at in found})


def _bind(family: int, at: tuple[Any, ...], *, shared: bool) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Connections of a server that was there a moment ago may linger. On Windows this would
            # let another server take the port.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(at)
    except OSError:
        made.close()
        raise
    return made
