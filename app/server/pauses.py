"""Pauses before a page or a lab is built, which holds up everybody: others are served in them.

A class that joins must not stop the pages that run.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SECONDS = 0.01
"""Enough to answer what came meanwhile: to build a page takes ten times as long."""


class Pauses:
    """One pause for each of those who are about to build, however many come at once."""

    def __init__(self) -> None:
        self._one_by_one = asyncio.Lock()

    @asynccontextmanager
    async def building(self) -> AsyncIterator[None]:
        """Have the caller build after a pause of its own, and before the next one's begins."""
        async with self._one_by_one:
            await asyncio.sleep(SECONDS)
            yield

    async def pause(self) -> None:
        """Return after a pause of the caller's own, who then builds and waits for nothing."""
        async with self.building():
            pass
