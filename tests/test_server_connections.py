"""app.server.connections: nobody holds the server by connections of which nothing comes."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tornado.iostream import IOStream
from tornado.simple_httpclient import HTTPStreamClosedError
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler, websocket_connect

from app.jobs.process_executor import processes_by_default
from app.server.connections import LEAST_TAKEN, ROUNDS, Connections
from app.server.listening import Where
from app.server.room import Room
from app.server.serve import CONNECTIONS_PER_PAGE
from tests.bench.server import Measured
from tests.serving import LONGEST, Visitors, running_command, server_of, soon, until
from tests.silent import HALF_A_REQUEST, silent

ANSWER = b"x" * 4_000_000
REQUEST = b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Short(RequestHandler):
    """A short answer."""

    def get(self) -> None:
        self.finish("here")


class Long(RequestHandler):
    """An answer that no system takes in one piece."""

    def get(self) -> None:
        self.finish(ANSWER)


class Page(WebSocketHandler):
    """A websocket that answers."""

    def on_message(self, message: str | bytes) -> None:
        self.write_message(message)


class Client:
    """The other end of a connection."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    async def say(self, what: bytes) -> None:
        """Send something."""
        await asyncio.get_running_loop().sock_sendall(self._end, what)

    async def hear(self, most: int = 65536) -> bytes:
        """Return something of what is sent, nothing when the connection is closed."""
        try:
            return await soon(asyncio.get_running_loop().sock_recv(self._end, most))
        except ConnectionError:
            return b""

    async def is_closed(self) -> bool:
        """Return whether it is closed, after hearing all that was sent before."""
        await asyncio.sleep(0)
        try:
            while self._end.recv(1 << 20):
                pass
        except BlockingIOError:
            return False
        except ConnectionError:
            pass
        return True


class RoomFor(Room):
    """Room for so many connections."""

    @property
    def connections(self) -> int:
        return self.files


class Server:
    """A server with clients from any address, without a network."""

    def __init__(self, most: int = 100, most_per_network: int | None = None) -> None:
        room = RoomFor(most)
        routes = [("/short", Short), ("/long", Long), ("/page", Page)]
        self.connections = Connections(
            Application(routes), room=room, most_per_network=most_per_network
        )
        self._ends: list[socket.socket] = []

    def connect(self, address: str = "10.0.0.1", buffer: int | None = None) -> Client:
        """Return a client at this address, connected; ``buffer`` bytes are sent ahead of it."""
        accepted, end = socket.socketpair()
        if buffer is not None:
            accepted.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
        end.setblocking(False)
        self._ends.append(end)
        self.connections.take(accepted, address)
        return Client(end)

    def rounds(self, count: int) -> None:
        """Let so many rounds pass."""
        for _round in range(count):
            self.connections.close_idle()

    async def close(self) -> None:
        """Close all connections."""
        await self.connections.close_all_connections()
        for end in self._ends:
            end.close()


@asynccontextmanager
async def serving(**limits: int) -> AsyncIterator[Server]:
    """Give a server with these limits."""
    server = Server(**limits)
    try:
        yield server
    finally:
        await server.close()


async def closed(clients: list[Client]) -> list[bool]:
    """Return of each client whether its connection is closed."""
    return [await client.is_closed() for client in clients]


@pytest.mark.parametrize(
    "said", [b"", HALF_A_REQUEST, b"POST /short HTTP/1.1\r\nHost: localhost\r\nContent-Le"]
)
async def test_who_says_nothing_or_half_a_request_is_closed_after_some_rounds(said):
    async with serving() as server:
        client = server.connect()
        await client.say(said)
        server.rounds(ROUNDS - 1)
        assert not await client.is_closed()
        server.rounds(1)
        assert await client.is_closed()


async def test_who_says_a_request_bit_by_bit_is_closed_too():
    async with serving() as server:
        client = server.connect()
        for letter in REQUEST[:ROUNDS]:
            await client.say(bytes([letter]))
            await asyncio.sleep(0)
            server.rounds(1)
        assert await client.is_closed()


async def test_who_asks_now_and_then_stays_and_is_closed_when_nothing_more_comes():
    async with serving() as server:
        client = server.connect()
        for _request in range(3):
            server.rounds(ROUNDS - 1)
            await client.say(REQUEST % b"short")
            assert (await client.hear()).endswith(b"here")
        server.rounds(ROUNDS)
        assert await client.is_closed()


async def test_who_does_not_read_an_answer_is_closed():
    async with serving() as server:
        client = server.connect()
        await client.say(REQUEST % b"long")
        assert await client.hear(1)
        server.rounds(ROUNDS)
        assert await client.is_closed()


async def test_who_reads_an_answer_slowly_gets_all_of_it():
    async with serving() as server:
        client = server.connect()
        await client.say(REQUEST % b"long")
        read = 0
        while read < len(ANSWER):
            server.rounds(1)
            read += len(await client.hear(1 << 19))
            await asyncio.sleep(0)
        assert read > len(ANSWER)


