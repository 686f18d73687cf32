"""What a reader asks for in the unfolded parts, as changes of the controls."""

from collections.abc import Mapping
from types import MappingProxyType

from app.training_lab import commands
from app.training_lab.commands import Changes, Grant, Wish


def _digit(wish: Wish, _controls: object, _history: object) -> Changes:
    """Look at a digit of the test, and no more at what was drawn."""
    return {"digit": wish.get("digit"), "ink": ""}


def _ink(wish: Wish, _controls: object, _history: object) -> Changes:
    return {"ink": wish.get("ink")}


GRANTED: Mapping[str, Grant] = MappingProxyType({**commands.GRANTED, "digit": _digit, "ink": _ink})
