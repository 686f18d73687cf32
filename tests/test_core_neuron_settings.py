"""core.neuron.settings: what is allowed, and what is said about what is not."""

import pickle
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import numpy as np
import pytest

from core.costs.costs import CROSS_ENTROPY, QUADRATIC
from core.neuron.settings import RANGES, Range, Settings, SettingsError, check

NUMBERS = ["weight", "bias", "learning_rate", "input", "target"]
LIMITS = {
    "weight": (-5, 5),
    "bias": (-5, 5),
    "learning_rate": (0.001, 10),
    "input": (-5, 5),
    "target": (0, 1),
    "epochs": (1, 5000),
}
NOT_NUMBERS = [
    float("nan"),
    float("inf"),
    float("-inf"),
    "1",
    "",
    None,
    True,
    np.True_,
    1j,
    [1.0],
    Fraction(1, 2),
    np.nan,
    10**400,
    np.array(True),
    np.array("1"),
    np.array(np.nan),
]


def test_defaults():
    settings = Settings()
    assert (settings.weight, settings.bias, settings.learning_rate) == (0.6, 0.9, 0.15)
    assert (settings.cost, settings.input, settings.target) == (QUADRATIC, 1.0, 0.0)
    assert settings.epochs == 300
    assert settings.shape == ()


def test_ranges_are_one_read_only_table():
    assert {field: tuple(limits) for field, limits in RANGES.items()} == LIMITS
    assert all(isinstance(limits, Range) for limits in RANGES.values())
    with pytest.raises(TypeError):
        RANGES["weight"] = Range(0, 1)


@pytest.mark.parametrize("field", LIMITS)
def test_limits_are_allowed_and_beyond_them_is_not(field):
    low, high = LIMITS[field]
    nudge = 1 if field == "epochs" else 1e-9
    for number in (low, high):
        assert getattr(Settings(**{field: number}), field) == number
        assert check(field, number) == number
    for number in (low - nudge, high + nudge):
        with pytest.raises(SettingsError) as caught:
            Settings(**{field: number})
        error = caught.value
        assert (error.field, error.value, error.low, error.high) == (field, number, low, high)
        assert field in str(error)
        assert f"from {low:g} to {high:g}" in str(error)


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("value", NOT_NUMBERS, ids=repr)
def test_what_is_no_number_is_refused(field, value):
    for attempt in (lambda: Settings(**{field: value}), lambda: check(field, value)):
        with pytest.raises(SettingsError, match=rf"^{field} must be a .*number from") as caught:
            attempt()
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 120


@pytest.mark.parametrize("value", [300.0, 1.5, np.float64(300), np.array([300]), np.array(300.0)])
def test_epochs_are_one_whole_number(value):
    with pytest.raises(SettingsError, match="epochs must be a whole number from 1 to 5000, not"):
        Settings(epochs=value)


@pytest.mark.parametrize("cost", ["quadratic", None, 54])
def test_the_cost_is_a_cost(cost):
    with pytest.raises(SettingsError, match="cost must be one of quadratic, cross-") as caught:
        Settings(cost=cost)
    assert (caught.value.field, caught.value.low, caught.value.high) == ("cost", None, None)


def test_the_message_is_one_plain_line():
    with pytest.raises(SettingsError) as caught:
        Settings(learning_rate=20)
    assert str(caught.value) == "learning_rate must be a number from 0.001 to 10, not 20"
    assert isinstance(caught.value, ValueError)
    with pytest.raises(SettingsError, match="weight must be a number from -5 to 5, not 'a"):
        check("weight", "a\nb" * 1000)


def test_errors_survive_pickling():
    error = pickle.loads(pickle.dumps(SettingsError("weight", 7)))
    assert (error.field, error.value, str(error)) == (
        "weight",
        7,
        "weight must be a number from -5 to 5, not 7",
    )


def test_numbers_become_plain_floats_and_ints():
    for number in (1, 1.0, np.float64(1), np.float32(1), np.int8(1), np.uint8(1), np.array(1)):
        settings = Settings(weight=number, target=number)
        assert type(settings.weight) is float
        assert type(check("weight", number)) is float
        assert settings == Settings(weight=1.0, target=1.0)
    for epochs in (7, np.int64(7), np.array(7)):
        assert type(Settings(epochs=epochs).epochs) is int
        assert type(check("epochs", epochs)) is int


def test_there_is_no_other_field():
    with pytest.raises(KeyError):
        check("momentum", 0.5)


def test_scalar_settings_compare_hash_and_do_not_change():
    assert Settings(weight=2) == Settings(weight=2.0)
    assert hash(Settings(weight=2)) == hash(Settings(weight=2.0))
    assert Settings(weight=2) != Settings(weight=3)
    assert len({Settings(), Settings(), Settings(cost=CROSS_ENTROPY)}) == 2
    with pytest.raises(FrozenInstanceError):
        Settings().weight = 1.0


def test_replace_validates_again():
    assert replace(Settings(), weight=2.0, cost=CROSS_ENTROPY).weight == 2.0
    with pytest.raises(SettingsError):
        replace(Settings(), weight=6.0)


@pytest.mark.parametrize("field", NUMBERS)
def test_arrays_are_checked_copied_and_kept_from_change(field):
    given = np.array([0.25, 0.5, 0.75], dtype=np.float32)
    kept = getattr(Settings(**{field: given}), field)
    given[0] = 99
    assert kept.dtype == np.float64
    assert kept.tolist() == [0.25, 0.5, 0.75]
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 1
    with pytest.raises(SettingsError, match=f"{field} must be a number from .*, not 99"):
        Settings(**{field: given})
    for bad in (np.array([0.5, np.nan]), np.array([0.5, np.inf])):
        with pytest.raises(SettingsError, match=field):
            Settings(**{field: bad})


@pytest.mark.parametrize(
    "array", [np.array(["1"]), np.array([True]), np.array([1j]), np.array([None])], ids=repr
)
def test_arrays_of_anything_else_are_refused(array):
    with pytest.raises(SettingsError, match="weight must be a number"):
        Settings(weight=array)


def test_the_shape_is_that_to_which_the_numbers_broadcast():
    settings = Settings(weight=np.zeros((3, 1)), target=np.zeros(4), epochs=5)
    assert settings.shape == (3, 4)
    assert Settings(weight=np.zeros(0)).shape == (0,)
    with pytest.raises(ValueError, match="broadcast"):
        Settings(weight=np.zeros(3), bias=np.zeros(4))
