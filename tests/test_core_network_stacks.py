"""core.network.stacks: arrays of several networks as one, and back."""

import numpy as np

from core.network.stacks import across, apart, stacked


def test_several_networks_are_stacked_and_come_apart_again():
    networks = [[np.full((2, 3), index), np.full((3, 1), -index)] for index in range(4)]
    together = stacked(networks)
    assert [array.shape for array in together] == [(4, 2, 3), (4, 3, 1)]
    for one, again in zip(networks, apart(together, 4), strict=True):
        for array, other in zip(one, again, strict=True):
            np.testing.assert_array_equal(array, other)
    assert [array.shape for array in stacked(networks, axis=1)] == [(2, 4, 3), (3, 4, 1)]


def test_a_single_network_gets_no_axis():
    network = [np.zeros((2, 3)), np.zeros((3, 1))]
    assert all(map(np.shares_memory, stacked([network]), network))
    assert all(map(np.shares_memory, apart(network, 1)[0], network))


def test_a_number_that_is_the_same_for_all_is_one_number():
    assert across([0.5, 0.5]) == 0.5
    assert across([0.5, 0.1]).tolist() == [[[0.5]], [[0.1]]]
