"""app.networks.work_units: a step is bounded, and pieces make up the epoch to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.network.settings import PRESET_LABELS, preset_values, settings_of
from app.labs.network.step import learn
from app.networks import work_units
from app.networks.datasets import digits
from app.networks.work_units import OVERHEAD, next_unit
from core.data.dataset import LabelledImages
from core.network.frames import states_within
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, batches, start
from tests.networks import learned, same_bits, small, small_images

__all__ = ["small"]

CHOSEN = NetworkSettings((4,), mini_batch=10, epochs=3)
"""An epoch of the small images has 12 mini-batches; 104 weights are in this network."""
UPDATE = 3 * 10 * 104 + OVERHEAD
FRAME = (3 * 120 + 50) * 104


def epoch_in_pieces(
    chosen: NetworkSettings, state: NetworkState, training: LabelledImages, most: int
) -> list[tuple[NetworkState, list[NetworkState]]]:
    """An epoch, piece by piece, none of them of more than so much work."""
    found, epoch = [], state.epoch
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work_units, "MOST_WORK", most)
        while state.epoch == epoch:
            found.append(next_unit(chosen, state, training, len(training), 50))
            state = found[-1][0]
    return found


def updates(before: NetworkState, after: NetworkState) -> int:
    """How many mini-batches are between two states of an epoch of 12."""
    return 12 * (after.epoch - before.epoch) + after.batch - before.batch


@given(st.sampled_from([1, 7, 10, 60, 1000]), st.integers(0, 4), st.integers(1, 2_000_000))
def test_pieces_are_the_epoch_to_the_last_bit(mini_batch, epoch, most):
    training, _test = small_images()
    chosen = replace(CHOSEN, mini_batch=mini_batch, epochs=5)
    state = start(chosen, training)
    for _epoch in range(epoch):
        *_, state = states_within(chosen, state, training)
    found = epoch_in_pieces(chosen, state, training, most)
    framed = [each for _after, states in found for each in states]
    expected = list(states_within(chosen, state, training))
    assert len(framed) == len(expected)
    assert all(same_bits(*pair) for pair in zip(framed, expected, strict=True))
    assert same_bits(found[-1][0], expected[-1])


@given(st.integers(0, 4), st.integers(1, 2_000_000))
def test_a_piece_is_no_more_work_than_may_be_or_one_update_with_its_frame(epoch, most):
    training, _test = small_images()
    state = start(CHOSEN, training)._replace(epoch=epoch)
    for after, framed in epoch_in_pieces(CHOSEN, state, training, most):
        count = updates(state, after)
        # The last update only has to begin within what may be.
        within = (count - 1) * UPDATE + len(framed) * FRAME < most
        assert within or (count, len(framed)) == (1, 1)
        assert count >= 1
        state = after


def test_where_a_frame_is_more_work_than_may_be_it_has_a_piece_of_its_own():
    training, _test = small_images()
    most = 3 * UPDATE
    state = start(CHOSEN, training)._replace(epoch=9)
    counts = []
    for after, framed in epoch_in_pieces(CHOSEN, state, training, most):
        counts.append((updates(state, after), len(framed)))
        state = after
    assert counts == [(3, 0), (3, 0), (3, 0), (2, 0), (1, 1)]


def test_every_preset_learns_an_epoch_of_digits_in_a_step():
    training, test = digits()
    for name in PRESET_LABELS:
        for chosen in settings_of(preset_values(name)).values():
            begun = start(chosen, training)
            state, framed = next_unit(chosen, begun, training, len(training), len(test))
            assert (state.epoch, state.batch, len(framed)) == (1, 0, 10)


def test_of_mnist_a_step_is_a_small_part_of_an_epoch(monkeypatch):
    class AsMnist:
        """Stands for images of which there are as many as in MNIST."""

        def __len__(self) -> int:
            return 60_000

    def counted(chosen, state, training, count):
        """Count mini-batches, and learn nothing."""
        whole = batches(chosen, training)
        epochs, batch = divmod(state.batch + count, whole)
        return state._replace(epoch=state.epoch + epochs, batch=batch)

    monkeypatch.setattr(work_units, "advance", counted)
    chosen = NetworkSettings((100, 100, 100), mini_batch=10)
    image = LabelledImages(np.zeros((1, 784)), np.zeros(1, np.int64), 10)
    state = start(chosen, image)
    count, frames = 0, 0
    while state.epoch == 0:
        before = state
        state, framed = next_unit(chosen, state, AsMnist(), 10_000, 10_000)
        assert (state.epoch - before.epoch) * 6000 + state.batch - before.batch < 400
        assert len(framed) <= 1
        count, frames = count + 1, frames + len(framed)
    assert (count, frames) == (30, 10)


def test_a_run_in_pieces_is_the_run_in_epochs(small, monkeypatch):
    state, whole = learned(CHOSEN, small)
    monkeypatch.setattr(work_units, "MOST_WORK", 2 * UPDATE)
    in_pieces = None
    records, steps = [], 0
    while in_pieces is None or in_pieces.epoch < CHOSEN.epochs:
        in_pieces, result = learn(CHOSEN, small, in_pieces)
        records += result.records
        steps += 1
        assert result.frames == whole[0].frames
    assert steps > 2 * CHOSEN.epochs
    assert same_bits(in_pieces, state)
    expected = [each.frame for result in whole for each in result.records]
    assert [each.frame for each in records] == expected
