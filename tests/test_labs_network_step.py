"""app.labs.network.step: what another process does for an epoch is what the core does."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.child_process import CannotRead, prepare, take
from app.labs.network import step as training
from app.labs.network.step import MOST_ASKED, MOST_MISTAKES, MOST_SEEN, learn
from app.networks.datasets import Dataset, datasets_of_page
from core.network.backpropagation import Layer
from core.network.evaluation import answers
from core.network.frames import count_frames, observe, record_epoch, states_within
from core.network.output_layers import OUTPUT_LAYERS
from core.network.saturation import hidden_layers
from core.network.settings import NETWORK_RANGES, NetworkSettings
from core.network.training import NetworkState, start, train_epoch
from tests.networks import learned, same_bits, settings_for, small, small_images

__all__ = ["small"]

EPOCHS = 6
"""More than there are with several frames each."""
CHOSEN = [
    NetworkSettings((5,), output_layer, learning_rate=0.1, epochs=EPOCHS)
    for output_layer in OUTPUT_LAYERS.values()
] + [
    NetworkSettings((), epochs=EPOCHS, mini_batch=7, seed=3),
    NetworkSettings((4, 3), start="badly-wrong", epochs=EPOCHS, mini_batch=1000),
]

every_network = pytest.mark.parametrize("chosen", CHOSEN, ids=lambda each: each.output_layer.name)


@every_network
def test_epoch_by_epoch_it_is_the_core_to_the_last_bit(small, chosen):
    images, test = small_images()
    state, _first = learn(chosen, small, None)
    expected = recorded = start(chosen, images)
    assert same_bits(state, expected)
    for _epoch in range(EPOCHS):
        state, result = learn(chosen, small, state)
        expected = train_epoch(chosen, expected, images)
        recorded, frames = record_epoch(chosen, recorded, images, test)
        assert same_bits(state, expected)
        assert [each.frame for each in result.records] == frames


def test_of_files_that_are_gone_the_first_is_named(tmp_path):
    gone = Dataset("mnist", str(tmp_path))
    with pytest.raises(
        CannotRead, match=r"^train-images-idx3-ubyte: there is no such file$"
    ) as told:
        take(partial(learn, CHOSEN[0], gone), None)
    # So it comes back from another process.
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)


@every_network
def test_the_first_step_makes_the_network_and_trains_nothing(small, chosen):
    images, test = small_images()
    state, result = learn(chosen, small, None)
    (record,) = result.records
    assert record.frame == observe(chosen, start(chosen, images), images, test)
    assert record.frame.epoch == state.epoch == state.batch == 0


@every_network
def test_the_number_of_frames_that_is_told_is_the_number_that_comes(small, chosen):
    _state, every = learned(chosen, small)
    assert len(every) == EPOCHS + 1
    count = sum(len(each.records) for each in every)
    assert {each.frames for each in every} == {count}
    assert count == count_frames(chosen, small_images()[0])
    epochs = [record.frame.epoch for each in every for record in each.records]
    assert epochs == sorted(set(epochs))
    assert epochs[-1] == EPOCHS


@every_network
def test_confusion_is_that_of_the_test_images(small, chosen):
    images, test = small_images()
    state = start(chosen, images)
    for step, result in enumerate(learned(chosen, small)[1]):
        states = states_within(chosen, state, images) if step else [state]
        for state, record in zip(states, result.records, strict=True):
            assert record.confusion.dtype == np.uint16
            assert record.confusion.sum() == len(test)
            assert np.trace(record.confusion) / len(test) == record.frame.test_accuracy
            expected = np.zeros((10, 10))
            told = answers(chosen, state, test.inputs).predictions
            np.add.at(expected, (test.labels, told), 1)
            np.testing.assert_array_equal(record.confusion, expected)


@every_network
def test_mistakes_are_the_costliest_wrong_ones_with_their_outputs(small, chosen):
    images, test = small_images()
    state = start(chosen, images)
    found = 0
    for step, result in enumerate(learned(chosen, small)[1]):
        states = states_within(chosen, state, images) if step else [state]
        for state, record in zip(states, result.records, strict=True):
            every = answers(chosen, state, test.inputs).worst(test, len(test))
            assert [each.index for each in record.mistakes] == list(every[:MOST_MISTAKES])
            for each in record.mistakes:
                expected = answers(chosen, state, test.inputs[[each.index]]).outputs[0]
                np.testing.assert_allclose(each.outputs, expected, rtol=1e-12, atol=1e-12)
                assert all(type(output) is float for output in each.outputs)
                assert each.answer != test.labels[each.index]
                assert each.outputs[each.answer] == max(each.outputs)
            found += len(record.mistakes)
    assert found


@every_network
def test_hidden_layers_are_those_of_the_state_at_the_first_test_images(small, chosen, monkeypatch):
    monkeypatch.setattr(training, "MOST_ASKED", 20)
    state, every = learned(chosen, small)
    expected = hidden_layers(chosen, state, small_images()[1].inputs[:20])
    found = every[-1].records[-1].hidden
    assert len(found) == len(expected) == len(chosen.hidden)
    for neurons, one, other in zip(chosen.hidden, found, expected, strict=True):
        assert one.z.dtype == one.outputs.dtype == np.uint16
        assert (one.z == other.z).all()
        assert (one.outputs == other.outputs).all()
        assert one.saturated == other.saturated
        assert one.z.sum() == 20 * neurons


def test_no_histogram_counts_more_than_is_kept():
    assert MOST_ASKED * NETWORK_RANGES["hidden"].high <= np.iinfo(np.uint16).max


@every_network
def test_layers_are_those_of_the_state_in_single_precision(small, chosen):
    state, every = learned(chosen, small)
    for small_layer, layer in zip(every[-1].records[-1].layers, state.layers, strict=True):
        for part, whole in zip(small_layer, layer, strict=True):
            assert part.dtype == np.float32
            np.testing.assert_array_equal(part, whole.astype(np.float32))
    restored = tuple(
        Layer(*(part.astype(float) for part in each)) for each in every[-1].records[-1].layers
    )
    test = small_images()[1]
    again = answers(chosen, NetworkState(0, 0, restored), test.inputs)
    assert again.accuracy(test) == pytest.approx(
        every[-1].records[-1].frame.test_accuracy, abs=0.021
    )


@given(
    hidden=st.lists(st.integers(1, 6), max_size=3).map(tuple),
    output_layer=st.sampled_from(list(OUTPUT_LAYERS.values())),
    begin=st.sampled_from(["unit", "scaled", "badly-wrong"]),
    rate=st.floats(0.001, 10),
    mini_batch=st.integers(1, 1000),
    seed=st.integers(0, 1_000_000),
)
def test_whatever_a_network_is_all_that_is_told_of_it_is_finite(
    hidden, output_layer, begin, rate, mini_batch, seed
):
    chosen = NetworkSettings(hidden, output_layer, begin, rate, max(mini_batch, 5), 2, seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "images", lambda data: small_images())
        training._seen.cache_clear()
        for result in learned(chosen, "made up")[1]:
            for record in result.records:
                norms = record.frame.gradient_norms
                numbers = (*record.frame[:6], record.frame.wrong_slope or 0.0, *norms)
                assert np.isfinite(numbers).all()
                assert len(norms) == len(hidden) + 1
                assert all(np.isfinite(each.outputs).all() for each in record.mistakes)
    training._seen.cache_clear()


def test_of_more_images_the_first_are_looked_at_and_the_epoch_is_of_all(small, monkeypatch):
    (chosen,) = settings_for("sigmoid-quadratic:scaled:3:4").values()
    images, test = small_images()
    _state, whole = learned(chosen, small)
    monkeypatch.setattr(training, "MOST_SEEN", 50)
    training._seen.cache_clear()
    state, seen = learned(chosen, small)
    assert same_bits(state, _state)
    for some, every in zip(seen, whole, strict=True):
        assert some.frames == every.frames
        for one, other in zip(some.records, every.records, strict=True):
            assert one.frame.epoch == other.frame.epoch
            assert one.frame.test_accuracy == other.frame.test_accuracy
    expected = observe(chosen, state, images.chosen(np.arange(50)), test)
    assert seen[-1].records[-1].frame == expected
    assert expected != whole[-1].records[-1].frame
    assert MOST_SEEN == 10_000


def test_all_that_goes_there_and_back_can_be_pickled(small):
    (chosen,) = settings_for("softmax-log-likelihood:unit:0.5:4").values()
    step = pickle.loads(pickle.dumps(partial(learn, chosen, small)))
    state, result = step(None)
    again, more = step(pickle.loads(pickle.dumps(state)))
    other, same = learn(chosen, small, state)
    assert same_bits(again, other)
    for one, two in zip(pickle.loads(pickle.dumps(more)).records, same.records, strict=True):
        assert (one.frame, one.mistakes) == (two.frame, two.mistakes)
        assert (one.confusion == two.confusion).all()
    assert result.frames == more.frames


def test_another_process_learns_the_same():
    (chosen,) = settings_for("sigmoid-cross-entropy:scaled:0.5:3", epochs=1).values()
    step = partial(learn, chosen, datasets_of_page()[0])
    here = there = None
    with ProcessPoolExecutor(1, get_context("spawn"), prepare) as processes:
        for _step in range(2):
            here, ours = step(here)
            there, theirs = processes.submit(take, step, there).result(60)
            assert same_bits(here, there)
            assert ours.frames == theirs.frames
            for one, other in zip(ours.records, theirs.records, strict=True):
                assert (one.frame, one.mistakes) == (other.frame, other.mistakes)
                assert (one.confusion == other.confusion).all()
