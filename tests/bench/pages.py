"""What creating a page costs the server: from the request until its document has been sent."""

import asyncio
import statistics
from collections.abc import Iterator

from app.labs.registry import LABS
from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import Measured, serving, serving_app

VISITS = 15
WARMING_UP = 3


def lines() -> Iterator[Line]:
    """Visit the app and the reference page in turns."""
    with serving_app() as ours, serving("tests.bench.reference") as reference:
        for lab in LABS:
            query = f"?lab={lab.name}"
            ours_took, reference_took = asyncio.run(visits((ours, query), (reference, "")))
            first = lab is LABS[0]
            what = "" if first else f", in the lab {lab.name!r}"
            yield Line(
                f"processor time to create a page, GET to the end of its document{what}"
                " / reference page",
                ours_took * 1e3,
                "ms",
                reference_took * 1e3,
                # What everybody waits for who opens the page.
                Reach(most=0.35, ratio=True) if first else None,
            )


async def visits(*servers: tuple[Measured, str]) -> list[float]:
    """Return for each server and query the median of the processor seconds of a visit."""
    took: list[list[float]] = [[] for _server in servers]
    for _visit in range(WARMING_UP + VISITS):
        for (server, query), kept in zip(servers, took, strict=True):
            begun = server.processor_seconds()
            reader = await Reader.open(server.address + query)
            kept.append(server.processor_seconds() - begun)
            reader.close()
    return [statistics.median(each[WARMING_UP:]) for each in took]
