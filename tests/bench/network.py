"""The network: how fast it trains beside others, and how fast it learns with each pairing."""

import importlib.util
import math
import statistics
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from sklearn.neural_network import MLPClassifier

from app.networks.datasets import digits
from core.data.dataset import LabelledImages
from core.network.evaluation import answers
from core.network.frames import FRAMES_IN_EPOCHS, record_epoch
from core.network.hidden_neurons import RECTIFIED_LINEAR
from core.network.output_layers import OUTPUT_LAYERS
from core.network.settings import NetworkSettings, Start
from core.network.training import NetworkState, advance_together, batches, start, train_epoch
from tests.bench.line import Line, Reach, in_turns

SEEDS = range(10)
EPOCHS = 30
TURNS = 15

TECHNIQUES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "L2": {"regularisation": "l2", "regularisation_parameter": 1.0},
        "L1": {"regularisation": "l1", "regularisation_parameter": 1.0},
        "dropout": {"dropout": 0.5},
        "momentum": {"momentum": 0.5},
        "rectified linear neurons": {"hidden_neurons": RECTIFIED_LINEAR},
    }
)
"""What changes in the settings for each technique."""

LEARNING_RATES = (
    ("sigmoid-quadratic", 3.0),
    ("sigmoid-quadratic", 0.5),
    ("sigmoid-cross-entropy", 0.5),
    ("linear-quadratic", 0.1),
    ("softmax-log-likelihood", 0.5),
)
"""Rates that suit each pairing: twice or half as much is never much faster from both starts.

The quadratic cost is there a second time with the rate of cross-entropy.
"""


def lines() -> Iterator[Line]:
    """Measure all of it."""
    yield from speed()
    yield from learning()


def speed() -> Iterator[Line]:
    """An epoch at 64-30-10 with mini-batches of 10, beside the same of others."""
    training, test = digits()
    settings = NetworkSettings()
    begun = start(settings, training)
    rivals: dict[str, tuple[Callable[[], object], float]] = {
        "scikit-learn's": (scikit_learn_epoch(settings, training), 0.2),
        "a plain numpy loop's": (lambda: plain_epoch(settings, begun, training), 1.3),
    }
    if importlib.util.find_spec("torch"):
        rivals["PyTorch's, one thread"] = (torch_epoch(settings, training), 0.2)
    for name, (epoch, most) in rivals.items():
        ours, theirs = in_turns(lambda: train_epoch(settings, begun, training), epoch, TURNS)
        what = f"an epoch of 1,500 digits at 64-30-10 / {name}"
        yield Line(what, ours * 1e3, "ms", theirs * 1e3, Reach(most=most, ratio=True))
    recorded, bare = in_turns(
        lambda: record_epoch(settings, begun, training, test),
        lambda: train_epoch(settings, begun, training),
        TURNS,
    )
    what = f"— the first epoch with its {FRAMES_IN_EPOCHS[0]} frames / without"
    yield Line(what, recorded * 1e3, "ms", bare * 1e3)
    yield from techniques(training)


def techniques(training: LabelledImages) -> Iterator[Line]:
    """An epoch of ten seeds at once, and one with each technique, beside a plain one."""
    plain = NetworkSettings()
    begun, whole = start(plain, training), batches(plain, training)
    seeds = [replace(plain, seed=seed) for seed in SEEDS]
    starts = [start(each, training) for each in seeds]
    images = [training] * len(seeds)
    ten, one = in_turns(
        lambda: advance_together(seeds, starts, images, whole),
        lambda: train_epoch(plain, begun, training),
        TURNS,
    )
    what = f"an epoch of {len(seeds)} seeds at once / of one"
    yield Line(what, ten * 1e3, "ms", one * 1e3, Reach(most=2.5, ratio=True))
    for name, changes in TECHNIQUES.items():
        settings = replace(plain, **changes)
        figure, reference = in_turns(
            partial(train_epoch, settings, begun, training),
            partial(train_epoch, plain, begun, training),
            TURNS,
        )
        yield Line(f"— with {name} / without", figure * 1e3, "ms", reference * 1e3)


