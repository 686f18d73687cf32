"""Runs for tests, and trainers that do what they are told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from functools import partial
from itertools import count as counting
from pathlib import Path
from typing import Any

from app.jobs.executor import Trainers
from app.jobs.job import Progress, Run
from app.jobs.scheduler import Turns
from tests.serving import until


def after(count: int) -> Callable[[Any], bool]:
    """What says that a run is over after so many steps."""
    taken = counting(1)
    return lambda _state: next(taken) >= count


class Runner:
    """Begins runs of one owner and keeps what they tell."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.heard: dict[Run, list[Progress]] = {}

    def begin(self, step: Any, state: Any, count: int, stop_at: int | None = None) -> Run:
        """Begin a run, and stop it when it tells of step ``stop_at``."""
        heard: list[Progress] = []

        def tell(progress: Progress) -> None:
            heard.append(progress)
            if progress.steps == stop_at:
                self.turns.stop(run)

        run = self.turns.begin(self, step, state, after(count), tell)
        self.heard[run] = heard
        return run

    def told(self, run: Run) -> Progress:
        """What it told last."""
        return self.heard[run][-1]

    def results(self, run: Run) -> list[Any]:
        """What its steps came to."""
        return [each.result for each in self.heard[run] if each.result is not None]

    async def to_the_end(self, step: Any, state: Any, count: int) -> Run:
        """Begin a run and wait for its end."""
        run = self.begin(step, state, count)
        await until(lambda: bool(self.heard[run]) and self.told(run).standing.ended)
        return run


@asynccontextmanager
async def runner_with(trainers: Trainers) -> AsyncIterator[Runner]:
    """Turns with these trainers, which are ended in the end."""
    turns = Turns(trainers)
    try:
        yield Runner(turns)
    finally:
        turns.close()


class Told:
    """Trainers that take a step when they are told to, and note whose they were given."""

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
