"""A class that runs: how many running pages one core carries with every playhead on time.

A playhead is on time when each epoch is there before it has to be shown, PACE epochs a second from
when Run was answered. The server has a core to itself, the clients another, where there are two.
"""

import asyncio
import random
import time
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from tests.bench.line import Line, Reach
from tests.bench.reader import EPOCHS, PACE, Reader, Run
from tests.bench.server import Measured, serving_app

COUNTS = range(50, 401, 50)
"""The numbers of pages that are tried, by bisection."""
JOINING_TOGETHER = 20
SECONDS_OF_A_RUN = EPOCHS / PACE
RUNS_IN_A_ROW = 3
SECONDS_TO_PRESS = 3.0
"""In which all of a class have pressed Run, once asked to."""

Pattern = Callable[[Reader], Awaitable[list[Run]]]


@dataclass(frozen=True)
class Trial:
    """How it went with so many pages."""

    runs: list[Run]
    processor_seconds: float
    clients_share: float

    @property
    def lateness(self) -> float:
        """By how many seconds the latest epoch was late; 0 where none was."""
        return max(0.0, *(run.lateness for run in self.runs))

    @property
    def late_share(self) -> float:
        """The share of epochs that were not there in time."""
        return sum(run.late_epochs for run in self.runs) / (EPOCHS * len(self.runs))

    @property
    def answer(self) -> float:
        """How long the slowest answer to Run took, in seconds."""
        return max(run.answered - run.pressed for run in self.runs)

    @property
    def running_seconds(self) -> float:
        """The seconds that all pages together were running."""
        return SECONDS_OF_A_RUN * len(self.runs)


async def steadily(reader: Reader) -> list[Run]:
    """Run again and again, always from when the playhead is at the end; the first at any time."""
    await asyncio.sleep(random.uniform(0, SECONDS_OF_A_RUN))
    runs = []
    for _run in range(RUNS_IN_A_ROW):
        runs.append(await reader.run())
        await asyncio.sleep(runs[-1].answered + SECONDS_OF_A_RUN - time.monotonic())
    return runs


async def together(reader: Reader) -> list[Run]:
    """Run once, within the same few seconds as all others."""
    await asyncio.sleep(random.uniform(0, SECONDS_TO_PRESS))
    return [await reader.run()]


class Class:
    """As many readers of one server as were ever needed."""

    def __init__(self, server: Measured) -> None:
        self._server = server
        self._readers: list[Reader] = []

    async def run(self, count: int, pattern: Pattern) -> Trial:
        """Let so many of them run in that pattern, while others have their pages open."""
        while len(self._readers) < count:
            joining = (Reader.open(self._server.address) for _page in range(JOINING_TOGETHER))
            self._readers += await asyncio.gather(*joining)
        server, clients, begun = (
            self._server.processor_seconds(),
            time.process_time(),
            time.monotonic(),
        )
        runs = await asyncio.gather(*(pattern(reader) for reader in self._readers[:count]))
        return Trial(
            [run for some in runs for run in some],
            self._server.processor_seconds() - server,
            (time.process_time() - clients) / (time.monotonic() - begun),
        )


def lines() -> Iterator[Line]:
    """Find for both patterns with how many pages every playhead is on time."""
    with serving_app() as server, asyncio.Runner() as runner:
        server.keep_to_a_core()
        pupils = Class(server)
        for pattern, name in ((steadily, "all the time"), (together, "Run in the same 3 s")):
            trials = Trials(lambda count, pattern=pattern: runner.run(pupils.run(count, pattern)))
            most = bisect_right(COUNTS, 0.0, key=lambda count: trials[count].lateness)
            yield from told(name, ([0, *COUNTS])[most], trials)


class Trials(dict[int, Trial]):
    """Trials by the number of pages, each made when it is asked for first."""

    def __init__(self, make: Callable[[int], Trial]) -> None:
        self._make = make

    def __missing__(self, count: int) -> Trial:
        return self.setdefault(count, self._make(count))


def told(name: str, most: int, trials: Trials) -> Iterator[Line]:
    """Say with how many pages all went well, and of the largest trial how it went."""
    yield Line(
        f"running pages per core, {name}, every playhead on time", most, "", reach=Reach(least=300)
    )
    largest = trials[max(trials)]
    of = f"— {max(trials)} of them:"
    yield Line(f"{of} the greatest lateness", largest.lateness, "s")
    yield Line(f"{of} the share of late epochs", 100 * largest.late_share, "%")
    yield Line(f"{of} the slowest answer to Run", largest.answer, "s")
    each = largest.processor_seconds / largest.running_seconds
    yield Line(f"{of} processor time per running page and second", 1e3 * each, "ms")
    yield Line(f"{of} the clients' share of their core", 100 * largest.clients_share, "%")
