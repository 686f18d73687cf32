"""app.training_lab.schedule: how η and the cost change in a run, as a setting of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.jobs.time_slices import finished
from app.labs.neuron.history import LEARNER
from app.labs.neuron.settings import settings_of
from app.labs.neuron.spec import SCHEMA, Controls
from app.training_lab import schedule
from app.training_lab.cost_choices import COST_CHOICES
from app.training_lab.schedule import MOST_CHANGES, Change
from app.training_lab.training import follow
from app.ui.fields import Refused
from tests.histories import branch, run

VALUES = Controls().values()
FIELD = SCHEMA.fields["changes"]
RATES = st.floats(0.001, 10).map(lambda rate: float(f"{rate:.3g}"))
COSTS = st.sampled_from(list(COST_CHOICES))


@st.composite
def some_changes(draw: st.DrawFn) -> tuple[Change, ...]:
    """Some changes in the order of their epochs."""
    epochs = sorted(draw(st.sets(st.integers(1, VALUES["epochs"] - 1), max_size=4)))
    return tuple(Change(epoch, draw(RATES), draw(COSTS)) for epoch in epochs)


@given(changes=some_changes())
def test_changes_are_read_as_they_were_written(changes: tuple[Change, ...]) -> None:
    text = FIELD.write(changes)
    assert FIELD.read(text) == changes
    # As a page sends them.
    assert FIELD.read([list(change) for change in changes]) == changes


@given(changes=some_changes())
@example(changes=(Change(56, 0.001, "own"), Change(197, 0.001, "own")))
def test_a_run_that_follows_them_is_one_that_was_changed_then(changes: tuple[Change, ...]) -> None:
    expected = run(settings_of(VALUES))
    for epoch, rate, cost in changes:
        settings = settings_of({**VALUES, "learning_rate": rate, "cost": cost})
        expected = branch(expected, epoch, settings)
    stages = schedule.stages({**VALUES, "changes": changes}, settings_of)
    again = finished(follow(LEARNER, stages))
    assert tuple(again.frames) == tuple(expected.frames)
    for cost, frames in expected.frames.items():
        assert again.frames[cost].weight.tolist() == frames.weight.tolist()
        assert again.frames[cost].cost.tolist() == frames.cost.tolist()


@given(changes=some_changes(), others=some_changes())
def test_what_is_known_of_a_run_makes_no_other(
    changes: tuple[Change, ...], others: tuple[Change, ...]
) -> None:
    before, wanted = (
        schedule.stages({**VALUES, "changes": each}, settings_of) for each in (changes, others)
    )
    known = finished(follow(LEARNER, before))
    reused, anew = (finished(follow(LEARNER, wanted, each)) for each in (known, None))
    assert [stage.begin for stage in reused.stages] == [stage.begin for stage in anew.stages]
    for cost, frames in anew.frames.items():
        assert reused.frames[cost].weight.tolist() == frames.weight.tolist()
        assert reused.frames[cost].cost.tolist() == frames.cost.tolist()


@given(changes=some_changes(), epoch=st.integers(1, VALUES["epochs"] - 1), rate=RATES)
def test_another_learning_rate_is_in_force_from_its_epoch_on(
    changes: tuple[Change, ...], epoch: int, rate: float
) -> None:
    before = {**VALUES, "changes": changes}
    after = {**VALUES, "changes": schedule.changed(before, "learning_rate", rate, epoch)}
    assert schedule.in_force(after, epoch)["learning_rate"] == rate
    assert schedule.in_force(after, epoch)["cost"] == schedule.in_force(before, epoch)["cost"]
    assert schedule.in_force(after, epoch - 1) == schedule.in_force(before, epoch - 1)
    assert FIELD.read(FIELD.write(after["changes"])) == after["changes"]


def test_one_change_more_than_there_may_be_is_refused() -> None:
    changes = tuple(Change(epoch, 1.0 + epoch / 10, "both") for epoch in range(1, MOST_CHANGES + 1))
    values = {**VALUES, "changes": changes}
    with pytest.raises(Refused):
        schedule.changed(values, "cost", "quadratic", MOST_CHANGES + 1)
    assert len(schedule.changed(values, "cost", "quadratic", MOST_CHANGES)) == MOST_CHANGES
    with pytest.raises(Refused):
        FIELD.read(FIELD.write((*changes, Change(200, 1.0, "quadratic"))))


NOT_CHANGES = (
    *("90", "90:0.1", "90:0.1:both:", "90:0.1:nothing", "90:20:both", "0:1:both", "/", "x:1:both"),
    *("1.5:1:both", "90:1:both/90:2:both", "90:1:both/80:2:both", "6000:1:both", "9:1:both/"),
    *(None, 5, [5], [[90]], [[90, 1.0]], ["90:1:both"], [[90, "much", "both"]], {}),
    [[True, 1, "both"]],
)


@pytest.mark.parametrize("given", NOT_CHANGES)
def test_what_is_no_schedule_is_refused(given: object) -> None:
    with pytest.raises(Refused):
        FIELD.read(given)
