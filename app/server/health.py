"""Tells whoever looks after the server whether it works."""

import logging
import math
import time

from app.server.headers import Answer
from app.server.specimen import specimen

log = logging.getLogger(__name__)

SECONDS_BETWEEN_TRIES = 5.0


class Tries:
    """Whether a page can be built, tried no more often than now and then.

    A try takes longer than anything else that can be asked for, and holds up everybody.
    """

    def __init__(self) -> None:
        self._works = False
        self._last = -math.inf

    def works(self) -> bool:
        """Return what came of the last try."""
        if time.monotonic() - self._last >= SECONDS_BETWEEN_TRIES:
            self._works = self._try()
            self._last = time.monotonic()
        return self._works

    def _try(self) -> bool:
        """Build a page with all labs that nobody sees."""
        try:
            with specimen():
                return True
        except Exception:
            log.exception("health: a page cannot be built")
            return False


class Health(Answer):
    """``GET /healthz``: 200 only when a page can be built, which is tried."""

    def initialize(self, tries: Tries) -> None:
        """Keep who tries it."""
        self._tries = tries

    def get(self) -> None:
        """Say what came of the last try."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if self._tries.works():
            self.finish("ok\n")
        else:
            self.set_status(503)
            self.finish("a page cannot be built\n")
