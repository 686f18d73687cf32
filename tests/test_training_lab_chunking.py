"""app.training_lab.streaming: every epoch travels once, in few messages, ahead of the playhead."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.labs.neuron.history import COLUMNS, PLOT_SPEC, History
from app.training_lab.schema import SPEEDS
from app.training_lab.streaming import (
    EPOCHS_PER_SECOND,
    MOST_ROWS_AS_LISTS,
    SECONDS_BETWEEN_CHUNKS,
    next_end,
    rows,
)
from core import COSTS, RANGES, Settings
from tests.histories import at_start, branch, run

LONGEST = int(RANGES["epochs"].high)
BOTH = ("quadratic", "cross-entropy")
TABLE = ("curve", "epoch", *COLUMNS)


def ends(begun: int, speed: float, last: int) -> list[int]:
    """The last epoch of each chunk of a run or branch, the first included."""
    sent = [next_end(begun, begun, speed, last)]
    while sent[-1] < last:
        sent.append(next_end(sent[-1], begun, speed, last))
        assert sent[-1] > sent[-2], "a chunk with nothing in it"
    return sent


def chunks(history: History, speed: float = 1.0) -> list[dict[str, list[float]]]:
    """What is sent of a history: from epoch 0 on, chunk by chunk."""
    tables, first = [], 0
    for last in ends(0, speed, history.epochs):
        tables.append(rows(history, PLOT_SPEC, first, last))
        first = last + 1
    return tables


def history_of(epochs: int, **numbers: float) -> History:
    """A run with both costs."""
    return run({cost: Settings(cost=COSTS[cost], epochs=epochs, **numbers) for cost in BOTH})


lengths = st.tuples(st.integers(0, LONGEST), st.integers(0, LONGEST)).map(sorted)
speeds = st.sampled_from(SPEEDS)


def test_a_second_is_sixty_epochs():
    assert EPOCHS_PER_SECOND == 60
    assert SECONDS_BETWEEN_CHUNKS >= 1


@given(length=lengths, speed=speeds, sent=st.integers(0, LONGEST))
def test_the_next_end_is_further_but_never_beyond_the_last(length, speed, sent):
    begun, last = length
    sent = min(max(sent, begun), last)
    end = next_end(sent, begun, speed, last)
    assert type(end) is int
    assert end <= last
    assert end > sent or sent == last


@given(length=lengths, speed=speeds)
def test_the_first_chunk_is_two_seconds_of_playing_and_what_would_be_left_of_a_third(length, speed):
    begun, last = length
    first = ends(begun, speed, last)[0] - begun
    one_second = EPOCHS_PER_SECOND * max(1, speed)
    assert first >= min(2 * EPOCHS_PER_SECOND * speed, last - begun)
    assert first <= 2 * one_second or last - begun == first <= 3 * one_second


def test_a_run_of_three_hundred_epochs_comes_in_two_chunks():
    assert ends(0, 1, 300) == [120, 300]
    assert ends(0, 1, 301) == [120, 240, 301]


@given(length=lengths, speed=speeds)
def test_the_playhead_stays_a_second_behind_what_was_sent(length, speed):
    begun, last = length
    for arrived, end in enumerate(ends(begun, speed, last)):
        next_arrival = (arrived + 1) * SECONDS_BETWEEN_CHUNKS
        a_second_later = begun + EPOCHS_PER_SECOND * speed * (next_arrival + 1)
        assert end >= min(a_second_later, last)


@given(length=lengths, changes=st.lists(speeds, min_size=1))
def test_a_change_of_speed_loses_no_epoch(length, changes):
    begun, last = length
    sent = begun
    for speed in changes:
        sent = next_end(sent, begun, speed, last)
        assert begun <= sent <= last


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_longest_run_takes_few_messages(speed):
    sent = ends(0, speed, LONGEST)
    assert len(sent) <= 1 + math.log2(LONGEST / EPOCHS_PER_SECOND) + 1
    sizes = [after - before for before, after in pairwise([0, *sent])]
    assert sizes[:-1] == sorted(sizes[:-1])
    chunk = rows(history_of(LONGEST), PLOT_SPEC, *sent[-2:])
    assert sum(np.asarray(column).nbytes for column in chunk.values()) < 2_000_000


@pytest.mark.parametrize("epochs", [MOST_ROWS_AS_LISTS // 2 - 1, MOST_ROWS_AS_LISTS // 2])
def test_few_rows_travel_as_lists_and_many_as_arrays_of_the_same_numbers(epochs):
    history = history_of(epochs)
    chunk = rows(history, PLOT_SPEC, 0, epochs)
    kind = list if 2 * (epochs + 1) <= MOST_ROWS_AS_LISTS else np.ndarray
    assert {type(column) for column in chunk.values()} == {kind}
    for name in COLUMNS:
        expected = [getattr(frames, name) for frames in history.frames.values()]
        assert list(chunk[name]) == np.concatenate(expected).tolist()


@pytest.mark.parametrize("epochs", [1, 2, 119, 120, 121, 239, 240, 241, 300])
@pytest.mark.parametrize("speed", [0.1, 1.0, 10.0])
def test_every_epoch_of_every_curve_is_sent_exactly_once(epochs, speed):
    history = history_of(epochs)
    tables = chunks(history, speed)
    sent = [pair for table in tables for pair in zip(table["curve"], table["epoch"], strict=True)]
    assert len(sent) == len(set(sent))
    assert sorted(sent) == [(curve, k) for curve in range(2) for k in range(epochs + 1)]


@given(
    weight=st.floats(-5, 5),
    bias=st.floats(-5, 5),
    learning_rate=st.floats(0.001, 10),
    input=st.floats(-5, 5),
    target=st.floats(0, 1),
    epochs=st.integers(1, 200),
)
def test_what_is_sent_is_the_frames_in_plain_finite_numbers(epochs, **numbers):
    history = history_of(epochs, **numbers)
    for table in chunks(history):
        assert tuple(table) == TABLE
        assert len({len(column) for column in table.values()}) == 1
        for name, column in table.items():
            assert type(column) is list
            kind = int if name in ("curve", "epoch") else float
            assert {type(value) for value in column} == {kind}
            assert all(map(math.isfinite, column))
        for index, (curve, epoch) in enumerate(zip(table["curve"], table["epoch"], strict=True)):
            frame = tuple(history.frames.values())[curve]
            for name in COLUMNS:
                assert table[name][index] == getattr(frame, name)[epoch]
        assert json.loads(json.dumps(table, allow_nan=False)) == table


def test_the_start_alone_is_one_row_for_each_curve():
    history = at_start({cost: Settings(cost=COSTS[cost]) for cost in BOTH})
    assert ends(0, 1.0, 0) == [0]
    table = rows(history, PLOT_SPEC, 0, 0)
    assert table["curve"] == [0, 1]
    assert table["epoch"] == [0, 0]
    assert table["weight"] == [0.6, 0.6]


def test_curves_are_numbered_in_the_order_of_the_history():
    history = history_of(5)
    swapped = branch(history, 2, {cost: history.settings[cost] for cost in reversed(BOTH)})
    for each in (history, swapped):
        table = rows(each, PLOT_SPEC, 3, 4)
        assert table["curve"] == [0, 0, 1, 1]
        assert table["epoch"] == [3, 4, 3, 4]
        for curve, frame in enumerate(each.frames.values()):
            assert table["cost"][2 * curve : 2 * curve + 2] == frame.cost[3:5].tolist()
