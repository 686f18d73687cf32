"""core.network.training.

Starts, and runs that are what others make of them, anywhere and in any parts.
"""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.neural_network import MLPClassifier

from app.networks.datasets import digits
from core.data.dataset import LabelledImages
from core.network.backpropagation import Layer
from core.network.evaluation import answers
from core.network.frames import observe
from core.network.hidden_neurons import HIDDEN_NEURONS, RECTIFIED_LINEAR, SIGMOID
from core.network.no_improvement import Progress
from core.network.output_layers import (
    LINEAR_QUADRATIC,
    OUTPUT_LAYERS,
    SIGMOID_CROSS_ENTROPY,
    SOFTMAX_LOG_LIKELIHOOD,
)
from core.network.random import shuffled
from core.network.settings import NetworkSettings, Start
from core.network.training import (
    NetworkState,
    advance,
    advance_together,
    batches,
    is_over,
    start,
    train_epoch,
    validated,
)

ROOT = Path(__file__).parent.parent
every_output_layer = pytest.mark.parametrize(
    "output_layer", OUTPUT_LAYERS.values(), ids=OUTPUT_LAYERS
)


def images(count=53, inputs=6, classes=4, seed=0):
    random = np.random.RandomState(seed)
    return LabelledImages(
        random.uniform(size=(count, inputs)), random.randint(0, classes, count), classes
    )


def same(first, second):
    """Whether two states are the same to the last bit."""
    pairs = [*zip(first.layers, second.layers, strict=True)]
    pairs.append((first.velocities, second.velocities))
    return first[:2] == second[:2] and all(
        a.tobytes() == b.tobytes() and a.shape == b.shape
        for one, other in pairs
        for a, b in zip(one, other, strict=True)
    )


def epochs_until(accuracy, settings, epochs=30):
    """The first epoch with that accuracy on the held-out digits, or the one after the last."""
    training, test = digits()
    state = start(settings, training)
    for epoch in range(1, epochs + 1):
        state = train_epoch(settings, state, training)
        if answers(settings, state, test.inputs).accuracy(test) >= accuracy:
            return epoch
    return epochs + 1


@pytest.mark.parametrize("hidden", [(), (30,), (7, 100, 3)])
def test_a_start_has_a_layer_for_each_size(hidden):
    state = start(NetworkSettings(hidden), images())
    assert state[:2] == (0, 0)
    sizes = (6, *hidden, 4)
    assert [layer.weights.shape for layer in state.layers] == list(pairwise(sizes))
    assert [layer.biases.shape for layer in state.layers] == [(size,) for size in sizes[1:]]


def test_starts_are_as_spread_as_they_say():
    data = images(inputs=400, classes=50)
    unit = start(NetworkSettings((100,), start="unit"), data).layers
    scaled = start(NetworkSettings((100,)), data).layers
    wrong = start(NetworkSettings((100,), start="badly-wrong"), data).layers
    assert np.std(unit[0].weights) == pytest.approx(1, rel=0.03)
    assert np.std(scaled[0].weights) == pytest.approx(1 / 20, rel=0.03)
    assert np.std(scaled[1].weights) == pytest.approx(1 / 10, rel=0.05)
    assert np.std(np.append(scaled[0].biases, scaled[1].biases)) == pytest.approx(1, rel=0.3)
    assert np.all(wrong[1].biases == SIGMOID_CROSS_ENTROPY.wrong_biases(50))
    for one, other in (
        (wrong[0].weights, scaled[0].weights),
        (wrong[1].weights, scaled[1].weights),
    ):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(wrong[0].biases, scaled[0].biases)


