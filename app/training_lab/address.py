"""A lab's part of the address: its controls to a query and back."""

from collections.abc import Mapping
from typing import Any

from app.training_lab.controls import LabControls
from app.training_lab.schema import Schema
from app.ui.fields import Problem, read_fields, write_fields
from app.ui.language import Translate


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
