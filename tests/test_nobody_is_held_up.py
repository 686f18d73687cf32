"""One page's training holds up no other: visits are answered while it is under way.

``make bench ARGS=hold`` says for how long.
"""

from typing import Any

import pytest

from app.jobs import time_slices
from app.jobs.time_slices import finished
from app.labs.neuron.history import LEARNER as NEURON
from app.training_lab import training
from app.training_lab.history import MOST_STAGES, Learner
from app.training_lab.pins import MOST_PINS
from app.training_lab.session import TrainingSession
from app.training_lab.training import OBSERVED_A_STEP, TRAINED_A_STEP
from core import COSTS, Settings, State
from tests.bench.hold_pages import largest_table, most_changes, pins_of_most_stages
from tests.serving import Visitors, server_of, until
from tests.siege import Watched, component, mapped, open_page, told


async def page_of(visitors: Visitors, query: str) -> Watched:
    """Open a page at an address."""
    page = await open_page(visitors, query)
    await page.enter()
    return page


async def say(page: Watched, **message: object) -> None:
    """Send the lab a message, as its script does."""
    view = component(await page.described(), "MultiInputView")
    await page.patch(told(view, mapped(**message)))


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[TrainingSession]:
    """The sessions that are made, the newest last."""
    made: list[TrainingSession] = []
    build = TrainingSession.__init__

    def noted(session: TrainingSession, *arguments: Any) -> None:
        made.append(session)
        build(session, *arguments)

    monkeypatch.setattr(TrainingSession, "__init__", noted)
    return made


QUERY = "?lab=several&several.cost=both&several.epochs=5000"


@pytest.fixture
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have training take many turns of the loop on the fastest machine, too."""
    monkeypatch.setattr(time_slices, "SECONDS_A_SLICE", 0.0)
    monkeypatch.setattr(training, "TRAINED_A_STEP", 4)


@pytest.mark.usefixtures("_small_steps")
async def test_a_visit_is_answered_while_the_longest_run_is_resumed(sessions):
    async with server_of() as visitors:
        page = await page_of(visitors, QUERY)
        session = sessions[-1]
        await say(page, kind="table", text=largest_table())
        await until(lambda: len(session.controls.data.targets) > 4)
        changes = {"name": "changes", "value": most_changes(1.0), "epoch": 0, "number": 1}
        await say(page, kind="set", done=True, **changes)
        await say(page, kind="resume", schedule=True, epoch=4999)
        await until(lambda: session.trainer.training.under_way)
        assert (await visitors.ask()).code == 200
        # Who looks ahead meanwhile gets the run that is being trained, not another.
        await say(page, kind="show", epoch=5000)
        assert session.trainer.training.under_way
        await until(lambda: session.history.epochs == 5000)
        assert len(session.history.stages) == MOST_STAGES
        await page.leave()


@pytest.mark.usefixtures("_small_steps")
async def test_a_visit_is_answered_while_pins_are_trained(sessions):
    async with server_of() as visitors:
        page = await page_of(visitors, f"{QUERY}&several.pins={pins_of_most_stages()}")
        session = sessions[-1]
        pins = session.controls.pins
        assert len(pins) == MOST_PINS
        assert session.trainer.pinned.drawn(pins[-1]) is None
        assert (await visitors.ask()).code == 200
        assert session.trainer.pinned.drawn(pins[-1]) is None
        await until(lambda: session.trainer.pinned.drawn(pins[-1]) is not None)
        assert all(session.trainer.pinned.drawn(pin) is not None for pin in pins)
        await page.leave()


class Counted:
    """A learner that counts the epochs that it trains, and the longest step."""

    def __init__(self, learner: Learner[Any, Any]) -> None:
        self.trained: list[int] = []
        self.observed: list[int] = []

        def record(settings: Any, state: State, epochs: int) -> State:
            self.trained.append(epochs)
            return learner.record(settings, state, epochs)

        def observe(settings: Any, states: State) -> Any:
            self.observed.append(len(states.bias))
            return learner.observe(settings, states)

        self.learner = Learner(learner.start, record, observe)


def settings_of(rate: float, cost: str = "quadratic") -> dict[str, Settings]:
    """Settings of the longest run."""
    return {cost: Settings(2.0, 2.0, rate, COSTS[cost], epochs=5000)}


def test_each_stage_is_trained_up_to_the_next_change_alone() -> None:
    counted = Counted(NEURON)
    changes = [(epoch, settings_of(0.1 + epoch / 1e4)) for epoch in range(0, 5000, 250)]
    run = finished(training.follow(counted.learner, changes))
    assert run.epochs == 5000
    assert sum(counted.trained) == 5000
    assert sum(counted.observed) == 5001


def test_a_change_costs_what_is_after_it() -> None:
    counted = Counted(NEURON)
    changes = [(0, settings_of(0.1))]
    changes += [(epoch, settings_of(epoch / 1e4)) for epoch in (4000, 4500, 4900, 4990)]
    run = finished(training.follow(counted.learner, changes))
    counted.trained.clear()
    for cost in ("cross-entropy", "quadratic"):
        changes[-1] = (4990, settings_of(0.7, cost))
        run = finished(training.follow(counted.learner, changes, run))
    assert counted.trained == [10, 10]
    assert [stage.begin for stage in run.stages] == [0, 4000, 4500, 4900, 4990]


def test_no_step_of_training_is_long() -> None:
    counted = Counted(NEURON)
    changes = [(0, settings_of(0.1)), (2500, settings_of(0.2))]
    finished(training.follow(counted.learner, changes))
    assert max(counted.trained) <= TRAINED_A_STEP
    assert max(counted.observed) <= OBSERVED_A_STEP
