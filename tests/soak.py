"""``python -m tests.soak [PARTS…]``: what the tests do for seconds, for minutes.

Each part prints what held. It ends at the first that does not, with the seed that repeats it.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect, sync_playwright

from tests.addresses import check_answers, check_pages, check_shells
from tests.browser import TIMEOUT, Visit
from tests.chromium import LAUNCH_ARGS, find_chromium
from tests.monkey import Monkey
from tests.serving import running_command, server_of
from tests.siege import all_left, besiege, open_page, run_to_the_end


async def messages(seed: int) -> str:
    """10,000 hostile messages."""
    async with server_of() as visitors:
        clients = await besiege(visitors, seed, 10_000)
    return f"10,000 hostile messages by {clients:,} clients: nobody else noticed"


async def addresses(seed: int) -> str:
    """10,000 addresses, asked for and read; of some the labs are built."""
    async with server_of() as visitors:
        await check_answers(visitors.port, seed, 10_000)
    check_shells(seed, 10_000)
    check_pages(seed, 150)
    return "10,000 addresses asked for, 10,000 read, 150 built: no fault"


async def pages(_seed: int) -> str:
    """1,000 pages opened, run and closed, one after another."""
    async with server_of() as visitors:
        before = len(asyncio.all_tasks())
        for _page in range(1000):
            page = await open_page(visitors)
            await page.enter()
            await run_to_the_end(visitors.server, page)
            await page.leave()
            await all_left(visitors.server)
        after = len(asyncio.all_tasks())
        assert after <= before + 1, f"{after - before} tasks are left"
    return "1,000 pages opened, run and closed: no session, timer, task or place is left"


def monkey(seed: int) -> str:
    """A monkey that does 4,000 things in Chromium."""
    expect.set_options(timeout=TIMEOUT)
    with (
        TemporaryDirectory() as folder,
        running_command(Path(folder) / "log", "--port", "0") as command,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium(), args=LAUNCH_ARGS) as browser,
    ):
        visit = Visit(browser, command.address)
        visit.go("/")
        begun = time.monotonic()
        playing = Monkey(visit, seed)
        for _part in range(8):
            playing.play(500)
            playing.check_run()
        seconds = time.monotonic() - begun
        assert not visit.elsewhere, visit.elsewhere
        visit.close()
        assert not command.logged(), command.logged()
    return f"a monkey did 4,000 things in {seconds:.0f} s: nothing is odd, Run works"


PARTS: dict[str, Callable[[int], str | Coroutine[None, None, str]]] = {
    part.__name__: part for part in (messages, addresses, pages, monkey)
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
