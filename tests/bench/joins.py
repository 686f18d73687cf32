"""A class that joins: a hundred pages asked for at once."""

import asyncio
import time
from collections.abc import Iterator

from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import serving, serving_app

PAGES = 100
REFERENCE_PAGES = 25
"""Of the reference page fewer, since it takes long; its seconds are multiplied."""


def lines() -> Iterator[Line]:
    """Join the app on two processes and on one, beside the reference page on plain Panel's one."""
    with serving("tests.bench.reference") as server:
        reference = asyncio.run(seconds_to_join(server.address, REFERENCE_PAGES))
    reference *= PAGES / REFERENCE_PAGES
    for workers, reach in ((2, Reach(most=15)), (1, None)):
        with serving_app(workers) as server:
            seconds = asyncio.run(seconds_to_join(server.address, PAGES))
        what = f"{PAGES} pages joining at once, --workers {workers} / the reference page on one"
        yield Line(what, seconds, "s", reference, reach)


async def seconds_to_join(address: str, pages: int) -> float:
    """Return the seconds from the first request until the last page has its document."""
    first = await Reader.open(address)
    first.close()
    begun = time.monotonic()
    readers = await asyncio.gather(*(Reader.open(address) for _page in range(pages)))
    seconds = time.monotonic() - begun
    for reader in readers:
        reader.close()
    return seconds