def test_the_start_of_rectified_neurons_is_wider_and_without_biases():
    """But not that of the output layer, and not the unit start, which is the same for all."""
    data = images(inputs=400, classes=50)
    usual, rectified = (
        start(NetworkSettings((100,), hidden_neurons=kind), data).layers
        for kind in (SIGMOID, RECTIFIED_LINEAR)
    )
    np.testing.assert_allclose(rectified[0].weights, np.sqrt(2) * usual[0].weights, rtol=1e-15)
    assert np.all(rectified[0].biases == 0)
    unit = [
        start(NetworkSettings((100,), start="unit", hidden_neurons=kind), data)
        for kind in HIDDEN_NEURONS.values()
    ]
    assert same(unit[0], unit[1])
    assert same(unit[0], unit[2])
    for ours, theirs in zip(rectified[1], usual[1], strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("kind", Start)
def test_a_seed_is_a_start(kind):
    first, again, other = (
        start(NetworkSettings(start=kind, seed=seed), images()) for seed in (1, 1, 2)
    )
    assert same(first, again)
    assert not same(first, other)


ACTIVATIONS = {"sigmoid": "logistic", "tanh": "tanh", "rectified-linear": "relu"}


def scikit_learn(settings, data, layers, order):
    """What scikit-learn makes of the layers in one epoch over the images in that order.

    Its penalty is divided by the size of the mini-batch, where ours is by that of the training set.
    """
    size = min(settings.mini_batch, len(data))
    network = MLPClassifier(
        settings.hidden,
        activation=ACTIVATIONS[settings.hidden_neurons.name],
        solver="sgd",
        alpha=settings.regularisation_parameter * size / len(data),
        batch_size=size,
        learning_rate_init=settings.learning_rate,
        momentum=settings.momentum,
        nesterovs_momentum=False,
        shuffle=False,
    )
    inputs, labels = data.inputs[order], data.labels[order]
    network.partial_fit(inputs, labels, classes=np.arange(data.classes))
    for layer, weights, biases in zip(layers, network.coefs_, network.intercepts_, strict=True):
        weights[...], biases[...] = layer
    for velocity in network._optimizer.velocities:
        velocity[...] = 0
    network.partial_fit(inputs, labels)
    return [Layer(*pair) for pair in zip(network.coefs_, network.intercepts_, strict=True)]


@pytest.mark.parametrize("hidden", [(), (5,), (5, 3), (7, 5, 3)], ids=str)
@pytest.mark.parametrize("mini_batch", [1000, 53, 10, 1])
def test_an_epoch_is_that_of_scikit_learn(hidden, mini_batch):
    data = images()
    settings = NetworkSettings(hidden, SOFTMAX_LOG_LIKELIHOOD, mini_batch=mini_batch, seed=3)
    begun = start(settings, data)
    trained = train_epoch(settings, begun, data)
    theirs = scikit_learn(settings, data, begun.layers, shuffled(3, 1, len(data)))
    for ours, wanted in zip(trained.layers, theirs, strict=True):
        np.testing.assert_allclose(ours.weights, wanted.weights, rtol=0, atol=1e-12)
        np.testing.assert_allclose(ours.biases, wanted.biases, rtol=0, atol=1e-12)
        assert not np.allclose(ours.weights, 0)


@pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)
@pytest.mark.parametrize(("parameter", "momentum"), [(0, 0), (3, 0), (0, 0.9), (3, 0.9)])
def test_an_epoch_with_techniques_is_that_of_scikit_learn(kind, parameter, momentum):
    """With mini-batches that are all of one size, as it takes another λ/n for a smaller one."""
    data = images(count=60)
    settings = NetworkSettings(
        (7, 5),
        SOFTMAX_LOG_LIKELIHOOD,
        learning_rate=0.2,
        seed=3,
        hidden_neurons=kind,
        regularisation="l2",
        regularisation_parameter=parameter,
        momentum=momentum,
    )
    begun = start(settings, data)
    trained = train_epoch(settings, begun, data)
    theirs = scikit_learn(settings, data, begun.layers, shuffled(3, 1, len(data)))
    for ours, wanted in zip(trained.layers, theirs, strict=True):
        np.testing.assert_allclose(ours.weights, wanted.weights, rtol=0, atol=1e-12)
        np.testing.assert_allclose(ours.biases, wanted.biases, rtol=0, atol=1e-12)
        assert not np.allclose(ours.weights, 0)


def assert_same_in_parts(settings, parts):
    """Two epochs in parts of so many mini-batches end in the same state as the two at once."""
    training = images()
    state = start(settings, training)
    whole = train_epoch(settings, train_epoch(settings, state, training), training)
    for part in parts:
        if state.epoch < 2:
            count = min(part, batches(settings, training) - state.batch)
            state = pickle.loads(pickle.dumps(advance(settings, state, training, count)))
    while state.epoch < 2:
        state = train_epoch(settings, state, training)
    assert same(state, whole)


@every_output_layer
@given(st.sampled_from([1, 7, 10, 53, 1000]), st.lists(st.integers(0, 53), max_size=9))
def test_an_epoch_in_any_parts_is_the_same_to_the_last_bit(output_layer, mini_batch, parts):
    assert_same_in_parts(NetworkSettings((5,), output_layer, mini_batch=mini_batch), parts)


RESUME = """
import pickle, sys
from core.network.training import train_epoch
from core.network.frames import observe
settings, state, training = pickle.load(sys.stdin.buffer)
for _epoch in range(2):
    state = train_epoch(settings, state, training)
pickle.dump((state, observe(settings, state, training, training)), sys.stdout.buffer)
"""


