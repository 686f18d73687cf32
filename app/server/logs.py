"""The server's log: one line an event, on standard error, with nothing that tells of a reader."""

import asyncio
import logging
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from logging import LogRecord
from typing import Any

from tornado.websocket import WebSocketClosedError

from app.jobs.log_line import OneLine

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
SECONDS_UNTOLD = 60.0
"""For so long lines like one that was written are only counted."""
OBJECT = re.compile(r"\bat 0x[0-9a-fA-F]+")
"""Where an object is in memory, which is all that makes some lines differ."""


@dataclass
class Told:
    """A line that was written at a time, and how often it came again since."""

    time: float
    again: int = 0


class Repeats(logging.Filter):
    """Lets a line through once, and has its repetitions told of in one line a minute."""

    def __init__(
        self,
        write: Callable[[LogRecord], object],
        later: Callable[[float, Callable[[], None]], object],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._write = write
        self._later = later
        self._now = now
        self._told: dict[tuple[object, ...], Told] = {}

    def filter(self, record: LogRecord) -> bool:
        """Return whether to write ``record``."""
        error = record.exc_info[0] if record.exc_info else None
        line = (record.name, record.levelno, OBJECT.sub("", record.getMessage()), error)
        now = self._now()
        told = self._told.get(line)
        if told is None or (not told.again and now - told.time >= SECONDS_UNTOLD):
            self._forget(now)
            self._told[line] = Told(now)
            return True
        told.again += 1
        if told.again == 1:
            self._later(told.time + SECONDS_UNTOLD - now, lambda: self._tell(record, told))
        return False

    def _forget(self, now: float) -> None:
        recent = self._told.items()
        self._told = {
            line: told for line, told in recent if told.again or now - told.time < SECONDS_UNTOLD
        }

    def _tell(self, record: LogRecord, told: Told) -> None:
        text = f"{record.getMessage()} (again, {told.again} times)"
        told.time, told.again = self._now(), 0
        where = record.pathname, record.lineno
        self._write(LogRecord(record.name, record.levelno, *where, text, (), record.exc_info))


def _in_a_thread(seconds: float, call: Callable[[], None]) -> None:
    """Call after so many seconds, should the process be there then."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


def write_log() -> None:
    """Send warnings and errors of this process, and what the app tells of itself, to the log."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(LINE))
    handler.addFilter(_worth_a_line)
    handler.addFilter(Repeats(handler.emit, _in_a_thread))
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


def _worth_a_line(record: LogRecord) -> bool:
    """Return whether this is more than that a page was closed while something was sent to it."""
    return "connection was closed" not in record.getMessage()


def leave_out_closed_pages(loop: asyncio.AbstractEventLoop) -> None:
    """Keep closed pages out of the log of what ``loop`` runs."""
    loop.set_exception_handler(_handle)


def _handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), WebSocketClosedError):
        loop.default_exception_handler(context)
