"""The rest of the chapter beside the core: regularisation, starting weights and learning rates.

What was measured on scikit-learn's digits is tried with five seeds and reached within their spread.
What the book reports of MNIST is tried with one, where the four files are.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from app.networks.datasets import MNIST_FOLDER, digits
from app.networks.sets import joined
from core.data.dataset import DataSets, LabelledImages, split
from core.data.idx import read_mnist
from core.data.wrong_labels import mislabelled
from core.network.regularisation import Regularisation, penalty
from core.network.scores import SetScore, set_score
from core.network.settings import NetworkSettings, Start
from core.network.training import NetworkState, advance_together, batches, start
from tests.bench.line import Line, Reach

SEEDS = range(5)
TRAINING_DIGITS = 797
WRONG = 0.2
"""The share of their labels that are wrong."""
SPREAD = 1.5
"""By so many percent one seed may differ from the book's."""


class Measured(NamedTuple):
    """What of the settings makes a technique, and the test accuracies measured with it."""

    technique: str
    changes: dict[str, Any]
    last: float
    best: float | None = None


def l2(parameter: float) -> dict[str, Any]:
    """What of the settings makes L2 with this λ."""
    return {"regularisation": Regularisation.L2, "regularisation_parameter": parameter}


MEASURED = (
    Measured("plain", {}, 0.839, 0.938),
    Measured("L2, λ = 0.3", l2(0.3), 0.902),
    Measured("L2, λ = 1", l2(1.0), 0.924),
    Measured("L2, λ = 3", l2(3.0), 0.905),
    Measured(
        "L1, λ = 0.3",
        {"regularisation": Regularisation.L1, "regularisation_parameter": 0.3},
        0.885,
    ),
    Measured("plain, 100 hidden", {"hidden": (100,)}, 0.854),
    Measured("dropout 0.5, 100 hidden", {"hidden": (100,), "dropout": 0.5}, 0.940),
)
"""On digits with wrong labels, by another program with three seeds, 200 epochs at η = 0.5."""


def lines() -> Iterator[Line]:
    """Train the digits, and MNIST where its files are."""
    yield from wrong_labels()
    if MNIST_FOLDER.is_dir():
        sets = read_mnist(MNIST_FOLDER)
        yield from few_images(sets)
        yield from starts(sets)
        yield from learning_rates(sets)


def epochs(
    settings: Sequence[NetworkSettings], trainings: Sequence[LabelledImages]
) -> Iterator[list[NetworkState]]:
    """The states of networks that learn together, after each of their epochs."""
    states = [start(each, images) for each, images in zip(settings, trainings, strict=True)]
    for _epoch in range(settings[0].epochs):
        whole = batches(settings[0], trainings[0])
        states = advance_together(settings, states, trainings, whole)
        yield states


def wrong_labels() -> Iterator[Line]:
    """Every technique on 797 digits, a fifth with a wrong label, tested on the other 1,000."""
    whole = joined(*digits())
    divided = [split(whole, TRAINING_DIGITS, seed) for seed in SEEDS]
    trainings = [
        mislabelled(training, WRONG, seed).images
        for seed, (training, _test) in zip(SEEDS, divided, strict=True)
    ]
    tests = [test for _training, test in divided]
    for technique, changes, last, best in MEASURED:
        settings = [NetworkSettings(seed=seed, epochs=200, **changes) for seed in SEEDS]
        accuracies = np.array(
            [
                [
                    set_score(each, state, test).accuracy
                    for each, state, test in zip(settings, states, tests, strict=True)
                ]
                for states in epochs(settings, trainings)
            ]
        )
        what = f"digits, 20 % wrong labels, {technique}: last test accuracy"
        yield within_spread(what, accuracies[-1], last)
        if best is not None:
            yield within_spread("— the best", accuracies.max(axis=0), best)


def within_spread(what: str, figures: Sequence[float], reference: float) -> Line:
    """The median over the seeds, which the spread of them may part from the reference."""
    spread = float(np.ptp(figures))
    reach = Reach(round(reference - spread, 3), round(reference + spread, 3))
    return Line(what, statistics.median(figures), "", reference, reach)


def of_the_book(what: str, score: SetScore, reported: float) -> Line:
    """An accuracy in percent beside the book's."""
    reach = Reach(reported - SPREAD, reported + SPREAD)
    return Line(what, 100 * score.accuracy, "%", reported, reach)


def few_images(sets: DataSets) -> Iterator[Line]:
    """1,000 images learned by heart in 400 epochs, and what L2 makes of that."""
    few = sets.training.chosen(np.arange(1000))
    settings = NetworkSettings(start=Start.UNIT, epochs=400)
    for name, changes, reported in (("plain", {}, 82.27), ("L2, λ = 0.1", l2(0.1), 87.10)):
        each = replace(settings, **changes)
        trained, tested = [], []
        for (state,) in epochs([each], [few]):
            trained.append(set_score(each, state, few))
            tested.append(set_score(each, state, sets.test))
        best = max(tested, key=lambda score: score.accuracy)
        yield of_the_book(f"1,000 of MNIST, {name}: best test accuracy", best, reported)
        if not changes:
            all_right = (at for at, score in enumerate(trained, 1) if score.accuracy == 1.0)
            first = next(all_right, math.inf)
            yield Line("— every training image right from epoch", first, "", 67, Reach(most=100))
            cheapest = min(range(len(tested)), key=lambda at: tested[at].cost)
            yield Line("— the epoch of the least test cost", cheapest + 1, "", 15)


def starts(sets: DataSets) -> Iterator[Line]:
    """30 epochs of all images from either start, η = 0.1, λ = 5."""
    reported = {Start.UNIT: (86.43, 96.37), Start.SCALED: (92.70, 96.50)}
    for begun, (first, last) in reported.items():
        settings = NetworkSettings(start=begun, learning_rate=0.1, **l2(5.0))
        scores = [
            set_score(settings, state, sets.test)
            for (state,) in epochs([settings], [sets.training])
        ]
        yield of_the_book(f"MNIST, start {begun}: first test accuracy", scores[0], first)
        yield of_the_book("— the last of 30", scores[-1], last)


def learning_rates(sets: DataSets) -> Iterator[Line]:
    """The training cost with its penalty over 30 epochs at three learning rates, λ = 5."""
    reported = {0.025: (0.878, 0.339), 0.25: (0.495, 0.339), 2.5: (0.925, 0.861)}
    for learning_rate, (first, last) in reported.items():
        settings = NetworkSettings(learning_rate=learning_rate, **l2(5.0))
        costs = [
            set_score(settings, state, sets.training).cost
            + penalty(Regularisation.L2, 5.0, state.layers, len(sets.training))
            for (state,) in epochs([settings], [sets.training])
        ]
        rises = sum(later > earlier for earlier, later in pairwise(costs))
        what = f"MNIST, η = {learning_rate:g}: first training cost"
        yield Line(what, costs[0], "", first)
        yield Line("— the last of 30", costs[-1], "", last)
        yield Line("— epochs in which it rose", rises)
