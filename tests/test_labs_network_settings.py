"""app.labs.network.settings and .controls.

Settings are the core's, and presets are the chapter's.
"""

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.network.networks import Network
from app.labs.network.settings import (
    BOOK,
    BOOK_STARTS,
    EPOCHS,
    PRESET_LABELS,
    preset_values,
    settings_of,
)
from app.labs.network.spec import SCHEMA, Controls
from app.networks.datasets import digits
from app.training_lab.controls import read, write
from app.training_lab.schema import OWN_SETTINGS
from app.ui.fields import Refused
from app.ui.language import languages, translator
from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_CROSS_ENTROPY, SIGMOID_QUADRATIC
from core.network.saturation import hidden_layers
from core.network.settings import NETWORK_RANGES, NetworkSettings, Start
from core.network.training import start, train_epoch
from tests.test_labs_network_networks import networks

NAMED = list(PRESET_LABELS)
ENGLISH = translator("en")

every_preset = pytest.mark.parametrize("name", NAMED)


def whole(name: str) -> st.SearchStrategy[int]:
    """Any value that the core allows for this."""
    low, high = EPOCHS if name == "epochs" else NETWORK_RANGES[name]
    return st.integers(int(low), int(high))


any_values = st.fixed_dictionaries(
    {
        "networks": networks,
        **{name: whole(name) for name in ("mini_batch", "epochs", "seed")},
        "data": st.sampled_from(["digits", "mnist"]),
    }
)


@given(values=any_values)
def test_settings_are_the_core_s(values):
    found = settings_of(values)
    assert list(found) == [f"run-{number + 1}" for number in range(len(values["networks"]))]
    for each, network in zip(found.values(), values["networks"], strict=True):
        assert each == NetworkSettings(
            network.hidden,
            OUTPUT_LAYERS[network.output_layer],
            Start(network.start),
            network.learning_rate,
            values["mini_batch"],
            values["epochs"],
            values["seed"],
            regularisation="l2" if network.regularisation_parameter else "none",
            regularisation_parameter=network.regularisation_parameter,
        )
        assert each.output_layer is OUTPUT_LAYERS[network.output_layer]
    assert Controls(**values).settings() == found


@given(values=any_values)
def test_settings_survive_the_address(values):
    controls = Controls(**values)
    found, problems = read(write(controls), SCHEMA, ENGLISH)
    assert problems == []
    again = Controls(**found)
    assert again.trained_values() == controls.trained_values() == values
    assert found["speed"] == controls.speed


@every_preset
def test_a_preset_is_recognised_and_survives_the_address(name):
    controls = Controls(**preset_values(name))
    assert controls.preset == name
    assert write(controls) == ({} if name == NAMED[0] else {"preset": name})
    found, problems = read(write(controls), SCHEMA, ENGLISH)
    assert problems == []
    assert found | preset_values(name) == found
    # What is the default is not a value of its own.
    assert Controls().values() == preset_values(NAMED[0])


@every_preset
@pytest.mark.parametrize(
    "change",
    [
        {"networks": (Network("linear-quadratic", "unit", 0.7, (3,)),)},
        *({"mini_batch": 11}, {"epochs": 29}, {"seed": 1}),
    ],
    ids=lambda each: next(iter(each)),
)
def test_after_any_change_they_are_own_settings_that_survive_the_address(name, change):
    controls = Controls(**(preset_values(name) | change))
    assert controls.preset == OWN_SETTINGS
    assert "preset" not in write(controls)
    assert read(write(controls), SCHEMA, ENGLISH)[0].items() >= controls.values().items()


@every_preset
def test_a_preset_leaves_the_data_as_it_is(name):
    controls = Controls(**preset_values(name), data="mnist")
    assert controls.preset == name
    written = write(controls)
    assert written["data"] == "mnist"
    assert written.get("preset", NAMED[0]) == name
    assert (
        read(written, SCHEMA, ENGLISH)[0].items() >= {**controls.values(), "data": "mnist"}.items()
    )


@pytest.mark.parametrize(
    "part", ["output_layer", "start", "learning_rate", "hidden", "regularisation_parameter"]
)
@every_preset
def test_a_change_of_any_part_of_a_network_makes_them_own_settings(name, part):
    other: dict[str, Any] = {
        **{"output_layer": "linear-quadratic", "start": "scaled"},
        **{"learning_rate": 0.77, "hidden": (30, 30), "regularisation_parameter": 0.7},
    }
    first, *others = preset_values(name)["networks"]
    changed = Network(**{**vars(first), part: other[part]})
    assert changed != first
    controls = Controls(**(preset_values(name) | {"networks": (changed, *others)}))
    assert controls.preset == OWN_SETTINGS


def test_own_settings_set_nothing():
    assert SCHEMA.values_of(OWN_SETTINGS) == {}
    assert SCHEMA.fields["preset"].options[-1] == OWN_SETTINGS


@every_preset
def test_a_preset_sets_every_setting_to_what_its_field_allows(name):
    values = preset_values(name)
    assert set(values) == {field.name for field in SCHEMA.run.fields}
    for field, value in values.items():
        assert SCHEMA.fields[field].read(SCHEMA.fields[field].write(value)) == value


