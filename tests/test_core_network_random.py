"""core.network.random: orders that a seed and a number fix, and nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.network.random import shuffled, stream

SHUFFLED = [3, 5, 4, 7, 8, 0, 9, 2, 1, 6]
NORMAL = [0.7677344190253146, -0.8897922889894562, 1.2809839951595032]

words = st.integers(0, 2**32 - 1)


@given(words, words, st.integers(1, 300))
def test_a_shuffle_has_every_number_once_and_is_always_the_same(seed, number, count):
    order = shuffled(seed, number, count)
    assert sorted(order.tolist()) == list(range(count))
    np.random.random(7)
    np.testing.assert_array_equal(shuffled(seed, number, count), order)


def test_seeds_and_numbers_have_streams_of_their_own():
    pairs = [(seed, number) for seed in range(5) for number in range(5)]
    orders = {tuple(shuffled(*pair, 20).tolist()) for pair in pairs}
    assert len(orders) == len(pairs)
    starts = {stream(*pair).standard_normal() for pair in pairs}
    assert len(starts) == len(pairs)


def test_the_streams_are_those_of_every_version_of_numpy():
    """If this fails, seeds in links and notebooks no longer mean what they meant."""
    assert shuffled(7, 3, 10).tolist() == SHUFFLED
    np.testing.assert_allclose(stream(7, 3).standard_normal(3), NORMAL, rtol=1e-12)