@pytest.mark.parametrize(
    "settings",
    [
        NetworkSettings(),
        NetworkSettings((100, 30), LINEAR_QUADRATIC, learning_rate=0.05, mini_batch=1000),
    ],
    ids=["small", "large"],
)
@pytest.mark.parametrize("threads", [1, 4])
def test_a_run_goes_on_in_another_process_the_same_to_the_last_bit(settings, threads):
    """However many threads numpy may use there."""
    training, _test = digits()
    begun = train_epoch(settings, start(settings, training), training)
    begun = advance(settings, begun, training, 1)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RESUME],
        cwd=ROOT,
        env=os.environ | {"OPENBLAS_NUM_THREADS": str(threads)},
        input=pickle.dumps((settings, begun, training)),
        capture_output=True,
        check=True,
    )
    elsewhere, frame = pickle.loads(done.stdout)
    here = train_epoch(settings, train_epoch(settings, begun, training), training)
    assert same(here, elsewhere)
    assert frame == observe(settings, here, training, training)


def test_an_epoch_gathered_little_by_little_is_the_same_to_the_last_bit(monkeypatch):
    training, settings = images(), NetworkSettings((5,), mini_batch=7)
    state = start(settings, training)
    whole = train_epoch(settings, state, training)
    monkeypatch.setattr("core.network.mini_batches.GATHERED", 20)
    assert same(train_epoch(settings, state, training), whole)


def test_epochs_and_seeds_have_orders_of_their_own():
    """With a step so large, the order of two mini-batches can be told from the result."""
    training = images()
    settings = NetworkSettings((5,), mini_batch=26, learning_rate=5)
    begun = start(settings, training)
    later = NetworkState(1, 0, begun.layers)
    other = replace(settings, seed=1)
    ends = [
        train_epoch(settings, begun, training),
        train_epoch(settings, later, training),
        train_epoch(other, begun, training),
    ]
    weights = {end.layers[0].weights.tobytes() for end in ends}
    assert len(weights) == 3


def test_training_changes_nothing_it_was_given():
    training, settings = images(), NetworkSettings((5, 3))
    state = start(settings, training)
    kept = pickle.loads(pickle.dumps(state))
    train_epoch(settings, state, training)
    assert same(state, kept)


def test_an_epoch_has_only_so_many_mini_batches():
    training, settings = images(53), NetworkSettings(mini_batch=10)
    assert batches(settings, training) == 6
    state = advance(settings, start(settings, training), training, 4)
    assert state[:2] == (0, 4)
    assert advance(settings, state, training, 2)[:2] == (1, 0)
    for count in (3, -1):
        with pytest.raises(ValueError, match=f"there are not {count} mini-batches left, but 2"):
            advance(settings, state, training, count)


TECHNIQUES = (
    {},
    {"regularisation": "l2", "regularisation_parameter": 3.0},
    {"dropout": 0.5, "seed": 3},
    {"momentum": 0.6, "learning_rate": 0.1},
    {"regularisation": "l1", "regularisation_parameter": 0.3, "dropout": 0.2, "momentum": -0.2},
)


@pytest.mark.parametrize("techniques", TECHNIQUES[1:], ids=str)
@given(st.lists(st.integers(0, 6), max_size=9))
def test_an_epoch_with_techniques_in_any_parts_is_the_same_to_the_last_bit(techniques, parts):
    assert_same_in_parts(NetworkSettings((5, 4), **techniques), parts)


@every_output_layer
@pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)
@pytest.mark.parametrize("hidden", [(), (5,), (7, 30)], ids=str)
def test_each_of_many_is_what_it_would_be_alone_to_the_last_bit(output_layer, kind, hidden):
    """With seeds, starts, numbers, techniques and images of their own."""
    base = NetworkSettings(hidden, output_layer, hidden_neurons=kind)
    settings = [replace(base, **each) for each in TECHNIQUES]
    settings += [replace(base, seed=seed, start="unit") for seed in range(1, 6)]
    data = [images(seed=index % 3) for index in range(len(settings))]
    together = list(map(start, settings, data))
    together[0] = together[0]._replace(progress=Progress(0.5, 0, 2))
    alone = list(together)
    for count in (2, 4, 6):
        together = advance_together(settings, together, data, count)
        alone = [advance(*each, count) for each in zip(settings, alone, data, strict=True)]
    assert all(map(same, alone, together))
    assert len({state.layers[0].weights.tobytes() for state in together}) == len(settings)