@pytest.mark.parametrize(
    ("name", "output_layer", "rate", "reported"),
    [
        ("chapter-cross-entropy", SIGMOID_CROSS_ENTROPY, 0.5, 95.49),
        ("chapter-quadratic", SIGMOID_QUADRATIC, 3.0, 95.42),
    ],
)
def test_the_chapter_s_networks_are_the_chapter_s(name, output_layer, rate, reported):
    (found,) = settings_of(preset_values(name)).values()
    assert found == NetworkSettings(
        hidden=(30,),
        output_layer=output_layer,
        start=Start.UNIT,
        learning_rate=rate,
        mini_batch=10,
        epochs=30,
        seed=0,
    )
    assert BOOK[name] == reported


def test_the_book_reports_of_the_chapter_s_networks_alone():
    assert set(BOOK) == {name for name in NAMED if name.startswith("chapter-")}


def test_four_outputs_are_all_four_from_a_badly_wrong_start():
    found = settings_of(preset_values("four-outputs")).values()
    assert [each.output_layer.name for each in found] == list(OUTPUT_LAYERS)
    assert {each.start for each in found} == {Start.BADLY_WRONG}
    assert len({each.hidden for each in found}) == 1


def test_two_starts_differ_in_nothing_else():
    first, second = preset_values("two-starts")["networks"]
    assert (first.start, second.start) == ("unit", "scaled")
    assert Network(**{**vars(first), "start": second.start}) == second


def test_two_starts_with_l2_are_the_book_s_and_differ_in_nothing_else():
    values = preset_values("two-starts-l2")
    first, second = settings_of(values).values()
    assert first == NetworkSettings(
        hidden=(30,),
        output_layer=SIGMOID_CROSS_ENTROPY,
        start=Start.UNIT,
        learning_rate=0.1,
        mini_batch=10,
        epochs=30,
        seed=0,
        regularisation="l2",
        regularisation_parameter=5.0,
    )
    assert second == replace(first, start=Start.SCALED)
    assert set(BOOK_STARTS) == {"two-starts-l2"}


def test_l2_alone_is_all_that_tells_a_large_start_from_another():
    without, with_l2, scaled = settings_of(preset_values("l2-alone")).values()
    assert without.start is with_l2.start is Start.UNIT
    assert without == replace(with_l2, regularisation="none", regularisation_parameter=0.0)
    assert scaled == replace(with_l2, start=Start.SCALED)


def test_l2_alone_makes_weights_of_a_large_start_as_small_as_those_of_a_scaled_one():
    training, test = digits()
    ends = []
    for settings in settings_of(preset_values("l2-alone")).values():
        state = start(settings, training)
        (begun,) = hidden_layers(settings, state, test.inputs)
        while state.epoch < settings.epochs:
            state = train_epoch(settings, state, training)
        (ended,) = hidden_layers(settings, state, test.inputs)
        ends.append((begun, ended))
    (large, without), (same, with_l2), (small, scaled) = ends
    assert large.weight_size == same.weight_size == pytest.approx(1.0, rel=0.05)
    assert small.weight_size == pytest.approx(1 / 8, rel=0.05)
    assert without.weight_size > 1
    assert with_l2.weight_size == pytest.approx(scaled.weight_size, rel=0.02)
    assert without.saturated > large.saturated > 0.3
    assert with_l2.saturated < 0.02
    # That takes many epochs: L2 alone takes off at most 1 − exp(−ηλ/m) in each.
    assert with_l2.weight_size > math.exp(-0.1 * 5 / 10 * 60)


@pytest.mark.parametrize("language", languages())
def test_every_preset_has_a_name_of_its_own(language):
    assert len({translator(language)(each) for each in PRESET_LABELS.values()}) == len(NAMED)


@pytest.mark.parametrize("name", ["mini_batch", "epochs", "seed"])
def test_numbers_have_the_limits_of_the_core_and_epochs_their_own(name):
    low, high = EPOCHS if name == "epochs" else NETWORK_RANGES[name]
    for limit in (int(low), int(high)):
        assert SCHEMA.fields[name].read(str(limit)) == SCHEMA.fields[name].read(limit) == limit
        Controls(**{name: limit})
    for beyond in (int(low) - 1, int(high) + 1, low + 0.5, "nan", "inf", "", None, [], {}, True):
        with pytest.raises(Refused):
            SCHEMA.fields[name].read(beyond)
    for beyond in (int(low) - 1, int(high) + 1):
        with pytest.raises(ValueError, match=name):
            Controls(**{name: beyond})


def test_what_the_address_gets_wrong_is_said_and_the_rest_is_taken():
    query = {"preset": "chapter-quadratic", "networks": "x", "seed": "7", "data": "faces"}
    found, problems = read(query, SCHEMA, ENGLISH)
    assert found["networks"] == preset_values("chapter-quadratic")["networks"]
    assert (found["seed"], found["data"]) == (7, "digits")
    assert [each.about for each in problems] == ["networks", "data"]
    assert SCHEMA.defaults["seed"] == 0
