"""Pages without a browser whose networks are being trained, to measure others beside."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from app.labs.network.networks import Network, Networks
from app.networks.side_by_side import MOST_NETWORKS
from tests.bench.reader import Reader

PAGES = 4
LONGEST = 30.0
"""Seconds after which a page counts as one that does not train."""


def long_training() -> str:
    """Return the query of a page on which four networks learn for minutes."""
    network = Network("sigmoid-quadratic", "unit", 0.01, (100, 100, 100))
    networks = Networks().write((network,) * MOST_NETWORKS)
    named = {"networks": networks, "mini_batch": "1", "epochs": "100"}
    return urlencode({"lab": "network", **{f"network.{n}": text for n, text in named.items()}})


@contextmanager
def pages_that_train(address: str) -> Iterator[None]:
    """Have pages train meanwhile. Their readers draw nothing: only the server has work with them.

    Raises AssertionError if one has heard nothing of its training, or nothing more in the end.
    """
    heard = [0] * PAGES
    over = threading.Event()
    asked = f"{address}?{long_training()}"
    thread = threading.Thread(target=lambda: asyncio.run(_train(asked, heard, over)), daemon=True)
    thread.start()
    try:
        assert _more_heard(heard, [0] * PAGES)
        yield
        assert _more_heard(heard, list(heard))
    finally:
        over.set()
        thread.join()


def _more_heard(heard: list[int], before: list[int]) -> bool:
    """Return whether every page hears more than before, as long as it may take."""
    waiting = threading.Event()
    for _turn in range(round(LONGEST / 0.1)):
        if all(now > then for now, then in zip(heard, before, strict=True)):
            return True
        waiting.wait(0.1)
    return False


async def _train(address: str, heard: list[int], over: threading.Event) -> None:
    readers = [await Reader.open(address) for _page in range(PAGES)]

    async def listen(index: int) -> None:
        await readers[index].press_run()
        while True:
            await readers[index].hear()
            heard[index] += 1

    listening = [asyncio.create_task(listen(index)) for index in range(PAGES)]
    await asyncio.to_thread(over.wait)
    for task in listening:
        task.cancel()
    for reader in readers:
        reader.close()