def test_only_networks_of_one_shape_are_trained_together():
    base, training = NetworkSettings((5,)), images()
    begun = start(base, training)
    shorter = images(count=52)
    for settings, state, data in (
        (replace(base, mini_batch=9), begun, training),
        (replace(base, output_layer=LINEAR_QUADRATIC), begun, training),
        (replace(base, hidden_neurons=RECTIFIED_LINEAR), begun, training),
        (replace(base, hidden=(6,)), start(replace(base, hidden=(6,)), training), training),
        (base, begun, shorter),
        (base, advance(base, begun, training, 1), training),
    ):
        with pytest.raises(ValueError, match="must be of one shape"):
            advance_together([base, settings], [begun, state], [training, data], 1)


def test_the_schedule_halves_the_learning_rate():
    """Two updates at half the rate are those of settings with half the rate."""
    training, settings = images(), NetworkSettings((5,), patience=1, learning_rate=2)
    state = validated(settings, start(settings, training), 0.5)
    assert state.progress == Progress(0.5, 0, 0)
    state = validated(settings, state, 0.5)
    assert state.progress == Progress(0.5, 0, 1)
    half = replace(settings, learning_rate=1)
    assert same(
        advance(settings, state, training, 2), advance(half, start(half, training), training, 2)
    )
    assert validated(replace(settings, patience=0), state, 0.1) is state


def test_a_run_is_over_after_its_epochs_or_at_the_end_of_the_schedule():
    settings = NetworkSettings(patience=1, epochs=20)
    state = start(settings, images())
    assert not is_over(settings, state)
    assert is_over(settings, state._replace(epoch=20))
    for halvings in range(1, 8):
        assert not is_over(settings, state)
        state = validated(settings, state, -1.0)
        assert state.progress.halvings == halvings
    assert is_over(settings, state)


WILD = (
    {"regularisation": "l2", "regularisation_parameter": 1000},
    {"regularisation": "l1", "regularisation_parameter": 1000},
    {"momentum": 1.2},
    {"dropout": 0.9, "momentum": -0.5},
    {"regularisation": "l2", "regularisation_parameter": 1000, "dropout": 0.9, "momentum": 1.2},
)


@every_output_layer
@pytest.mark.parametrize("kind", HIDDEN_NEURONS.values(), ids=HIDDEN_NEURONS)
@pytest.mark.parametrize("techniques", [{}, *WILD], ids=str)
def test_the_wildest_techniques_stay_finite(output_layer, kind, techniques):
    data = LabelledImages(np.ones((40, 8)), np.arange(40) % 5, 5)
    settings = NetworkSettings(
        (20, 20, 20), output_layer, "unit", 10, 1, hidden_neurons=kind, **techniques
    )
    state = start(settings, data)
    for _epoch in range(10):
        state = train_epoch(settings, state, data)
    frame = observe(settings, state, data, data)
    numbers = [number for number in frame[:-1] if number is not None]
    assert np.all(np.isfinite([*numbers, *frame.gradient_norms]))


@every_output_layer
@pytest.mark.parametrize("kind", Start)
@pytest.mark.parametrize("mini_batch", [1, 10])
def test_the_wildest_runs_stay_finite(output_layer, kind, mini_batch):
    data = LabelledImages(np.ones((40, 8)), np.arange(40) % 5, 5)
    settings = NetworkSettings((100, 100, 100), output_layer, kind, 10, mini_batch)
    state = start(settings, data)
    for _epoch in range(20):
        state = train_epoch(settings, state, data)
    for layer in state.layers:
        assert np.all(np.isfinite(layer.weights))
        assert np.all(np.isfinite(layer.biases))
    frame = observe(settings, state, data, data)
    numbers = [number for number in frame[:-1] if number is not None]
    assert np.all(np.isfinite([*numbers, *frame.gradient_norms]))


@pytest.mark.parametrize("seed", range(10))
def test_cross_entropy_reads_95_of_100_digits_within_30_epochs(seed):
    assert epochs_until(0.95, NetworkSettings(seed=seed)) <= 30


@pytest.mark.parametrize(
    ("name", "rate", "stuck"),
    [
        ("sigmoid-quadratic", 3, True),
        ("sigmoid-quadratic", 0.5, True),
        ("sigmoid-cross-entropy", 0.5, False),
        ("linear-quadratic", 0.1, False),
        ("softmax-log-likelihood", 0.5, False),
    ],
)
def test_only_sigmoid_outputs_with_the_quadratic_cost_are_stuck_when_badly_wrong(name, rate, stuck):
    settings = NetworkSettings(output_layer=OUTPUT_LAYERS[name], learning_rate=rate)
    scaled, wrong = (
        [epochs_until(0.9, replace(settings, start=kind, seed=seed)) for seed in range(5)]
        for kind in (Start.SCALED, Start.BADLY_WRONG)
    )
    assert max(scaled) <= 30
    if stuck:
        assert min(wrong) > 2 * max(scaled)
    else:
        assert max(wrong) <= 2 * max(scaled)
