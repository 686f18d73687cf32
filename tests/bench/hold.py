"""Who tries to hold the server, and what others notice of it."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tornado.httpclient import AsyncHTTPClient, HTTPClientError
from tornado.websocket import WebSocketClosedError

from app.server.room import raise_limit
from tests.bench import hold_pages
from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import Measured
from tests.serving import Command, running_command
from tests.silent import HALF_A_REQUEST, silent

SECONDS_WATCHED = 20.0
SECONDS_TO_CONNECT = 15.0
VISITS = 10
PAGES = 3
PATIENCE = 20.0
"""Seconds after which a visit counts as never answered; it is then said to have taken these."""


def lines() -> Iterator[Line]:
    """Measure one way after the other."""
    yield from idle_connections()
    yield from hold_pages.lines()


def idle_connections() -> Iterator[Line]:
    """Hold more connections than the server may have files, and watch it."""
    raise_limit()
    for files, count in ((256, 300), (1024, 2000)):
        for again in (False, True):
            who = "that come again at once" if again else "that stay"
            with (
                TemporaryDirectory() as folder,
                running_command(Path(folder) / "log", "--port", "0", files=files) as command,
            ):
                held = asyncio.run(hold(command, count, again=again))
            what = f"{count} idle connections {who}, {files} files: the slowest visit"
            yield Line(what, held.slowest, "s", held.slowest_before, Reach(most=2))
            yield Line("— processor time", held.share, "%", held.share_before, Reach(most=5))
            yield Line("— lines of log a minute", held.lines, reach=Reach(most=10))
            yield Line(f"— of {PAGES} open pages go on", held.pages, reach=Reach(least=PAGES))


@dataclass(frozen=True)
class Held:
    """What was noticed: the slowest visit in seconds, the share of a core, lines, pages."""

    slowest_before: float
    share_before: float
    slowest: float
    share: float
    lines: float
    pages: int


async def hold(command: Command, count: int, *, again: bool) -> Held:
    """Watch the server while nobody else is there, and then with ``count`` idle connections.

    Half of them send half a request.
    """
    server = Measured(command.address, command.process.pid)
    readers = [await Reader.open(server.address) for _page in range(PAGES)]
    slowest_before = await slowest_visit(server)
    share_before = await share_of_a_core(server)
    logged = len(command.logged())
    begun = time.monotonic()
    async with silent(command.port) as clients:
        clients.come(count // 2, again=again)
        clients.come(count - count // 2, HALF_A_REQUEST, again=again)
        await asyncio.sleep(SECONDS_TO_CONNECT)
        share = await share_of_a_core(server)
        minutes = (time.monotonic() - begun) / 60
        lines = (len(command.logged()) - logged) / minutes
        slowest = await slowest_visit(server)
        pages = await asyncio.gather(*map(goes_on, readers))
    for reader in readers:
        reader.close()
    return Held(slowest_before, share_before, slowest, share, lines, sum(pages))


async def share_of_a_core(server: Measured) -> float:
    """Return how many hundredths of a core the server takes while nobody asks for anything."""
    begun, ran = time.monotonic(), server.processor_seconds()
    await asyncio.sleep(SECONDS_WATCHED)
    return 100 * (server.processor_seconds() - ran) / (time.monotonic() - begun)


async def slowest_visit(server: Measured) -> float:
    """Return how long the slowest of several visits took, one after the other."""
    return max([await seconds_to_visit(server) for _visit in range(VISITS)])


async def seconds_to_visit(server: Measured) -> float:
    """Return how long a visit took until it had its page, PATIENCE at most."""
    client = AsyncHTTPClient(force_instance=True)
    waiting = {"connect_timeout": PATIENCE, "request_timeout": PATIENCE}
    begun = time.monotonic()
    try:
        await client.fetch(server.address, **waiting)
    except (HTTPClientError, OSError):
        return PATIENCE
    finally:
        client.close()
    return time.monotonic() - begun


async def goes_on(reader: Reader) -> bool:
    """Return whether an open page can run to the end."""
    try:
        async with asyncio.timeout(PATIENCE):
            await reader.run()
    except (AssertionError, OSError, WebSocketClosedError):
        return False
    return True
