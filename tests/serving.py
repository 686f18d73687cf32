"""Servers for tests, in the loop that runs, in a thread or as a user starts them; and pages
without a browser.
"""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Self, TypeVar
from unittest.mock import patch
from urllib.parse import urlsplit

import panel as pn
from bokeh.document import Document
from bokeh.protocol import Protocol
from bokeh.protocol.message import Message
from bokeh.protocol.receiver import Receiver
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from app.jobs.process_executor import ProcessExecutor
from app.jobs.scheduler import Scheduler
from app.networks.datasets import DIGITS, Dataset
from app.server import serve
from app.server.embedding import NOWHERE, Embedding
from app.server.listening import Where
from app.server.origins import Origins
from app.server.probe_page import warm_up
from app.server.quota import PageQuota
from app.server.serve import Server
from app.server.workers import new_counts

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
SECRET = b"a secret that only tests know"
LONGEST = 60.0
"""Seconds after which something awaited counts as never coming."""

warm_up_once = cache(warm_up)
"""What a server does before its first page, done once for all servers."""


# Servers.


def new_server(
    where: Where | None = None,
    *,
    also: tuple[str, ...] = (),
    secret: bytes = SECRET,
    most: int = 1000,
    most_per_address: int = 1000,
    scheduler: Scheduler | None = None,
    data: tuple[Dataset, ...] = (DIGITS,),
    embedding: Embedding = NOWHERE,
) -> Server:
    """Start a server on the loop that runs, at a free port of this machine unless told where."""
    quota = PageQuota(most, most_per_address, secret, new_counts(1))
    scheduler = scheduler or Scheduler(ProcessExecutor(1))
    with patch.object(serve, "warm_up", warm_up_once):
        return Server(
            *(where or Where(), Origins.of(also), secret, quota, scheduler, data),
            embedding=embedding,
        )


@asynccontextmanager
async def server_of(where: Where | None = None, **options: Any) -> "AsyncIterator[Visitors]":
    """Serve on the loop that runs; takes what ``new_server`` takes, and gives who visits.

    What a page that is closed had is given up sooner than by a server that readers use.
    """
    with patch.object(serve, "UNUSED_SESSION_MS", 250):
        server = new_server(where, **options)
    try:
        async with Visitors(server.port) as visitors:
            visitors.server = server
            yield visitors
    finally:
        await server.stop()
        pn.state.reset()


class ServerInThread:
    """A server in a thread of this process, for tests that wait for something else."""

    def __init__(self, **options: Any) -> None:
        self._ready: Future[tuple[Server, asyncio.AbstractEventLoop]] = Future()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(options)))
        self._thread.start()
        self.server, self._loop = self._ready.result()
        self.address = f"http://127.0.0.1:{self.server.port}"

    async def _serve(self, options: dict[str, Any]) -> None:
        try:
            async with server_of(**options) as visitors:
                self._ready.set_result((visitors.server, asyncio.get_running_loop()))
                await self._stop.wait()
        except BaseException as error:
            if not self._ready.done():
                self._ready.set_exception(error)
            raise

    def stop(self) -> None:
        """Stop it and wait until it has."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def do(self, what: Callable[[], object]) -> None:
        """Do ``what`` in the thread of the server, and wait until it is done."""

        async def done() -> None:
            what()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result(LONGEST)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until ``condition`` is true, while the server goes on."""
        asyncio.run_coroutine_threadsafe(until(condition), self._loop).result()


@contextmanager
def running_server(**options: Any) -> Iterator[str]:
    """Serve in another thread, with the options of ``new_server``; give the address."""
    server = ServerInThread(**options)
    try:
        yield f"{server.address}/"
    finally:
        server.stop()


@dataclass(frozen=True)
class Command:
    """``python -m app``, started as a user does."""

    process: subprocess.Popen[str]
    address: str
    log: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        port = urlsplit(self.address).port
        assert port is not None
        return port

    def logged(self) -> list[str]:
        """Return the lines on its standard error so far."""
        return self.log.read_text().splitlines()


@contextmanager
def running_command(
    log: Path,
    *arguments: str,
    files: int | None = None,
    start: tuple[str, ...] = ("-m", "app"),
    folder: Path = ROOT,
    **environment: str,
) -> Iterator[Command]:
    """Run ``python -m app`` as long as it is used, with its standard error in ``log``.

    It may have ``files`` open, where that is told, and is started in ``folder``.
    """
    command = [sys.executable, *start, "--no-browser", *arguments]
    if files is not None:
        command = ["sh", "-c", 'ulimit -n "$0" && exec "$@"', str(files), *command]
    with log.open("ab") as errors:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=os.environ | environment,
        )
    with process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            address = re.search(r"http://\S+", line)
            assert address, f"no address in {line!r}; the log: {log.read_text()}"
            yield Command(process, address[0], log)
        finally:
            process.kill()


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


