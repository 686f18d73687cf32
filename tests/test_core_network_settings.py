"""core.network.settings: limits, choices, and errors that name the field."""

import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from core.network.hidden_neurons import SIGMOID
from core.network.output_layers import OUTPUT_LAYERS, SIGMOID_QUADRATIC
from core.network.regularisation import Regularisation
from core.network.settings import (
    NETWORK_RANGES,
    NetworkSettings,
    NetworkSettingsError,
    Start,
    check_network,
)
from core.neuron.settings import SettingsError

LIMITS = {
    "hidden": (1, 100),
    "learning_rate": (0.001, 100),
    "mini_batch": (1, 1000),
    "epochs": (1, 400),
    "seed": (0, 1_000_000),
    "regularisation_parameter": (0, 1000),
    "dropout": (0, 0.9),
    "momentum": (-0.5, 1.2),
    "patience": (0, 100),
}
WHOLE = ["hidden", "mini_batch", "epochs", "seed", "patience"]
NOT_NUMBERS = ["1", None, True, np.nan, np.inf, 1j, [1], b"1"]


def given(field, value):
    """The settings with that value, in a layer if it is of one."""
    return NetworkSettings(**{field: [value] if field == "hidden" else value})


def test_ranges_are_one_read_only_table():
    assert {field: tuple(limits) for field, limits in NETWORK_RANGES.items()} == LIMITS
    with pytest.raises(TypeError):
        NETWORK_RANGES["seed"] = (0, 1)


@pytest.mark.parametrize("field", LIMITS)
def test_limits_are_allowed_and_beyond_them_is_not(field):
    low, high = LIMITS[field]
    nudge = 1 if field in WHOLE else 1e-9
    for number in (low, high):
        kept = getattr(given(field, number), field)
        assert kept == ((number,) if field == "hidden" else number)
    for number in (low - nudge, high + nudge):
        with pytest.raises(NetworkSettingsError) as caught:
            given(field, number)
        error = caught.value
        assert (error.field, error.value, error.low, error.high) == (field, number, low, high)
        assert str(error).startswith(f"{field} must be ")
        assert f"from {low:.12g} to {high:.12g}, not {number}" in str(error)


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("value", NOT_NUMBERS, ids=repr)
def test_what_is_no_number_is_refused(field, value):
    for attempt in (lambda: given(field, value), lambda: check_network(field, value)):
        with pytest.raises(NetworkSettingsError, match=rf"^{field} must be .*number") as caught:
            attempt()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("field", WHOLE)
@pytest.mark.parametrize("value", [3.0, np.float64(3)])
def test_whole_numbers_are_whole(field, value):
    with pytest.raises(NetworkSettingsError, match="whole number"):
        given(field, value)


@pytest.mark.parametrize("sizes", [30, None, "30", b"30", (1, 2, 3, 4), (30, 0), (30, "1"), [[3]]])
def test_hidden_layers_are_up_to_three(sizes):
    with pytest.raises(NetworkSettingsError) as caught:
        NetworkSettings(hidden=sizes)
    assert str(caught.value).startswith("hidden must be 0 to 3 whole numbers from 1 to 100, not ")


def test_hidden_layers_become_a_tuple_of_ints():
    for sizes in ([], (7,), np.array([3, 2]), iter((1, 2, 3))):
        settings = NetworkSettings(hidden=sizes)
        assert type(settings.hidden) is tuple
        assert all(type(size) is int for size in settings.hidden)
    assert NetworkSettings(hidden=np.array([3, 2])).hidden == (3, 2)


def test_choices_are_named_in_the_message():
    with pytest.raises(NetworkSettingsError) as caught:
        NetworkSettings(output_layer="softmax")
    names = ", ".join(OUTPUT_LAYERS)
    assert str(caught.value) == f"output_layer must be one of {names}, not 'softmax'"
    with pytest.raises(NetworkSettingsError) as caught:
        NetworkSettings(start="right")
    assert str(caught.value) == "start must be one of unit, scaled, badly-wrong, not 'right'"
    for wrong in (None, 3, [], {}):
        with pytest.raises(NetworkSettingsError, match="start must be one of"):
            NetworkSettings(start=wrong)
        with pytest.raises(
            NetworkSettingsError, match="regularisation must be one of none, l2, l1"
        ):
            NetworkSettings(regularisation=wrong or "l3")
        with pytest.raises(
            NetworkSettingsError, match="hidden_neurons must be one of sigmoid, tanh"
        ):
            NetworkSettings(hidden_neurons=wrong)


def test_no_technique_is_in_use_by_default():
    settings = NetworkSettings()
    assert settings.hidden_neurons is SIGMOID
    assert settings.regularisation is Regularisation.NONE
    numbers = ("regularisation_parameter", "dropout", "momentum", "patience")
    assert [getattr(settings, name) for name in numbers] == [0, 0, 0, 0]


def test_what_is_regularised_may_be_given_by_its_name():
    settings = NetworkSettings(regularisation="l1")
    assert settings.regularisation is Regularisation.L1
    assert settings == NetworkSettings(regularisation=Regularisation.L1)


def test_a_start_may_be_given_by_its_name():
    assert NetworkSettings(start="badly-wrong").start is Start.BADLY_WRONG
    assert NetworkSettings(start="unit") == NetworkSettings(start=Start.UNIT)


def test_numbers_become_plain_floats_and_ints():
    settings = NetworkSettings(learning_rate=np.float32(1), seed=np.int64(3), epochs=np.uint8(9))
    assert [type(number) for number in (settings.learning_rate, settings.seed)] == [float, int]
    assert type(settings.epochs) is int
    assert type(NetworkSettings(learning_rate=1).learning_rate) is float


def test_errors_are_settings_errors_and_survive_pickling():
    error = pickle.loads(pickle.dumps(NetworkSettingsError("epochs", 401)))
    assert isinstance(error, SettingsError)
    assert str(error) == "epochs must be a whole number from 1 to 400, not 401"
    assert str(SettingsError("epochs", 0)) == "epochs must be a whole number from 1 to 5000, not 0"


def test_limits_are_written_in_full():
    with pytest.raises(NetworkSettingsError, match=r"whole number from 0 to 1000000, not -1"):
        NetworkSettings(seed=-1)


def test_settings_compare_hash_pickle_and_do_not_change():
    settings = NetworkSettings((3, 2), SIGMOID_QUADRATIC)
    assert settings == NetworkSettings([3, 2], SIGMOID_QUADRATIC)
    assert hash(settings) == hash(NetworkSettings([3, 2], SIGMOID_QUADRATIC))
    assert settings != replace(settings, seed=1)
    assert pickle.loads(pickle.dumps(settings)) == settings
    with pytest.raises(FrozenInstanceError):
        settings.seed = 2
    with pytest.raises(KeyError):
        check_network("friction", 0.5)
