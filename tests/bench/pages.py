"""What creating a page costs the server: from the request until its document has been sent."""

import asyncio
import statistics
from collections.abc import Iterator

from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import Measured, serving, serving_app

VISITS = 15
WARMING_UP = 3


def lines() -> Iterator[Line]:
    """Visit the app and the reference page in turns."""
    with serving_app() as ours, serving("tests.bench.reference") as reference:
        ours_took, reference_took = asyncio.run(visits(ours, reference))
    yield Line(
        "processor time to create a page, GET to the end of its document / reference page",
        ours_took * 1e3,
        "ms",
        reference_took * 1e3,
        Reach(most=0.5, ratio=True),
    )


async def visits(*servers: Measured) -> list[float]:
    """Return for each server the median of the processor seconds that a visit takes it."""
    took: list[list[float]] = [[] for _server in servers]
    for _visit in range(WARMING_UP + VISITS):
        for server, kept in zip(servers, took, strict=True):
            begun = server.processor_seconds()
            reader = await Reader.open(server.address)
            kept.append(server.processor_seconds() - begun)
            reader.close()
    return [statistics.median(each[WARMING_UP:]) for each in took]
