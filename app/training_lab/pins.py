"""Pinned runs: curves that stay on the screen beside later ones.

A pin is a value: what a run is made from, from which its curve is trained again wherever it is
needed. So it travels in an address, and is taken on trust nowhere.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

from app.ui.fields import Field, Refused
from app.ui.language import Translate

MOST_PINS = 8
LONGEST_NAME = 20
SEPARATORS = str.maketrans(dict.fromkeys(",;\r\n\t", " "))
NESTED = str.maketrans({",": "~", ";": "!"})
"""Commas and semicolons stand between the parts of pins; within a part these replace them."""
UNNESTED = str.maketrans({"~": ",", "!": ";"})
HIDDEN = "hidden"


@dataclass(frozen=True, kw_only=True)
class Pin:
    """One curve that stays, and what the reader calls it; a lab adds what it is made from."""

    name: str = ""
    hidden: bool = False

    @classmethod
    @abstractmethod
    def fields(cls) -> tuple[Field, ...]:
        """Return the fields of all that it is made from."""

    @classmethod
    @abstractmethod
    def all_of(cls, history: Any) -> list[Self]:
        """Return a pin for each curve of ``history``, or none where it cannot be pinned."""

    @abstractmethod
    def start_text(self, _: Translate) -> str:
        """Say where the run began."""

    @abstractmethod
    def rate_text(self, _: Translate) -> str:
        """Say with which η it learned."""

    @abstractmethod
    def cost_text(self, _: Translate) -> str:
        """Say by which cost it learned."""

    @abstractmethod
    def outcomes(self, frames: Any, _: Translate) -> dict[str, tuple[str, str]]:
        """Return what ``frames`` came to in the end: by a name, what it is called and its value."""

    @abstractmethod
    def taken(self) -> dict[str, object]:
        """Return what the controls become where a reader takes this run over."""


P = TypeVar("P", bound=Pin)


def renamed(pin: P, name: str) -> P:
    """Return ``pin`` with another name, without what separates it in an address."""
    clean = "".join(each for each in name.translate(SEPARATORS) if each.isprintable())
    return replace(pin, name=" ".join(clean.split())[:LONGEST_NAME].strip())


def bare(pin: P) -> P:
    """Return what ``pin`` is made from alone: neither named nor hidden."""
    return replace(pin, name="", hidden=False)


@dataclass(frozen=True)
class Pins(Field, Generic[P]):
    """All pins: with semicolons between them, and commas between the parts of one."""

    kind: type[P]
    name: str = "pins"

    def read(self, given: object) -> tuple[P, ...]:
        """Return the pins that ``given``, a text, stands for; or raise Refused."""
        if given == "":
            return ()
        parts = given.split(";") if isinstance(given, str) else []
        if not 0 < len(parts) <= MOST_PINS:
            raise Refused(self.name)
        return tuple(self._read_one(part.split(",")) for part in parts)

    def salvaged(self, given: object, _: Translate) -> tuple[tuple[P, ...], str] | None:
        """Return those of the first pins that can be read, and which cannot."""
        kept: list[P] = []
        left_out: list[str] = []
        for number, part in enumerate(given.split(";") if isinstance(given, str) else (), start=1):
            try:
                pin = self._read_one(part.split(","))
            except Refused:
                pin = None
            if pin is None or len(kept) == MOST_PINS:
                left_out.append(str(number))
            else:
                kept.append(pin)
        if not kept:
            return None
        text = _("{name}: left out, as they cannot be read or are too many: run {numbers}.")
        shown = [*left_out[:MOST_PINS], *(["…"] if len(left_out) > MOST_PINS else [])]
        return tuple(kept), text.format(name=self.name, numbers=_(", ").join(shown))

    def _read_one(self, parts: Sequence[str]) -> P:
        fields = self.kind.fields()
        count = len(fields)
        if not count < len(parts) <= count + 2 or parts[count + 1 :] not in ([], [HIDDEN]):
            raise Refused(self.name)
        made_from = {
            field.name: field.read(part.translate(UNNESTED))
            for field, part in zip(fields, parts, strict=False)
        }
        return renamed(self.kind(**made_from, hidden=len(parts) == count + 2), parts[count])

    def write(self, value: Sequence[P]) -> str:
        """Return the text from which ``read`` makes these pins again."""
        return ";".join(map(self._write_one, value))

    def _write_one(self, pin: P) -> str:
        made_from = [
            field.write(getattr(pin, field.name)).translate(NESTED) for field in pin.fields()
        ]
        return ",".join([*made_from, pin.name, *([HIDDEN] if pin.hidden else [])])

    def allowed(self, _: Translate) -> str:
        """Say what pins look like."""
        text = _("up to {count} runs as this page writes them into its address")
        return text.format(count=MOST_PINS)