def learning() -> Iterator[Line]:
    """How many epochs it takes to answer so many of the held-out digits, over ten seeds."""
    taken = [epochs_until(0.95, NetworkSettings(seed=seed)) for seed in SEEDS]
    what = f"epochs to 95 %, scaled, sigmoid-cross-entropy, η = 0.5: most of {len(SEEDS)}"
    yield Line(what, max(taken), reach=Reach(most=EPOCHS))
    for name, learning_rate in LEARNING_RATES:
        settings = NetworkSettings(output_layer=OUTPUT_LAYERS[name], learning_rate=learning_rate)
        wrong, scaled = (
            [epochs_until(0.9, replace(settings, start=start, seed=seed)) for seed in SEEDS]
            for start in (Start.BADLY_WRONG, Start.SCALED)
        )
        what = f"epochs to 90 %, badly wrong / scaled, {name}, η = {learning_rate:g}"
        yield Line(what, statistics.median(wrong), reference=statistics.median(scaled))
        for which, of_ten in {"least": min, "most": max}.items():
            figure, reference = of_ten(wrong), of_ten(scaled)
            none = f" (inf: none within {EPOCHS})" if math.isinf(figure) else ""
            yield Line(f"— {which} of {len(SEEDS)}{none}", figure, reference=reference)


def epochs_until(accuracy: float, settings: NetworkSettings) -> float:
    """Return the first epoch with that accuracy on the held-out digits, infinite if there is none.

    It is looked for in the first ``EPOCHS``.
    """
    training, test = digits()
    state = start(settings, training)
    while state.epoch < EPOCHS:
        state = train_epoch(settings, state, training)
        if answers(settings, state, test.inputs).accuracy(test) >= accuracy:
            return state.epoch
    return math.inf


def plain_epoch(settings: NetworkSettings, state: NetworkState, training: LabelledImages) -> object:
    """Train an epoch with cross-entropy as one would write it down."""
    (w1, b1), (w2, b2) = ((layer.weights.copy(), layer.biases.copy()) for layer in state.layers)
    order = np.random.permutation(len(training))
    inputs, targets = training.inputs[order], training.targets[order]
    size, rate = settings.mini_batch, settings.learning_rate
    for begin in range(0, len(order), size):
        x, y = inputs[begin : begin + size], targets[begin : begin + size]
        hidden = 1 / (1 + np.exp(-(x @ w1 + b1)))
        output = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
        error = (output - y) / len(x)
        hidden_error = error @ w2.T * hidden * (1 - hidden)
        w2 -= rate * hidden.T @ error
        b2 -= rate * error.sum(axis=0)
        w1 -= rate * x.T @ hidden_error
        b1 -= rate * hidden_error.sum(axis=0)
    return w1, b1, w2, b2


def scikit_learn_epoch(
    settings: NetworkSettings, training: LabelledImages
) -> Callable[[], MLPClassifier]:
    """Return what trains a network of the same size by one more epoch, with softmax outputs."""
    network = MLPClassifier(
        settings.hidden,
        activation="logistic",
        solver="sgd",
        alpha=0,
        batch_size=settings.mini_batch,
        learning_rate_init=settings.learning_rate,
        momentum=0,
        nesterovs_momentum=False,
        random_state=0,
    )
    classes = np.arange(training.classes)
    return lambda: network.partial_fit(training.inputs, training.labels, classes=classes)


def torch_epoch(settings: NetworkSettings, training: LabelledImages) -> Callable[[], None]:
    """Return what trains a network of the same size by one more epoch, with softmax outputs."""
    import torch

    torch.set_num_threads(1)
    inputs = torch.tensor(training.inputs)
    labels = torch.tensor(training.labels)
    network = torch.nn.Sequential(
        torch.nn.Linear(inputs.shape[1], settings.hidden[0]),
        torch.nn.Sigmoid(),
        torch.nn.Linear(settings.hidden[0], training.classes),
    ).double()
    cost = torch.nn.CrossEntropyLoss()
    descent = torch.optim.SGD(network.parameters(), lr=settings.learning_rate)

    def epoch() -> None:
        for indexes in torch.randperm(len(labels)).split(settings.mini_batch):
            descent.zero_grad()
            cost(network(inputs[indexes]), labels[indexes]).backward()
            descent.step()

    return epoch
