"""Pauses before a page or a lab is built, which holds up everybody: others are served in them.

A class that joins must not stop the pages that run.
"""

import asyncio

SECONDS = 0.01
"""Enough to answer what came meanwhile: to build a page takes ten times as long."""


class Pauses:
    """One pause for each of those who are about to build, however many come at once.

    Whoever's pause is over builds before the next one's begins, if it waits for nothing more.
    """

    def __init__(self) -> None:
        self._one_by_one = asyncio.Lock()

    async def pause(self) -> None:
        """Return after a pause of the caller's own."""
        async with self._one_by_one:
            await asyncio.sleep(SECONDS)
