"""The files in ``assets``: where they are, their version, and where other servers have them."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import bokeh
import panel as pn
from bokeh.embed.bundle import extension_dirs
from panel.io.resources import component_resource_path

ASSETS = Path(__file__).parent.parent.parent / "assets"


@cache
def assets_version() -> str:
    """Return a name for the assets as they are when it is first asked for: others have another.

    It also changes with the modules here, some of which make scripts, and with Bokeh and Panel.
    """
    paths = (*ASSETS.rglob("*"), *Path(__file__).parent.glob("*.py"))
    files = ((path, path.stat()) for path in sorted(paths) if path.is_file())
    stamps = "".join(f"{path}{stat.st_size}{stat.st_mtime_ns}" for path, stat in files)
    stamps += f"{bokeh.__version__} {pn.__version__}"
    return hashlib.blake2b(stamps.encode(), digest_size=6).hexdigest()


@cache
def scripts() -> Mapping[str, str]:
    """Return every module of ``assets/js``, by its path there."""
    folder = ASSETS / "js"
    return MappingProxyType(
        {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("*.js"))
        }
    )


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
