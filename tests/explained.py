"""Random runs, and a second opinion on what is said of them: loops over plain floats.

Nothing here is shared with the claims of the core: outputs, steps and counterfactuals are
worked out anew, and what a claim says of later epochs is seen by training on.
"""

import math
import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from core.costs.costs import COSTS, CROSS_ENTROPY, QUADRATIC
from core.costs.power_family import cost_of_power
from core.multi_input import claims as multi_input
from core.multi_input.examples import Examples
from core.multi_input.training import MultiInputSettings
from core.multi_input.training import train as multi_input_train
from core.neuron import approach
from core.neuron import plateau as plateaus
from core.neuron.frames import Frame, train, train_stages
from core.neuron.settings import Settings
from core.neuron.training import State, record
from core.schedule import Change, stages

TRAINED_ON = 300


def random_settings(rng: random.Random) -> Settings:
    """Any settings, those of the book and the ends of ranges among them."""
    return Settings(
        weight=rng.uniform(-5, 5),
        bias=rng.uniform(-5, 5),
        learning_rate=round(10 ** rng.uniform(-3, 1), 3),
        cost=rng.choice([*COSTS.values(), cost_of_power(round(rng.uniform(0, 2), 1))]),
        input=rng.choice([1.0, 0.0, 5.0, rng.uniform(-5, 5)]),
        target=rng.choice([0.0, 1.0, round(rng.random(), 2)]),
        epochs=rng.choice([7, 30, 300]),
    )


def check_neuron(seed: int, count: int) -> Counter[str]:
    """Check what is said of so many runs; return how often each thing was said."""
    rng = random.Random(seed)
    said: Counter[str] = Counter()
    for _turn in range(count):
        settings = random_settings(rng)
        try:
            said.update(claims(settings, train(settings)))
        except AssertionError as error:
            raise AssertionError(f"of {settings}: {error}") from error
    return said


def claims(settings: Settings, run: Frame[Any]) -> list[str]:
    """Return the names of what is said of a run, each found to be true."""
    x, y = float(settings.input), float(settings.target)
    outputs = run.output.tolist()
    said = []
    plateau = plateaus.plateau(run, x, y)
    if plateau is not None:
        said.append(check_plateau(run, plateau, x, y))
    if plateau is None and plateaus.starts_flat_with_slope_cancelled(run):
        said.append("cancels")
        assert outputs[0] * (1 - outputs[0]) <= 0.1, "was steep"
        assert settings.cost.slope_power == 0, "its cost has the factor σ′"
    within = approach.within(run, x, y)
    if within is not None:
        said.append("within")
        later = trained_on(settings, run)
        assert all(abs(a - y) < 0.1 for a in [*outputs[within:], *later]), "left y again"
        assert within == 0 or abs(outputs[within - 1] - y) >= 0.1, "was within before"
    overshoot = approach.overshoot(run)
    if overshoot is not None:
        said.append("overshoot")
        at = overshoot.epoch
        assert (outputs[at] - y) * (outputs[at - 1] - y) < 0, "did not go past y"
        assert abs(outputs[at] - y) > 0.1, "did not go far"
        assert all((a - y) * (outputs[0] - y) >= -1e-9 for a in outputs[:at]), "went past before"
    if approach.oscillates(run, x, y):
        said.append("oscillates")
        assert changes_of_side(outputs, y) > 2, "hardly went past y"
        # It does not end at y however long it goes on; but steps of 10¹⁷, as the published cost
        # takes, may be rounded to there.
        later = [abs(a - y) for a in trained_on(settings, run)]
        rounded = settings.cost.slope_power < 0
        assert rounded or max(later[-20:]) > min(1e-6, max(later[:20])), "came to rest at y"
    if approach.saturated(run):
        said.append("saturated")
        assert outputs[-1] * (1 - outputs[-1]) < 1e-3, "is not saturated"
    return said


