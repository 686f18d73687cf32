"""Tells whoever looks after the server whether it works."""

import logging

from app.server.headers import Answer
from app.server.specimen import specimen

log = logging.getLogger(__name__)


class Health(Answer):
    """``GET /healthz``: 200 only when a page can be built, which is tried."""

    def get(self) -> None:
        """Build a page with all labs that nobody sees."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        try:
            with specimen():
                self.finish("ok\n")
        except Exception:
            log.exception("health: a page cannot be built")
            self.set_status(503)
            self.finish("a page cannot be built\n")
