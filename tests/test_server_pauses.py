"""app.server.pauses: others are served between those who build, however many come at once."""

import asyncio
import time
from itertools import pairwise

from app.server.pauses import SECONDS, Pauses


async def test_of_many_who_build_none_follows_another_without_a_pause():
    pauses = Pauses()
    seen: list[str] = []

    async def build(name: str) -> None:
        async with pauses.building():
            # As where a task builds that has to begin first.
            await asyncio.sleep(0)
            seen.append(name)
            time.sleep(2 * SECONDS)

    async def serve() -> None:
        while True:
            seen.append("")
            await asyncio.sleep(0)

    others = asyncio.create_task(serve())
    await asyncio.gather(*(build(name) for name in "abc"))
    others.cancel()
    assert [name for name in seen if name] == ["a", "b", "c"]
    places = [place for place, name in enumerate(seen) if name]
    # Whoever serves has several goes: to take a request, to answer it, and to write that.
    assert min(after - before for before, after in pairwise(places)) > 10


async def test_who_gives_up_keeps_nobody_waiting():
    pauses = Pauses()
    gone, stays = (asyncio.create_task(pauses.pause()) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert gone.cancelled()
