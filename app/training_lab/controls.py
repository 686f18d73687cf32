"""The controls of a lab with runs: the params of its page, and how an address carries them."""

from collections.abc import Mapping
from types import new_class
from typing import TYPE_CHECKING, Any, ClassVar

import param

from app.training_lab import schedule
from app.training_lab.history import Change
from app.training_lab.schema import OWN_SETTINGS, Schema
from app.ui.fields import Choice, Field, Number, Problem
from app.ui.language import Translate
from app.ui.query import read_fields, write_fields


class LabControls(param.Parameterized):
    """The settings of a lab with runs, which everything else on its page derives from.

    Each field of the schema but the preset is a param of the same name.
    """

    schema: ClassVar[Schema[Any]]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def values(self) -> dict[str, Any]:
        """Return every setting of the run that a preset sets, by its name."""
        return {field.name: getattr(self, field.name) for field in self.schema.run.fields}

    def trained_values(self) -> dict[str, Any]:
        """Return everything that the core's settings are made from."""
        return {field.name: getattr(self, field.name) for field in self.schema.trained}

    @property
    def preset(self) -> str:
        """The name of the preset that these settings are, or OWN_SETTINGS."""
        return self.schema.preset_of(self.values())

    def settings(self) -> dict[str, Any]:
        """Return the core's settings for each curve, as they are at epoch 0."""
        return dict(self.stages()[0][1])

    def stages(self) -> list[Change[Any]]:
        """Return the settings at epoch 0, and each later change of them with its epoch."""
        return schedule.stages(self.trained_values(), self.schema.run.settings_of)

    def written(self) -> list[Field]:
        """Return the fields that an address needs for the settings to be these again."""
        schema = self.schema
        own = self.preset == OWN_SETTINGS
        extra = schema.extra if schema.extra_counts(self.trained_values()) else ()
        return [*(schema.run.fields if own else (schema.preset,)), *schema.views, *extra]


def controls_of(schema: Schema[Any], base: type[LabControls] = LabControls) -> type[LabControls]:
    """Return the class of the controls that ``schema`` describes, which can what ``base`` can."""
    params: dict[str, Any] = {
        field.name: _param(field, schema.defaults[field.name])
        for field in (*schema.trained, *schema.views)
    }
    namespace = {"schema": schema, "__module__": __name__, **params}
    return new_class("Controls", (base,), exec_body=lambda body: body.update(namespace))


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
    defaults = {**schema.defaults, **schema.values_of(chosen["preset"])}
    values, more = read_fields(query, [*schema.trained, *schema.views], defaults, _)
    return values, problems + more + _too_late(values, _)


def _too_late(values: dict[str, Any], _: Translate) -> list[Problem]:
    """Leave changes out that are not before the last epoch, and tell of them."""
    changes = values.get("changes", ())
    kept = tuple(change for change in changes if change.epoch < values["epochs"])
    if kept == changes:
        return []
    values["changes"] = kept
    text = _("changes: a run of {epochs} epochs ends before epoch {epoch}. It is left out.")
    return [Problem("changes", text.format(epochs=values["epochs"], epoch=changes[-1].epoch))]


def write(controls: LabControls) -> dict[str, str]:
    """Return the shortest query from which ``read`` makes these controls again."""
    schema = controls.schema
    every = {name: getattr(controls, name) for name in schema.fields}
    return write_fields(every, controls.written(), schema.defaults)
