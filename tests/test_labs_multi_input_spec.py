"""app.labs.multi_input.spec: which preset the settings are, and the limits of each."""

import math
from typing import Any

import pytest

from app.labs.multi_input.settings import DATA, SETTING_FIELDS, WEIGHTS, preset_values
from app.labs.multi_input.spec import SCHEMA, SECTIONS, Controls
from app.training_lab.schema import OWN_SETTINGS
from app.ui.fields import Refused
from core import RANGES
from core.multi_input.presets import PRESETS
from tests.tables import of_rows

OTHER: dict[str, Any] = {
    "data": of_rows((0.5, 0.25, 1.0), (1.0, -1.0, 0.0)),
    **dict.fromkeys(WEIGHTS, 4.75),
    "bias": 4.75,
    "learning_rate": 0.123,
    "epochs": 299,
}
"""For each setting what no problem sets it to; the cost is another for each."""


def test_the_page_starts_with_the_first_problem():
    controls = Controls()
    assert controls.preset == next(iter(SCHEMA.run.presets)) == next(iter(PRESETS))
    views = {name: getattr(controls, name) for name in ("speed", "open", "example", "pins")}
    assert {"preset": controls.preset, **controls.values(), **views} == SCHEMA.defaults
    assert set(SCHEMA.fields) == set(SCHEMA.defaults)
    for name, default in SCHEMA.defaults.items():
        assert SCHEMA.fields[name].read(SCHEMA.fields[name].write(default)) == default


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_found_from_its_settings_and_no_more_after_any_change(name):
    controls = Controls()
    controls.param.update(**preset_values(name))
    assert controls.preset == name
    assert tuple(controls.settings().values()) == PRESETS[name].settings()
    for field in SETTING_FIELDS:
        own = getattr(controls, field.name)
        other = "both" if own != "both" else "quadratic"
        setattr(controls, field.name, OTHER.get(field.name, other))
        assert controls.preset == OWN_SETTINGS, field.name
        setattr(controls, field.name, own)
        assert controls.preset == name, field.name


@pytest.mark.parametrize("name", [*WEIGHTS, "bias", "learning_rate", "epochs"])
def test_the_params_have_the_ranges_of_the_core(name):
    low, high = RANGES["weight" if name in WEIGHTS else name]
    controls = Controls(**{name: low})
    setattr(controls, name, high)
    for outside in (low - 1, high + 1, math.nan, "1", None):
        with pytest.raises(ValueError, match=name):
            setattr(controls, name, outside)
        with pytest.raises(Refused):
            SCHEMA.fields[name].read("?" if outside == "1" else outside)
    assert getattr(controls, name) == high


@pytest.mark.parametrize("cost", ["as-published", "own", "none of these"])
def test_there_are_no_other_costs(cost):
    with pytest.raises(ValueError, match="cost"):
        Controls(cost=cost)
    with pytest.raises(Refused):
        SCHEMA.fields["cost"].read(cost)


def test_the_weights_are_those_that_the_table_has_inputs_for():
    controls = Controls(w1=1.5, w2=-2.0, w3=3.0)
    assert {each.weights for each in controls.settings().values()} == {(1.5, -2.0)}
    controls.data = of_rows((1, 2, 3, 0))
    assert {each.weights for each in controls.settings().values()} == {(1.5, -2.0, 3.0)}


def test_a_table_travels_if_there_is_room_for_it():
    assert DATA.travels(Controls().data)
    assert not DATA.travels(Controls(data=of_rows(*[(1 / 3, 1 / 7, 0.0)] * 256)).data)


def test_every_section_can_be_open_and_the_server_fills_all_but_the_numbers():
    assert [name for name, each in SECTIONS.items() if each.content is None] == ["numbers"]
    for name in SECTIONS:
        assert SCHEMA.fields["open"].read([name]) == (name,)


def test_two_controls_share_nothing():
    first, second = Controls(), Controls()
    first.param.update(**preset_values("xor"), speed=10.0)
    assert second.preset == next(iter(SCHEMA.run.presets))
    assert second.speed == 1.0
