"""What a client may send: a message at a time, and of each only what a page of ours would say.

A client can write anything. Without this it could replace the whole document of its session, set
any property of any of its models, and have the traceback of what goes wrong sent back.
"""

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bokeh.protocol.message import Message
from bokeh.server.connection import ServerConnection
from bokeh.server.session import ServerSession

log = logging.getLogger(__name__)

ANSWERS: Mapping[str, Any] = MappingProxyType(
    {"PULL-DOC-REQ": ServerSession.pull, "PATCH-DOC": ServerSession.patch}
)
MAY_BE_SET = {"value", "value_throttled"}
"""The properties of widgets that a reader moves; browsers report others, which nobody reads."""


class Messages:
    """Hands one client's messages to its session, and keeps from it what they should not do."""

    def __init__(self) -> None:
        self._refused = 0

    async def handle(self, message: Message[Any], connection: ServerConnection) -> Message[Any]:
        """Return the answer to ``message``."""
        answer = ANSWERS.get(message.msgtype)
        reason = "unknown type"
        try:
            if answer is not None:
                if message.msgtype == "PATCH-DOC":
                    message.content["events"] = list(filter(_allowed, message.content["events"]))
                answered: Message[Any] = await answer(message, connection)
                return answered
        except Exception as error:
            # Whatever Bokeh makes of hostile values.
            reason = type(error).__name__
        if not self._refused:
            log.warning("refused a message of a client: %s", reason)
        self._refused += 1
        # Outside of `except`, or Bokeh would send the traceback along.
        return connection.error(message, "refused")


def _allowed(event: Any) -> bool:
    """Return whether a page of ours might have sent this part of a patch."""
    if event["kind"] == "ModelChanged":
        return event["attr"] in MAY_BE_SET
    return bool(event["kind"] == "MessageSent" and event["msg_type"] == "bokeh_event")
