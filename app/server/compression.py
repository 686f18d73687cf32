"""How answers are compressed: by Brotli for whoever reads it, else by gzip."""

import gzip
from collections.abc import Callable, Collection, Mapping
from functools import partial
from types import MappingProxyType

import brotli

WAYS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"br": partial(brotli.compress, quality=9), "gzip": partial(gzip.compress, mtime=0)}
)
"""What compresses in each way, by its name in headers, the best first.

Brotli of quality 11 would save as much again, and takes a worker four seconds.
"""
QUICK = {"gzip"}
"""What compresses a page that is sent once: Brotli takes 10 ms even for little."""


def chosen(accepted: str, among: Collection[str] = WAYS.keys()) -> str | None:
    """Return the best way ``among`` these that ``accepted``, an Accept-Encoding header, names.

    It is None if there is none. A name with the weight 0 is refused by the header.
    """
    parts = ("".join(each.lower().split()).partition(";") for each in accepted.split(","))
    names = {name for name, _semicolon, weight in parts if not _is_nothing(weight)}
    return next((way for way in WAYS if way in among and way in names), None)


def _is_nothing(weight: str) -> bool:
    name, _equals, number = weight.partition("=")
    return name == "q" and not number.strip("0.")