async def test_who_reads_an_answer_more_slowly_than_anybody_would_is_closed():
    async with serving() as server:
        client = server.connect(buffer=2048)
        await client.say(REQUEST % b"long")
        read = 0
        for _round in range(4 * ROUNDS):
            server.rounds(1)
            read += len(await client.hear(LEAST_TAKEN // 8))
            # The server hears that there is room for more, and sends it.
            for _turn in range(2):
                await asyncio.sleep(0)
        assert await client.is_closed()
        assert read >= LEAST_TAKEN // 2


async def test_a_body_is_refused():
    async with serving() as server:
        client = server.connect()
        await client.say(b"POST /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx")
        assert b"400" in await client.hear()


async def test_a_newcomer_gets_the_room_of_who_was_not_active_for_longest():
    async with serving(most=4) as server:
        clients = [server.connect(f"10.0.0.{number}") for number in range(4)]
        await clients[0].say(REQUEST % b"short")
        assert await clients[0].hear()
        clients += [server.connect(f"10.0.1.{number}") for number in range(2)]
        assert await closed(clients) == [False, True, True, False, False, False]
        await clients[-1].say(REQUEST % b"short")
        assert await clients[-1].hear()


async def test_who_has_many_connections_makes_room_for_itself_and_takes_none_of_others():
    async with serving(most_per_network=3) as server:
        other = server.connect("10.0.0.2")
        networks = ("10.0.0.1", "2001:db8::{}")
        for network in networks:
            clients = [server.connect(network.format(number)) for number in range(5)]
            assert await closed(clients) == [True, True, False, False, False]
        assert not await other.is_closed()


async def test_whose_connections_have_gone_is_not_counted_any_more():
    async with serving(most=3, most_per_network=3) as server:
        for _turn in range(5):
            clients = [server.connect() for _client in range(3)]
            server.rounds(ROUNDS)
            assert await closed(clients) == [True] * 3
        assert not server.connections._active
        assert not server.connections._of_network
        assert server.connections._open == 0


async def test_a_page_stays_however_many_connections_come_and_however_long_nothing_is_said():
    server = Connections(Application([("/page", Page)]), room=RoomFor(3), most_per_network=2)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    port = listening.getsockname()[1]
    server.add_sockets([listening])
    pages = [await soon(websocket_connect(f"ws://127.0.0.1:{port}/page")) for _page in range(2)]
    async with silent(port) as clients:
        clients.come(6)
        await until(lambda: clients.closed == 5)
        for _round in range(2 * ROUNDS):
            server.close_idle()
        await until(lambda: clients.closed == 6)
    for page in pages:
        await page.write_message("still there?")
        assert await soon(page.read_message()) == "still there?"
        page.close()
        assert await soon(page.read_message()) is None
    server.stop()
    await server.close_all_connections()


async def test_where_there_are_only_pages_the_newcomer_is_closed():
    async with serving(most=1) as server:
        page = server.connect()
        await page.say(
            b"GET /page HTTP/1.1\r\nHost: localhost\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n\r\n"
        )
        assert b"101" in await page.hear()
        await until(lambda: not server.connections._active)
        assert await server.connect("10.0.0.2").is_closed()
        assert not await page.is_closed()


async def test_a_connection_that_cannot_be_served_is_closed_and_not_the_last_one(
    monkeypatch, caplog
):
    handle = Connections.handle_stream
    failing = [True]

    def fail_once(self: Connections, stream: IOStream, address: tuple[str, int]) -> None:
        if failing:
            failing.clear()
            raise ValueError("a mistake of ours")
        handle(self, stream, address)

    monkeypatch.setattr(Connections, "handle_stream", fail_once)
    async with server_of() as visitors:
        with pytest.raises(HTTPStreamClosedError):
            await visitors.ask()
        assert (await visitors.ask()).code == 200
    assert [record.getMessage() for record in caplog.records if record.levelno > logging.INFO] == [
        "a connection could not be served"
    ]


async def test_what_was_asked_leaves_no_timer_behind():
    loop: Any = asyncio.get_running_loop()
    async with serving() as server:
        for _client in range(5):
            client = server.connect()
            await client.say(REQUEST % b"short")
            assert await client.hear()
        server.rounds(ROUNDS)
        last = loop.time() + LONGEST
        assert [timer for timer in loop._scheduled if timer.when() > last] == []


@pytest.mark.parametrize(("behind_proxy", "stay"), [(False, CONNECTIONS_PER_PAGE), (True, 20)])
async def test_who_may_have_a_page_may_have_its_connections_and_a_proxy_those_of_all(
    behind_proxy, stay
):
    where = Where(behind_proxy=behind_proxy)
    async with server_of(where, most_per_address=1) as visitors, silent(visitors.port) as clients:
        clients.come(20)
        await until(lambda: len(visitors.server._http._active) + clients.closed == 20)
        assert clients.closed == 20 - stay


async def rest(server: Measured) -> None:
    """Wait until the server does nothing for a while, which one that spins never does."""
    looks = 0
    ran = 0.0

    def rests() -> bool:
        nonlocal looks, ran
        before, ran = ran, server.processor_seconds()
        looks = looks + 1 if ran == before else 0
        return looks == 5

    await until(rests)


async def test_more_idle_connections_than_a_server_may_have_files_hold_nobody_up(tmp_path: Path):
    files, count = 256, 300
    with running_command(tmp_path / "log", "--port", "0", files=files) as command:
        server = Measured(command.address, command.process.pid)
        async with Visitors(command.port) as visitors, silent(command.port) as clients:
            page = visitors.page()
            await page.open()
            logged = command.logged()
            clients.come(count // 2)
            clients.come(count // 2, HALF_A_REQUEST)
            await until(lambda: clients.closed > count - files)
            await rest(server)
            late = visitors.page()
            await late.open()
            for each in (page, late):
                await each.pull()
            assert len(command.logged()) - len(logged) <= 3
            # What few files are for so many pages is said before.
            (line,) = logged
            assert "--max-pages" in line
            assert str(files) in line
            assert str(Room(files, processes_by_default()).pages) in line
