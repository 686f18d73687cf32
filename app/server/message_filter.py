"""What a client may send: a message at a time, and of each only what a page of ours would say.

A client can write anything. Without this it could replace the whole document of its session, set
any property of any of its models, and have the traceback of what goes wrong sent back.
"""

import logging
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from bokeh.events import DocumentReady
from bokeh.io.doc import _PATCHED_CURDOCS
from bokeh.protocol.message import Message
from bokeh.server.connection import ServerConnection
from bokeh.server.session import ServerSession

log = logging.getLogger(__name__)

ANSWERS: Mapping[str, Any] = MappingProxyType(
    {"PULL-DOC-REQ": ServerSession.pull, "PATCH-DOC": ServerSession.patch}
)
MAY_HAPPEN = {"document_ready", "data_event"}
"""The events that a page of ours tells of: it is there, and a script says something."""
PLAIN = {"map", "number"}
"""How Bokeh writes what JSON has no word for, as far as our scripts say it.

The other forms are for more than data. They make models of any type, or arrays of any size, and a
few of them unpack to a thousand times what they were.
"""


class MessageFilter:
    """Hands one client's messages to its session, and keeps from it what they should not do."""

    def __init__(self) -> None:
        self._told = False
        self._heard = False

    async def handle(self, message: Message[Any], connection: ServerConnection) -> Message[Any]:
        """Return the answer to ``message``."""
        answer = ANSWERS.get(message.msgtype)
        reason = "unknown type"
        try:
            if answer is not None:
                if message.msgtype == "PATCH-DOC":
                    await self._first_heard(connection.session)
                    message.content["events"] = [*_taken(message.content["events"])]
                answered: Message[Any] = await answer(message, connection)
                return answered
        except Exception as error:
            # Whatever Bokeh makes of hostile values.
            reason = type(error).__name__
            _forget_patched_document()
        if not self._told:
            self._told = True
            log.warning("refused a message of a client: %s", reason)
        # Outside of `except`, or Bokeh would send the traceback along.
        return connection.error(message, "refused")

    async def _first_heard(self, session: ServerSession) -> None:
        """See to it that from the first that a page says, it is told of all that changes.

        Panel keeps changes from a page until that tells that it is drawn, in the belief that the
        document has not been asked for yet. What a quick reader set off before would be lost.
        """
        if not self._heard:
            self._heard = True
            ready = session.document.callbacks.trigger_event
            await session.with_document_locked(ready, DocumentReady())  # type: ignore[misc]


def _forget_patched_document() -> None:
    """Have no document be the present one any more because of a patch that failed.

    Bokeh takes the document of a patch for the present one until that is done; before 3.10, where
    it keeps them in a list, for good if the patch fails.
    """
    patched: Any = _PATCHED_CURDOCS
    if isinstance(patched, list):
        patched.clear()


def _taken(events: Any) -> Iterator[Any]:
    """Give those parts of a patch that a page of ours might have sent, each as it is taken.

    No property of a model is set by them: settings are messages, too. A browser that names a model
    for the first time describes it; of that its id alone is taken.
    """
    for event in events:
        if event["kind"] != "MessageSent" or event["msg_type"] != "bokeh_event":
            continue
        said = event["msg_data"]
        if said["type"] != "event" or said["name"] not in MAY_HAPPEN:
            continue
        entries = said["values"].get("entries", ())
        if all(name == "model" or _is_plain(value) for name, value in entries):
            named = [[name, _by_id(value) if name == "model" else value] for name, value in entries]
            values = {"type": "map", "entries": named}
            yield {**event, "msg_data": {**said, "values": values}}


def _by_id(model: Any) -> dict[str, Any]:
    """Return the reference to a model, be it one already or a description."""
    return {"id": model["id"]}


def _is_plain(value: Any) -> bool:
    """Return whether ``value`` is data and nothing else."""
    if isinstance(value, dict):
        known = "id" not in value and value.get("type", "map") in PLAIN
        return known and all(map(_is_plain, value.values()))
    return all(map(_is_plain, value)) if isinstance(value, list) else True
