"""app.networks.stack and .sets: networks of several seeds, and the images that they learn."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from app.jobs.child_process import CannotRead
from app.networks import sets as sets_module
from app.networks import stack, work_units
from app.networks.datasets import DIGITS, Dataset, digits
from app.networks.sets import (
    MOST_TRAINING,
    TEST,
    VALIDATION,
    ImageChoice,
    chosen_images,
)
from app.networks.stack import learn
from app.networks.stack_records import QUANTITIES, SUMMARY, columns
from app.networks.stack_state import StackSettings
from core.network.scores import scores
from core.network.settings import NetworkSettings
from core.network.training import is_over, start, train_epoch
from tests.networks import same_bits

CHOICE = ImageChoice(training=60, seed=3, wrong=0.2)
SETTINGS = StackSettings(NetworkSettings((6,), epochs=4, seed=5), seeds=3, images=CHOICE)


def all_of(settings, data=DIGITS):
    """The state after all steps of a run, and their records."""
    state, learned = learn(settings, data, None)
    records = [*learned.records]
    while state.epoch < settings.epochs:
        state, learned = learn(settings, data, state)
        records += learned.records
    return state, records


@pytest.mark.parametrize(
    "technique",
    [
        {},
        {"regularisation": "l2", "regularisation_parameter": 3},
        {"regularisation": "l1", "regularisation_parameter": 0.3},
        {"dropout": 0.5},
    ],
)
def test_each_network_becomes_what_it_would_be_alone(technique):
    settings = replace(SETTINGS, network=replace(SETTINGS.network, **technique))
    state, _records = all_of(settings)
    learned = chosen_images(DIGITS, CHOICE).learned
    for each, stacked in zip(settings.each, state.states, strict=True):
        alone = start(each, learned)
        for _epoch in range(settings.epochs):
            alone = train_epoch(each, alone, learned)
        assert same_bits(alone, stacked)


@pytest.mark.parametrize("work", [1, 10**6, 10**12])
def test_however_a_run_is_cut_into_steps_it_is_the_same(monkeypatch, work):
    whole, records = all_of(SETTINGS)
    monkeypatch.setattr(stack, "MOST_WORK", work)
    monkeypatch.setattr(stack, "FIRST_WORK", work)
    state, pieces = all_of(SETTINGS)
    assert all(map(same_bits, state.states, whole.states))
    assert [each.frame.epoch for each in pieces] == [0, 1, 2, 3, 4]
    for piece, one in zip(pieces, records, strict=True):
        np.testing.assert_array_equal(piece.frame.numbers, one.frame.numbers)


def test_the_first_step_is_short_and_each_after_it_about_half_a_second_of_work(monkeypatch):
    monkeypatch.setattr(stack, "MOST_WORK", work_units.MOST_WORK // 10)
    monkeypatch.setattr(stack, "FIRST_WORK", 1)
    long = replace(SETTINGS, network=replace(SETTINGS.network, epochs=400))
    state, _learned = learn(long, DIGITS, None)
    state, _first = learn(long, DIGITS, state)
    assert (state.epoch, state.batch) == (0, 1)
    _state, learned = learn(long, DIGITS, state)
    assert 1 < len(learned.records) < 400
    assert learned.frames == 401


def test_a_frame_has_the_scores_of_each_network():
    l2 = replace(SETTINGS.network, regularisation="l2", regularisation_parameter=2.0)
    settings = replace(SETTINGS, network=l2, images=replace(CHOICE, copies=1, angle=5))
    state, records = all_of(settings)
    images = chosen_images(DIGITS, settings.images)
    frame = records[-1].frame
    assert frame.numbers.shape == (len(QUANTITIES), settings.seeds)
    for index, (each, one) in enumerate(zip(settings.each, state.states, strict=True)):
        found = scores(each, one, images.sets, 2 * CHOICE.training)
        numbers = dict(zip(QUANTITIES, frame.numbers[:, index], strict=True))
        assert numbers["training_accuracy"] == found.training.accuracy
        assert numbers["validation_accuracy"] == found.validation.accuracy
        assert numbers["test_cost"] == found.test.cost
        # The penalty by hand, of the n that is learned: with the copies.
        weights = sum(float(np.sum(layer.weights**2)) for layer in one.layers)
        assert numbers["penalty"] == pytest.approx(2.0 / (2 * 120) * weights, rel=1e-12)
        assert numbers["weight_norm"] == pytest.approx(np.sqrt(weights), rel=1e-12)
        assert numbers["learning_rate"] == each.learning_rate


def test_the_columns_are_median_least_and_largest_of_the_seeds():
    _state, records = all_of(SETTINGS)
    frame = records[-1].frame
    found = columns(frame)
    assert [*found] == ["epoch", *SUMMARY]
    for quantity in QUANTITIES:
        of = sorted(frame.of(quantity))
        wanted = (of[1], of[0], of[2])
        told = [found[quantity + part] for part in ("", "_low", "_high")]
        np.testing.assert_allclose(told, wanted, rtol=1e-4)


def test_the_wrong_labels_that_are_learned_by_heart_are_counted():
    settings = replace(
        SETTINGS,
        network=replace(SETTINGS.network, hidden=(30,), epochs=120, learning_rate=2.0),
        seeds=2,
    )
    _state, records = all_of(settings)
    first, last = records[0], records[-1]
    wrong = first.wrong
    assert wrong is not None
    assert all(each.wrong is None for each in records[1:])
    images = chosen_images(DIGITS, CHOICE)
    assert len(wrong.labels) == images.is_wrong.sum() == 12
    assert (wrong.labels != wrong.digits).all()
    np.testing.assert_array_equal(wrong.labels, images.sets.training.labels[images.is_wrong])
    assert wrong.pixels.shape == (12, 64)
    # Sixty images are few: in the end all are answered as they are labelled.
    assert last.frame.of("training_accuracy").min() == 1
    assert (last.learned_by_heart == 2).all()
    assert not last.answered_right.any()
    assert first.learned_by_heart.sum() < 24


def test_without_wrong_labels_there_are_none_to_be_learned():
    settings = replace(SETTINGS, images=replace(CHOICE, wrong=0.0))
    _state, records = all_of(settings)
    assert records[-1].learned_by_heart.shape == (0,)
    assert records[0].wrong.pixels.shape == (0, 64)


def test_a_network_whose_learning_rate_is_at_its_end_stays_what_it_is():
    network = replace(SETTINGS.network, patience=1, epochs=60, learning_rate=0.001)
    state, records = all_of(replace(SETTINGS, network=network))
    assert state.epoch == 60 == len(records) - 1
    assert [is_over(network, each) for each in state.states] == [True] * 3
    ends = [each.epoch for each in state.states]
    assert max(ends) < 60
    # The η of a frame is the one that its epoch was trained with.
    first = max(ends) + 1
    np.testing.assert_array_equal(records[first].frame.numbers, records[-1].frame.numbers)


def test_a_state_and_what_is_learned_can_be_sent_to_another_process():
    state, learned = learn(SETTINGS, DIGITS, None)
    assert pickle.loads(pickle.dumps(state)).epoch == 0
    assert pickle.loads(pickle.dumps(learned)).frames == 5
    assert pickle.loads(pickle.dumps(SETTINGS)) == SETTINGS


def test_the_sets_have_no_image_in_common_and_are_all_the_digits():
    found = chosen_images(DIGITS, ImageChoice(training=MOST_TRAINING, seed=1)).sets
    assert [len(each) for each in found] == [MOST_TRAINING, VALIDATION, TEST]
    every = np.concatenate([each.inputs for each in found])
    whole = np.concatenate([each.inputs for each in digits()])
    np.testing.assert_array_equal(np.unique(every, axis=0), np.unique(whole, axis=0))


def test_what_follows_in_a_choice_leaves_the_rest_as_it_is():
    plain = chosen_images(DIGITS, replace(CHOICE, wrong=0.0))
    wrong = chosen_images(DIGITS, CHOICE)
    moved = chosen_images(DIGITS, replace(CHOICE, copies=2, shift=1, angle=10))
    np.testing.assert_array_equal(plain.sets.training.inputs, wrong.sets.training.inputs)
    np.testing.assert_array_equal(plain.sets.test.inputs, moved.sets.test.inputs)
    np.testing.assert_array_equal(wrong.sets.training.labels, moved.sets.training.labels)
    assert (wrong.digits == plain.sets.training.labels).all()
    assert len(moved.learned) == 3 * CHOICE.training
    assert len(moved.sets.training) == CHOICE.training
    # A copy of a wrong label is as wrong.
    np.testing.assert_array_equal(moved.learned.labels, np.tile(wrong.sets.training.labels, 3))
    larger = chosen_images(DIGITS, replace(CHOICE, training=200))
    rows = {*map(bytes, larger.sets.training.inputs)}
    assert {*map(bytes, wrong.sets.training.inputs)} < rows


def test_the_test_is_the_same_whatever_is_learned():
    found = sets_module.tested_images(DIGITS, CHOICE.seed)
    np.testing.assert_array_equal(found.inputs, chosen_images(DIGITS, CHOICE).sets.test.inputs)
    assert not np.array_equal(found.inputs, sets_module.tested_images(DIGITS, 4).inputs)


def test_files_that_are_gone_are_told_of(tmp_path):
    with pytest.raises(CannotRead):
        learn(SETTINGS, Dataset("mnist", str(tmp_path)), None)
