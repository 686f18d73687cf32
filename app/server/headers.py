"""What every answer of the server says of itself."""

import asyncio
import logging
from collections.abc import Collection
from types import TracebackType

from tornado.web import HTTPError, RequestHandler

from app.server.compression import WAYS, chosen
from app.server.embedding import READABLE, Embedding

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        # Panel hands the modules of its components to the browser as blobs.
        "script-src 'self' blob:{nonce}",
        # Bokeh writes its styles into the page as it needs them.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors {ancestors}",
    )
)
FILE_POLICY = "default-src 'none'; frame-ancestors {ancestors}"
"""That of files: a browser that opens one by itself runs and fetches nothing."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What is said of every answer, besides the policy."""
FOR_THIS_SITE_ALONE = {
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A sandboxed frame could not open the page in a tab.
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What contradicts that other sites show the page."""


def headers(embedding: Embedding, nonce: str = "", policy: str = POLICY) -> dict[str, str]:
    """Return what every answer says where ``embedding`` is allowed.

    Scripts that stand in a page may run where they carry ``nonce``, if there is one.
    """
    marked = f" 'nonce-{nonce}'" if nonce else ""
    said = policy.format(nonce=marked, ancestors=embedding.ancestors)
    alone = {} if embedding.is_allowed else FOR_THIS_SITE_ALONE
    return {"Content-Security-Policy": said, **HEADERS, **alone}


class Answer(RequestHandler):
    """A handler whose answers carry these headers, also where they are errors."""

    @property
    def embedding(self) -> Embedding:
        """Which other sites may show the page."""
        allowed: Embedding = self.application.settings["embedding"]
        return allowed

    policy = POLICY

    def set_default_headers(self) -> None:
        """Set them, and do not name the server's software."""
        self.clear_header("Server")
        self._set(headers(self.embedding, policy=self.policy))

    def allow_scripts(self, nonce: str) -> None:
        """Let scripts run that stand in the page and carry ``nonce``, which nobody can foresee."""
        self._set(headers(self.embedding, nonce))

    def let_frames_read(self) -> None:
        """Let a page in a sandboxed frame read this answer, where there may be frames at all."""
        if self.embedding.is_allowed:
            self._set(READABLE)

    def encoding(self, among: Collection[str] = WAYS.keys()) -> str | None:
        """Return in which of the WAYS the client reads what is compressed; None if in none."""
        return chosen(self.request.headers.get("Accept-Encoding", ""), among)

    def _set(self, said: dict[str, str]) -> None:
        for name, value in said.items():
            self.set_header(name, value)

    def log_exception(
        self,
        typ: type[BaseException] | None,  # noqa: ARG002
        value: BaseException | None,
        tb: TracebackType | None,  # noqa: ARG002
    ) -> None:
        """Write a line for an answer that failed by the server's own fault, and none for others.

        Nor for one that ends because the server does. Who asked for what is nobody's business, but
        Tornado would write it into both.
        """
        if value is not None and not isinstance(value, HTTPError | asyncio.CancelledError):
            log.error("%s failed", type(self).__name__, exc_info=value)


class NotFound(Answer):
    """Answers everything that is nowhere."""

    def prepare(self) -> None:
        """Say so, in one line."""
        self.set_status(404)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("There is nothing here.\n")
