"""Answers a visit: with the page's shell at once, while nothing of a lab is built yet.

The shell brings a signed token with the address and the language of the visit. The lab is built
when the page comes back with it over its websocket, once, whichever worker that reaches.
"""

import secrets

from bokeh.util.token import generate_jwt_token, generate_session_id

from app.page.shell import notice_html, page_html, read_shell
from app.server.compression import QUICK, WAYS
from app.server.headers import Answer
from app.server.origins import Origins
from app.server.quota import PageQuota
from app.ui.language import marked
from app.ui.query import read_query

SECONDS_UNTIL_RETRY = 5
LIFE_OF_A_TICKET = 600
"""Seconds after which a page that never opened its websocket must be loaded anew."""

FULL = marked("The lab is full")
FULL_TEXT = marked(
    "As many pages are open as this server can carry. This page tries again by itself in a moment."
)
NAME = marked("This server does not know that name")
NAME_TEXT = marked(
    "It was reached as {host}. Use its IP address instead, or start it with --origin {host}."
)


class IndexHandler(Answer):
    """``GET /``."""

    def initialize(self, origins: Origins, secret: bytes, quota: PageQuota) -> None:
        """Keep what a server answers a visit with.

        ``origins`` knows under which names it may be reached, ``secret`` signs tickets.
        """
        self._origins = origins
        self._secret = secret
        self._quota = quota

    def get(self) -> None:
        """Answer with the shell, or with why there is no room or no such name."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("Vary", "Accept-Language, Accept-Encoding")
        language = self.request.headers.get("Accept-Language", "")
        shell = read_shell(read_query(self.request.query_arguments), language)
        _ = shell.translate
        if not self._origins.serve(self.request.host):
            self.set_status(403)
            host = self.request.host_name[:80]
            self.finish(notice_html(shell, _(NAME), _(NAME_TEXT).format(host=host)))
        elif self._quota.full(self.request.remote_ip or ""):
            self.set_status(503)
            self.set_header("Retry-After", str(SECONDS_UNTIL_RETRY))
            full = notice_html(shell, _(FULL), _(FULL_TEXT), retry=SECONDS_UNTIL_RETRY)
            self.finish(full)
        else:
            nonce = secrets.token_urlsafe(16)
            self.allow_scripts(nonce)
            ticket = self._ticket(language)
            framable = self.embedding.is_allowed
            self._finish(page_html(shell, ticket, nonce, framable=framable))

    def head(self) -> None:
        """Answer as ``get`` does without the page, in which there is a ticket for it alone."""
        self.let_frames_read()
        self.get()

    def _finish(self, page: str) -> None:
        """Send the page, compressed for whoever can read that.

        The ticket in it is another each time, so that no length tells what it is.
        """
        content = page.encode()
        encoding = self.encoding(QUICK)
        if encoding:
            self.set_header("Content-Encoding", encoding)
            content = WAYS[encoding](content)
        self.finish(content)

    def _ticket(self, language: str) -> str:
        visit = {
            "headers": {"Accept-Language": language},
            "cookies": {},
            "arguments": self.request.query_arguments,
        }
        return generate_jwt_token(
            generate_session_id(secret_key=self._secret, signed=True),
            secret_key=self._secret,
            signed=True,
            expiration=LIFE_OF_A_TICKET,
            extra_payload=visit,
        )
