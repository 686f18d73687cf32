"""core.multi_input.boundary: the line z = 0 of a neuron with two inputs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.multi_input.boundary import FURTHEST, boundary

numbers = st.floats(-1e3, 1e3, allow_subnormal=False)


@given(w1=numbers, w2=numbers, bias=numbers)
def test_z_is_0_at_the_foot_and_grows_along_the_normal(w1: float, w2: float, bias: float) -> None:
    line = boundary(np.array([w1, w2]), bias)
    size = np.hypot(w1, w2)
    if size == 0.0:
        assert [*map(float, line)] == [0.0] * 4
        return
    assert np.hypot(line.normal_x, line.normal_y) == pytest.approx(1.0)
    distance = abs(bias) / size
    if distance > FURTHEST:
        assert np.hypot(line.foot_x, line.foot_y) == pytest.approx(FURTHEST)
        return
    at_foot = w1 * line.foot_x + w2 * line.foot_y + bias
    assert at_foot == pytest.approx(0.0, abs=1e-9 * max(1.0, abs(bias)))
    further = w1 * (line.foot_x + line.normal_x) + w2 * (line.foot_y + line.normal_y) + bias
    assert further == pytest.approx(size, rel=1e-6, abs=1e-9 * max(1.0, abs(bias)))


def test_the_foot_is_next_to_the_origin() -> None:
    line = boundary(np.array([3.0, 4.0]), -10.0)
    assert (line.foot_x, line.foot_y) == (pytest.approx(1.2), pytest.approx(1.6))


def test_many_lines_at_once_are_each_alone() -> None:
    weights = np.array([[1.0, 0.0], [0.0, 0.0], [5e-324, 0.0], [-2.0, 1e-300]])
    biases = np.array([1.0, 2.0, -1.0, 0.0])
    together = boundary(weights, biases)
    for index, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        alone = boundary(weight, bias)
        assert [field[index] for field in together] == [*map(float, alone)]
    assert all(np.isfinite(field).all() for field in together)
    assert together.foot_x[2] == FURTHEST
