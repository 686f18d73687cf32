"""How long one page holds up the others: the longest waits beside what holds, and without it.

Other visitors ask for the page and for ``/healthz``, and press Run, again and again. The largest
table and the most stages and pins that are allowed are what a page can hold up with.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from random import Random
from statistics import median
from urllib.parse import urljoin

from tornado.httpclient import AsyncHTTPClient

from app.training_lab.history import MOST_STAGES
from app.training_lab.pins import MOST_PINS
from core.multi_input.examples import MOST_EXAMPLES, MOST_INPUTS
from tests.bench.line import Line, Reach
from tests.bench.reader import Reader
from tests.bench.server import serving_app

EPOCHS = 5000
LAB = f"?lab=several&several.cost=both&several.epochs={EPOCHS}"
SECONDS_BEFORE = 1.0
SECONDS_AFTER = 6.0
"""So long the waits are measured before and after something is done."""
PAGES = 3
TIMES = 5

Waits = dict[str, list[float]]
Deed = Callable[[str], Awaitable[None]]


def largest_table() -> str:
    """Return the largest table of examples there can be."""
    random = Random(1)
    lines = (
        [
            *(f"{random.uniform(-2, 2):.3f}" for _input in range(MOST_INPUTS)),
            str(random.randint(0, 1)),
        ]
        for _example in range(MOST_EXAMPLES)
    )
    return "\n".join(map(",".join, lines))


def most_changes(last_rate: float) -> list[list[object]]:
    """Return as many changes of a run as there can be."""
    apart = EPOCHS // MOST_STAGES
    changes: list[list[object]] = [
        [k * apart, 0.1 + k / 100, "both"] for k in range(1, MOST_STAGES)
    ]
    changes[-1][1] = last_rate
    return changes


def pins_of_most_stages() -> str:
    """Return as many pins as an address can have, with as many stages as they can have."""
    apart = EPOCHS // MOST_STAGES
    stages = "/".join(f"{k * apart}:{0.1 + k / 100:.3g}:quadratic" for k in range(MOST_STAGES))
    weights = ",".join(["1.0"] * MOST_INPUTS)
    return ";".join(
        f"cloud,{weights},{number / 10:g},{EPOCHS},{stages}," for number in range(MOST_PINS)
    )


@asynccontextmanager
async def pages(address: str, query: str) -> AsyncIterator[list[Reader]]:
    """Give pages that are open meanwhile."""
    readers = await asyncio.gather(*(Reader.open(address + query) for _page in range(PAGES)))
    yield readers
    for reader in readers:
        reader.close()


async def change_setting(reader: Reader, name: str, value: object, epoch: int) -> None:
    """Move a control while ``epoch`` is on the screen."""
    await reader.say(kind="set", name=name, value=value, epoch=epoch, done=True, number=1)


async def resume(address: str) -> None:
    """Resume runs with the most stages of the largest table on three pages at once."""
    async with pages(address, LAB) as readers:
        for reader in readers:
            await reader.say(kind="table", text=largest_table())
            await change_setting(reader, "changes", most_changes(1.0), 0)
            await reader.say(kind="resume", schedule=True, epoch=EPOCHS - 1)
        await asyncio.sleep(SECONDS_AFTER)


async def change(address: str) -> None:
    """Change the cost of such a run again and again at one epoch."""
    async with pages(address, LAB) as readers:
        for reader in readers:
            await reader.say(kind="table", text=largest_table())
            await change_setting(reader, "changes", most_changes(1.0), 0)
            await reader.say(kind="resume", schedule=True, epoch=EPOCHS - 1)
        for number in range(10):
            for reader in readers:
                await change_setting(reader, "cost", ("quadratic", "both")[number % 2], EPOCHS - 10)
            await asyncio.sleep(0.1)
        await asyncio.sleep(SECONDS_AFTER)


async def pins(address: str) -> None:
    """Open the most pins with the most stages on three pages at once, then move a start."""
    query = f"{LAB}&several.open=pins&several.pins={pins_of_most_stages()}"
    async with pages(address, query) as readers:
        for number in range(20):
            for reader in readers:
                await change_setting(reader, "bias", number / 10, 0)
            await asyncio.sleep(0.1)
        await asyncio.sleep(SECONDS_AFTER)


DEEDS: dict[str, Deed] = {
    "three resumed runs": resume,
    "a cost changed often on three pages": change,
    "eight pins on three pages": pins,
}


async def longest_waits(address: str, deed: Deed) -> dict[str, float]:
    """Return how long others waited at most while something is done, by what they asked for."""
    waits: Waits = defaultdict(list)
    asking = [asyncio.create_task(each(address, waits)) for each in (ask, run)]
    await asyncio.sleep(SECONDS_BEFORE)
    await deed(address)
    for each in asking:
        each.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    return {name: max(seconds) for name, seconds in waits.items()}


def median_waits(address: str, deed: Deed) -> dict[str, float]:
    """Return the median of the longest waits over a few times.

    How long it takes to open pages depends on what else falls into it, whatever is done on them.
    """
    found = [asyncio.run(longest_waits(address, deed)) for _time in range(TIMES)]
    return {name: median(each[name] for each in found) for name in found[0]}


async def visit(address: str) -> None:
    """Ask for an address once."""
    await AsyncHTTPClient(force_instance=True).fetch(address, request_timeout=60.0)


async def ask(address: str, waits: Waits) -> None:
    """Ask for the page and for ``/healthz`` in turn."""
    client = AsyncHTTPClient(force_instance=True)
    while True:
        for path in ("/", "/healthz"):
            begun = time.monotonic()
            await client.fetch(urljoin(address, path), request_timeout=60.0)
            waits[f"GET {path}"].append(time.monotonic() - begun)


async def run(address: str, waits: Waits) -> None:
    """Press Run on a page of the Neuron lab again and again."""
    reader = await Reader.open(address)
    while True:
        begun = time.monotonic()
        await reader.press_run()
        await reader.hear()
        waits["Run"].append(time.monotonic() - begun)


def lines() -> Iterator[Line]:
    """Measure the longest waits beside each deed, and above what they are without."""
    with serving_app() as server:
        server.keep_to_a_core()
        # The first visit to it waits for what it tries, which later ones do not.
        asyncio.run(visit(urljoin(server.address, "/healthz")))
        without = median_waits(server.address, nothing)
        for name, deed in DEEDS.items():
            longest = median_waits(server.address, deed)
            for asked, seconds in longest.items():
                yield Line(f"longest wait for {asked}: {name}", 1e3 * seconds, "ms")
                above = 1e3 * max(0.0, seconds - without[asked])
                yield Line("— above that without", above, "ms", reach=Reach(most=250))


async def nothing(address: str) -> None:
    """Open as many pages at once as for the deeds, and do nothing on them for as long."""
    async with pages(address, LAB):
        await asyncio.sleep(SECONDS_AFTER)
