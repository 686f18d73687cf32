"""Tells whoever looks after the server whether it works."""

import asyncio
import logging
import math
import time

from app.server.headers import Answer
from app.server.probe_page import probe_page

log = logging.getLogger(__name__)

SECONDS_BETWEEN_TRIES = 5.0
SECONDS_BETWEEN_LABS = 0.005
"""In which others are served: to build a lab takes longer than most of what they ask for."""


class Tries:
    """Whether a page can be built, tried no more often than now and then."""

    def __init__(self) -> None:
        self._works = False
        self._last = -math.inf
        self._trying = asyncio.Lock()

    async def works(self) -> bool:
        """Return what came of the last try."""
        async with self._trying:
            if time.monotonic() - self._last >= SECONDS_BETWEEN_TRIES:
                self._works = await self._try()
                self._last = time.monotonic()
        return self._works

    async def _try(self) -> bool:
        """Build a page with all labs that nobody sees; others are served between the labs."""
        try:
            with probe_page() as (_document, page):
                for lab in page.places:
                    page.show(lab)
                    await asyncio.sleep(SECONDS_BETWEEN_LABS)
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
