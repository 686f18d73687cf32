"""core.multi_input.examples: what is allowed, and what is kept from change."""

import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from core.multi_input.examples import INPUTS, MOST_EXAMPLES, MOST_INPUTS, TARGETS, Examples


def examples(count=4, inputs=2):
    return Examples(np.arange(count * inputs).reshape(count, inputs), np.full(count, 0.5))


def test_limits():
    assert (MOST_INPUTS, MOST_EXAMPLES) == (8, 256)
    assert (tuple(INPUTS), tuple(TARGETS)) == ((-1e6, 1e6), (0, 1))
    for count, inputs in ((1, 1), (MOST_EXAMPLES, MOST_INPUTS)):
        assert examples(count, inputs).inputs.shape == (count, inputs)
        assert examples(count, inputs).targets.shape == (count,)
    with pytest.raises(ValueError, match="1 to 256 examples, not 257"):
        examples(MOST_EXAMPLES + 1)
    with pytest.raises(ValueError, match="1 to 256 examples, not 0"):
        Examples(np.zeros((0, 2)), np.zeros(0))
    with pytest.raises(ValueError, match="1 to 8 inputs, not 9"):
        examples(inputs=MOST_INPUTS + 1)
    with pytest.raises(ValueError, match="1 to 8 inputs, not 0"):
        Examples(np.zeros((2, 0)), np.zeros(2))


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf, 1.1e6, -1.1e6])
def test_inputs_outside_the_limits_are_refused(number):
    Examples(np.array([[-1e6, 1e6]]), np.zeros(1))
    with pytest.raises(ValueError, match="inputs must be numbers from -1e"):
        Examples(np.array([[0.0, number]]), np.zeros(1))


@pytest.mark.parametrize("number", [np.nan, np.inf, -1e-9, 1 + 1e-9])
def test_targets_outside_the_limits_are_refused(number):
    Examples(np.zeros((2, 1)), np.array([0.0, 1.0]))
    with pytest.raises(ValueError, match="targets must be numbers from 0 to 1"):
        Examples(np.zeros((2, 1)), np.array([0.0, number]))


@pytest.mark.parametrize("values", [[["1", "2"]], [[True, False]], [[1j, 2]], [[None, 1]]])
def test_what_is_no_number_is_refused(values):
    with pytest.raises(ValueError, match="inputs must be numbers"):
        Examples(np.array(values), np.zeros(1))


@pytest.mark.parametrize(
    ("inputs", "targets"), [((3, 2), (2,)), ((3,), (3,)), ((3, 2), (3, 1)), ((3, 2, 1), (3,))]
)
def test_shapes_must_match(inputs, targets):
    with pytest.raises(ValueError, match="do not match"):
        Examples(np.zeros(inputs), np.zeros(targets))


def test_what_is_given_is_copied_and_kept_from_change():
    inputs, targets = np.ones((2, 1), dtype=int), np.ones(2, dtype=np.float32)
    kept = Examples(inputs, targets)
    inputs[0] = targets[0] = 0
    assert (kept.inputs.tolist(), kept.targets.tolist()) == ([[1], [1]], [1, 1])
    assert kept.inputs.dtype == kept.targets.dtype == np.float64
    for array in (kept.inputs, kept.targets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 2
    with pytest.raises(FrozenInstanceError):
        kept.targets = targets


def test_examples_of_equal_numbers_are_equal():
    assert examples() == examples() == pickle.loads(pickle.dumps(examples()))
    assert hash(examples()) == hash(examples())
    zero = Examples(np.array([[0.0]]), np.array([0.0]))
    minus_zero = Examples(np.array([[-0.0]]), np.array([-0.0]))
    assert zero == minus_zero
    assert hash(zero) == hash(minus_zero)
    assert examples() != examples(5)
    assert examples(4, 2) != Examples(np.arange(8).reshape(4, 2), np.ones(4))
    assert examples(4, 2) != Examples(np.arange(8).reshape(4, 2) + 1, np.full(4, 0.5))
    assert zero != "zero"
