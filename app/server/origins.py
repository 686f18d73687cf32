"""Under which names the server may be reached, and which pages may talk to it.

A page from elsewhere must not. That includes a page whose own name was made to point here: its name
is not among these, so that only what it says in its address needs to be believed.
"""

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

HOST_NAME = re.compile(r"([a-z0-9_-]{1,63}\.)*(?!\d+\.?$)[a-z0-9_-]{1,63}\.?")
"""A name as it stands in a ``Host`` header; what ends in a number is an IP address or nothing."""

DEFAULT_PORTS = {"http": 80, "https": 443}
"""The ports that browsers leave out."""


@dataclass(frozen=True)
class Origins:
    """Whom a server trusts: the ``names`` that it has itself, and the origins that were ``given``.

    Behind a proxy that puts another name into ``Host``, only the latter tell its own pages.
    """

    names: frozenset[str]
    given: frozenset[str]

    @classmethod
    def of(cls, origins: Iterable[str] = ()) -> Self:
        """Return those of this machine and ``origins``, in any form that `name_in` reads."""
        given = tuple(origins)
        written = (as_browsers_write(each) for each in given)
        return cls(own_names(map(name_in, given)), frozenset[str]().union(*written))

    def serve(self, host: str) -> bool:
        """Return whether to answer who asks for ``host``, as in a ``Host`` header."""
        return may_serve(host, self.names)

    def trust(self, origin: str | None, host: str) -> bool:
        """Return whether a page from ``origin`` that asks for ``host`` may talk to the server.

        None stands for a client that is no browser, and names no origin.
        """
        if origin is not None and origin.lower() in self.given:
            return True
        return self.serve(host) and (origin is None or same_origin(origin, host))


def name_in(origin: str) -> str:
    """Return the name of the host in ``origin``: a name, ``name:port`` or ``http(s)://name:port``.

    The port and the scheme are left out: a page is compared with where it was asked for. Raises
    ValueError for what no browser could ask for.
    """
    scheme, separator, host = origin.rpartition("://")
    parts = urlsplit(f"//{host}")
    # Browsers write a name in any other alphabet in this form.
    name = (parts.hostname or "").encode("idna").decode()
    wanted = ("http", "https") if separator else ("",)
    is_origin = scheme.lower() in wanted and parts.netloc == host and "@" not in host
    if is_origin and parts.port != 0 and (_is_address(name) or HOST_NAME.fullmatch(name)):
        return name
    raise ValueError("no name of a host")


def as_browsers_write(origin: str) -> frozenset[str]:
    """Return what the header ``Origin`` may be of a page from ``origin``.

    Without a scheme it stands for http and https, without a port for that of the scheme alone.
    Raises ValueError as `name_in` does.
    """
    name = name_in(origin)
    scheme, _separator, host = origin.lower().rpartition("://")
    port = urlsplit(f"//{host}").port
    shown = f"[{ipaddress.ip_address(name)}]" if ":" in name else name
    return frozenset(
        f"{each}://{shown}" + ("" if port in (None, default) else f":{port}")
        for each, default in DEFAULT_PORTS.items()
        if scheme in ("", each)
    )


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
    return name in names or _is_address(name)


def _is_address(name: str) -> bool:
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
