"""app.server.workers: several processes at one port, and what becomes of them in bad times."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.serving import LONGEST, ROOT, Command, PageClient, Visitors, running_command, until

LISTEN = "0A"
"""The state of a socket that listens, in /proc/net/tcp."""

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir(), reason="the tests look for processes in /proc"
)


def children(parent: int) -> list[int]:
    """The processes that ``parent`` has started and that have not ended."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [child for child in map(int, found) if is_running(child)]


def is_running(process: int) -> bool:
    """Whether a process has not ended, nor waits for someone to take notice that it has."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def workers(command: Command) -> list[int]:
    """The workers of a command, without what Python starts besides them."""
    return [
        child
        for child in children(command.process.pid)
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def worker_of(page: PageClient, command: Command) -> int:
    """The worker at the other end of a page's websocket."""
    stream = page.socket.protocol.stream.socket.getsockname()  # type: ignore[union-attr]
    for worker in workers(command):
        for connection in Path(f"/proc/{worker}/fd").iterdir():
            with suppress(OSError):
                if inode_of(stream[1], command.port) == str(connection.readlink()):
                    return worker
    raise AssertionError("the page has no worker")


def sockets() -> Iterator[tuple[tuple[int, int], str, str]]:
    """The sockets of this machine: both their ports, their state and their name."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        here, there = (int(field.rpartition(":")[2], 16) for field in fields[1:3])
        yield (here, there), fields[3], f"socket:[{fields[9]}]"


def inode_of(client: int, server: int) -> str:
    """The name of the server's end of a connection."""
    return next(name for ports, _state, name in sockets() if ports == (server, client))


def listening(command: Command) -> int:
    """How many workers of a command take connections."""
    return sum((ports[0], state) == (command.port, LISTEN) for ports, state, _name in sockets())


@asynccontextmanager
async def two_workers(log: Path, *options: str) -> AsyncIterator[tuple[Command, Visitors]]:
    """A command with two workers, and who visits it."""
    with running_command(log, "--port", "0", "--workers", "2", *options) as command:
        async with Visitors(command.port) as visitors:
            yield command, visitors


async def page_in_a_free_place(visitors: Visitors) -> PageClient:
    """Open a page as soon as there is room: who has just left may still have a place."""
    while (await visitors.ask()).code == 503:
        await asyncio.sleep(0.02)
    page = visitors.page()
    await page.join()
    return page


async def pages_at_both(command: Command, visitors: Visitors) -> dict[int, PageClient]:
    """Open pages until each worker has one."""
    pages: dict[int, PageClient] = {}
    while len(pages) < 2:
        page = await page_in_a_free_place(visitors)
        worker = worker_of(page, command)
        if worker in pages:
            await page.leave()
        else:
            pages[worker] = page
    return pages


async def ended(command: Command) -> int:
    """Wait until the command has ended; return its status."""
    return await asyncio.to_thread(command.process.wait, LONGEST)


async def test_ctrl_c_which_every_process_gets_is_no_trouble(tmp_path):
    async with two_workers(tmp_path / "log") as (command, _visitors):
        for each in (*workers(command), command.process.pid):
            os.kill(each, signal.SIGINT)
        assert await ended(command) == 0
        assert [each for each in command.logged() if "Traceback" in each] == []


async def test_ctrl_c_while_workers_still_load_is_no_trouble():
    options = ["--port", "0", "--no-browser", "--workers", "2"]
    loading = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app", *options),
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    # The third is what Python starts besides the workers.
    await until(lambda: len(children(loading.pid)) == 3)
    os.killpg(loading.pid, signal.SIGINT)
    _printed, complaints = await loading.communicate()
    assert complaints == b""
    assert loading.returncode == 0


async def test_a_worker_that_is_killed_is_replaced_its_places_are_free_and_the_other_goes_on(
    tmp_path,
):
    """Any worker takes the visit of any other, and in the end all say goodbye."""
    async with two_workers(tmp_path / "log", "--max-pages", "12") as (command, visitors):
        assert (await visitors.ask("/healthz")).code == 200
        # A visit is a connection of its own, and its websocket another: that they meet the same
        # worker each time would be a wonder.
        (killed, lost), (other, page) = (await pages_at_both(command, visitors)).items()
        assert command.logged() == []
        more = [await page_in_a_free_place(visitors) for _ in range(10)]
        # Counted over both, wherever they are.
        assert (await visitors.ask()).code == 503
        os.kill(killed, signal.SIGKILL)
        await lost.end()
        await page.pull()
        await until(lambda: len(workers(command)) == 2)
        assert other in workers(command)
        assert killed not in workers(command)
        assert (await visitors.ask()).code == 200
        for each in more:
            await each.leave()
        # New pages get in at both, as soon as the new one answers.
        await until(lambda: listening(command) == 2)
        pages = await pages_at_both(command, visitors)
        assert set(pages) == set(workers(command))
        await page.pull()
        (line,) = command.logged()
        assert "worker" in line
        assert "another starts" in line
        both = workers(command)
        command.process.terminate()
        for each in (page, *pages.values()):
            assert await each.end() == (1001, "the server stops")
        assert await ended(command) == 0
        assert [each for each in both if is_running(each)] == []
        assert command.logged() == [line]
        with socket.create_server(("127.0.0.1", command.port)):
            pass


async def test_when_the_parent_is_killed_the_workers_end(tmp_path):
    async with two_workers(tmp_path / "log") as (command, visitors):
        both = workers(command)
        page = visitors.page()
        await page.open()
        command.process.kill()
        assert await page.end() == (1001, "the server stops")
        await until(lambda: not any(map(is_running, both)))
        assert [each for each in command.logged() if each.startswith("Traceback")] == []
        with socket.create_server(("127.0.0.1", command.port)):
            pass


async def test_nothing_a_client_does_is_more_than_a_line_nor_names_who_did_it(tmp_path):
    with running_command(tmp_path / "log", "--port", "0") as command:
        async with Visitors(command.port) as visitors:
            bad = visitors.page()
            await bad.open()
            await bad.send("PUSH-DOC", {"doc": {}})
            await bad.receive_one("ERROR")
            await bad.write("[]", "{}", "{}")
            await bad.end()
            for path in ("/assets/../../etc/passwd", "/assets/%00.js", "/assets/%ff", "/ws", "/no"):
                await visitors.ask(path)
            for garbage in (b"\x16\x03\x01\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"GET\r\n\r\n"):
                reader, writer = await asyncio.open_connection("127.0.0.1", command.port)
                writer.write(garbage)
                await reader.read()
                writer.close()
                await writer.wait_closed()
            await visitors.page().open()
            lines = command.logged()
            assert len(lines) == 2
            for line in lines:
                assert "WARNING app.server" in line
                assert "127.0.0.1" not in line
