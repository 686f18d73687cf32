"""app.page.checked: what a program asks a lab for, checked before anything is shown."""

import numpy as np
import pytest

from app.labs.registry import LAB_BY_NAME, LABS
from app.page.checked import as_text, checked, lab_called

NEURON, COSTS, SEVERAL, NETWORK, SOFTMAX = map(
    LAB_BY_NAME.__getitem__, ("neuron", "costs", "several", "network", "softmax")
)


def test_settings_become_the_part_of_an_address() -> None:
    part = checked(NEURON, {"preset": "badly-wrong", "cost": "both", "epochs": 200, "weight": -1.5})
    assert part == {"preset": "badly-wrong", "cost": "both", "epochs": "200", "weight": "-1.5"}


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_no_settings_are_fine(lab) -> None:
    assert checked(lab, {}) == {}
    assert lab_called(lab.name) is lab


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("both", "both"),
        (300, "300"),
        (0.15, "0.15"),
        (np.float64(0.1), "0.1"),
        (np.int64(30), "30"),
        ((2.5, -1), "2.5,-1"),
        (np.array([0.5, 3]), "0.5,3"),
        (["why", "map"], "why,map"),
    ],
)
def test_values_of_python_and_numpy_are_written_as_an_address_has_them(value, text) -> None:
    assert as_text(value) == text


def test_an_unknown_lab_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"^there is no lab 'neurone', but 'neuron', 'costs', 's"):
        lab_called("neurone")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"^The lab 'neuron' has no setting 'wieght'; there is 'w"):
        checked(NEURON, {"wieght": 2})


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"weight": 99}, "weight: “99” is not a number from -5 to 5."),
        ({"weight": True}, "weight: “True” is not a number"),
        ({"weight": None}, "weight: “None” is not a number"),
        ({"weight": float("nan")}, "weight: “nan” is not a number"),
        ({"cost": "cubic"}, "cost: “cubic” is not one of quadratic, "),
        ({"preset": "no such thing"}, "preset: “no such thing” is not one of "),
    ],
)
def test_a_value_that_is_not_allowed_is_answered_with_what_is(settings, sentence) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        checked(NEURON, settings)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ValueError, match=r"has no setting 'x'\. weight: .* epochs: "):
        checked(NEURON, {"x": 1, "weight": 99, "epochs": 0})
