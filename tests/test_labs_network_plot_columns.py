"""app.labs.network.plot_columns and .results.

What is sent of networks side by side, and what is drawn.
"""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.jobs.job import JobStatus
from app.labs.network.learning import LEARNING
from app.labs.network.plot_columns import (
    LARGEST,
    LOGARITHMIC,
    QUANTITIES,
    SMALLEST,
    TRACE,
    limits,
    numbers,
)
from app.networks import columns, jobs
from app.networks.jobs import Training
from app.networks.results import Trainings
from app.training_lab.axis_limits import WHOLE
from core.network.evaluation import answers
from core.network.frames import count_frames
from tests.networks import (
    TWO,
    frame,
    learned,
    record,
    settings_for,
    small,
    small_images,
    trainings_of,
)

__all__ = ["small"]

FOUR = ",".join(
    f"{output_layer}:badly-wrong:0.5:{hidden}"
    for output_layer, hidden in (
        ("sigmoid-quadratic", "0"),
        ("sigmoid-cross-entropy", "4"),
        ("linear-quadratic", "3-2"),
        ("softmax-log-likelihood", "3-2-2"),
    )
)


def made_up(*records):
    """What a page has of networks with these records."""
    (settings_,) = settings_for("sigmoid-quadratic:scaled:1:4").values()
    networks = [
        Training(f"run-{i}", f"{i}", settings_, list(each)) for i, each in enumerate(records)
    ]
    return Trainings(networks, small_images()[1])


@given(lengths=st.lists(st.integers(0, 5), min_size=1, max_size=4), at=st.integers(0, 10**30))
def test_the_last_frame_is_that_of_the_slowest(lengths, at):
    trainings = made_up(*([record(float(epoch)) for epoch in range(each)] for each in lengths))
    assert trainings.last == min(lengths) - 1
    assert [each.epoch for each in trainings.networks] == [max(each - 1, 0) for each in lengths]
    seen = trainings.at(at)
    assert len(seen) == (len(lengths) if min(lengths) else 0)
    for each, network in zip(seen, trainings.networks, strict=False):
        assert each.record is network.records[min(at, min(lengths) - 1)]
        assert each.epoch == each.record.frame.epoch


