"""The schema of a lab with runs: what can be set in it, and what it is set to at first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from app.training_lab.pins import Pin, Pins
from app.ui.fields import Choice, Choices, Field

S = TypeVar("S")

PRESET = "preset"
"""The name of the field of the preset."""
OWN_SETTINGS = ""
"""The preset of settings that are none."""
SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
SPEED = Choice("speed", SPEEDS)


@dataclass(frozen=True)
class RunSettings(Generic[S]):
    """What a run can be set to: its fields, and presets that set all of them.

    ``presets`` are what each preset is called, a comma before what it is learned by or told apart
    by; the first is that of a new page.
    ``preset_values(name)`` are what it sets each field to, and ``settings_of(values)`` makes the
    core's settings for each cost that is to be trained.
    """

    fields: tuple[Field, ...]
    presets: Mapping[str, str]
    preset_values: Callable[[str], dict[str, Any]]
    settings_of: Callable[[Mapping[str, Any]], Mapping[str, S]]


@dataclass(frozen=True)
class Schema(Generic[S]):
    """The fields of a lab with runs.

    ``extra`` fields are of a run, too, but count for some settings alone, and ``own_views`` of what
    is seen of it: each of these stands with its default.
    """

    run: RunSettings[S]
    sections: Iterable[str]
    """The sections that can be open."""
    pin: type[Pin]
    """The kind of what can be pinned."""
    extra: Mapping[Field, Any] = field(default_factory=dict)
    extra_counts: Callable[[Mapping[str, Any]], bool] = lambda _values: True
    """Whether ``extra`` count for these values; only then an address has them."""
    own_views: Mapping[Field, Any] = field(default_factory=dict)

    @cached_property
    def views(self) -> Mapping[Field, Any]:
        """What is seen of a run, with its defaults: in every lab its speed, sections and pins."""
        sections = Choices("open", tuple(self.sections))
        return {SPEED: 1.0, sections: (), **self.own_views, Pins(self.pin): ()}

    @cached_property
    def preset(self) -> Choice:
        """The field of the preset."""
        return Choice(PRESET, (*self.run.presets, OWN_SETTINGS))

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by its name."""
        every = (self.preset, *self.run.fields, *self.extra, *self.views)
        return MappingProxyType({field.name: field for field in every})

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """The value of every field on a new page, by its name."""
        first = next(iter(self.run.presets))
        more = {field.name: value for field, value in (*self.extra.items(), *self.views.items())}
        return MappingProxyType({"preset": first, **self.run.preset_values(first), **more})

    @property
    def trained(self) -> tuple[Field, ...]:
        """The fields from which the core's settings are made."""
        return (*self.run.fields, *self.extra)

    def values_of(self, preset: str) -> dict[str, Any]:
        """Return what ``preset`` sets each of the settings to; OWN_SETTINGS sets none."""
        return {} if preset == OWN_SETTINGS else self.run.preset_values(preset)

    def preset_of(self, values: Mapping[str, Any]) -> str:
        """Return the name of the preset that has these settings, or OWN_SETTINGS."""
        same = (name for name in self.run.presets if self.run.preset_values(name) == values)
        return next(same, OWN_SETTINGS)
