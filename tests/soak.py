"""``python -m tests.soak [PARTS…]``: what the tests do for seconds, for minutes.

Each part prints what held. It ends at the first that does not, with the seed that repeats it.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import panel as pn
from bokeh.model import Model
from playwright.sync_api import expect, sync_playwright

from app.server.listening import Where
from app.server.memory import give_back
from app.server.room import raise_limit
from tests.addresses import (
    check_answers,
    check_class_links,
    check_pages,
    check_paths,
    check_prefixes,
    check_shells,
)
from tests.bench import hold_pages
from tests.bench.server import Measured
from tests.browser import TIMEOUT, Visit
from tests.chromium import LAUNCH_ARGS, find_chromium
from tests.explained import check_changes, check_multi_input, check_neuron
from tests.monkey import Monkey
from tests.serving import Visitors, running_command, server_of
from tests.siege import all_left, besiege, open_page, run_to_the_end
from tests.silent import HALF_A_REQUEST, silent
from tests.windows import look_everywhere

AT_A_TIME = 20
MINUTES_HELD = 2
MOST_LEFT = 20.0
"""Megabytes that may stay of all who have gone."""


class Left:
    """What is left of all who came and went within ``nothing_left``."""

    megabytes = 0.0


@contextmanager
def nothing_left() -> Iterator[Left]:
    """Check that what is done meanwhile leaves nothing in the registries, and little in memory.

    Bokeh and Panel keep much in lists and dictionaries of their own, for the whole process.
    """
    process = Measured("", os.getpid())
    left = Left()
    give_back()
    before, megabytes = registries(), process.megabytes()
    yield left
    give_back()
    assert registries() == before, f"left in registries: {registries()}, before: {before}"
    left.megabytes = process.megabytes() - megabytes
    assert left.megabytes <= MOST_LEFT, f"{left.megabytes:.1f} MB are left"


def registries() -> dict[str, int]:
    """Return how much is in what Panel and Bokeh keep for the process."""
    kept = {name: each for name, each in vars(type(pn.state)).items() if isinstance(each, Sized)}
    kept["models"] = Model.model_class_reverse_map
    return {name: len(each) for name, each in kept.items() if not isinstance(each, str)}


async def messages(seed: int) -> str:
    """10,000 hostile messages, after a hundred that let everything be set up."""
    async with server_of() as visitors:
        await besiege(visitors, seed, 100)
        with nothing_left() as left:
            clients = await besiege(visitors, seed, 10_000)
    return (
        f"10,000 hostile messages by {clients:,} clients: nobody else noticed,"
        f" {left.megabytes:.1f} MB are left"
    )


async def addresses(seed: int) -> str:
    """10,000 addresses and paths, asked for and read; of some the labs are built; prefixes."""
    async with server_of() as visitors:
        await check_answers(visitors.port, seed, 10_000)
    async with server_of(Where(prefix="/course/lab")) as visitors:
        await check_paths(visitors.port, seed, 10_000)
    check_prefixes(seed, 100_000)
    check_shells(seed, 10_000)
    check_class_links(seed, 10_000)
    check_pages(seed, 150)
    return (
        "10,000 addresses and paths asked for, 10,000 addresses and 100,000 prefixes read: no fault"
    )


async def pages(_seed: int) -> str:
    """1,000 pages opened, run and closed, twenty at a time, after twenty that set all up."""
    async with server_of() as visitors:

        async def come_and_go(count: int) -> None:
            for _turn in range(count // AT_A_TIME):
                opened = [await open_page(visitors) for _page in range(AT_A_TIME)]
                for number, page in enumerate(opened, start=1):
                    await page.enter()
                    await run_to_the_end(visitors.server, page, number)
                for page in opened:
                    await page.leave()
                await all_left(visitors.server)

        await come_and_go(AT_A_TIME)
        tasks = len(asyncio.all_tasks())
        with nothing_left() as left:
            await come_and_go(1000)
        more = len(asyncio.all_tasks()) - tasks
        assert more <= 1, f"{more} tasks are left"
    return (
        "1,000 pages opened, run and closed: no session, timer, task or place is left,"
        f" and {left.megabytes:.1f} MB"
    )


async def idle(_seed: int) -> str:
    """2,000 connections that say nothing or half a request, and come again when they are closed."""
    raise_limit()
    with (
        TemporaryDirectory() as folder,
        running_command(Path(folder) / "log", "--port", "0", files=1024) as command,
    ):
        server = Measured(command.address, command.process.pid)
        async with Visitors(command.port) as visitors:
            page = visitors.page()
            await page.open()
            logged = len(command.logged())
            async with silent(command.port) as clients:
                clients.come(1000, again=True)
                clients.come(1000, HALF_A_REQUEST, again=True)
                megabytes = []
                for _half in range(2):
                    end = time.monotonic() + 60 * MINUTES_HELD / 2
                    while time.monotonic() < end:
                        late = visitors.page()
                        await late.open()
                        await late.leave()
                        await page.pull()
                        await asyncio.sleep(1)
                    megabytes.append(server.megabytes())
        lines = len(command.logged()) - logged
    more = megabytes[1] - megabytes[0]
    assert lines <= 10 * MINUTES_HELD, f"{lines} lines in the log after {MINUTES_HELD} minutes"
    assert more <= MOST_LEFT, f"{more:.1f} MB more in the second half"
    return (
        f"2,000 idle connections at a limit of 1,024 files, {clients.closed:,} times closed:"
        f" visits get their page, {lines} lines in the log, {more:.1f} MB more in the second half"
    )


@contextmanager
def opened() -> Iterator[Visit]:
    """A visit to a server of its own; nobody may ask for anything elsewhere, or complain."""
    expect.set_options(timeout=TIMEOUT)
    with (
        TemporaryDirectory() as folder,
        running_command(Path(folder) / "log", "--port", "0") as command,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGS) as browser,
    ):
        visit = Visit(browser, command.address)
        yield visit
        assert not visit.elsewhere, visit.elsewhere
        visit.close()
        assert not command.logged(), command.logged()


def monkey(seed: int) -> str:
    """A monkey that does 4,000 things in Chromium."""
    with opened() as visit:
        visit.go("/")
        begun = time.monotonic()
        playing = Monkey(visit, seed)
        for _part in range(8):
            playing.play(500)
            playing.check_run()
        seconds = time.monotonic() - begun
    return f"a monkey did 4,000 things in {seconds:.0f} s: nothing is odd, Run works"


def windows(_seed: int) -> str:
    """All labs in all languages, themes and windows, with little and most, folded and unfolded."""
    with opened() as visit:
        labs = look_everywhere(visit)
        assert not visit.complaints, visit.complaints
    return f"{labs} labs in all windows: nothing is cut, covered, too small or unreadable"


async def training(_seed: int) -> str:
    """The longest training that pages can ask for, beside a visitor and a page that runs."""
    answered = 0
    async with server_of() as visitors:
        innocent = await open_page(visitors)
        await innocent.enter()
        for _turn in range(5):
            for name, deed in hold_pages.DEEDS.items():
                under_way = asyncio.create_task(deed(f"http://127.0.0.1:{visitors.port}/"))
                while not under_way.done():
                    assert (await visitors.ask()).code == 200, name
                    answered += 1
                await under_way
                await run_to_the_end(visitors.server, innocent)
        await innocent.leave()
        await all_left(visitors.server)
    return f"the longest training, fifteen times: {answered:,} visits answered meanwhile"


def properties(seed: int) -> str:
    """Ten times as many examples for each property of the tests."""
    options = ("-q", "-m", "hypothesis", "--hypothesis-profile=soak", f"--hypothesis-seed={seed}")
    done = subprocess.run([sys.executable, "-m", "pytest", *options], check=False)
    assert done.returncode == 0, f"a property does not hold, seed {seed}"
    return "every property of the tests, with 200 examples each"


def claims(seed: int) -> str:
    """What is said of random runs: 150,000 of a neuron, 20,000 of one with several inputs."""
    said = check_neuron(seed, 100_000) + check_changes(seed, 50_000)
    said += check_multi_input(seed, 20_000)
    return "170,000 runs explained: " + ", ".join(
        f"{name} {count:,}" for name, count in sorted(said.items())
    )


PARTS: dict[str, Callable[[int], str | Coroutine[None, None, str]]] = {
    part.__name__: part
    for part in (messages, addresses, pages, idle, training, monkey, windows, properties, claims)
}


def main() -> int:
    """Run the parts that the command line names, or all; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    options = parser.parse_args()
    if unknown := [name for name in options.parts if name not in PARTS]:
        parser.error(f"there is no {unknown[0]!r}; there are {', '.join(PARTS)}")
    for name in options.parts or PARTS:
        begun = time.monotonic()
        try:
            part = PARTS[name](options.seed)
            held = part if isinstance(part, str) else asyncio.run(part)
        except AssertionError as error:
            print(f"{name}: FAILED: {error}", flush=True)
            return 1
        print(f"{name}: {held} ({time.monotonic() - begun:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
