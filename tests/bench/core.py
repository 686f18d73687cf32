"""The core: how far it is from the chapter, and how fast it trains."""

import math
from collections.abc import Iterator

import numpy as np

from app.labs.neuron.sections.map import grid as grid_of_cells
from core import PRESETS, Settings, advance, epochs_until_close, sigmoid, start, train
from core.costs.costs import CROSS_ENTROPY, QUADRATIC
from tests.bench.line import Line, Reach, in_turns
from tests.test_core_costs_costs import TARGETS, Z, central_difference, complex_step
from tests.test_core_neuron_training import CLOSED_LIST

EPOCHS = 300
STARTS = 40_000
RUNS = 50


def lines() -> Iterator[Line]:
    """Measure all of it."""
    yield from exactness()
    yield from speed()


def exactness() -> Iterator[Line]:
    """Compare with the closed list, and the gradient with differences of the cost."""
    yield Line(
        "trajectories: largest difference from the closed list",
        off_the_list(),
        "",
        reach=Reach(most=1e-4),
    )
    pairs = [(cost, y) for cost in (QUADRATIC, CROSS_ENTROPY) for y in TARGETS]
    for name, slope in {"central": central_difference, "complex-step": complex_step}.items():
        off = max(np.max(abs(cost.output_error(Z, y) - slope(cost, y))) for cost, y in pairs)
        what = f"gradient: largest difference from {name} differences, |z| ≤ 40"
        yield Line(what, float(off), reach=Reach(most=1e-8))


def off_the_list() -> float:
    """Return by how much a weight, bias or output of the closed list is missed at most."""
    off = 0.0
    for cost, learning_rate, first, last in CLOSED_LIST:
        settings = Settings(*first, learning_rate=learning_rate, cost=cost)
        _epoch, weight, bias = advance(settings, start(settings), EPOCHS)
        got = (weight, bias, sigmoid(weight + bias))
        wanted = zip(got, last, strict=True)
        off = max(off, *(abs(a - b) for a, b in wanted if b is not None))
    return off


def speed() -> Iterator[Line]:
    """One run beside a bare loop, and many starts beside the exponentials that they need."""
    settings = PRESETS["badly-wrong"].settings()[0]
    run, bare = in_turns(
        lambda: [train(settings) for _run in range(RUNS)],
        lambda: [bare_loop(2.0, 2.0, 0.15, EPOCHS) for _run in range(RUNS)],
        9,
    )
    yield Line(
        "one run of 300 epochs in the core / a bare loop of the same steps",
        run / RUNS * 1e3,
        "ms",
        bare / RUNS * 1e3,
        Reach(most=4, ratio=True),
    )
    z = np.linspace(-5, 5, STARTS)
    grid = Settings(weight=z, bias=z[::-1], epochs=EPOCHS)
    room = np.empty_like(z)
    many, exponentials = in_turns(
        lambda: advance(grid, start(grid), EPOCHS),
        lambda: [np.exp(z, out=room) for _epoch in range(EPOCHS)],
        9,
    )
    yield Line(
        "40,000 starts × 300 epochs / the 12 million exponentials alone",
        many,
        "s",
        exponentials,
        Reach(most=2, ratio=True),
    )
    cells = {cost.name: grid_of_cells(1.0, 0.0, cost) for cost in (QUADRATIC, CROSS_ENTROPY)}
    for name, settings in cells.items():
        mapped, exponentials_again = in_turns(
            lambda settings=settings: epochs_until_close(settings, 0.1, EPOCHS),
            lambda: [np.exp(z, out=room) for _epoch in range(EPOCHS)],
            9,
        )
        yield Line(
            f"a slowdown map of 40,000 cells, {name} / the same exponentials",
            mapped,
            "s",
            exponentials_again,
            Reach(most=2, ratio=True),
        )
    each = 1e9 / (STARTS * EPOCHS)
    yield Line("— the same for each of the 12 million", many * each, "ns", exponentials * each)


def bare_loop(weight: float, bias: float, learning_rate: float, epochs: int) -> list[float]:
    """Train one quadratic neuron (x = 1, y = 0) with nothing but Python floats."""
    outputs = []
    for _epoch in range(epochs):
        a = 1 / (1 + math.exp(-(weight + bias)))
        outputs.append(a)
        delta = a * a * (1 - a)
        weight -= learning_rate * delta
        bias -= learning_rate * delta
    return outputs
