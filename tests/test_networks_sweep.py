"""app.networks.sweep: the same networks with other settings, one after the other."""

from dataclasses import replace

import numpy as np
import pytest

from app.jobs.job import TooManyJobs
from app.jobs.page_jobs import PageJobs
from app.jobs.scheduler import Scheduler
from app.networks import sweep as sweep_module
from app.networks.datasets import DIGITS, Dataset
from app.networks.sets import ImageChoice
from app.networks.stack_state import StackSettings
from app.networks.sweep import SweepJob, SweepState, advance_sweep, swept
from core.network.settings import NetworkSettings
from tests.jobs import Told, rest
from tests.stacks import records_of

FIRST = StackSettings(NetworkSettings((4,), epochs=2), 2, ImageChoice(50, 0))
STACKS = (FIRST, replace(FIRST, images=ImageChoice(80, 0)), replace(FIRST, seeds=1))


def at_the_end(settings):
    return records_of(settings)[-1].frame


def assert_same(frames, stacks=STACKS):
    assert len(frames) == len(stacks)
    for frame, settings in zip(frames, stacks, strict=True):
        wanted = at_the_end(settings)
        assert frame.epoch == wanted.epoch
        np.testing.assert_array_equal(frame.numbers, wanted.numbers)


@pytest.mark.parametrize("work", [1, 10**12])
def test_each_stack_comes_to_what_it_comes_to_alone(monkeypatch, work):
    monkeypatch.setattr(sweep_module, "MOST_WORK", work)
    state, frames, steps = SweepState(), [], 0
    while not swept(len(STACKS), state):
        state, more = advance_sweep(STACKS, DIGITS, state)
        frames += more
        steps += 1
    assert_same(frames)
    # An epoch of 50 images has five mini-batches, of 80 eight.
    assert steps == (2 * (5 + 8 + 5) if work == 1 else 1)


class Page:
    """A sweep with a trainer that waits to be told."""

    def __init__(self, most: int = 5) -> None:
        self.trainers = Told()
        self.scheduler = Scheduler(self.trainers, most_per_owner=most)
        self.changes = 0
        self.sweep = SweepJob(PageJobs(None, lambda: self.scheduler), self.changed)

    def changed(self) -> None:
        self.changes += 1


async def test_a_sweep_tells_that_it_began_and_that_it_is_over():
    page = Page()
    page.sweep.begin(STACKS, DIGITS)
    assert page.changes == 1
    assert (page.sweep.results.going_on, page.sweep.results.total) == (True, 3)
    await rest()
    await page.trainers.take_all()
    assert_same(page.sweep.results.frames)
    assert not page.sweep.results.going_on
    assert 2 <= page.changes <= 4


async def test_another_sweep_ends_the_one_before_and_nothing_of_that_comes_in():
    page = Page()
    page.sweep.begin(STACKS, DIGITS)
    await rest()
    page.sweep.begin(STACKS[:1], DIGITS)
    await rest()
    await page.trainers.take_all()
    assert_same(page.sweep.results.frames, STACKS[:1])
    page.sweep.end()
    assert page.sweep.results.frames == []
    assert page.sweep.results.total == 0


async def test_one_that_fails_says_why(tmp_path):
    page = Page()
    page.sweep.begin(STACKS, Dataset("mnist", str(tmp_path)))
    await rest()
    await page.trainers.take_all()
    assert page.sweep.results.reason
    assert not page.sweep.results.going_on


async def test_where_there_are_too_many_jobs_there_is_no_sweep():
    page = Page(most=0)
    with pytest.raises(TooManyJobs):
        page.sweep.begin(STACKS, DIGITS)
    assert not page.sweep.results.going_on
