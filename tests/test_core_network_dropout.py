"""core.network.dropout: masks that are the seed's, and a thinned step."""

import numpy as np
import pytest

from core.network.dropout import masks


def test_masks_are_a_seeds_and_an_epochs():
    drawn = [masks(0.5, (6, 4), 9, *each) for each in ((1, 2), (1, 2), (1, 3), (2, 2))]
    texts = [b"".join(layer.tobytes() for layer in each) for each in drawn]
    assert texts[0] == texts[1]
    assert len(set(texts)) == 3
    assert [layer.shape for layer in drawn[0]] == [(9, 7, 1), (9, 5, 1)]


@pytest.mark.parametrize("probability", [0, 0.1, 0.5, 0.9])
def test_neurons_are_left_out_as_often_as_is_said_and_the_others_scaled(probability):
    (drawn,) = masks(probability, (100,), 1000, 0, 0)
    neurons = drawn[:, :-1]
    assert np.mean(neurons == 0) == pytest.approx(probability, abs=0.005)
    assert set(np.unique(neurons)) <= {0, 1 / (1 - probability)}
    assert np.mean(neurons) == pytest.approx(1, abs=0.05)
    assert np.all(drawn[:, -1] == 1)


def test_without_a_hidden_layer_there_is_nothing_to_leave_out():
    assert masks(0.5, (), 3, 0, 0) == []
