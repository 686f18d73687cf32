"""What the values of options may be; each is read by a function that says what is wrong."""

import argparse
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.networks.datasets import Dataset, checked_mnist
from app.server.embedding import sites_of
from app.server.origins import name_in
from core.data.idx import IdxError
from core.numbers import NotANumber, read_number

SEGMENT = re.compile(r"(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){1,100}", re.ASCII)
"""A part of a path as browsers send it (RFC 3986, section 3.3)."""
LONGEST_PREFIX = 300
OWN_PATHS = ("assets", "static", "ws", "healthz")
"""What is below the top: a prefix of that name could not be told from it."""
NO_MNIST = "none"
"""The word for no folder with MNIST, not even the one in which it is found."""


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """Return what reads a whole number from ``low`` to ``high``."""

    def read(text: str) -> int:
        with suppress(NotANumber):
            number = read_number(text, whole=True)
            if low <= number <= high:
                return int(number)
        message = f"must be a whole number from {low} to {high}, not {text[:20]!r}"
        raise argparse.ArgumentTypeError(message)

    return read


def listening_address(text: str) -> str:
    """Return ``text`` unless it is empty, which would stand for every address there is."""
    if text.strip():
        return text
    raise argparse.ArgumentTypeError(f"must be an address, such as 0.0.0.0 for all, not {text!r}")


def origin(text: str) -> str:
    """Return ``text`` where a browser can come from it."""
    try:
        name_in(text)
        return text
    except ValueError as error:
        message = f"must be like lab.example or https://lab.example:8443, not {text[:60]!r}"
        raise argparse.ArgumentTypeError(message) from error


def embedder(text: str) -> str:
    """Return ``text`` where it is an origin whose pages can show the lab in a frame, or ``*``."""
    try:
        sites_of(text)
        return text
    except ValueError as error:
        message = f"must be like school.example or https://school.example:8443, not {text[:60]!r}"
        raise argparse.ArgumentTypeError(message) from error


def prefix(text: str) -> str:
    """Return the path in ``text`` as requests begin with it: ``/a/b``, or nothing for the top."""
    parts = text.strip("/").split("/") if text.strip("/") else []
    plain = len(text) <= LONGEST_PREFIX and all(map(_is_segment, parts))
    if text and plain and parts[:1] not in ([own] for own in OWN_PATHS):
        return "".join(f"/{part}" for part in parts)
    raise argparse.ArgumentTypeError(f"must be a path like /lab, not {text[:60]!r}")


def _is_segment(text: str) -> bool:
    """Return whether ``text`` is a part of a path, and none that stands for another."""
    plain = unquote(text)
    known = SEGMENT.fullmatch(text) and plain.isprintable()
    return bool(known) and plain not in (".", "..") and not set(plain) & set("/\\")


def scheduler_address(text: str) -> str:
    """Return ``text`` where it is the address of a Dask scheduler."""
    with suppress(ValueError):
        parts = urlsplit(text)
        known = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
        if known and "@" not in text and text == f"{parts.scheme}://{parts.netloc}":
            return text
    message = f"must be like tcp://host:8786, not {text[:60]!r}"
    raise argparse.ArgumentTypeError(message)


def folder_of_mnist(text: str) -> tuple[Dataset, ...]:
    """Return the data set in that folder, where all of its files are as they must be, or none."""
    if text == NO_MNIST:
        return ()
    try:
        return (checked_mnist(Path(text)),)
    except IdxError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
