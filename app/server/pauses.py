"""Pauses before a page or a lab is built, which holds up everybody: others are served in them."""

import asyncio

SECONDS = 0.01
"""Enough to answer what came meanwhile: to build a page takes ten times as long."""


class Pauses:
    """One pause for each of those who are about to build, however many come at once."""

    def __init__(self) -> None:
        self._one_by_one = asyncio.Lock()

    async def pause(self) -> None:
        """Return after a pause that nobody else has; whoever called builds at once."""
        async with self._one_by_one:
            await asyncio.sleep(SECONDS)
