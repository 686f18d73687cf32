"""What a reader asks for in the unfolded sections, as changes of the controls."""

from collections.abc import Mapping
from types import MappingProxyType

from app.training_lab import commands
from app.training_lab.commands import Changes, Command, Handler


def _digit(command: Command, _controls: object, _history: object) -> Changes:
    """Look at a digit of the test, and no more at what was drawn."""
    return {"digit": command.get("digit"), "ink": ""}


def _ink(command: Command, _controls: object, _history: object) -> Changes:
    return {"ink": command.get("ink")}


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {**commands.HANDLERS, "digit": _digit, "ink": _ink}
)
