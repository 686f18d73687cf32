"""What a lesson takes from ``assets``, as text; read once."""

import base64
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from app.ui.assets import ASSETS

FONT = re.compile(r"\.\./fonts/([\w-]+\.woff2)")


@cache
def styles() -> Mapping[str, str]:
    """Return every style sheet of ``assets/css`` with its fonts in it, by its name."""
    sheets = {path.stem: path.read_text("utf-8") for path in sorted((ASSETS / "css").glob("*.css"))}
    return MappingProxyType({name: FONT.sub(_within, text) for name, text in sheets.items()})


def _within(named: re.Match[str]) -> str:
    """Return the font that is ``named`` as an address that has all of it."""
    font = (ASSETS / "fonts" / named[1]).read_bytes()
    return f"data:font/woff2;base64,{base64.b64encode(font).decode()}"
