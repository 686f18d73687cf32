"""What can be set in a lab with runs: its schema, the params of its page, and their address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import new_class
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

import param

from app.training_lab.pins import Pin, Pins
from app.ui.fields import Choice, Field, Number, Problem, read_fields, write_fields
from app.ui.language import Translate

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


SPEEDS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
SPEED = Choice("speed", SPEEDS)


class LabControls(param.Parameterized):
    """The settings of a lab with runs, which everything else on its page derives from.

    Each field of the schema but the preset is a param of the same name.
    """

    schema: ClassVar[Schema[Any]]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    @property
    def pin_kind(self) -> type[Pin]:
        """The kind of what can be pinned."""
        pins = self.schema.field("pins")
        assert isinstance(pins, Pins)
        kind: type[Pin] = pins.kind
        return kind

    def values(self) -> dict[str, Any]:
        """Return every setting of the run that a preset sets, by its name."""
        return {field.name: getattr(self, field.name) for field in self.schema.settings}

    def trained_values(self) -> dict[str, Any]:
        """Return everything that the core's settings are made from."""
        return {field.name: getattr(self, field.name) for field in self.schema.trained}

    @property
    def preset(self) -> str:
        """The name of the preset that these settings are, or OWN_SETTINGS."""
        return self.schema.preset_of(self.values())

    def settings(self) -> dict[str, Any]:
        """Return the core's settings for each curve that is to be trained."""
        return dict(self.schema.settings_of(self.trained_values()))

    def written(self) -> list[Field]:
        """Return the fields that an address needs for the settings to be these again."""
        schema = self.schema
        own = self.preset == OWN_SETTINGS
        extra = schema.extra if schema.extra_counts(self.trained_values()) else ()
        return [*(schema.settings if own else (schema.preset,)), *schema.views, *extra]


def controls_of(schema: Schema[Any]) -> type[LabControls]:
    """Return the class of the controls that ``schema`` describes."""
    params: dict[str, Any] = {
        field.name: _param(field, schema.defaults[field.name])
        for field in (*schema.trained, *schema.views)
    }
    namespace = {"schema": schema, "__module__": __name__, **params}
    return new_class("Controls", (LabControls,), exec_body=lambda body: body.update(namespace))


def _param(field: Field, default: Any) -> param.Parameter[Any]:
    """Return the param that holds what ``field`` reads."""
    if isinstance(field, Number):
        low, high = field.limits
        if field.digits == "d":
            return param.Integer(default, bounds=(int(low), int(high)))
        return param.Number(default, bounds=(low, high))
    if isinstance(field, Choice):
        return param.Selector(default=default, objects=list(field.options))
    return param.Parameter(default)


def read(
    query: Mapping[str, str], schema: Schema[Any], _: Translate
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the controls' values in ``query`` and a problem for each that it got wrong.

    A preset sets the defaults, and what else the query names is laid over it.
    """
    chosen, problems = read_fields(query, [schema.preset], schema.defaults, _)
    defaults = {**schema.defaults, **schema.preset_values(chosen["preset"])}
    values, more = read_fields(query, [*schema.trained, *schema.views], defaults, _)
    return values, problems + more


def write(controls: LabControls) -> dict[str, str]:
    """Return the shortest query from which ``read`` makes these controls again."""
    schema = controls.schema
    every = {name: getattr(controls, name) for name in schema.fields}
    return write_fields(every, controls.written(), schema.defaults)
