"""core.data.dataset: what labelled images may be, and how they are split."""

import numpy as np
import pytest

from core.data.dataset import LabelledImages, divide, sample, split


def images(count=10, inputs=3, classes=4):
    random = np.random.RandomState(0)
    return LabelledImages(random.uniform(size=(count, inputs)), np.arange(count) % classes, classes)


def test_targets_are_one_for_the_class_and_zero_for_the_others():
    made = LabelledImages(np.zeros((3, 1)), np.array([2, 0, 1]), 3)
    assert made.targets.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]
    assert len(made) == 3


def test_what_is_given_is_copied_and_kept_from_change():
    inputs, labels = np.zeros((2, 3)), np.array([0, 1], dtype=np.uint8)
    made = LabelledImages(inputs, labels, 2)
    inputs[0, 0], labels[0] = 1, 1
    assert made.inputs[0, 0] == made.labels[0] == 0
    assert (made.inputs.dtype, made.labels.dtype) == (np.float64, np.int64)
    for array in (made.inputs, made.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_only_an_array_that_nobody_can_change_is_kept():
    inputs, labels = np.zeros((2, 3)), np.array([0, 1])
    inputs.flags.writeable = False
    assert LabelledImages(inputs, labels, 2).inputs is inputs
    base = np.zeros((2, 3))
    view = base[:]
    view.flags.writeable = False
    made = LabelledImages(view, labels, 2)
    base[0, 0] = 1
    assert made.inputs[0, 0] == 0


@pytest.mark.parametrize(
    ("inputs", "labels", "classes", "message"),
    [
        ([[0.5], [1.01]], [0, 1], 2, "from 0 to 1"),
        ([[0.5], [-0.01]], [0, 1], 2, "from 0 to 1"),
        ([[0.5], [np.nan]], [0, 1], 2, "from 0 to 1"),
        ([[0.5], ["1"]], [0, 1], 2, "must be numbers"),
        ([[0.5], [1]], [0.0, 1.0], 2, "whole numbers"),
        ([[0.5], [1]], [0, 2], 2, "labels must be from 0 to 1"),
        ([[0.5], [1]], [0, -1], 2, "labels must be from 0 to 1"),
        ([[0.5], [1]], [0], 2, "do not match"),
        ([0.5, 1], [0, 1], 2, "do not match"),
        (np.zeros((0, 3)), np.zeros(0, dtype=int), 2, "do not match"),
        (np.zeros((3, 0)), np.zeros(3, dtype=int), 2, "do not match"),
        ([[0.5], [1]], [0, 0], 1, "two classes or more"),
        ([[0.5], [1]], [0, 0], True, "two classes or more"),
    ],
)
def test_anything_else_is_refused(inputs, labels, classes, message):
    with pytest.raises(ValueError, match=message):
        LabelledImages(inputs, labels, classes)


def test_a_split_loses_nothing_and_is_the_seeds():
    whole = images(50)
    training, test = split(whole, 30, 1)
    assert (len(training), len(test)) == (30, 20)
    rows = np.vstack([training.inputs, test.inputs])
    labels = np.append(training.labels, test.labels)
    order = [int(np.flatnonzero((whole.inputs == row).all(axis=1))[0]) for row in rows]
    assert sorted(order) == list(range(50))
    np.testing.assert_array_equal(whole.labels[order], labels)
    np.testing.assert_array_equal(split(whole, 30, 1)[0].inputs, training.inputs)
    assert not np.array_equal(split(whole, 30, 2)[0].inputs, training.inputs)


@pytest.mark.parametrize("training", [0, 10, 11, -1])
def test_a_split_leaves_some_of_each(training):
    with pytest.raises(ValueError, match="leave none"):
        split(images(10), training, 0)


def rows(images):
    return {row.tobytes() for row in images.inputs}


def test_sets_have_no_image_in_common_and_are_the_seeds():
    whole = images(50)
    sets = divide(whole, 20, 10, 15, 1)
    assert list(map(len, sets)) == [20, 10, 15]
    assert len(set.union(*map(rows, sets))) == 45
    again, other = divide(whole, 20, 10, 15, 1), divide(whole, 20, 10, 15, 2)
    np.testing.assert_array_equal(sets.training.inputs, again.training.inputs)
    assert rows(sets.test) != rows(other.test)


def test_a_larger_training_set_has_a_smaller_one_and_the_other_sets_stay():
    few, many = (divide(images(50), training, 10, 15, 1) for training in (5, 25))
    assert rows(few.training) < rows(many.training)
    np.testing.assert_array_equal(few.validation.inputs, many.validation.inputs)
    np.testing.assert_array_equal(few.test.inputs, many.test.inputs)


@pytest.mark.parametrize("sizes", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (20, 20, 11), (-1, 1, 1)])
def test_sets_are_not_empty_and_not_more_than_there_is(sizes):
    with pytest.raises(ValueError, match="cannot be divided"):
        divide(images(50), *sizes, 0)


def test_a_larger_sample_has_a_smaller_one():
    whole = images(50)
    few, many = sample(whole, 5, 1), sample(whole, 50, 1)
    assert len(few) == 5
    assert rows(few) < rows(many) == rows(whole)
    assert rows(sample(whole, 5, 2)) != rows(few)
    for count in (0, 51):
        with pytest.raises(ValueError, match="cannot be chosen"):
            sample(whole, count, 1)
