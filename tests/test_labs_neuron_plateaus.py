"""app.labs.neuron.plateaus: the plots shade what the core calls a plateau, and say why."""

from typing import Any

import pytest

from app.labs.neuron.plateaus import bands
from app.labs.neuron.view import describe
from app.labs.neuron.words import findings
from app.ui.language import languages, translator
from core.neuron.plateau import Reason, plateau
from tests.histories import at_start, branch, run
from tests.test_labs_neuron_words import Controls, history_of, values

_ = translator("en")


def test_the_band_ends_where_the_plateau_does_and_says_that_sigma_is_flat() -> None:
    history = history_of(weight=2.0, bias=2.0)
    assert bands(history, _) == [
        {"end": 150, "why": "barely moves, as σ is flat", "colour": "slope"}
    ]
    steepest = history.frames["quadratic"].sigmoid_slope[:151].max()
    assert 0.06 < steepest < 0.07


def test_only_the_curve_that_barely_moved_has_a_band() -> None:
    found = bands(history_of(weight=2.0, bias=2.0, cost="both"), _)
    assert [band and band["end"] for band in found] == [150, None]


@pytest.mark.parametrize(
    ("changed", "reason", "why"),
    [
        ({"learning_rate": 0.001}, Reason.SMALL_STEPS, "steps too small"),
        ({"weight": 2.0, "bias": 2.0}, Reason.FLAT, "barely moves, as σ is flat"),
        ({"weight": 1.0, "bias": 1.0, "learning_rate": 0.015}, None, "barely moves"),
    ],
)
def test_the_reason_is_the_core_s(changed: dict[str, Any], reason: Reason | None, why: str) -> None:
    history = history_of(**changed)
    found = plateau(history.frames["quadratic"], 1.0, 0.0)
    assert found is not None
    assert found.reason is reason
    [band] = bands(history, _)
    assert band is not None
    assert band["end"] == found.epochs
    assert band["why"].startswith(why)
    assert (band["colour"] == "slope") == (reason is Reason.FLAT)


def test_a_run_that_moves_at_once_has_no_band_and_neither_has_a_start() -> None:
    assert bands(history_of(cost="cross-entropy"), _) == [None]
    assert bands(at_start(Controls(**values(weight=2.0, bias=2.0)).settings()), _) == [None]


def test_a_run_that_leaves_its_plateau_by_another_cost_has_a_band_up_to_there() -> None:
    before = history_of(weight=2.0, bias=2.0)
    chosen = Controls(**values(weight=2.0, bias=2.0, cost="cross-entropy")).settings()
    [band] = bands(branch(before, 90, chosen), _)
    assert band is not None
    assert 90 < band["end"] < 100
    assert band["why"] == "barely moves, as σ is flat (with the quadratic cost)"


def test_two_curves_that_were_one_have_one_band() -> None:
    before = history_of(weight=2.0, bias=2.0)
    chosen = Controls(**values(weight=2.0, bias=2.0, cost="both")).settings()
    history = branch(before, 100, chosen)
    found = bands(history, _)
    assert [band and band["end"] for band in found] == [150, None]
    assert [band and band["colour"] for band in found] == ["slope", None]
    (said,) = findings(history, _)
    assert said.startswith("For the first 150 epochs the output barely moved")


@pytest.mark.parametrize("language", languages())
def test_the_browser_is_told_of_each_curve(language: str) -> None:
    controls = Controls(**values(weight=2.0, bias=2.0, cost="both"))
    described = describe(run(controls.settings()), controls, translator(language))
    assert len(described["plateaus"]) == len(controls.settings())
    assert translator(language)("barely moves, as σ is flat") in described["plateaus"][0]["why"]
    assert described["target"] == 0.0
