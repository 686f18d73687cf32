"""app.labs.neuron.sections.map.

Every cell of the map is what one neuron does that starts there.
"""

import base64
import math
import random
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.labs.neuron.sections import map as slowdown_map
from app.labs.neuron.sections.map import SIZE, TICKS, content, grid, packed, reach, start_at
from app.labs.neuron.settings import preset_values
from app.labs.neuron.spec import SCHEMA, Controls
from app.ui.language import languages, translator
from core import COSTS, RANGES, Settings, epochs_until_close, train
from tests.closeness import agrees
from tests.histories import at_start
from tests.scripts import assert_is_what_the_script_uses

MAPPED = ("quadratic", "cross-entropy")
CELLS = 200
RATES = RANGES["learning_rate"]

two_decimals = st.floats(*RANGES["weight"]).map(SCHEMA.fields["weight"].read)
inputs = st.floats(*RANGES["input"]).map(SCHEMA.fields["input"].read)


def told(language: str = "en", **chosen: Any) -> dict[str, Any]:
    """What the browser is told, with these controls."""
    controls = Controls(**chosen)
    return content(controls, at_start(controls.settings()), translator(language))


def unpacked(text: str, size: int) -> NDArray[Any]:
    """The numbers of epochs as the script unpacks them: rows of η, columns of z."""
    flat = np.frombuffer(zlib.decompress(base64.b64decode(text, validate=True)), dtype="<u2")
    assert flat.shape == (size * size,)
    return flat.reshape(size, size)


def middle(of: Mapping[str, Any], row: int, column: int) -> tuple[float, float]:
    """The z and the η of a cell, as the script works them out from the content."""
    (low, high), (slowest, fastest), size = of["z"], of["rates"], of["size"]
    z = low + ((column + 0.5) / size) * (high - low)
    return z, slowest * (fastest / slowest) ** ((row + 0.5) / size)


@pytest.mark.parametrize("cost", MAPPED)
@pytest.mark.parametrize(
    ("x", "y", "tolerance"),
    [
        (1.0, 0.0, 0.1),
        (3.0, 0.0, 0.1),
        (-2.0, 0.0, 0.1),
        (0.0, 0.0, 0.05),
        (1.0, 0.3, 0.1),
        (-5.0, 1.0, 0.01),
        (0.5, 0.97, 0.3),
    ],
)
def test_cells_are_what_single_neurons_do(cost: str, x: float, y: float, tolerance: float) -> None:
    of = told(input=x, target=y, tolerance=tolerance)
    counts = unpacked(of["maps"][cost], of["size"])
    drawn = random.Random(f"{cost} {x} {y}")
    cells = [(drawn.randrange(SIZE), drawn.randrange(SIZE)) for _ in range(CELLS)]
    cells += [(row, column) for row in (0, SIZE - 1) for column in (0, SIZE - 1)]
    for row, column in cells:
        z, rate = middle(of, row, column)
        # Some start with this z: half of what is left by the bias is the bias's.
        weight, bias = (5 * z / of["z"][1] * math.copysign(1, x), 5 * z / of["z"][1])
        assert weight * x + bias == pytest.approx(z)
        one = Settings(weight, bias, min(rate, RATES.high), COSTS[cost], x, y)
        assert agrees(int(counts[row, column]), one, tolerance, of["epochs"]), (row, column)


@pytest.mark.parametrize("x", [-5.0, -0.01, 0.0, 0.01, 1.0, 5.0])
def test_the_grid_has_the_middles_of_the_cells(x: float) -> None:
    of = told(input=x)
    for cost in COSTS.values():
        cells = grid(x, 0.25, cost)
        assert cells.shape == (SIZE, SIZE)
        assert (cells.cost, cells.input, cells.target) == (cost, x, 0.25)
        z = np.broadcast_to(cells.weight * x + cells.bias, cells.shape)
        rates = np.broadcast_to(cells.learning_rate, cells.shape)
        expected = [[middle(of, row, column) for column in range(SIZE)] for row in (0, 7, SIZE - 1)]
        for row, wanted in zip((0, 7, SIZE - 1), expected, strict=True):
            np.testing.assert_allclose(z[row], [each for each, _rate in wanted], atol=1e-12)
            np.testing.assert_allclose(rates[row], [rate for _z, rate in wanted], rtol=1e-12)


