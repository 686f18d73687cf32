"""A websocket over which a page hears everything in the order in which it happened.

Bokeh writes a message part by part and waits in between, on a slow line for long. What Panel would
write meanwhile it puts off, and what Bokeh writes next passes that: the page was told what changed
in a lab that it was still to be given, complained, and never heard of the change again.
"""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from bokeh.protocol.message import Message
from panel.io.server import WSHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler


class InOrder(WSHandler):
    """Writes each message in one go, so that no other has to be put off."""

    async def send_message(self, message: Message[Any]) -> None:
        """Write ``message``, and only then wait until all of it is on its way."""
        written = []
        with suppress(WebSocketClosedError):
            for part in _parts(message):
                is_binary = isinstance(part, bytes)
                written.append(WebSocketHandler.write_message(self, part, is_binary))
        # Where the connection is closed amid them, those before that fail, too.
        await asyncio.gather(*written, return_exceptions=True)


def _parts(message: Message[Any]) -> Iterator[str | bytes]:
    """Give what Bokeh's protocol makes of a message: three texts, and two parts for each array."""
    yield from (message.header_json, message.metadata_json, message.content_json)
    for buffer in message.buffers:
        yield json.dumps(buffer.ref)
        yield buffer.to_bytes()