# Waiting.


def is_locked(session: Any) -> bool:
    """Whether somebody holds the lock of a session, which is Tornado's before Bokeh 3.10."""
    lock = session._lock
    return lock.locked() if isinstance(lock, asyncio.Lock) else lock._block._value == 0


async def until(condition: Callable[[], bool]) -> None:
    """Wait until ``condition`` is true, while the loop goes on."""
    async with asyncio.timeout(LONGEST):
        while not condition():
            await asyncio.sleep(0.02)


async def soon(awaitable: Awaitable[T]) -> T:
    """Return what ``awaitable`` gives, and fail where it never does."""
    async with asyncio.timeout(LONGEST):
        return await awaitable


# Pages without a browser.


class Visitors:
    """Those who visit the server at ``port`` of this machine, while it is used."""

    server: Server
    """Where it runs in this loop."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._client = AsyncHTTPClient(force_instance=True)
        self._pages: list[PageClient] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._client.close()
        for page in self._pages:
            await page.leave()

    async def ask(self, path: str = "/", method: str = "GET", **headers: str) -> HTTPResponse:
        """Ask for ``path``, written as it stands, and take any answer."""
        request = HTTPRequest(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            body=b"" if method == "POST" else None,
            follow_redirects=False,
            decompress_response=False,
        )
        return await soon(self._client.fetch(request, raise_error=False))

    def page(self, query: str = "", language: str = "en", **headers: str) -> "PageClient":
        """Return a page that is still to be opened."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        page = PageClient(self, query, language, named)
        self._pages.append(page)
        return page


@dataclass
class PageClient:
    """Does what a page's scripts do to open the page, step by step."""

    visitors: Visitors
    query: str
    language: str
    headers: dict[str, str]
    """What it says of itself when it opens its websocket."""
    token: str = ""
    subprotocol: str = "bokeh"
    _socket: WebSocketClientConnection | None = None
    _ended: bool = False
    _numbers: Iterator[int] = field(default_factory=count)

    async def visit(self) -> None:
        """Get the page and the ticket in it."""
        response = await self.visitors.ask(f"/{self.query}", Accept_Language=self.language)
        assert response.code == 200, response.code
        (self.token,) = re.findall(r'data-token="([^"]+)"', response.body.decode())

    async def knock(self) -> None:
        """Open the websocket with the ticket. Raises HTTPClientError where it is refused."""
        request = HTTPRequest(f"ws://127.0.0.1:{self.visitors.port}/ws", headers=self.headers)
        protocols = [self.subprotocol, self.token]
        self._socket = await soon(websocket_connect(request, subprotocols=protocols))
        self._receiver = Receiver(Protocol())

    async def join(self) -> None:
        """Visit, open the websocket and wait until the page is built."""
        await self.visit()
        await self.knock()
        assert (await self.receive()).msgtype == "ACK"

    async def open(self) -> Document:
        """Join, and return the page's document."""
        await self.join()
        return await self.pull()

    @property
    def socket(self) -> WebSocketClientConnection:
        """The page's websocket."""
        assert self._socket is not None
        return self._socket

    async def pull(self) -> Document:
        """Ask for the page's document."""
        await self.send("PULL-DOC-REQ")
        reply = await self.receive_one("PULL-DOC-REPLY")
        return Document.from_json(reply.content["doc"])

    async def send(self, kind: str, content: object = None) -> None:
        """Send a message of this kind, which a server may or may not understand."""
        header = {"msgid": str(next(self._numbers)), "msgtype": kind}
        await self.write(json.dumps(header), "{}", json.dumps(content or {}))

    async def patch(self, *events: Any) -> Message[Any]:
        """Send a patch of these events, and return the answer to it."""
        await self.send("PATCH-DOC", {"events": events})
        return await self.receive_one("OK", "ERROR")

    async def write(self, *fragments: str | bytes) -> None:
        """Send parts of messages as they stand."""
        for fragment in fragments:
            await self.socket.write_message(fragment, binary=isinstance(fragment, bytes))

    async def receive(self) -> Message[Any]:
        """Return the next message of the server."""
        while True:
            fragment = await soon(self.socket.read_message())
            assert fragment is not None, f"closed with {self.socket.close_code}"
            message = await self._receiver.consume(fragment)
            if message:
                return message

    async def receive_one(self, *kinds: str) -> Message[Any]:
        """Return the next message of one of these kinds."""
        while (message := await self.receive()).msgtype not in kinds:
            pass
        return message

    async def end(self) -> tuple[int | None, str | None]:
        """Wait until the connection is closed; return the code and the reason given for it."""
        while not self._ended:
            self._ended = await soon(self.socket.read_message()) is None
        return self.socket.close_code, self.socket.close_reason

    async def leave(self) -> None:
        """Close the page, where it is open."""
        if self._socket is not None:
            self._socket.close()
            await self.end()
