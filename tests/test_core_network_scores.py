"""core.network.scores: costs, accuracies and penalty of a network, worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.dataset import LabelledImages, divide
from core.network.evaluation import answers
from core.network.hidden_neurons import HIDDEN_NEURONS
from core.network.no_improvement import Progress
from core.network.scores import scores
from core.network.settings import NetworkSettings
from core.network.training import start, train_epoch

RANDOM = np.random.RandomState(0)
SETS = divide(
    LabelledImages(RANDOM.uniform(size=(60, 5)), RANDOM.randint(0, 3, 60), 3), 20, 15, 25, 0
)


@pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)
def test_scores_are_those_of_each_set(kind):
    settings = NetworkSettings((4,), hidden_neurons=kind)
    state = train_epoch(settings, start(settings, SETS.training), SETS.training)
    found = scores(settings, state, SETS)
    for score, images in zip(found[1:4], SETS, strict=True):
        a = answers(settings, state, images.inputs).outputs
        y = images.targets
        costs = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a), axis=1)
        assert score.cost == pytest.approx(np.mean(costs), rel=1e-12)
        assert score.accuracy == np.mean(a.argmax(axis=1) == images.labels)
    assert found.epoch == 1


def test_the_penalty_is_of_the_training_set_and_no_part_of_any_cost():
    plain = NetworkSettings((4,))
    state = start(plain, SETS.training)
    weights = np.concatenate([layer.weights.ravel() for layer in state.layers])
    without = scores(plain, state, SETS)
    assert without.penalty == 0
    assert without.weight_norm == pytest.approx(np.sqrt(np.sum(weights**2)), rel=1e-14)
    for kind, wanted in (
        ("l2", 7 / (2 * 20) * np.sum(weights**2)),
        ("l1", 7 / 20 * np.sum(abs(weights))),
    ):
        found = scores(replace(plain, regularisation=kind, regularisation_parameter=7), state, SETS)
        assert found.penalty == pytest.approx(wanted, rel=1e-13)
        assert found == without._replace(penalty=found.penalty)
        regularised = replace(plain, regularisation=kind, regularisation_parameter=7)
        of_twice_as_many = scores(regularised, state, SETS, 40)
        assert of_twice_as_many.penalty == pytest.approx(wanted / 2, rel=1e-13)


def test_the_learning_rate_is_the_one_in_force():
    settings = NetworkSettings((4,), learning_rate=2, patience=3)
    state = start(settings, SETS.training)
    assert scores(settings, state, SETS).learning_rate == 2
    halved = state._replace(progress=Progress(halvings=3))
    assert scores(settings, halved, SETS).learning_rate == 0.25
