"""The files in ``assets``: where they are, their version, and where other servers have them."""

import hashlib
from functools import cache
from pathlib import Path

from bokeh.embed.bundle import extension_dirs
from panel.io.resources import component_resource_path

ASSETS = Path(__file__).parent.parent.parent / "assets"


@cache
def assets_version() -> str:
    """Return a name for the assets as they are when it is first asked for: others have another."""
    files = ((path, path.stat()) for path in sorted(ASSETS.rglob("*")) if path.is_file())
    stamps = "".join(f"{path}{stat.st_size}{stat.st_mtime_ns}" for path, stat in files)
    return hashlib.blake2b(stamps.encode(), digest_size=6).hexdigest()


def offer_as_extension() -> None:
    """Have every server of Bokeh in this process serve the assets, as it does Panel's."""
    extension_dirs[f"neuron-lab-{assets_version()}"] = ASSETS


def address_as_extension(component: object) -> str:
    """Return the address of the assets there, relative to the page that ``component`` is on.

    It is empty where they are not offered.
    """
    if ASSETS not in extension_dirs.values():
        return ""
    scripts = component_resource_path(component, "", ASSETS / "js")
    return str(scripts).removesuffix("/js")
