"""From where the page of a notebook may be, as far as its kernel knows."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from app.server.embedding import sites_of

OWN_MACHINE = ("localhost", "127.0.0.1")
HUB = "JUPYTERHUB_PUBLIC_URL"
"""The variable in which a hub may say where readers reach their notebooks."""


def notebook_origins() -> frozenset[str]:
    """Return the origins of the hub, if there is one, and of the Jupyter that runs the kernel.

    A page that has that Jupyter's port may come to it by any name of this machine.
    """
    found = set(_origins_of(os.environ.get(HUB, "")))
    for url in _urls_of_jupyter():
        found |= set(_origins_of(url, *OWN_MACHINE))
    return frozenset(found)


def _origins_of(url: str, *other_names: str) -> Iterator[str]:
    """Yield the origin of a page at ``url``, and what that is with each other name of its host."""
    # A policy has no form for hosts of IPv6, and other things are no address of a page.
    with suppress(ValueError):
        parts = urlsplit(url)
        port = "" if parts.port is None else f":{parts.port}"
        for name in (*other_names, parts.hostname or ""):
            yield from sites_of(f"{parts.scheme}://{name}{port}")


def _urls_of_jupyter() -> Iterator[str]:
    """Yield what the Jupyter that runs this kernel says, or each that runs: where its pages are."""
    for file in _descriptions():
        with suppress(OSError, ValueError, KeyError, TypeError):
            yield str(json.loads(file.read_text("utf-8"))["url"])


def _descriptions() -> list[Path]:
    """Return the files in which the server of this kernel says where it is, or all servers do."""
    try:
        folder = Path(import_module("jupyter_core.paths").jupyter_runtime_dir())
    except ImportError:
        return []
    own = folder / f"jpserver-{os.environ.get('JPY_PARENT_PID')}.json"
    return [own] if own.is_file() else sorted(folder.glob("jpserver-*.json"))
