"""core.data.drawing.

A drawing becomes an image as the data sets have them, wherever it was drawn.
"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.networks.datasets import digits
from core.data.drawing import CELLS, MNIST_BOX, SIDES, image
from core.network.evaluation import answers
from core.network.settings import NetworkSettings
from core.network.training import start, train_epoch

each_side = pytest.mark.parametrize("side", SIDES)


def placed(part, top=0, left=0):
    """A drawing with that part in it."""
    part = np.asarray(part, dtype=bool)
    whole = np.zeros((CELLS, CELLS), dtype=bool)
    whole[top : top + part.shape[0], left : left + part.shape[1]] = part
    return whole


@st.composite
def parts(draw):
    """Some cells with and without ink, at most as many as a drawing has, with ink at each edge."""
    height, width = draw(st.integers(1, CELLS)), draw(st.integers(1, CELLS))
    random = np.random.RandomState(draw(st.integers(0, 2**32 - 1)))
    part = random.random_sample((height, width)) < draw(st.floats(0.02, 1))
    assume(part[0].any() and part[-1].any() and part[:, 0].any() and part[:, -1].any())
    return part


def test_there_are_images_as_both_data_sets_have_them():
    assert SIDES == (8, 28)
    with pytest.raises(KeyError):
        image(placed([[1]]), 16)
    for shape in ((28, 28), (CELLS * CELLS,), (CELLS, CELLS, 1)):
        with pytest.raises(ValueError, match=r"\(32, 32\)"):
            image(np.ones(shape, dtype=bool), 8)


@each_side
def test_without_ink_there_is_none(side):
    assert image(np.zeros((CELLS, CELLS), dtype=bool), side).tolist() == [0.0] * side**2


@given(parts(), st.sampled_from(SIDES), st.data())
def test_it_does_not_matter_where_it_was_drawn(part, side, data):
    height, width = part.shape
    top = data.draw(st.integers(0, CELLS - height))
    left = data.draw(st.integers(0, CELLS - width))
    made = image(placed(part), side)
    np.testing.assert_array_equal(image(placed(part, top, left), side), made)
    assert made.shape == (side**2,)
    assert made.dtype == np.float64
    assert made.min() >= 0
    assert 0 < made.max() <= 1


@given(parts(), st.sampled_from(SIDES))
def test_rows_are_rows_and_columns_columns(part, side):
    turned = image(placed(part.T), side).reshape(side, side)
    np.testing.assert_allclose(turned.T.reshape(-1), image(placed(part), side), atol=1e-12)


def covered(part, longer):
    """How much of each pixel is ink when the part is scaled, found by cutting cells up."""
    sizes = [max(1, round(longer * size / max(part.shape))) for size in part.shape]
    cut = np.kron(part, np.ones(sizes))
    return cut.reshape(sizes[0], part.shape[0], sizes[1], part.shape[1]).mean(axis=(1, 3))


@given(parts())
def test_as_digits_a_cell_has_ink_where_half_of_it_is_covered(part):
    # Sums of floats may miss a half by as little.
    bits = covered(part, CELLS) >= 0.5 - 1e-9
    top, left = ((CELLS - size) // 2 for size in bits.shape)
    counts = placed(bits, top, left).reshape(8, 4, 8, 4).mean(axis=(1, 3))
    np.testing.assert_array_equal(image(placed(part), 8).reshape(8, 8), counts)


@given(parts())
def test_as_digits_it_is_counts_of_cells_and_fills_the_image_one_way(part):
    made = image(placed(part), 8)
    np.testing.assert_array_equal(made * 16, np.round(made * 16))
    # What is as large as the bitmap already is not scaled, and not moved.
    whole = part.copy()
    whole.resize((CELLS, CELLS))
    whole[[0, -1], [0, -1]] = True
    counts = [
        [whole[row : row + 4, column : column + 4].mean() for column in range(0, CELLS, 4)]
        for row in range(0, CELLS, 4)
    ]
    np.testing.assert_array_equal(image(whole, 8).reshape(8, 8), counts)


@pytest.mark.parametrize(
    ("height", "width", "rows", "columns"),
    [(8, 8, 8, 8), (3, 3, 8, 8), (32, 16, 8, 4), (16, 8, 8, 4), (5, 10, 4, 8), (1, 1, 8, 8)],
)
def test_a_full_box_keeps_its_proportions_and_is_centred(height, width, rows, columns):
    made = image(placed(np.ones((height, width)), 5 % (33 - height)), 8).reshape(8, 8)
    wanted = np.zeros((8, 8))
    top, left = (8 - rows) // 2, (8 - columns) // 2
    wanted[top : top + rows, left : left + columns] = 1
    np.testing.assert_array_equal(made, wanted)


def box_of(made):
    """The first and last row and column with ink."""
    found = (np.flatnonzero(made.any(axis=axis)) for axis in (1, 0))
    return [(int(each[0]), int(each[-1])) for each in found]


@given(parts())
def test_as_mnist_it_is_as_large_as_there_and_no_ink_is_lost(part):
    made = image(placed(part), 28).reshape(28, 28)
    (top, bottom), (left, right) = box_of(made)
    scaled = covered(part, MNIST_BOX)
    assert max(scaled.shape) == MNIST_BOX
    inside = made[top : bottom + 1, left : right + 1]
    np.testing.assert_allclose(inside, scaled, rtol=1e-9)


@given(parts())
def test_as_mnist_its_centre_of_mass_is_in_the_middle_unless_ink_would_be_lost(part):
    made = image(placed(part), 28).reshape(28, 28)
    for axis, (first, last) in enumerate(box_of(made)):
        centre = made.sum(axis=1 - axis) @ (np.arange(28) + 0.5) / made.sum()
        at_an_edge = first == 0 or last == 27
        assert abs(centre - 14) <= 0.5 + 1e-9 or at_an_edge


def test_what_weighs_most_at_one_end_is_kept_whole():
    heavy = np.zeros((20, 20), dtype=bool)
    heavy[:, -3:] = True
    heavy[0, 0] = True
    made = image(placed(heavy), 28).reshape(28, 28)
    assert box_of(made) == [(4, 23), (0, 19)]


def test_edges_are_grey_as_they_are_in_mnist():
    made = image(placed(np.ones((32, 3))), 28)
    assert set(np.round(made, 9)) == {0, 1}
    ring = np.ones((32, 32), dtype=bool)
    ring[3:-3, 3:-3] = False
    assert len(set(np.round(image(ring, 28), 9))) > 2


def test_a_network_that_learned_the_digits_reads_them_where_they_are_drawn():
    training, test = digits()
    trained = NetworkSettings(hidden=(30,), epochs=10)
    state = start(trained, training)
    for _epoch in range(trained.epochs):
        state = train_epoch(trained, state, training)
    drawn = np.kron(test.inputs.reshape(-1, 8, 8), np.ones((4, 4))) > 0.5
    images = np.array([image(each, 8) for each in drawn])
    right = answers(trained, state, images).accuracy(test)
    # And much more than half, or ten times as often as by chance: nothing is mirrored or moved.
    assert right > 0.75
    mirrored = np.array([image(each[:, ::-1], 8) for each in drawn])
    assert answers(trained, state, mirrored).accuracy(test) < right / 1.5
