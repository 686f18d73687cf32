"""core.neuron.plateau and approach: what is said of a run is what its definition checks."""

import numpy as np
import pytest

from core.costs.costs import CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED, QUADRATIC
from core.costs.power_family import cost_of_power
from core.neuron import approach
from core.neuron import plateau as plateaus
from core.neuron.frames import train, train_stages
from core.neuron.plateau import Plateau, Reason
from core.neuron.settings import Settings
from core.schedule import Change, stages
from core.sigmoid import sigmoid_slope
from tests.explained import check_changes, check_neuron

CHAOTIC = Settings(
    weight=2.43, bias=2.05, learning_rate=2.32, cost=CROSS_ENTROPY, input=5, target=0.3
)


def of(settings):
    return train(settings), settings.input, settings.target


def test_what_is_said_of_random_runs_is_true():
    said = check_neuron(seed=1, count=600)
    kinds = {"within", "overshoot", "oscillates", "saturated", "cancels", "barely moved: no reason"}
    assert said.keys() == kinds | {f"barely moved: {reason.value}" for reason in Reason}


def test_the_badly_wrong_neuron_barely_moves_for_150_epochs_because_sigma_is_flat():
    run, x, y = of(Settings(weight=2, bias=2))
    plateau = plateaus.plateau(run, x, y)
    assert plateau == Plateau(150, run.sigmoid_slope[150], Reason.FLAT)
    assert plateau.steepest == pytest.approx(0.0621, abs=1e-4)
    moved = plateaus.moved(run.output, y)
    assert moved[150] <= 0.05 < moved[151]


def test_sigma_is_flat_from_where_its_slope_is_the_bound():
    assert sigmoid_slope(plateaus.FLAT_FROM) == pytest.approx(plateaus.FLAT, rel=1e-12)
    assert pytest.approx(2.0634, abs=1e-4) == plateaus.FLAT_FROM


def test_a_self_made_cost_of_power_1_is_slow_for_the_same_reason_as_the_quadratic():
    quadratic, own = (
        plateaus.plateau(*of(Settings(weight=2, bias=2, cost=cost)))
        for cost in (QUADRATIC, cost_of_power(1))
    )
    assert quadratic == own is not None


@pytest.mark.parametrize("cost", [QUADRATIC, CROSS_ENTROPY], ids=lambda cost: cost.name)
def test_where_the_learning_rate_is_to_blame_flatness_is_not(cost):
    run, x, y = of(Settings(weight=1.5, bias=1.5, learning_rate=0.001, cost=cost))
    plateau = plateaus.plateau(run, x, y)
    assert plateau is not None
    assert (plateau.epochs, plateau.reason) == (300, Reason.SMALL_STEPS)


def test_a_wrong_neuron_that_learns_at_once_has_no_plateau():
    assert plateaus.plateau(*of(Settings())) is None


def test_a_run_that_jumps_about_is_not_within_y_though_its_last_frame_is():
    run, x, y = of(CHAOTIC)
    assert abs(run.residual[-1]) < 0.1
    assert approach.within(run, x, y) is None
    assert approach.oscillates(run, x, y)


def test_an_output_that_comes_to_y_is_within_it_from_the_first_epoch_that_stays():
    run, x, y = of(Settings(cost=CROSS_ENTROPY, weight=2, bias=2))
    epoch = approach.within(run, x, y)
    assert abs(run.residual[epoch - 1]) >= 0.1 > abs(run.residual[epoch])
    assert not approach.oscillates(run, x, y)


def test_a_run_that_goes_past_y_and_settles_does_not_oscillate():
    run, x, y = of(Settings(cost=CROSS_ENTROPY, weight=2, learning_rate=4, target=0.5))
    assert len(approach.crossings(run)) > 2
    assert approach.settles(run, x, y)
    assert not approach.oscillates(run, x, y)


def test_residuals_of_rounding_are_on_neither_side_of_y():
    run, _x, _y = of(Settings())
    nothing = np.where(np.arange(301) % 2, 1e-12, -1e-12)
    assert not len(approach.crossings(run._replace(residual=nothing)))


def test_the_reason_of_a_plateau_is_not_the_slope_where_the_cost_has_no_such_factor():
    for cost in (CROSS_ENTROPY, CROSS_ENTROPY_AS_PUBLISHED):
        run, x, y = of(Settings(weight=5, bias=5, cost=cost, learning_rate=0.01))
        plateau = plateaus.plateau(run, x, y)
        assert plateau is None or plateau.reason is not Reason.FLAT


def test_what_is_said_of_random_runs_that_change_is_true():
    said = check_changes(seed=1, count=1500)
    reasons = {f"barely moved: {reason.value}" for reason in Reason}
    nearly = {f"{reason}, nearly all" for reason in reasons}
    assert said.keys() == reasons | nearly | {"barely moved: no reason"}


def badly_wrong(epoch, cost=CROSS_ENTROPY):
    """The plateau of the badly wrong neuron where it goes on by another cost from ``epoch`` on."""
    run = train_stages(stages(Settings(weight=2, bias=2), [Change(epoch, 0.15, cost)]))
    return run, plateaus.plateau(run, 1.0, 0.0)


def test_a_plateau_that_ends_soon_after_another_cost_begins_was_flat_until_then():
    run, plateau = badly_wrong(90)
    assert 90 < plateau.epochs < 100
    # The last updates had no factor σ′, so that it is not the reason of all.
    assert plateau == Plateau(plateau.epochs, run.sigmoid_slope[90], Reason.FLAT, (0, 90))


def test_a_plateau_of_which_too_little_was_flat_has_no_reason():
    settings = Settings(weight=2, bias=2)
    run = train_stages(stages(settings, [Change(60, 0.01, CROSS_ENTROPY)]))
    plateau = plateaus.plateau(run, 1.0, 0.0)
    assert 0.9 * plateau.epochs > 60
    assert (plateau.reason, plateau.part) == (None, None)


def test_a_cost_with_the_factor_after_another_with_it_is_flat_in_all():
    _run, plateau = badly_wrong(90, cost_of_power(1.5))
    assert (plateau.reason, plateau.part) == (Reason.FLAT, None)