def check_plateau(run: Frame[Any], plateau: plateaus.Plateau, x: float, y: float) -> str:
    """Check how long a run barely moved, and what is to blame; return what was said of it."""
    outputs = run.output.tolist()
    way = abs(outputs[0] - y)
    still = [abs(a - outputs[0]) <= 0.05 * way for a in outputs]
    assert all(still[: plateau.epochs + 1]), "moved earlier"
    assert plateau.epochs == len(outputs) - 1 or not still[plateau.epochs + 1], "moved later"
    assert plateau.epochs >= 0.2 * (len(outputs) - 1), "is short"
    assert way >= 0.1, "had no way to go"
    begin, end = plateau.part or (0, plateau.epochs)
    slopes = [a * (1 - a) for a in outputs[begin : end + 1]]
    assert math.isclose(max(slopes), plateau.steepest, rel_tol=1e-6, abs_tol=1e-12), "was steeper"
    powers = run.slope_power.tolist()[begin:end]
    moves = False
    z = float(run.weight[begin]) * x + float(run.bias[begin])
    for power, rate in zip(powers, run.learning_rate.tolist()[begin:end], strict=True):
        z -= rate * (x * x + 1) * (output_at(z) - y) * 0.25 ** max(0.0, power)
        moves = moves or abs(output_at(z) - outputs[0]) > 0.05 * way
    if plateau.part is not None:
        assert plateau.reason, "a part is told without a reason"
        assert 0.9 * plateau.epochs <= end - begin < plateau.epochs, "is not nearly all"
        assert len(set(powers)) == 1, "was made by several costs"
    if plateau.reason is plateaus.Reason.FLAT:
        assert moves, "would not have moved with σ′ = 1/4 either"
        assert min(powers) > 0, "its cost has no factor σ′"
        assert plateau.steepest <= 0.1, "was not on flat ground"
        most = plateaus.let_through(run, plateau) * (1 + 1e-9)
        errors = zip(run.output_error.tolist(), run.residual.tolist(), strict=True)
        left = [abs(delta) <= most * abs(error) for delta, error in errors]
        assert all(left[begin:end]), "more of the error got through"
    if plateau.reason is plateaus.Reason.SMALL_STEPS:
        assert not moves, "would have moved with σ′ = 1/4"
    said = f"barely moved: {plateau.reason.value if plateau.reason else 'no reason'}"
    return said if plateau.part is None else f"{said}, nearly all"


def output_at(z: float) -> float:
    """Return σ(z)."""
    return 1 / (1 + math.exp(-max(z, -700.0)))


def check_changes(seed: int, count: int) -> Counter[str]:
    """Check what is said of the plateaus of runs in which η and cost change; return how often."""
    rng = random.Random(seed)
    said: Counter[str] = Counter()
    for _turn in range(count):
        settings = random_settings(rng)
        other = random_settings(rng)
        epoch = rng.randrange(1, settings.epochs)
        change = Change(epoch, other.learning_rate, other.cost)
        run = train_stages(stages(settings, [change]))
        x, y = float(settings.input), float(settings.target)
        plateau = plateaus.plateau(run, x, y)
        if plateau is None:
            continue
        try:
            said[check_plateau(run, plateau, x, y)] += 1
        except AssertionError as error:
            raise AssertionError(f"of {settings}, then {change}: {error}") from error
    return said


def trained_on(settings: Settings, run: Frame[Any]) -> list[float]:
    """Return the outputs of epochs after the last, with the same rule."""
    end = State(0, float(run.weight[-1]), float(run.bias[-1]))
    states = record(settings, end, TRAINED_ON)
    z = states.weight * settings.input + states.bias
    return [output_at(each) for each in z.tolist()]  # type: ignore[union-attr]


def changes_of_side(outputs: Sequence[float], y: float) -> int:
    """Return how often an output is on the other side of y than the one before it."""
    return sum((first - y) * (second - y) < 0 for first, second in pairwise(outputs))


