"""app.server.accept: those who come are taken in turn, and nothing is done in vain."""

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

import app.server.accept
from app.server.accept import AT_A_TIME, SECONDS_WHEN_REFUSED, accept, those_who_wait
from tests.serving import until
from tests.silent import HALF_A_REQUEST

NEWCOMERS = 50
REQUEST = HALF_A_REQUEST + b"\r\n"


def heard(client: socket.socket) -> bytes:
    """What a client is sent, nothing where it is closed."""
    try:
        return client.recv(1)
    except ConnectionResetError:
        return b""


class Door:
    """A socket that is listened at, those who came, and those who were taken."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=4 * NEWCOMERS)
        self.listening.setblocking(False)
        self.clients: list[socket.socket] = []
        self.taken: list[socket.socket] = []
        self.full = False
        self.closed = 0

    def come(self, say: bytes = b"") -> socket.socket:
        """Let somebody connect."""
        client = socket.create_connection(self.listening.getsockname())
        client.sendall(say)
        self.clients.append(client)
        return client

    def take(self, accepted: socket.socket, address: str) -> bool:
        """Take a connection."""
        assert address == "127.0.0.1"
        self.taken.append(accepted)
        return self.full

    def close_one(self) -> None:
        """Count that one was closed for want of files."""
        self.closed += 1

    def close(self) -> None:
        """Close all."""
        for each in (self.listening, *self.clients, *self.taken):
            each.close()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Accept meanwhile."""
        accepting = asyncio.create_task(
            accept(self.listening, self.take, self.close_one, NEWCOMERS)
        )
        try:
            yield
        finally:
            accepting.cancel()
            await asyncio.gather(accepting, return_exceptions=True)


@pytest.fixture
def door():
    """A door, closed in the end."""
    made = Door()
    yield made
    made.close()


async def test_all_who_come_are_taken_and_others_have_turns_meanwhile(door):
    most = 4 * AT_A_TIME
    for _client in range(most):
        door.come()
    seen = set()
    async with door.open():
        while len(door.taken) < most:
            await asyncio.sleep(0)
            seen.add(len(door.taken))
    assert len(seen) >= 4


async def test_where_there_is_no_room_for_all_those_who_ask_for_something_need_not_wait(door):
    door.full = True
    for number in range(NEWCOMERS):
        door.come(HALF_A_REQUEST if number % 2 else b"")
    asking = door.come(REQUEST)
    async with door.open():
        await until(lambda: len(door.taken) > AT_A_TIME)
    *idle, last = door.taken
    assert len(idle) == AT_A_TIME
    assert last.getpeername() == asking.getsockname()
    for client in door.clients[AT_A_TIME:-1]:
        assert heard(client) == b""


async def test_where_there_is_no_room_for_all_a_newcomer_has_time_to_ask(door):
    door.full = True
    for _client in range(AT_A_TIME):
        door.come()
    late = door.come()
    async with door.open():
        await until(lambda: len(door.taken) == AT_A_TIME)
        late.sendall(REQUEST)
        await until(lambda: len(door.taken) > AT_A_TIME)


async def test_those_who_wait_are_closed_with_the_server(door):
    door.full = True
    for _client in range(AT_A_TIME + 1):
        door.come()
    async with door.open():
        await until(lambda: len(door.taken) == AT_A_TIME)
    assert heard(door.clients[-1]) == b""


def test_only_so_many_wait_outside_of_the_queue(door):
    for _client in range(5):
        door.come()
    for most, waiting in ((3, 3), (3, 2), (3, 0)):
        found = those_who_wait(door.listening, most)
        door.taken += [accepted for accepted, _address in found]
        assert len(found) == waiting


async def test_when_the_system_has_no_file_it_is_asked_again_after_a_pause(
    door, monkeypatch, caplog
):
    loop = asyncio.get_running_loop()
    really, sleep = loop.sock_accept, asyncio.sleep
    happened = []

    async def no_files(listening: socket.socket) -> object:
        happened.append("asked")
        if happened.count("asked") <= 3:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return await really(listening)

    async def pause(seconds: float) -> None:
        happened.append(seconds)
        await sleep(0)

    monkeypatch.setattr(loop, "sock_accept", no_files)
    monkeypatch.setattr(app.server.accept.asyncio, "sleep", pause)
    door.come()
    async with door.open():
        while not door.taken:
            await sleep(0)
    assert happened[:7] == ["asked", SECONDS_WHEN_REFUSED] * 3 + ["asked"]
    assert door.closed == 3
    assert {record.getMessage() for record in caplog.records} == {
        f"no connection can be taken: {os.strerror(errno.EMFILE)}"
    }
