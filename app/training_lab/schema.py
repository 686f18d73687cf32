"""What can be set in a lab with runs: declared once, and read by all that is set from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from app.ui.fields import Choice, Field

S = TypeVar("S")

OWN_SETTINGS = ""
"""The preset of settings that are none."""


@dataclass(frozen=True)
class Schema(Generic[S]):
    """The fields of a lab with runs.

    ``settings`` are those of a run, of which a preset sets all; ``extra`` are of a run, too, but
    count for some settings alone, and ``views`` for what is seen of it. ``settings_of(values)``
    makes the core's settings for each cost that is to be trained.
    """

    presets: Mapping[str, str]
    """What each preset is called; the last is OWN_SETTINGS."""
    preset: Choice
    preset_values: Callable[[str], dict[str, Any]]
    settings: tuple[Field, ...]
    extra: tuple[Field, ...]
    views: tuple[Field, ...]
    defaults: Mapping[str, Any]
    settings_of: Callable[[Mapping[str, Any]], Mapping[str, S]]
    extra_counts: Callable[[Mapping[str, Any]], bool] = lambda _values: True
    """Whether ``extra`` count for these values; only then an address has them."""

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field by its name."""
        every = (self.preset, *self.settings, *self.extra, *self.views)
        return {field.name: field for field in every}

    @property
    def trained(self) -> tuple[Field, ...]:
        """The fields from which the core's settings are made."""
        return (*self.settings, *self.extra)

    def field(self, name: str) -> Field:
        """Return the field of that name."""
        return self.fields[name]

    def preset_of(self, values: Mapping[str, Any]) -> str:
        """Return the name of the preset that has these settings, or OWN_SETTINGS."""
        same = (name for name in self.presets if self.preset_values(name) == values)
        return next(same, OWN_SETTINGS)
