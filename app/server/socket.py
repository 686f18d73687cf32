"""The websocket of a page, over which its session is built, pulled and changed."""

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from bokeh.util.token import check_token_signature, get_session_id, get_token_payload
from tornado.websocket import WebSocketClosedError

from app.server.headers import Answer
from app.server.in_order import InOrder
from app.server.message_filter import MessageFilter
from app.server.origins import Origins
from app.server.pauses import Pauses
from app.server.quota import PageQuota
from app.server.refusals import Refusals

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 256 * 1024
"""Bytes of one message of a client with all its parts; the largest of ours has a hundredth."""
GOING_AWAY, POLICY, BROKEN = 1001, 1008, 1011
"""Why a websocket is closed (RFC 6455, section 7.4.1)."""


class Socket(Answer, InOrder):
    """One page's connection."""

    def initialize(  # type: ignore[override]
        self,
        *,
        origins: Origins,
        secret: bytes,
        quota: PageQuota,
        refusals: Refusals,
        pauses: Pauses,
        sockets: "set[Socket]",
        **_of_bokeh: object,
    ) -> None:
        """Be one of the open ``sockets`` of a server, with what `IndexHandler` has of it, too."""
        self._origins = origins
        self._secret = secret
        self._quota = quota
        self._refusals = refusals
        self._pauses = pauses
        self._sockets = sockets
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
        headers = self.request.headers
        origin = headers.get("Origin")
        if page is None:
            self.set_status(403)
        elif not self._trusts(origin):
            # Asked here and not left to Tornado, which fails where an origin is no address at all.
            self._refusals.foreign(origin, self.request.host)
            self.set_status(403)
        elif "Upgrade" not in headers:
            self._refusals.stripped()
            self.set_status(400)
        elif self._quota.holds(page):
            # One connection a page: one that lost its own loads anew, with another ticket.
            self.set_status(409)
        elif self._quota.full(self.address):
            self.set_status(503)
        else:
            return
        self.finish()

    @property
    def address(self) -> str:
        """Where the client is."""
        return self.request.remote_ip or ""

    def check_origin(self, origin: str) -> bool:
        """Return whether the page came from this server, or may have in a sandboxed frame."""
        return self._trusts(origin)

    def _trusts(self, origin: str | None) -> bool:
        host = self.request.host
        is_framed = self.embedding.trusts(origin) and self._origins.serve(host)
        return is_framed or self._origins.trust(origin, host)

    def open(self, *args: Any, **kwargs: Any) -> None:
        """Count the page, which is built next."""
        # From the path Panel would work out addresses of files; ours are relative to the page.
        self.request.path = "/ws"
        super().open(*args, **kwargs)
        self._quota.take(get_session_id(str(self._token)), self.address)
        self._sockets.add(self)

    async def _async_open(self, token: str) -> None:
        try:
            # From Bokeh 3.10 on, what builds the page is a task of its own.
            async with self._pauses.building():
                if self not in self._sockets:
                    self._quota.leave(get_session_id(token))
                    return
                await super()._async_open(token)
        except WebSocketClosedError:
            return
        except Exception:
            log.exception("a page could not be built")
            self._quota.leave(get_session_id(token))
            self.close(BROKEN, "no page")
            return
        if self._closed_early:
            # Bokeh had no connection then that it could have taken from the session.
            self._leave_session()

    async def on_message(self, fragment: str | bytes) -> None:
        """Take a part of a message, after others have had a turn, however fast these come."""
        self._size += len(fragment)
        if self._size > LARGEST_MESSAGE:
            self._refuse("its size")
            return
        await asyncio.sleep(0)
        if self._is_open:
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

    @property
    def _is_open(self) -> bool:
        return self.close_code is None and self.ws_connection is not None

    def _refuse(self, reason: str) -> None:
        if self._is_open:
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
        self._sockets.discard(self)
        self._closed_early = self.connection is None
        self._leave_session()

    def _leave_session(self) -> None:
        super().on_close()
        # These refer to themselves and to this, and would stay until somebody looks for cycles.
        self.connection = None
        receiver: Any = self.receiver
        if receiver is not None:
            vars(receiver).clear()

    def _page_of_ticket(self) -> str | None:
        """Return for which page the client brings the ticket of a visit not long ago, or None."""
        parts = self.request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        token = parts[-1].strip()
        try:
            if parts[:-1] != ["bokeh"]:
                return None
            if not check_token_signature(token, self._secret, signed=True):
                return None
            expiry = int(get_token_payload(token)["session_expiry"])
            return get_session_id(token) if time.time() < expiry else None
        except Exception:
            # Of the many ways in which a ticket can be none, Bokeh looks for few.
            return None
