"""Jobs for tests, and an executor that does what it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from functools import partial
from itertools import count as counting
from pathlib import Path
from typing import Any

from app.jobs.job import Job, JobUpdate, StepExecutor
from app.jobs.scheduler import Scheduler
from tests.serving import until


def after(count: int) -> Callable[[Any], bool]:
    """What says that a run is over after so many steps."""
    taken = counting(1)
    return lambda _state: next(taken) >= count


class Runner:
    """Begins runs of one owner and keeps what they tell."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self.heard: dict[Job, list[JobUpdate]] = {}

    def begin(self, step: Any, state: Any, count: int, stop_at: int | None = None) -> Job:
        """Begin a run, and stop it when it tells of step ``stop_at``."""
        heard: list[JobUpdate] = []

        def tell(update: JobUpdate) -> None:
            heard.append(update)
            if update.steps == stop_at:
                self.scheduler.stop(job)

        job = self.scheduler.begin(self, step, state, after(count), tell)
        self.heard[job] = heard
        return job

    def told(self, job: Job) -> JobUpdate:
        """What it told last."""
        return self.heard[job][-1]

    def results(self, job: Job) -> list[Any]:
        """What its steps came to."""
        return [each.result for each in self.heard[job] if each.result is not None]

    async def to_the_end(self, step: Any, state: Any, count: int) -> Job:
        """Begin a run and wait for its end."""
        job = self.begin(step, state, count)
        await until(lambda: bool(self.heard[job]) and self.told(job).status.ended)
        return job


@asynccontextmanager
async def runner_with(executor: StepExecutor) -> AsyncIterator[Runner]:
    """A scheduler with this executor, which is ended in the end."""
    scheduler = Scheduler(executor)
    try:
        yield Runner(scheduler)
    finally:
        scheduler.close()


class Told:
    """An executor that takes a step when it is told to, and notes whose it was given."""

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self.given: list[tuple[Future[Any], Any]] = []
        self.trouble: list[Exception] = []
        """What is raised by the next submissions."""
        self.most = 0
        self.ended = False

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:
        if self.trouble:
            raise self.trouble.pop(0)
        future: Future[Any] = Future()
        self.given.append((future, partial(fn, *args)))
        self.most = max(self.most, len(self.given))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.ended = True
        for future, _work in self.given:
            future.cancel()

    async def take(self, index: int = 0, lost: Exception | None = None) -> None:
        """Take one of the steps under way, or lose it, and let all that follows happen."""
        future, work = self.given.pop(index)
        try:
            if lost is not None:
                raise lost
            future.set_result(work())
        except Exception as error:
            future.set_exception(error)
        await rest()

    async def take_all(self) -> None:
        """Take steps, the oldest first, until there are no more."""
        while self.given:
            await self.take()


async def rest() -> None:
    """Let everything happen that is to happen."""
    for _ in range(10):
        await asyncio.sleep(0)


async def awaiting(path: Path, count: int) -> list[int]:
    """Wait until ``count`` processes wait for the file at ``path``; return them."""

    def found() -> list[int]:
        return [int(each.suffix[1:]) for each in path.parent.glob(f"{path.stem}.*[0-9]")]

    await until(lambda: len(found()) >= count)
    return found()