@given(
    lengths=st.lists(st.integers(0, 5), min_size=1, max_size=4),
    failed=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_one_that_failed_keeps_nobody_waiting(lengths, failed):
    trainings = made_up(*([record(float(epoch)) for epoch in range(each)] for each in lengths))
    for each, has_failed in zip(trainings.networks, failed, strict=False):
        each.status = JobStatus.FAILED if has_failed else JobStatus.RUNNING
    others = [count for count, has_failed in zip(lengths, failed, strict=False) if not has_failed]
    assert trainings.last == (min(others) if others else max(lengths)) - 1
    for at in range(trainings.last + 1):
        seen = {each.key: each.record for each in trainings.at(at)}
        expected = {
            each.key: each.records[min(at, len(each.records) - 1)]
            for each in trainings.networks
            if each.records
        }
        assert seen == expected
    if trainings.last >= 0:
        table = columns.rows(LEARNING, trainings, 0, trainings.last)
        assert {len(column) for column in table.values()} == {len(lengths) * (trainings.last + 1)}
        assert table["epoch"] == [*range(trainings.last + 1)] * len(lengths)
        for curve, at, accuracy in zip(
            table["curve"], table["epoch"], table["accuracy"], strict=True
        ):
            assert math.isnan(accuracy) == (at >= lengths[curve])


@pytest.mark.parametrize("most", [0, 1, 5000, 10**9])
def test_of_large_networks_only_some_layers_are_kept(small, monkeypatch, most):
    monkeypatch.setattr(jobs, "MOST_BYTES", most)
    (chosen,) = settings_for("softmax-log-likelihood:scaled:0.5:9", epochs=20).values()
    _state, every = learned(chosen, small)
    whole = [each for result in every for each in result.records]
    training = Training("run-1", "1", chosen)
    trainings = Trainings([training], small_images()[1])
    for result in every:
        trainings.learned(training, result)
        kept = [at for at, each in enumerate(training.records) if each.layers]
        size = sum(part.nbytes for layer in training.records[-1].layers for part in layer)
        assert len(kept) * size <= most or len(kept) <= 2
        assert kept[0] == 0
        assert kept[-1] == len(training.records) - 1
    assert [each.frame for each in training.records] == [each.frame for each in whole]
    for at, original in enumerate(whole):
        (seen,) = trainings.at(at)
        nearest = max(each for each in kept if each <= at)
        assert seen.record.frame == original.frame
        assert seen.epoch == whole[nearest].frame.epoch
        for mine, theirs in zip(seen.state.layers, whole[nearest].layers, strict=True):
            assert (mine.weights == theirs.weights).all()
    assert (len(kept) == len(whole)) == (most == 10**9)


@given(statuses=st.lists(st.sampled_from(list(JobStatus)), min_size=1, max_size=4))
def test_it_has_ended_when_all_have(statuses):
    trainings = made_up(*([] for _ in statuses))
    for each, status in zip(trainings.networks, statuses, strict=True):
        each.status = status
    under_way = {JobStatus.WAITING, JobStatus.RUNNING}
    assert trainings.ended == (not under_way.intersection(statuses))


def test_what_is_seen_at_a_frame_answers_as_the_network_did(small):
    trainings = trainings_of(TWO, small)
    for at in range(trainings.last + 1):
        for each in trainings.at(at):
            again = answers(each.settings, each.state, trainings.test.inputs)
            changed = again.confusion(trainings.test) - each.record.confusion
            assert (changed != 0).sum() <= 2
            assert each.state.layers[0].weights.dtype == np.float64


def test_how_many_frames_there_will_be_is_known_from_the_first_step(small):
    trainings = trainings_of(TWO, small, 1, 0)
    (chosen, _other) = settings_for(TWO).values()
    assert trainings.frames == count_frames(chosen, small_images()[0])
    assert trainings.last == -1
    assert trainings_of(TWO, small).frames == trainings.frames == trainings_of(TWO, small).last + 1


@pytest.mark.parametrize("part", [(0, 0), (0, 11), (3, 7), (11, 11)])
def test_rows_have_one_length_and_say_what_the_records_say(small, part):
    first, last = part
    trainings = trainings_of(FOUR, small)
    table = columns.rows(LEARNING, trainings, first, last)
    count = last - first + 1
    assert {len(column) for column in table.values()} == {4 * count}
    assert table["curve"] == [curve for curve in range(4) for _ in range(count)]
    for row, curve in enumerate(table["curve"]):
        found = trainings.networks[curve].records[first + row % count].frame
        start = trainings.networks[curve].records[0].frame
        assert table["epoch"][row] == found.epoch
        assert table["accuracy"][row] == found.test_accuracy
        assert table["training_accuracy"][row] == found.training_accuracy
        assert table["test_cost"][row] == found.test_cost
        assert table["training_cost"][row] == found.training_cost
        assert table["relative_cost"][row] == found.test_cost / start.test_cost
        assert table["error"][row] == found.output_error
        assert math.isnan(table["slope"][row]) == (found.wrong_slope is None)
        assert found.wrong_slope is None or table["slope"][row] == found.wrong_slope
        # The networks have 1, 2, 3 and 4 layers.
        for layer in range(1, 5):
            norm = table[f"norm{layer}"][row]
            if layer <= curve + 1:
                assert norm == found.gradient_norms[layer - 1]
            else:
                assert math.isnan(norm)
    assert "norm5" not in table
    assert all(type(each) in (int, float) for column in table.values() for each in column)


def test_the_chunks_of_a_run_make_the_whole(small):
    trainings = trainings_of(TWO, small)
    whole = columns.rows(LEARNING, trainings, 0, trainings.last)
    parts = [
        columns.rows(LEARNING, trainings, *each) for each in ((0, 0), (1, 4), (5, trainings.last))
    ]
    for name, column in whole.items():
        curves = [[], []]
        for part in parts:
            for curve, number in zip(part["curve"], part[name], strict=True):
                curves[curve].append(number)
        np.testing.assert_array_equal(curves[0] + curves[1], column)


def test_the_cost_that_is_drawn_is_the_part_of_the_start_s(small):
    trainings = trainings_of(FOUR, small)
    table = columns.rows(LEARNING, trainings, 0, trainings.last)
    starts = [row for row, epoch in enumerate(table["epoch"]) if epoch == 0]
    assert [table["relative_cost"][row] for row in starts] == [1.0] * 4
    assert math.isnan(numbers(frame(test_cost=2.0), frame(test_cost=0.0))["relative_cost"])
    assert numbers(frame(test_cost=3.0), frame(test_cost=4.0))["relative_cost"] == 0.75


@pytest.mark.parametrize("count", [1, 2, 4])
def test_before_a_run_there_is_one_row_for_each_network_and_nothing_in_it(small, count):
    without_layers = ["linear-quadratic:scaled:0.1:0"] * count
    networks = trainings_of(",".join(without_layers), small).networks
    table = columns.nothing(LEARNING, networks)
    assert table["curve"] == list(range(count))
    assert table["epoch"] == [0.0] * count
    others = {name: column for name, column in table.items() if name not in ("curve", "epoch")}
    assert all(len(column) == count and np.isnan(column).all() for column in others.values())
    one = columns.rows(LEARNING, trainings_of("linear-quadratic:scaled:0.1:0", small), 0, 0)
    assert set(one) == set(table)


def assert_holds(trainings: Trainings) -> None:
    found = limits([each.frames for each in trainings.networks])
    assert set(found) == set(QUANTITIES) == set(TRACE.columns)
    assert found["accuracy"] == WHOLE
    table = columns.rows(LEARNING, trainings, 0, trainings.last)
    for name, (low, high) in found.items():
        assert -math.inf < low < high < math.inf
        assert (low > 0) == (name in LOGARITHMIC)
        left_out = {
            "cost": lambda number: number > LARGEST,
            "error": lambda number: number < SMALLEST,
        }
        for number in table[TRACE.columns[name]]:
            if not math.isnan(number):
                assert low < number < high or left_out[name](number)


def test_limits_hold_what_is_drawn(small):
    assert_holds(trainings_of(FOUR, small))
    assert_holds(trainings_of("linear-quadratic:unit:10:4", small))


some_frames = st.lists(
    st.builds(
        frame,
        test_cost=st.floats(0, 1e6),
        test_accuracy=st.floats(0, 1),
        output_error=st.floats(0, 1000),
        wrong_slope=st.none() | st.floats(0, 0.25),
    ),
    min_size=1,
    max_size=5,
)


@given(first=some_frames, second=some_frames)
@example(first=[frame(), frame(test_cost=LARGEST)], second=[frame(), frame(test_cost=1.5)])
def test_limits_hold_whatever_is_drawn(first, second):
    trainings = made_up(*([record(**each._asdict()) for each in one] for one in (first, second)))
    assert_holds(trainings)


def test_limits_before_a_run_are_some():
    found = limits([[], []])
    assert set(found) == set(QUANTITIES)
    assert all(low < high for low, high in found.values())
    assert found["cost"][1] > 1
