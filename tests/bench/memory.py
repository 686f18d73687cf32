"""The server's memory: what an open page needs, and what pages leave that are gone."""

import asyncio
from collections.abc import Iterator

from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import Measured, serving_app

OPEN = 100
AT_A_TIME = 50
SECONDS_TO_FORGET = 8.0
"""Sessions that nobody uses end a few seconds after their pages were closed."""


def lines() -> Iterator[Line]:
    """Measure with 300 pages opened, run and closed, to be done in bearable time."""
    yield from measured(300)


def soak_lines() -> Iterator[Line]:
    """Measure with as many as the design says."""
    yield from measured(1000)


def measured(pages: int) -> Iterator[Line]:
    """Open some pages; open, run and close ``pages`` while one stays; see what is left."""
    with serving_app() as server, asyncio.Runner() as runner:
        (stays,) = runner.run(opened(server, 1))
        runner.run(open_run_and_close(server, AT_A_TIME))
        before = server.megabytes()
        readers = runner.run(opened(server, OPEN))
        opened_all = server.megabytes()
        runner.run(run_and_close(readers))
        yield Line(
            "memory of an open page", (opened_all - before) / OPEN, "MB", reach=Reach(most=1.5)
        )
        for _turn in range((pages - OPEN) // AT_A_TIME):
            runner.run(open_run_and_close(server, AT_A_TIME))
        left = server.megabytes() - before
        yield Line(
            f"left after {pages} pages opened, run and closed, in all, while one stays",
            left,
            "MB",
            reach=Reach(most=20),
        )
        stays.close()


async def opened(server: Measured, pages: int) -> list[Reader]:
    """Return so many open pages."""
    return list(await asyncio.gather(*(Reader.open(server.address) for _page in range(pages))))


async def run_and_close(readers: list[Reader]) -> None:
    """Press Run everywhere, close when all epochs are there, and wait until that is forgotten."""
    await asyncio.gather(*(reader.run() for reader in readers))
    for reader in readers:
        reader.close()
    await asyncio.sleep(SECONDS_TO_FORGET)


async def open_run_and_close(server: Measured, pages: int) -> None:
    """Let so many pages come and go."""
    await run_and_close(await opened(server, pages))
