"""What a reader sets in a lab with runs: the params of its page, made from its schema."""

from types import new_class
from typing import TYPE_CHECKING, Any, ClassVar

import param

from app.training_lab.pins import Pin, Pins
from app.training_lab.schema import OWN_SETTINGS, Schema
from app.ui.fields import Choice, Field, Number

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