def test_the_map_is_packed_without_loss() -> None:
    texts = packed(1.0, 0.0, 0.1)
    assert tuple(texts) == MAPPED
    counts = {cost: unpacked(text, SIZE) for cost, text in texts.items()}
    for cost, found in counts.items():
        expected = epochs_until_close(grid(1.0, 0.0, COSTS[cost]), 0.1, told()["epochs"])
        assert found.tolist() == expected.tolist()
    # That a badly wrong start is slow by the quadratic cost alone is what the map is for.
    bad = (slice(None), slice(3 * SIZE // 4, None))
    assert (counts["quadratic"][bad] >= counts["cross-entropy"][bad]).mean() > 0.95


@pytest.mark.parametrize("language", languages())
def test_the_content_is_what_the_script_uses(language: str) -> None:
    of = told(language, input=-2.0, target=0.75, tolerance=0.05)
    assert_is_what_the_script_uses("map", of)
    assert set(of["maps"]) == set(MAPPED) <= set(of["texts"])
    assert of["z"] == [-15.0, 15.0]
    assert of["rates"] == list(RATES)
    assert of["tolerance"] == 0.05
    assert of["tolerances"] == list(SCHEMA.fields["tolerance"].options)
    assert of["size"] == SIZE
    assert sorted(of["ticks"]) == list(TICKS)
    assert 1 <= min(TICKS) < max(TICKS) <= of["epochs"]
    for colour in of["palette"]:
        assert len(colour) == 7
        assert [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


@given(x=inputs, weight=two_decimals, bias=two_decimals)
def test_no_start_is_beyond_the_reach_and_some_are_at_it(x, weight, bias):
    low, high = reach(x)
    assert low <= weight * x + bias <= high
    corners = [w * x + b for w in RANGES["weight"] for b in RANGES["bias"]]
    assert (low, high) == (min(corners), max(corners))


def nearest_squared(z: float, weight: float, bias: float, x: float) -> float:
    """How near a start in range with this z can be, squared: from every point of the line."""
    best = math.inf
    for along in np.linspace(-5.0, 5.0, 2001).tolist():
        for w, b in ((along, z - along * x), ((z - along) / x if x else weight, along)):
            inside = abs(w) <= 5 + 1e-9 and abs(b) <= 5 + 1e-9 and abs(w * x + b - z) < 1e-9
            if inside:
                best = min(best, (w - weight) ** 2 + (b - bias) ** 2)
    return best


@given(x=inputs, weight=two_decimals, bias=two_decimals, part=st.floats(0, 1))
@example(x=5.0, weight=-5.0, bias=5.0, part=0.0)
@example(x=5.0, weight=-5.0, bias=5.0, part=0.997)
@example(x=-3.0, weight=5.0, bias=-5.0, part=1.0)
@example(x=0.0, weight=2.0, bias=-5.0, part=0.9)
@example(x=0.01, weight=2.0, bias=4.0, part=0.999)
@example(x=-0.01, weight=0.0, bias=4.0, part=0.999)
def test_a_click_takes_the_nearest_start_with_that_z(x, weight, bias, part):
    low, high = reach(x)
    z = low + part * (high - low)
    w, b = start_at(z, weight, bias, x)
    for value in (w, b):
        assert -5.0 <= value <= 5.0
        assert SCHEMA.fields["weight"].read(value) == value
        assert math.copysign(1.0, value) == 1.0 or value != 0
    # Half of the last digit of the bias, or, where the bias is at its end, of the weight.
    assert abs(w * x + b - z) <= 0.005 * max(1.0, abs(x)) + 1e-9
    distance = math.hypot(w - weight, b - bias)
    assert distance <= math.sqrt(nearest_squared(z, weight, bias, x)) + 0.005 * (2 + abs(x))


@given(x=inputs, weight=two_decimals, bias=two_decimals)
def test_where_it_stands_already_it_stays(x, weight, bias):
    w, b = start_at(weight * x + bias, weight, bias, x)
    assert w * x + b == pytest.approx(weight * x + bias, abs=0.005 * max(1.0, abs(x)) + 1e-9)
    assert math.hypot(w - weight, b - bias) <= 0.005 * (2 + abs(x)) + 1e-9


def test_with_no_input_the_weight_is_let_be() -> None:
    assert start_at(2.5, 3.21, -1.0, 0.0) == (3.21, 2.5)
    assert start_at(9.0, 3.21, -1.0, 0.0) == (3.21, 5.0)


@pytest.mark.parametrize("x", [-5.0, 0.0, 0.01, 2.0])
def test_a_z_that_no_start_has_becomes_the_nearest_that_one_has(x: float) -> None:
    for side, z in zip((-1, 1), reach(x), strict=True):
        w, b = start_at(z + side * 100, 0.5, -0.5, x)
        assert w * x + b == pytest.approx(z)


@pytest.mark.parametrize("settings", [{}, {"weight": 2.0, "bias": 2.0}, {"learning_rate": 0.001}])
def test_at_the_ring_stands_what_a_run_from_there_takes(settings):
    """Not what the nearest cell takes: a pin of that run says the same."""
    controls = Controls(**preset_values("badly-wrong"), tolerance=0.1)
    controls.param.update(**settings)
    found = slowdown_map.here(controls)
    for cost, count in found.items():
        frame = train(replace(next(iter(controls.settings().values())), cost=COSTS[cost]))
        close = np.flatnonzero(np.abs(frame.residual) < 0.1)
        assert count == (close[0] if len(close) else slowdown_map.EPOCHS + 1)
