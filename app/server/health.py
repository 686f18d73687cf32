"""Tells whoever looks after the server whether it works."""

import asyncio
import logging
import math
import time

from app.server.headers import Answer
from app.server.pauses import Pauses
from app.server.probe_page import probe_page

log = logging.getLogger(__name__)

SECONDS_BETWEEN_TRIES = 30.0
"""To build all labs takes most of a second, in pieces."""
SECONDS_AFTER_A_FAILURE = 5.0
SECONDS_OF_AN_ANSWER = 120.0
"""For which the last try answers while the next is under way."""


class Tries:
    """Whether a page can be built, tried no more often than now and then."""

    def __init__(self, pauses: Pauses) -> None:
        self._pauses = pauses
        self._works = False
        self._last = -math.inf
        self._trying: asyncio.Task[None] | None = None

    async def works(self) -> bool:
        """Return what came of the last try.

        Once that is half a minute old the next one is under way. It is waited for where the last
        one failed, or is too old to answer.
        """
        age = time.monotonic() - self._last
        pause = SECONDS_BETWEEN_TRIES if self._works else SECONDS_AFTER_A_FAILURE
        if self._trying is None and age >= pause:
            self._trying = asyncio.create_task(self._try())
        is_answer = self._works and age < SECONDS_OF_AN_ANSWER
        if self._trying is not None and not is_answer:
            await asyncio.shield(self._trying)
        return self._works

    def close(self) -> None:
        """Give up a try that is under way."""
        if self._trying is not None:
            self._trying.cancel()

    async def _try(self) -> None:
        try:
            self._works = await self._builds()
            self._last = time.monotonic()
        finally:
            self._trying = None

    async def _builds(self) -> bool:
        """Build a page with all labs that nobody sees; others are served between the labs."""
        try:
            await self._pauses.pause()
            with probe_page() as (_document, page):
                for lab in page.labs:
                    page.show(lab)
                    await self._pauses.pause()
                return True
        except Exception:
            log.exception("health: a page cannot be built")
            return False


class Health(Answer):
    """``GET /healthz``: 200 only when a page can be built, which is tried."""

    def initialize(self, tries: Tries) -> None:
        """Keep who tries it."""
        self._tries = tries

    async def get(self) -> None:
        """Say what came of the last try."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if await self._tries.works():
            self.finish("ok\n")
        else:
            self.set_status(503)
            self.finish("a page cannot be built\n")
