"""The server's log: one line an event, on standard error, with nothing that tells of a reader."""

import asyncio
import logging
from typing import Any

from tornado.websocket import WebSocketClosedError

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class OneLine(logging.Formatter):
    """Writes an error in the same line: what it was, and the last places in our code it came by."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of ``record``."""
        return " ⏎ ".join(super().format(record).splitlines())

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Return the type of an error, which says no more of values, and where it was raised."""
        kind, _error, trace = ei
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_qualname}:{trace.tb_lineno}")
            trace = trace.tb_next
        return f"{getattr(kind, '__name__', kind)} in {' > '.join(places[-6:])}"

    def formatStack(self, stack_info: str) -> str:  # noqa: ARG002, N802
        """Leave it out."""
        return ""


def write_log() -> None:
    """Send warnings and errors of this process, and what the app tells of itself, to the log."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(LINE))
    handler.addFilter(_worth_a_line)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    # Bokeh and Panel bring handlers of their own, which write several lines.
    for name in ("bokeh", "panel"):
        log = logging.getLogger(name)
        log.handlers.clear()
        log.setLevel(logging.NOTSET)
        log.propagate = True
    # It quotes what clients send; that something was refused is said elsewhere.
    logging.getLogger("bokeh.protocol").setLevel(logging.CRITICAL)


def _worth_a_line(record: logging.LogRecord) -> bool:
    """Return whether this is more than that a page was closed while something was sent to it."""
    return "connection was closed" not in record.getMessage()


def leave_out_closed_pages(loop: asyncio.AbstractEventLoop) -> None:
    """Keep closed pages out of the log of what ``loop`` runs."""
    loop.set_exception_handler(_handle)


def _handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)
