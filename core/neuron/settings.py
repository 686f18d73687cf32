"""What an experiment is: where the neuron starts, what it is shown, and how it learns.

`RANGES` is the one table of limits. `Settings` are held to it when they are made, so nothing
downstream needs to check a number again.
"""

import reprlib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.costs.costs import COSTS, QUADRATIC, Cost
from core.numbers import NotANumber, read_number
from core.sigmoid import Numbers


class Range(NamedTuple):
    """The smallest and the largest value allowed."""

    low: float
    high: float


RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "weight": Range(-5.0, 5.0),
        "bias": Range(-5.0, 5.0),
        "learning_rate": Range(0.001, 10.0),
        "input": Range(-5.0, 5.0),
        "target": Range(0.0, 1.0),
        "epochs": Range(1, 5000),
    }
)
"""The limits of each number in `Settings`, both of them allowed."""


class SettingsError(ValueError):
    """A setting that is not what it must be; its text is one line that says so.

    `field` is the name of the setting, `value` what was given, `low` and `high` the limits of
    that field (both None for the cost). The table of limits, which fields are whole numbers, and
    the names to choose from are the class's, so that other settings can have others.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    whole: ClassVar[Set[str]] = frozenset({"epochs"})
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({"cost": tuple(COSTS)})

    def __init__(self, field: str, value: object) -> None:
        super().__init__(field, value)
        self.field = field
        self.value = value
        self.low = self.ranges[field].low if field in self.ranges else None
        self.high = self.ranges[field].high if field in self.ranges else None

    @classmethod
    def checked(cls, field: str, value: object) -> float:
        """The number `value` as a float (as an int if whole), if `field` may have that value.

        Raises this error otherwise, and KeyError if there is no such field.
        """
        try:
            return within(cls.ranges[field], value, whole=field in cls.whole)
        except ValueError:
            raise cls(field, value) from None

    def __str__(self) -> str:
        given = " ".join(reprlib.repr(self.value).removesuffix(".0").split())
        return f"{self.field} must be {self.wanted()}, not {given}"

    def wanted(self) -> str:
        """What the setting must be, in words."""
        if self.field in self.choices:
            return "one of " + ", ".join(self.choices[self.field])
        kind = "whole number" if self.field in self.whole else "number"
        return f"a {kind} from {self.low:.12g} to {self.high:.12g}"


def check(field: str, value: object) -> float:
    """The number `value` as a float (as an int for epochs), if `field` may have that value.

    Raises SettingsError for numbers outside `RANGES[field]`, NaN, booleans, and whatever is not
    a number; epochs must be an integer. Raises KeyError if there is no such field.
    """
    number: object = value
    if isinstance(value, np.number | np.ndarray) and value.ndim == 0:
        number = value.item()
    return SettingsError.checked(field, number)


def read(field: str, text: str) -> float:
    """The number that `text` stands for, if `field` may have it: `core.numbers` reads it.

    Raises SettingsError where it may not, with the text where that is no number.
    """
    try:
        number = read_number(text, whole=field in SettingsError.whole)
    except NotANumber:
        raise SettingsError(field, text) from None
    return check(field, number)


def within(limits: Range, value: object, *, whole: bool = False) -> float:
    """The number `value` as a float (as an int if `whole`), if it is within `limits`.

    Raises ValueError for numbers outside, NaN, booleans, and whatever is not a number.
    """
    kinds = int if whole else (int, float)
    is_number = isinstance(value, kinds) and not isinstance(value, bool)
    if not is_number or not limits.low <= value <= limits.high:  # type: ignore[operator]
        raise ValueError("not a number within the limits")
    return value if whole else float(value)  # type: ignore[return-value, arg-type]


def check_array(field: str, values: NDArray[Any]) -> NDArray[np.float64]:
    """A read-only copy of `values`, if `field` may have every one of them.

    Raises SettingsError, with the first value that is refused, where `check` would.
    """
    if values.dtype.kind not in "iuf":
        raise SettingsError(field, values)
    low, high = RANGES[field]
    numbers = values.astype(np.float64)
    refused = ~((low <= numbers) & (numbers <= high))
    if refused.any():
        raise SettingsError(field, numbers[refused][0].item())
    numbers.flags.writeable = False
    return numbers


@dataclass(frozen=True)
class Settings:
    """The settings of one experiment, or of an array of experiments.

    Every number but `epochs` may be an array; the arrays broadcast. `RANGES` has the limits;
    SettingsError is raised outside them, ValueError for arrays that do not broadcast. Settings
    whose numbers are not arrays can be compared and hashed.
    """

    weight: Numbers = 0.6
    bias: Numbers = 0.9
    learning_rate: Numbers = 0.15
    cost: Cost = QUADRATIC
    input: Numbers = 1.0
    target: Numbers = 0.0
    epochs: int = 300

    def __post_init__(self) -> None:
        if not isinstance(self.cost, Cost):
            raise SettingsError("cost", self.cost)
        for field in RANGES:
            value = getattr(self, field)
            is_array = isinstance(value, np.ndarray) and value.ndim > 0 and field != "epochs"
            checked = check_array(field, value) if is_array else check(field, value)
            object.__setattr__(self, field, checked)
        _ = self.shape

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape to which the numbers broadcast: () for one neuron."""
        numbers = (self.weight, self.bias, self.learning_rate, self.input, self.target)
        return np.broadcast_shapes(*map(np.shape, numbers))
