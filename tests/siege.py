"""Hostile clients against a server of this process: how they are let loose, and what must hold.

The tests run these for seconds and ``python -m tests.soak`` for minutes. Each raises AssertionError
where something does not hold, and names the seed of what was being said.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from bokeh.protocol.message import Message
from tornado.websocket import WebSocketClosedError

from app.labs.registry import LABS
from app.server.logs import write_log
from app.server.serve import Server
from core import Settings, train
from tests.hostile import mapped, message, told, whole
from tests.serving import PageClient, Visitors, soon, until

ROOT = str(Path(__file__).parent.parent)
LEAK = re.compile(rf'Traceback|File \\?"|{re.escape(ROOT)}|site-packages')
"""What tells a client of the inside of the server."""
EXPECTED = re.compile(r"refused a message of a client: \w+|closed the connection of a client: .+")
"""The only lines that a hostile client may leave in the log."""
LONGEST_LINE = 200
QUERIES = ("", *(f"?lab={lab.name}" for lab in LABS), "?epochs=5000", "?lang=zh&cost=both")
SHARE_TOO_EARLY = 0.1
"""Of the hostile clients those that do not wait until their page is built."""


@contextmanager
def logged() -> Iterator[StringIO]:
    """Write the log as the server does, and give what is written to standard error meanwhile."""
    root, *others = (logging.getLogger(name) for name in (None, "bokeh", "panel"))
    kept = [(each, each.handlers, each.level, each.propagate) for each in (root, *others)]
    for each in (root, *others):
        each.handlers = []
    try:
        with redirect_stderr(StringIO()) as errors:
            write_log()
            yield errors
    finally:
        logging.captureWarnings(False)
        for each, handlers, level, propagate in kept:
            each.handlers, each.propagate = handlers, propagate
            each.setLevel(level)


class Closed(Exception):
    """The server closed the connection."""


class Watched(PageClient):
    """A page that keeps what it is told, and may be thrown out."""

    def __init__(self, visitors: Visitors, query: str = "") -> None:
        # Not one of those that the visitors keep, of whom there would be thousands.
        super().__init__(visitors, query, "en", {})
        self.heard: list[str] = []

    async def receive(self) -> Message[Any]:
        """Return the next message of the server. Raises Closed."""
        message = None
        while message is None:
            fragment = None if self._ended else await soon(self.socket.read_message())
            if fragment is None:
                self._ended = True
                raise Closed
            self.heard.append(str(fragment))
            message = await self._receiver.consume(fragment)
        return message

    async def enter(self) -> dict[str, dict[str, Any]]:
        """Wait until the page is built, and return its models by their ids. Raises Closed."""
        await self.receive_one("ACK")
        return models(await self.described())

    async def described(self) -> Any:
        """Return the page's document as the server describes it. Raises Closed."""
        await self.send("PULL-DOC-REQ")
        return (await self.receive_one("PULL-DOC-REPLY")).content["doc"]


async def open_page(visitors: Visitors, query: str = "") -> Watched:
    """Return a page whose websocket is open; it may not be built yet."""
    page = Watched(visitors, query)
    await page.visit()
    await page.knock()
    return page


async def besiege(visitors: Visitors, seed: int, count: int) -> int:
    """Send ``count`` hostile messages beside an innocent page; return by how many clients.

    A client says hostile things until the server closes its connection, as it may.
    """
    random = Random(seed)
    innocent = await open_page(visitors)
    await innocent.enter()
    before = await innocent.described()
    sent = clients = 0
    with logged() as errors:
        while sent < count:
            clients += 1
            name = f"seed {seed}, client {clients}"
            sent += await _hostile_client(visitors, random, count - sent, name)
        assert await innocent.described() == before, f"seed {seed}: an innocent page has changed"
        await run_to_the_end(visitors.server, innocent)
        await innocent.leave()
        await all_left(visitors.server)
    lines = errors.getvalue().splitlines()
    odd = [line for line in lines if not EXPECTED.search(line) or len(line) > LONGEST_LINE]
    assert not odd, f"seed {seed}: {len(odd)} odd lines in the log, first {odd[0][:2000]}"
    assert len(lines) <= 2 * clients, f"seed {seed}: {len(lines)} lines for {clients} clients"
    return clients


async def _hostile_client(visitors: Visitors, random: Random, most: int, name: str) -> int:
    """Be a hostile client for at most ``most`` messages; return how many it got rid of."""
    page = await open_page(visitors, random.choice(QUERIES))
    sent = 0
    said: object = None
    try:
        if random.random() < SHARE_TOO_EARLY:
            sent += 1
            await page.send("PULL-DOC-REQ")
            if random.random() < 0.5:
                return sent
        document = await page.enter()
        while sent < most:
            said = message(random, document)
            sent += 1
            # After two more, what was said is a message, whole or broken, however little it is.
            nothing = whole("PATCH-DOC", {"events": []})
            await page.write(*said, *nothing, *nothing)
            name_of_last = f"asked-{sent}"
            await page.write(*whole("PATCH-DOC", {"events": []}, name_of_last))
            while (await page.receive()).header.get("reqid") != name_of_last:
                pass
    except (Closed, WebSocketClosedError):
        pass
    except TimeoutError:
        raise AssertionError(f"{name}: no answer after {str(said)[:2000]}") from None
    finally:
        await page.leave()
        for fragment in page.heard:
            found = LEAK.search(fragment)
            near = found and fragment[max(0, found.start() - 300) : found.end() + 300]
            assert not found, f"{name}: was told of the inside: {near}"
    return sent


async def run_to_the_end(server: Server, page: Watched, running: int = 1) -> None:
    """Press Run on a page with the neuron's defaults: it must have what the core says.

    So must all that pressed it, which are then ``running`` with this one.
    """
    view = component(await page.described(), "NeuronView")
    end = Settings().epochs
    await page.patch(told(view, mapped(kind="run")))
    await page.patch(told(view, mapped(kind="show", epoch=end)))
    expected = [train(Settings()).output.tolist()] * running

    def shown() -> list[list[float]]:
        outputs = [outputs_of(document) for document in server.documents]
        return [each for each in outputs if len(each) > 1]

    # What a page asks for is done when its document's turn comes.
    await until(lambda: shown() == expected)


def models(described: object) -> dict[str, dict[str, Any]]:
    """Return by their ids the models in what the server says of a document."""
    found: dict[str, dict[str, Any]] = {}
    left = [described]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            if each.get("type") == "object" and "id" in each:
                found[each["id"]] = each
            left += each.values()
        elif isinstance(each, list):
            left += each
    return found


def component(described: object, name: str) -> str:
    """Return the id of the component called ``name``."""
    found = models(described).items()
    return next(key for key, each in found if each["attributes"].get("class_name") == name)


def outputs_of(document: Any) -> list[float]:
    """Return the neuron's output at each epoch that was sent to a page; none without that lab."""
    source = document.select_one({"name": "neuron-run"})
    return [] if source is None else list(source.data["output"])


async def all_left(server: Server) -> None:
    """Wait until nothing is left of any page."""

    def left() -> list[int]:
        return [
            len(server.documents),
            len(server.sockets),
            sum(server.quota.counts),
        ]

    try:
        await until(lambda: not any(left()))
    except TimeoutError:
        raise AssertionError(f"sessions, sockets and places are left: {left()}") from None
