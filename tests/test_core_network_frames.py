"""core.network.frames: what a frame says, and that recording changes nothing."""

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.frames import FRAMES_IN_EPOCHS, NetworkFrame, observe, record_epoch
from core.network.output_layers import (
    LINEAR_QUADRATIC,
    OUTPUT_LAYERS,
    SIGMOID_CROSS_ENTROPY,
    SIGMOID_QUADRATIC,
    SOFTMAX_LOG_LIKELIHOOD,
)
from core.network.settings import NetworkSettings
from core.network.training import NetworkState, advance, batches, start, train_epoch
from core.sigmoid import sigmoid, sigmoid_slope
from core.softmax import softmax

every_output_layer = pytest.mark.parametrize(
    "output_layer", OUTPUT_LAYERS.values(), ids=OUTPUT_LAYERS
)


def images(count=103, inputs=6, classes=4, seed=0):
    random = np.random.RandomState(seed)
    return LabelledImages(
        random.uniform(size=(count, inputs)), random.randint(0, classes, count), classes
    )


@every_output_layer
@pytest.mark.parametrize("mini_batch", [1, 10, 25, 103, 1000])
def test_recording_an_epoch_is_training_it(output_layer, mini_batch):
    training, test = images(), images(40, seed=1)
    settings = NetworkSettings((5,), output_layer, mini_batch=mini_batch)
    state = start(settings, training)
    for epoch in range(len(FRAMES_IN_EPOCHS) + 2):
        recorded, frames = record_epoch(settings, state, training, test)
        state = train_epoch(settings, state, training)
        for one, other in zip(recorded.layers, state.layers, strict=True):
            for ours, theirs in zip(one, other, strict=True):
                assert ours.tobytes() == theirs.tobytes()
        assert recorded[:2] == state[:2] == (epoch + 1, 0)
        assert frames[-1] == observe(settings, state, training, test)


def test_there_are_more_frames_in_the_first_epochs_evenly_spread():
    training = images(1000)
    settings = NetworkSettings((), mini_batch=10)
    state, epochs = start(settings, training), []
    for _epoch in range(6):
        state, frames = record_epoch(settings, state, training, training)
        epochs.append([frame.epoch for frame in frames])
    assert [len(each) for each in epochs] == [*FRAMES_IN_EPOCHS, 1, 1]
    assert [each[-1] for each in epochs] == [1, 2, 3, 4, 5, 6]
    assert epochs[0] == [part / 10 for part in range(1, 11)]
    assert epochs[1] == pytest.approx([1.2, 1.4, 1.6, 1.8, 2])


def test_there_is_no_more_than_one_frame_for_each_mini_batch():
    training = images(50)
    settings = NetworkSettings((), mini_batch=20)
    _state, frames = record_epoch(settings, start(settings, training), training, training)
    assert [frame.epoch for frame in frames] == pytest.approx([1 / 3, 2 / 3, 1])


def test_recording_goes_on_within_an_epoch():
    training, settings = images(1000), NetworkSettings(())
    begun = start(settings, training)
    whole, frames = record_epoch(settings, begun, training, training)
    middle = advance(settings, begun, training, 55)
    state, rest = record_epoch(settings, middle, training, training)
    assert rest == frames[5:]
    assert np.array_equal(state.layers[0].weights, whole.layers[0].weights)
    assert batches(settings, training) == 100


def chosen(output_layer):
    """A network without hidden layers, whose z for its one input of 1 are what is asked for."""
    z = np.array([2.0, -3.0, 1.0])
    settings = NetworkSettings((), output_layer, mini_batch=2)
    state = NetworkState(7, 1, (Layer(np.zeros((1, 3)), z),))
    training = LabelledImages(np.ones((4, 1)), np.array([0, 1, 0, 0]), 3)
    test = LabelledImages(np.ones((2, 1)), np.array([2, 0]), 3)
    return settings, state, training, test, z


def test_a_frame_says_what_can_be_computed_by_hand():
    settings, state, training, test, z = chosen(SIGMOID_CROSS_ENTROPY)
    frame = observe(settings, state, training, test)
    a, slopes = sigmoid(z), sigmoid_slope(z)
    costs = [
        -np.log(a[label]) - sum(np.log(1 - a[other]) for other in range(3) if other != label)
        for label in range(3)
    ]
    errors = a - training.targets
    mean = errors.mean(axis=0)
    # Of label 0 the outputs 0 and 1 are right, of label 1 none is.
    wrong = [slopes[2]] * 3 + [slopes[0], slopes[1], slopes[2]]
    assert frame == NetworkFrame(
        epoch=7.5,
        training_cost=pytest.approx((3 * costs[0] + costs[1]) / 4),
        test_cost=pytest.approx((costs[2] + costs[0]) / 2),
        training_accuracy=0.75,
        test_accuracy=0.5,
        output_error=pytest.approx(np.mean(abs(errors))),
        wrong_slope=pytest.approx(np.mean(wrong)),
        gradient_norms=(pytest.approx(np.sqrt(2 * np.sum(mean**2))),),
    )


def test_the_slope_of_wrong_outputs_is_that_of_the_pairing():
    a = softmax([2.0, -3.0, 1.0])
    for output_layer, wanted in (
        # Linear outputs have no σ.
        (LINEAR_QUADRATIC, None),
        # Output 0 is above a half, rightly but for label 1, whose own output is not.
        (SOFTMAX_LOG_LIKELIHOOD, np.mean((a * (1 - a))[:2])),
    ):
        settings, state, training, test, _z = chosen(output_layer)
        found = observe(settings, state, training, test).wrong_slope
        assert found == (wanted and pytest.approx(wanted))


def test_of_outputs_far_beyond_what_an_update_takes_a_frame_says_what_they_are():
    settings, _state, training, test, _z = chosen(LINEAR_QUADRATIC)
    z = np.array([2e6, -3e6, 1e6])
    frame = observe(settings, NetworkState(7, 1, (Layer(np.zeros((1, 3)), z),)), training, test)
    errors = z - training.targets
    assert frame.output_error == pytest.approx(np.mean(abs(errors)))
    (norm,) = frame.gradient_norms
    assert norm == pytest.approx(np.sqrt(2 * np.sum(errors.mean(axis=0) ** 2)))
    assert frame.training_cost == pytest.approx(np.mean(np.sum(errors**2, axis=1)) / 2)


@every_output_layer
def test_without_wrong_outputs_there_is_no_slope_of_them(output_layer):
    state = NetworkState(0, 0, (Layer(np.zeros((1, 2)), np.array([5.0, -5.0])),))
    data = LabelledImages(np.ones((2, 1)), np.array([0, 0]), 2)
    frame = observe(NetworkSettings((), output_layer), state, data, data)
    assert frame.wrong_slope is None
    assert frame.training_accuracy == 1


def test_there_is_a_gradient_norm_for_each_layer_from_the_first():
    training = images()
    settings = NetworkSettings((5, 3), SIGMOID_QUADRATIC)
    state = start(settings, training)
    norms = observe(settings, state, training, training).gradient_norms
    assert len(norms) == 3
    # One epoch of a single mini-batch takes the gradient times η off each layer.
    whole = NetworkSettings((5, 3), SIGMOID_QUADRATIC, mini_batch=1000)
    after = train_epoch(whole, state, training)
    for norm, one, other in zip(norms, state.layers, after.layers, strict=True):
        moved = np.hypot(*(np.linalg.norm(a - b) for a, b in zip(one, other, strict=True)))
        assert norm == pytest.approx(moved / whole.learning_rate)
