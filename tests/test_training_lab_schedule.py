"""app.training_lab.schedule: a run that is taken up again is the run that it was."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.time_slices import finished
from app.labs.neuron.controls import SCHEMA, Controls
from app.labs.neuron.history import LEARNER
from app.labs.neuron.settings import settings_of
from app.training_lab import schedule
from app.training_lab.cost_choices import COST_CHOICES
from app.training_lab.history import follow
from app.ui.fields import Refused
from tests.histories import branch, run

VALUES = Controls().values()
RATES = st.floats(0.001, 10).map(lambda rate: float(f"{rate:.3g}"))
COSTS = st.sampled_from(list(COST_CHOICES))


@st.composite
def ways(draw: st.DrawFn) -> list[list[object]]:
    """A start and some changes, each with its epoch, learning rate and costs."""
    epochs = sorted(draw(st.sets(st.integers(1, VALUES["epochs"] - 1), max_size=4)))
    way = [[epoch, draw(RATES), draw(COSTS)] for epoch in (0, *epochs)]
    return way[:1] + [each for before, each in pairwise(way) if before[1:] != each[1:]]


@given(way=ways())
def test_a_run_is_again_what_it_was(way: list[list[object]]) -> None:
    values = [{**VALUES, "learning_rate": rate, "cost": cost} for _epoch, rate, cost in way]
    first, *rest = map(settings_of, values)
    expected = run(first)
    for (epoch, _rate, _cost), settings in zip(way[1:], rest, strict=True):
        expected = branch(expected, epoch, settings)
    assert schedule.write(expected) == way
    again = finished(follow(LEARNER, schedule.read(schedule.write(expected), VALUES, SCHEMA)))
    assert again.settings == expected.settings
    assert again.branches == expected.branches
    for cost, frames in expected.frames.items():
        for mine, theirs in zip(again.frames[cost], frames, strict=True):
            assert mine.tolist() == theirs.tolist()


@pytest.mark.parametrize(
    "given",
    [
        None,
        "path",
        [],
        {},
        [[0, 0.15]],
        [[1, 0.15, "quadratic"]],
        [[0, 0.15, "quadratic"], [0, 0.3, "quadratic"]],
        [[0, 0.15, "quadratic"], [300, 0.3, "quadratic"]],
        [[0, 0.15, "quadratic"], [20, 0.3, "quadratic"], [10, 0.4, "quadratic"]],
        [[0, float("nan"), "quadratic"]],
        [[0, 99, "quadratic"]],
        [[0, 0.15, "no such cost"]],
        [[0, 0.15, ["quadratic"]]],
        [[True, 0.15, "quadratic"]],
        [[0.0, 0.15, "quadratic"]],
        [[epoch, 0.15, "quadratic"] for epoch in range(schedule.MOST_STAGES + 1)],
    ],
)
def test_what_is_no_way_is_refused(given: object) -> None:
    with pytest.raises(Refused):
        schedule.read(given, VALUES, SCHEMA)


def test_the_length_of_the_run_limits_its_changes() -> None:
    way = [[0, 0.15, "quadratic"], [50, 0.3, "quadratic"]]
    assert len(schedule.read(way, VALUES, SCHEMA)) == 2
    with pytest.raises(Refused):
        schedule.read(way, {**VALUES, "epochs": 50}, SCHEMA)
