"""What the server's log leaves out: that a page was closed while something was sent to it."""

import asyncio
import logging
from typing import Any

from tornado.websocket import WebSocketClosedError


def _worth_a_line(record: logging.LogRecord) -> bool:
    return "connection was closed" not in record.getMessage()


def _handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)


def leave_out_closed_pages(loop: asyncio.AbstractEventLoop) -> None:
    """Keep closed pages out of the log of what ``loop`` runs."""
    logging.getLogger("bokeh.server.views.ws").addFilter(_worth_a_line)
    loop.set_exception_handler(_handle)
