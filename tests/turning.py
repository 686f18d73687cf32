"""Runs for tests: begun in turns that have real trainers, and waited for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from app.turns.run import Progress, Run
from app.turns.trainers import Trainers
from app.turns.turns import Turns
from tests.serving import until


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

        run = self.turns.begin(self, step, state, count, tell)
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
