"""How soon the Overfitting lab's preset is on the screen and trained, beside pages that train.

The readers draw nothing: only the server, and those who train for it, have work with them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import NamedTuple

from tests.bench.hold_pages import pages
from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import serving_app
from tests.bench.training import long_training

OTHERS = {
    "alone": None,
    "beside three pages of one neuron": "cost=both&epochs=5000",
    "beside three pages of the Network lab's preset": "lab=network",
    "beside three pages that train for minutes": long_training(),
}
FIRST, LAST = '"ColumnsStreamed"', '["can_pin",true]'
"""What a message has in it that brings frames, and that says that all are trained."""


class Took(NamedTuple):
    """Seconds from Run to the first frames of epochs, and until all are trained."""

    first: float
    all: float


async def seconds_beside(address: str, query: str | None) -> Took:
    """Press Run on the preset while others train, and wait until its networks are trained."""
    async with nullcontext() if query is None else pages_that_run(address, query):
        reader = await Reader.open(f"{address}?lab=overfitting")
        begun, first = time.monotonic(), 0.0
        await reader.press_run()
        while LAST not in (said := await reader.hear()):
            if not first and FIRST in said:
                first = time.monotonic() - begun
        reader.close()
        return Took(first, time.monotonic() - begun)


@asynccontextmanager
async def pages_that_run(address: str, query: str) -> AsyncIterator[None]:
    """Have three pages of that query run, and hear what they are told, as long as this is used."""
    async with pages(address, f"?{query}") as readers:
        for reader in readers:
            await reader.press_run()
            await reader.hear()
        listening = [asyncio.create_task(listen(reader)) for reader in readers]
        try:
            yield
        finally:
            for task in listening:
                task.cancel()


async def listen(reader: Reader) -> None:
    """Take what a page is told, until nothing more comes."""
    with suppress(TimeoutError):
        while True:
            await reader.hear()


def lines() -> Iterator[Line]:
    """Train the preset alone and beside others."""
    with serving_app() as server:
        for name, query in OTHERS.items():
            took = asyncio.run(seconds_beside(server.address, query))
            yield Line(f"Overfitting: first frame, {name}", took.first, "s", reach=Reach(most=1))
            yield Line(f"Overfitting: trained, {name}", took.all, "s", reach=Reach(most=10))
