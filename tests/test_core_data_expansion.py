"""core.data.expansion: shifts and turns of images, and copies that are the seed's."""

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.data.expansion import expanded, moved

SIDE = 5
IMAGE = np.zeros((SIDE, SIDE))
IMAGE[1] = [0.2, 1.0, 0.6, 0.0, 0.4]
IMAGE[3, 2] = 0.8


def turned(angle, image=IMAGE, down=0, right=0):
    return moved(image.reshape(1, -1), down, right, angle).reshape(image.shape)


def images(count=6, inputs=SIDE * SIDE):
    random = np.random.RandomState(0)
    return LabelledImages(random.uniform(size=(count, inputs)), np.arange(count) % 2, 2)


@pytest.mark.parametrize(("down", "right"), [(1, 0), (0, -1), (-2, 3), (9, 9)])
def test_shifts_by_whole_pixels_are_exact_and_lose_what_leaves_the_image(down, right):
    wanted = np.zeros((SIDE, SIDE))
    for row, column in np.ndindex(IMAGE.shape):
        if 0 <= row + down < SIDE and 0 <= column + right < SIDE:
            wanted[row + down, column + right] = IMAGE[row, column]
    np.testing.assert_array_equal(turned(0, down=down, right=right), wanted)


@pytest.mark.parametrize("quarters", [-1, 0, 1, 2, 3])
def test_quarter_turns_are_clockwise(quarters):
    np.testing.assert_allclose(turned(90 * quarters), np.rot90(IMAGE, -quarters), atol=1e-12)
    even = np.arange(16.0).reshape(4, 4) / 16
    np.testing.assert_allclose(turned(90 * quarters, even), np.rot90(even, -quarters), atol=1e-12)


def test_half_a_turn_makes_a_six_a_nine():
    """Nothing refuses it; the label stays, and is wrong."""
    six = np.array([[0, 1, 0, 0], [0, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 1.0]])
    nine = np.array([[1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0.0]])
    np.testing.assert_allclose(turned(180, six), nine, atol=1e-12)


def test_between_pixels_ink_is_interpolated():
    np.testing.assert_allclose(turned(0, down=0.25)[1], 0.75 * IMAGE[1])
    np.testing.assert_allclose(turned(0, down=0.25)[2], 0.25 * IMAGE[1])
    small = turned(10, np.pad(IMAGE, 3))
    assert small.sum() == pytest.approx(IMAGE.sum(), rel=0.1)
    assert not np.array_equal(small, np.pad(IMAGE, 3))


def test_turning_there_and_back_is_about_the_same():
    smooth = np.exp(-((np.indices((15, 15)) - 7) ** 2).sum(axis=0) / 20)
    np.testing.assert_allclose(turned(-20, turned(20, smooth)), smooth, atol=0.05)


def test_copies_come_after_the_images_with_the_same_labels():
    given = images()
    made = expanded(given, 2, 1, 10, 3)
    assert len(made) == 18
    np.testing.assert_array_equal(made.inputs[:6], given.inputs)
    assert made.labels.tolist() == given.labels.tolist() * 3
    np.testing.assert_array_equal(expanded(given, 1, 1, 10, 3).inputs, made.inputs[:12])


def test_each_copy_is_one_of_the_shifts_and_all_come():
    given = images(1)
    made = expanded(given, 300, 1, 0, 0).inputs[1:]
    shifts = {
        moved(given.inputs, down, right, 0).tobytes() for down in (-1, 0, 1) for right in (-1, 0, 1)
    }
    assert {row.tobytes() for row in made} == shifts


def test_the_seed_decides_the_copies():
    first, again, other = (expanded(images(), 1, 1, 20, seed).inputs for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_images_are_turned_piece_by_piece_as_at_once(monkeypatch):
    whole = expanded(images(), 2, 1, 20, 0).inputs
    monkeypatch.setattr("core.data.expansion.AT_ONCE", 4)
    np.testing.assert_array_equal(expanded(images(), 2, 1, 20, 0).inputs, whole)


@pytest.mark.parametrize("wrong", [(-1, 1, 1), (1, -1, 1), (1, 1, -1)])
def test_nothing_may_be_negative(wrong):
    with pytest.raises(ValueError, match="negative"):
        expanded(images(), *wrong, 0)


def test_images_must_be_square():
    with pytest.raises(ValueError, match="not square"):
        expanded(images(inputs=6), 1, 1, 1, 0)
