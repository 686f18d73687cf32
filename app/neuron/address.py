"""The Neuron lab's part of the address: its controls to a query and back."""

from collections.abc import Mapping
from typing import Any

from app.fields import read_fields, write_fields
from app.language import Translate
from app.neuron.controls import DEFAULTS, VIEW_FIELDS, Controls
from app.neuron.settings import OWN_COST, OWN_SETTINGS, POWER, PRESET, SETTING_FIELDS, preset_values


def read(query: Mapping[str, str], _: Translate) -> tuple[dict[str, Any], list[str]]:
    """Return the controls' values in ``query`` and a sentence for each that it got wrong.

    A preset sets the defaults, and what else the query names is laid over it.
    """
    chosen, problems = read_fields(query, [PRESET], DEFAULTS, _)
    base = preset_values(chosen["preset"])
    values, more = read_fields(
        query, [*SETTING_FIELDS, POWER, *VIEW_FIELDS], {**DEFAULTS, **base}, _
    )
    return values, problems + more


def write(controls: Controls) -> dict[str, str]:
    """Return the shortest query from which ``read`` makes these controls again."""
    views = {field.name: getattr(controls, field.name) for field in VIEW_FIELDS}
    values = controls.values() | {"preset": controls.preset, "power": controls.power} | views
    settings = SETTING_FIELDS if controls.preset == OWN_SETTINGS else (PRESET,)
    power = [POWER] if controls.cost == OWN_COST else []
    return write_fields(values, [*settings, *power, *VIEW_FIELDS], DEFAULTS)
