"""core.multi_input.presets.

What one neuron can learn, what it hardly learns, and what it cannot.
"""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from core.costs.costs import CROSS_ENTROPY, QUADRATIC
from core.multi_input.presets import PRESETS, Preset, cloud, gate
from core.multi_input.training import contributions, start, train


def runs(name):
    return [train(settings) for settings in PRESETS[name].settings()]


def test_the_registry_lists_every_problem_by_its_name():
    names = ["and", "or", "nand", "cloud", "input-near-zero", "xor"]
    assert list(PRESETS) == [problem.name for problem in PRESETS.values()] == names
    with pytest.raises(TypeError):
        PRESETS["mine"] = PRESETS["and"]
    with pytest.raises(FrozenInstanceError):
        PRESETS["and"].bias = 1.0


@pytest.mark.parametrize(
    ("name", "truth"),
    [
        ("and", lambda p, q: p and q),
        ("or", lambda p, q: p or q),
        ("nand", lambda p, q: not (p and q)),
        ("xor", lambda p, q: p != q),
    ],
)
def test_gates_are_their_truth_tables(name, truth):
    examples = PRESETS[name].examples
    assert sorted(examples.inputs.tolist()) == [[0, 0], [0, 1], [1, 0], [1, 1]]
    for (p, q), target in zip(examples.inputs.tolist(), examples.targets, strict=True):
        assert target == truth(bool(p), bool(q))


@pytest.mark.parametrize("name", ["and", "or", "nand", "cloud"])
def test_what_a_line_can_part_is_learned(name):
    for run in runs(name):
        assert run.accuracy[0] <= 0.5
        assert run.accuracy[-1] == 1
        assert np.all(np.diff(run.cost) < 0)
        assert run.epoch[-1] == 300


def test_the_cost_of_xor_settles_at_ln_2():
    for run in runs("xor"):
        assert round(float(run.cost[-1]), 3) == 0.693
        assert run.cost[-1] == pytest.approx(math.log(2), abs=1e-9)
        assert run.cost[0] > 0.9
        assert np.all(run.cost >= math.log(2))
        assert np.all(run.accuracy <= 0.75)
        assert abs(run.weight[-1]).max() < 1e-5


def test_the_weight_of_an_input_near_zero_hardly_learns_by_either_cost():
    problem = PRESETS["input-near-zero"]
    assert [settings.cost for settings in problem.settings()] == [QUADRATIC, CROSS_ENTROPY]
    assert problem.examples.inputs[:, 0].tolist() == [0, 0, 1, 1]
    assert problem.examples.inputs[:, 1].tolist() == [0, 0.01, 0, 0.01]
    assert problem.examples.targets.tolist() == [0, 0, 0, 1]
    for settings, run in zip(problem.settings(), runs("input-near-zero"), strict=True):
        way = abs(np.diff(run.weight, axis=0)).sum(axis=0)
        assert way[1] < way[0] / 8
        assert run.accuracy[-1] == 0.75
        parts = contributions(settings, start(settings))
        assert abs(parts.weight[:, 1]).max() <= 0.01
        assert abs(parts.residual).max() > 0.7


def test_a_cloud_is_fixed_by_its_seed_and_parted_by_a_line():
    problem = PRESETS["cloud"].examples
    assert problem == cloud(3) != cloud(4)
    assert problem.inputs.shape == (60, 2)
    # The first of them, in every version of Python and numpy.
    assert problem.inputs[0].tolist() == [-1.05, 0.18]
    for examples in (problem, cloud(4, examples=256)):
        side = (examples.inputs @ [1, 2] - 1) / math.sqrt(5)
        assert np.all(abs(side) >= 0.3)
        assert ((side > 0) == examples.targets).all()
        assert abs(examples.inputs).max() <= 2
        assert 0.2 < examples.targets.mean() < 0.8


def test_a_problem_can_set_everything_that_settings_have():
    problem = Preset("mine", gate(0, 1, 1, 1), (1, 2), 3, ("quadratic",), 0.5, 7)
    (settings,) = problem.settings()
    assert settings.examples == PRESETS["or"].examples
    assert (settings.weights, settings.bias, settings.cost) == ((1, 2), 3, QUADRATIC)
    assert (settings.learning_rate, settings.epochs) == (0.5, 7)
