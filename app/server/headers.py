"""What every answer of the server says of itself."""

import logging
from types import TracebackType

from tornado.web import HTTPError, RequestHandler

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        # Panel hands the modules of its components to the browser as blobs.
        "script-src 'self' blob:{nonce}",
        # Bokeh writes its styles into the page as it needs them.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY.format(nonce=""),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Answer(RequestHandler):
    """A handler whose answers carry HEADERS, also where they are errors."""

    def set_default_headers(self) -> None:
        """Set them, and do not name the server's software."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def allow_scripts(self, nonce: str) -> None:
        """Let scripts run that stand in the page and carry ``nonce``, which nobody can foresee."""
        self.set_header("Content-Security-Policy", POLICY.format(nonce=f" 'nonce-{nonce}'"))

    def log_exception(
        self,
        typ: type[BaseException] | None,  # noqa: ARG002
        value: BaseException | None,
        tb: TracebackType | None,  # noqa: ARG002
    ) -> None:
        """Write a line for an answer that failed by the server's own fault, and none for others.

        Who asked for what is nobody's business, but Tornado would write it into both.
        """
        if value is not None and not isinstance(value, HTTPError):
            log.error("%s failed", type(self).__name__, exc_info=value)


class NotFound(Answer):
    """Answers everything that is nowhere."""

    def prepare(self) -> None:
        """Say so, in one line."""
        self.set_status(404)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("There is nothing here.\n")