def random_examples(rng: random.Random) -> Examples:
    """Few examples of few inputs, often such that errors cancel."""
    inputs = rng.randint(1, 3)
    size = rng.choice([0.01, 1.0, 5.0, 100.0])
    rows = [
        [rng.choice([-1, 0, 1]) * size for _ in range(inputs)] for _ in range(rng.randint(1, 5))
    ]
    targets = [rng.choice([0.0, 1.0]) for _ in rows]
    if rng.random() < 0.5:
        # Each example once with either target.
        rows, targets = rows * 2, targets + [1.0 - target for target in targets]
    if rng.random() < 0.5:
        for row in rows:
            row[0] *= 0.01
    return Examples(np.array(rows), np.array(targets))


def check_multi_input(seed: int, count: int) -> Counter[str]:
    """Check what is said of so many runs with several inputs; return how often each was said."""
    rng = random.Random(seed)
    said: Counter[str] = Counter()
    for _turn in range(count):
        examples = random_examples(rng)
        settings = MultiInputSettings(
            examples,
            tuple(round(rng.uniform(-5, 5), 2) for _ in examples.inputs[0]),
            learning_rate=rng.choice([0.01, 0.3, 1.0, 10.0]),
            cost=rng.choice([QUADRATIC, CROSS_ENTROPY]),
            epochs=rng.choice([1, 30, 100]),
        )
        try:
            said.update(multi_input_claims(settings, rng))
        except AssertionError as error:
            raise AssertionError(f"of {settings}: {error}") from error
    return said


def multi_input_claims(settings: MultiInputSettings, rng: random.Random) -> list[str]:
    """Return the names of what is said of a run with several inputs, each found to be true."""
    run = multi_input_train(settings)
    inputs, targets = settings.examples.inputs.tolist(), settings.examples.targets.tolist()
    outputs = [
        [1 / (1 + math.exp(-max(-700.0, dot(row, weights) + bias))) for row in inputs]
        for weights, bias in zip(run.weight.tolist(), run.bias.tolist(), strict=True)
    ]
    right = [
        all(
            abs(a - 0.5) > 1e-9 and (a > 0.5) == (y > 0.5)
            for a, y in zip(each, targets, strict=True)
        )
        for each in outputs
    ]
    said = []
    first = multi_input.all_right_from(run)
    if first is not None:
        said.append("all right")
        assert all(right[first:]), "was wrong again"
        assert first == 0 or not right[first - 1], "was right before"
    else:
        assert not right[-1], "is right in the end"
    if multi_input.errors_cancel(settings):
        said.append("errors cancel")
        for _turn in range(20):
            weights = [rng.uniform(-10, 10) for _ in inputs[0]]
            bias = rng.uniform(-10, 10)
            signed = [
                (dot(row, weights) + bias) * (1 if y else -1)
                for row, y in zip(inputs, targets, strict=True)
            ]
            surprise = [max(-each, 0) + math.log1p(math.exp(-abs(each))) for each in signed]
            assert sum(surprise) / len(surprise) >= math.log(2) - 1e-12, "has a smaller cost"
            assert min(signed) <= 0, "has a line that parts them"
    if multi_input.near_half(settings, run):
        said.append("near 1/2")
        assert all(0.4 - 1e-12 <= a <= 0.6 + 1e-12 for a in outputs[-1]), "is far from 1/2"
    if multi_input.at_rest(settings, run):
        said.append("at rest")
        n = settings.epochs
        by_weight, by_bias = run.weight_gradient[-1].tolist(), float(run.bias_gradient[-1])
        for row in inputs:
            assert n * settings.learning_rate * abs(dot(row, by_weight) + by_bias) <= 0.0101
    for number, largest in multi_input.small_inputs(settings.examples).items():
        said.append("near zero")
        own = [abs(row[number - 1]) for row in inputs]
        every = [abs(value) for row in inputs for value in row]
        assert 0 < max(own) == largest <= 0.1, "is not small"
        assert largest <= 0.1 * max(every) + 1e-12, "is not smaller than others"
    return said


def dot(first: Sequence[float], second: Sequence[float]) -> float:
    """Return Σⱼ of the products."""
    return sum(a * b for a, b in zip(first, second, strict=True))
