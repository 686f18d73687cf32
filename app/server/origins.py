"""Under which names the server may be reached.

A page from elsewhere must not talk to it. That includes a page whose own name was made to point
here: its name is not among these, so that only what it says in its address needs to be believed.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit


def own_names(also: Iterable[str] = ()) -> frozenset[str]:
    """Return the names that this machine has, and ``also``, in lower case."""
    host = socket.gethostname().lower()
    return frozenset({"localhost", host, f"{host.partition('.')[0]}.local", *map(str.lower, also)})


def may_serve(host: str, names: frozenset[str]) -> bool:
    """Return whether ``host``, as in a ``Host`` header, is an IP address or one of ``names``."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(origin: str, host: str) -> bool:
    """Return whether a page from ``origin`` was served under ``host``."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
