"""The websocket of a page, over which its session is built, pulled and changed."""

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from bokeh.util.token import check_token_signature, get_session_id, get_token_payload
from panel.io.server import WSHandler
from tornado.websocket import WebSocketClosedError

from app.server.headers import Answer
from app.server.message_filter import MessageFilter
from app.server.origins import may_serve, same_origin
from app.server.server_context import ServerContext

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 256 * 1024
"""Bytes of one message of a client with all its parts; the largest of ours has a hundredth."""
GOING_AWAY, POLICY, BROKEN = 1001, 1008, 1011
"""Why a websocket is closed (RFC 6455, section 7.4.1)."""


class Socket(Answer, WSHandler):
    """One page's connection."""

    def initialize(self, *, server_context: ServerContext, **_of_bokeh: object) -> None:  # type: ignore[override]
        """Belong to ``server_context``."""
        self.server_context = server_context
        self._size = 0
        self._closed_early = False
        self._messages = MessageFilter()

    @property  # type: ignore[override]
    def handler(self) -> MessageFilter:
        """What looks at messages."""
        return self._messages

    @handler.setter
    def handler(self, _of_bokeh: object) -> None:
        """Keep ours: the one that Bokeh sets lets everything in."""

    async def prepare(self) -> None:
        """Turn away, before the websocket is there, who has no ticket or no place."""
        await super().prepare()
        page = self._page_of_ticket()
        origin = self.request.headers.get("Origin")
        # Asked here and not left to Tornado, which fails where an origin is no address at all.
        foreign = origin is not None and not self.check_origin(origin)
        if foreign or not may_serve(self.request.host, self.server_context.names) or page is None:
            self.set_status(403)
        elif self.server_context.quota.holds(page):
            # One connection a page: one that lost its own loads anew, with another ticket.
            self.set_status(409)
        elif self.server_context.quota.full(self.address):
            self.set_status(503)
        else:
            return
        self.finish()

    @property
    def address(self) -> str:
        """Where the client is."""
        return self.request.remote_ip or ""

    def check_origin(self, origin: str) -> bool:
        """Return whether the page came from this server."""
        return same_origin(origin, self.request.host)

    def open(self, *args: Any, **kwargs: Any) -> None:
        """Count the page, which is built next."""
        super().open(*args, **kwargs)
        self.server_context.quota.take(get_session_id(str(self._token)), self.address)
        self.server_context.sockets.add(self)

    async def _async_open(self, token: str) -> None:
        try:
            await super()._async_open(token)
        except WebSocketClosedError:
            return
        except Exception:
            log.exception("a page could not be built")
            self.server_context.quota.leave(get_session_id(token))
            self.close(BROKEN, "no page")
            return
        if self._closed_early:
            # Bokeh had no connection then that it could have taken from the session.
            super().on_close()

    async def on_message(self, fragment: str | bytes) -> None:
        """Take a part of a message, after others have had a turn, however fast these come."""
        self._size += len(fragment)
        if self._size > LARGEST_MESSAGE:
            self._refuse("its size")
            return
        await asyncio.sleep(0)
        await super().on_message(fragment)

    async def _receive(self, fragment: str | bytes) -> Any:
        try:
            message = await self.receiver.consume(fragment)  # type: ignore[attr-defined]
            if message is not None:
                # What names the message in the answer to it, even in a refusal.
                message.header["msgid"]
        except Exception as error:
            self._refuse(type(error).__name__)
            return None
        if message is not None:
            self._size = 0
        return message

    def _refuse(self, reason: str) -> None:
        if self.close_code is None and self.ws_connection is not None:
            log.warning("closed the connection of a client: %s", reason)
            self.close(POLICY, "refused")

    def ping(self, data: str | bytes = b"") -> None:
        """Ask whether the page is still there, but not while its connection is being closed.

        Bokeh would take the connection from its session, and miss it when it is told of the end.
        """
        with suppress(WebSocketClosedError):
            super().ping(data)

    def on_close(self) -> None:
        """Forget the page's connection; its session ends soon after."""
        self.server_context.sockets.discard(self)
        self._closed_early = self.connection is None
        super().on_close()

    def _page_of_ticket(self) -> str | None:
        """Return for which page the client brings the ticket of a visit not long ago, or None."""
        parts = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        token = parts[-1].strip()
        try:
            if parts[:-1] != ["bokeh"]:
                return None
            if not check_token_signature(token, self.server_context.secret, signed=True):
                return None
            expiry = int(get_token_payload(token)["session_expiry"])
            return get_session_id(token) if time.time() < expiry else None
        except Exception:
            # Of the many ways in which a ticket can be none, Bokeh looks for few.
            return None
