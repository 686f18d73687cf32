"""What a reader, an address or a client may set: one field for each name, and what it allows.

A field is the only way from outside into a lab's params. It turns text or a number into a value
that is in range, and a value into the text that an address carries; everything else is refused.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.ui.language import Translate, marked
from core import Range
from core.neuron.settings import within
from core.numbers import NotANumber, read_number


class Refused(ValueError):
    """A value that a field does not allow; the page says so and uses the default."""


class Problem(NamedTuple):
    """What the reader should know about one thing, by its name; it replaces what was said before.

    Without a sentence there is nothing more to be said about it.
    """

    about: str
    sentence: str = ""


class Fault(NamedTuple):
    """What is wrong in something given: its name, what was given, what is allowed, what is used.

    ``unclear`` is whether it may stand for more than one number.
    """

    name: str
    given: object
    allowed: str
    used: str
    unclear: bool = False


class Field(ABC):
    """A name with what may stand behind it."""

    name: str

    @abstractmethod
    def read(self, given: object) -> Any:
        """Return the value that ``given`` stands for, or raise Refused."""

    @abstractmethod
    def write(self, value: Any) -> str:
        """Return the text from which ``read`` makes ``value`` again."""

    @abstractmethod
    def allowed(self, _: Translate) -> str:
        """Say in the reader's language what may be given."""

    def fault(self, given: object, used: Any, _: Translate) -> Fault:
        """Return what is wrong in ``given``, which was refused, where ``used`` is used instead."""
        return Fault(self.name, given, self.allowed(_), self.write(used))

    def salvaged(self, given: object, _: Translate) -> tuple[Any, str] | None:  # noqa: ARG002
        """Return what can be kept of what was refused and what to say of the rest; or nothing."""
        return None

    def takes(self, given: object) -> bool:
        """Return whether ``given`` stands for a value."""
        try:
            self.read(given)
        except Refused:
            return False
        return True

    def means(self, given: object, value: Any) -> bool:
        """Return whether ``given`` stands for ``value``."""
        try:
            return bool(self.read(given) == value)
        except Refused:
            return False


@dataclass(frozen=True)
class Number(Field):
    """A number within ``limits``, rounded to the ``digits`` its control shows."""

    name: str
    limits: Range
    digits: str = ".2f"

    def read(self, given: object) -> float | int:
        """Return ``given``, a number or its text, in range and rounded; or raise Refused."""
        try:
            if isinstance(given, str):
                given = read_number(given, whole=self.digits == "d")
            elif self.digits == "d" and isinstance(given, float) and given.is_integer():
                given = int(given)
            value = within(self.limits, given, whole=self.digits == "d")
        except (ValueError, OverflowError) as error:
            raise Refused(self.name) from error
        return value if isinstance(value, int) else float(format(value, self.digits)) + 0.0

    def fault(self, given: object, used: Any, _: Translate) -> Fault:
        """Return what is wrong in ``given``; it may be unclear which number it is."""
        fault = super().fault(given, used, _)
        try:
            read_number(given if isinstance(given, str) else "")
        except NotANumber as error:
            return fault._replace(unclear=error.unclear)
        return fault

    def write(self, value: float | int) -> str:
        """Return ``value`` rounded to what the control shows, without trailing zeros."""
        return f"{float(format(value, self.digits)):g}" if self.digits != "d" else str(value)

    def allowed(self, _: Translate) -> str:
        """Say the range."""
        # Not 1e+06.
        low, high = (f"{limit:.12g}" for limit in self.limits)
        kind = marked("a whole number from {low} to {high}")
        if self.digits != "d":
            kind = marked("a number from {low} to {high}")
        return _(kind).format(low=low, high=high)


@dataclass(frozen=True)
class Choice(Field):
    """One of a few values, told apart by their text."""

    name: str
    options: tuple[Any, ...]

    def read(self, given: object) -> Any:
        """Return the option that ``given`` or its text stands for, or raise Refused."""
        for option in self.options:
            if given == (self.write(option) if isinstance(given, str) else option):
                return option
        raise Refused(self.name)

    def write(self, value: Any) -> str:
        """Return the text of ``value``; numbers without trailing zeros."""
        return f"{value:g}" if isinstance(value, float) else str(value)

    def allowed(self, _: Translate) -> str:
        """List the options."""
        return _("one of {options}").format(
            options=", ".join(filter(None, map(self.write, self.options)))
        )


@dataclass(frozen=True)
class Numbers(Field):
    """A fixed count of numbers, written with commas between them; or, if ``optional``, none.

    Where they are ``numbered``, one that is refused is named by its number.
    """

    name: str
    count: int
    limits: Range
    decimals: int
    optional: bool = False
    numbered: bool = False

    def read(self, given: object) -> tuple[float, ...]:
        """Return the numbers in ``given``, in range and rounded; or raise Refused."""
        parts = given.split(",") if isinstance(given, str) else given
        if self.optional and (given == "" or parts == ()):
            return ()
        if not isinstance(parts, Sequence) or len(parts) != self.count:
            raise Refused(self.name)
        each = Number(self.name, self.limits, f".{self.decimals}f")
        return tuple(map(each.read, parts))

    def fault(self, given: object, used: Any, _: Translate) -> Fault:
        """Return what is wrong: where they are numbered, in the first that is refused."""
        is_told = self.numbered and isinstance(given, list | tuple) and len(given) == self.count
        parts: Any = given if is_told else ()
        for index, part in enumerate(parts):
            each = Number(f"{self.name}{index + 1}", self.limits, f".{self.decimals}f")
            if not each.takes(part):
                fault = each.fault(part, used[index] if used else self.limits.low, _)
                return fault if used else fault._replace(used="")
        return super().fault(given, used, _)

    def write(self, value: Sequence[float]) -> str:
        """Return the numbers with commas between them."""
        return ",".join(f"{number:g}" for number in value)

    def allowed(self, _: Translate) -> str:
        """Say how many numbers and their range."""
        low, high = (f"{limit:g}" for limit in self.limits)
        text = _("{count} numbers from {low} to {high}, with commas between them")
        return text.format(count=self.count, low=low, high=high)


@dataclass(frozen=True)
class Choices(Field):
    """Any of a few texts, each at most once, in the order of the options."""

    name: str
    options: tuple[str, ...]

    def read(self, given: object) -> tuple[str, ...]:
        """Return the options in ``given``, a sequence or a text with commas; or raise Refused."""
        parts = given.split(",") if isinstance(given, str) else given
        if given == "":
            return ()
        if not isinstance(parts, list | tuple) or not all(part in self.options for part in parts):
            raise Refused(self.name)
        return tuple(option for option in self.options if option in parts)

    def write(self, value: Sequence[str]) -> str:
        """Return the chosen with commas between them."""
        return ",".join(value)

    def allowed(self, _: Translate) -> str:
        """List the options."""
        text = _("any of {options}, with commas between them")
        return text.format(options=", ".join(self.options))
