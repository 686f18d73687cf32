"""core.network.regularisation: what the penalty is, and what it makes of weights."""

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.regularisation import Regularisation, penalty
from core.network.settings import NetworkSettings
from core.network.training import start, train_epoch

LAYERS = (
    Layer(np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([50.0, 60.0])),
    Layer(np.array([[-4.0], [0.5]]), np.array([70.0])),
)


def test_the_penalty_is_of_weights_alone():
    assert penalty(Regularisation.NONE, 3, LAYERS, 10) == 0
    assert penalty(Regularisation.L2, 3, LAYERS, 10) == pytest.approx(
        3 / 20 * (1 + 4 + 9 + 16 + 0.25)
    )
    assert penalty(Regularisation.L1, 3, LAYERS, 10) == pytest.approx(
        3 / 10 * (1 + 2 + 3 + 4 + 0.5)
    )


@pytest.fixture
def blank():
    """Images without ink: the cost has no gradient by the weights of a network without layers."""
    return LabelledImages(np.zeros((20, 3)), np.arange(20) % 2, 2)


def trained(blank, **changes):
    settings = NetworkSettings((), learning_rate=0.5, mini_batch=5, **changes)
    begun = start(settings, blank)
    return begun.layers[0], train_epoch(settings, begun, blank).layers[0]


def test_l2_multiplies_weights_and_leaves_biases(blank):
    """Equations 93 and 94: (1 − ηλ/n) once for each mini-batch."""
    before, after = trained(blank, regularisation="l2", regularisation_parameter=4.0)
    np.testing.assert_allclose(after.weights, (1 - 0.5 * 4 / 20) ** 4 * before.weights, rtol=1e-14)
    plain = trained(blank)[1]
    np.testing.assert_array_equal(after.biases, plain.biases)


def test_l1_takes_the_same_off_all_weights_and_nothing_off_zeros(blank):
    """Equation 97: ηλ/n once for each mini-batch."""
    before, after = trained(blank, regularisation="l1", regularisation_parameter=0.04)
    moved = 4 * 0.5 * 0.04 / 20
    np.testing.assert_allclose(after.weights, before.weights - moved * np.sign(before.weights))
    settings = NetworkSettings((), regularisation="l1", regularisation_parameter=1.0)
    begun = start(settings, blank)
    zeros = begun._replace(layers=(Layer(np.zeros((3, 2)), begun.layers[0].biases),))
    assert np.all(train_epoch(settings, zeros, blank).layers[0].weights == 0)
