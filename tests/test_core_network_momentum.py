"""core.network.momentum: the velocity of equations 107 and 108, from update to update."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.network.settings import NetworkSettings
from core.network.training import advance, start


@pytest.mark.parametrize("momentum", [0.9, -0.5, 1.2])
def test_each_step_is_that_part_of_the_last_one_and_the_gradient(momentum):
    random = np.random.RandomState(0)
    training = LabelledImages(random.uniform(size=(30, 4)), np.arange(30) % 3, 3)
    plain = NetworkSettings((5,), learning_rate=0.3)
    settings = replace(plain, momentum=momentum)
    state = start(settings, training)
    assert state.velocities == ()
    last = 0.0
    for _update in range(3):
        weights = state.layers[0].weights
        gradient_step = advance(plain, state, training, 1).layers[0].weights - weights
        state = advance(settings, state, training, 1)
        moved = state.layers[0].weights - weights
        np.testing.assert_allclose(moved, momentum * last + gradient_step, rtol=0, atol=1e-14)
        np.testing.assert_allclose(-state.velocities[0][:-1, :-1], moved, rtol=0, atol=1e-14)
        last = moved
