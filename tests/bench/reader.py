"""A page without a browser: what its server sees of it, and cheap enough to have hundreds.

It reads of a message what it must, with expressions that fit what Bokeh writes.
"""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self
from urllib.parse import urljoin
from uuid import uuid4

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

EPOCHS = 300
PACE = 60
"""Epochs a second that a playhead shows."""

TOKEN = re.compile(r'(?:data-token=|"token": ?)"([^"]+)"')
LABS = "Neuron|MultiInput|Network|Overfitting"
LAB = re.compile(rf'"id":"(p\d+)","attributes":\{{[^{{}}]*"name":"(?:{LABS})View"')
LAST_EPOCH = re.compile(r'\["epoch",\[(?:[^\]]*,)?(\d+)\]')
PATIENCE = 120.0
"""Seconds after which something awaited counts as never coming."""


@dataclass(frozen=True)
class Run:
    """When Run was pressed, and when which epoch had come."""

    pressed: float
    chunks: list[tuple[float, int]]

    @property
    def answered(self) -> float:
        """When the first chunk came."""
        return self.chunks[0][0]

    @property
    def lateness(self) -> float:
        """By how many seconds an epoch came too late at most; negative where none did."""
        return max(now - self.answered - (had + 1) / PACE for now, had, _has in self._gaps())

    @property
    def late_epochs(self) -> int:
        """How many epochs came after their time."""
        dues = ((int(PACE * (now - self.answered)), had, has) for now, had, has in self._gaps())
        return sum(max(0, min(due, has) - had) for due, had, has in dues)

    def _gaps(self) -> Iterator[tuple[float, int, int]]:
        """Give for each later chunk when it came, and the last epochs before and with it."""
        for (_before, had), (now, has) in pairwise(self.chunks):
            yield now, had, has


class Reader:
    """One reader's page, opened."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._lab = ""

    @classmethod
    async def open(cls, address: str) -> Self:
        """Visit ``address`` and pull the page's document, as a browser does."""
        client = AsyncHTTPClient(force_instance=True)
        waiting = {"connect_timeout": PATIENCE, "request_timeout": PATIENCE}
        page = await client.fetch(HTTPRequest(address, **waiting))
        token = TOKEN.search(page.body.decode())
        assert token, "there is no page"
        socket = HTTPRequest(urljoin(address, "ws").replace("http", "ws", 1), **waiting)
        self = cls(await websocket_connect(socket, subprotocols=["bokeh", token[1]]))
        await self._receive("ACK")
        await self._send("PULL-DOC-REQ", {})
        lab = LAB.search(await self._receive("PULL-DOC-REPLY"))
        self._lab = lab[1] if lab else ""
        await self._tell("document_ready", [])
        return self

    async def run(self) -> Run:
        """Press Run, and wait until all epochs are here."""
        pressed = time.monotonic()
        await self.press_run()
        chunks: list[tuple[float, int]] = []
        while not chunks or chunks[-1][1] < EPOCHS:
            last = LAST_EPOCH.search(await self._receive("PATCH-DOC"))
            if last:
                chunks.append((time.monotonic(), int(last[1])))
        return Run(pressed, chunks)

    async def press_run(self) -> None:
        """Press Run."""
        await self.say(kind="run")

    async def say(self, **message: object) -> None:
        """Send the lab a message, as its script does."""
        assert self._lab, "no lab with runs is open"
        said = _map([[name, value] for name, value in message.items()])
        await self._tell("data_event", [["model", {"id": self._lab}], ["data", said]])

    async def hear(self) -> str:
        """Return what the server says next."""
        return await self._receive("PATCH-DOC")

    def close(self) -> None:
        """Close the page."""
        self._socket.close()

    async def _tell(self, event: str, values: list[list[Any]]) -> None:
        said = {"type": "event", "name": event, "values": _map(values)}
        change = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": said}
        await self._send("PATCH-DOC", {"events": [change]})

    async def _send(self, kind: str, content: dict[str, Any]) -> None:
        for part in ({"msgid": uuid4().hex, "msgtype": kind}, {}, content):
            await self._socket.write_message(json.dumps(part))

    async def _receive(self, kind: str) -> str:
        """Return the content of the next message of that kind; leave out others."""
        while True:
            header = json.loads(await self._part())
            await self._part()
            content = await self._part()
            for _part in range(2 * header.get("num_buffers", 0)):
                await self._part()
            if header["msgtype"] == kind:
                return content
            assert header["msgtype"] != "ERROR", content

    async def _part(self) -> str:
        async with asyncio.timeout(PATIENCE):
            part = await self._socket.read_message()
        assert part is not None, "the server closed the page"
        return str(part)


def _map(entries: list[list[Any]]) -> dict[str, Any]:
    return {"type": "map", "entries": entries}
