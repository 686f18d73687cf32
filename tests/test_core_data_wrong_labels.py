"""core.data.wrong_labels: as many as was asked for, all of them wrong, and the seed's."""

import numpy as np
import pytest

from core.data.dataset import LabelledImages
from core.data.wrong_labels import mislabelled


def images(count=1000, classes=4):
    return LabelledImages(np.linspace(0, 1, count)[:, None], np.arange(count) % classes, classes)


@pytest.mark.parametrize("share", [0, 0.2, 0.4, 1])
def test_that_share_of_the_labels_is_wrong_and_said_to_be(share):
    given = images()
    made, is_wrong = mislabelled(given, share, 1)
    np.testing.assert_array_equal(made.labels != given.labels, is_wrong)
    assert is_wrong.sum() == round(share * 1000)
    assert made.inputs is given.inputs


def test_all_other_classes_are_as_likely():
    given = images(40_000)
    made, _is_wrong = mislabelled(given, 1, 1)
    moved = np.bincount((made.labels - given.labels) % 4, minlength=4)
    assert moved[0] == 0
    assert abs(moved[1:] - 40_000 / 3).max() < 400


def test_a_larger_share_has_the_wrong_labels_of_a_smaller_one():
    (few, is_few), (many, is_many) = (mislabelled(images(), share, 1) for share in (0.1, 0.3))
    assert np.all(is_many[is_few])
    np.testing.assert_array_equal(few.labels[is_few], many.labels[is_few])


def test_the_seed_decides_which():
    first, again, other = (mislabelled(images(), 0.2, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.images.labels, again.images.labels)
    assert np.any(first.is_wrong != other.is_wrong)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_another_share_is_refused(share):
    with pytest.raises(ValueError, match="share of wrong labels"):
        mislabelled(images(), share, 1)
