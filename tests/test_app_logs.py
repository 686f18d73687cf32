"""app.logs: closed pages make no noise, and everything else still does."""

import asyncio
import logging

import pytest
from tornado.websocket import WebSocketClosedError

from app.logs import leave_out_closed_pages


def reported(error: Exception) -> list[str]:
    """What the log has of ``error``, when a loop finds that nobody took it."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]

    async def run() -> None:
        loop = asyncio.get_running_loop()
        leave_out_closed_pages(loop)
        loop.call_exception_handler({"message": "never retrieved", "exception": error})

    log = logging.getLogger("asyncio")
    log.addHandler(handler)
    try:
        asyncio.run(run())
    finally:
        log.removeHandler(handler)
    return lines


def test_a_page_closed_under_a_message_is_no_line() -> None:
    """Writing to a page that is gone is not reported."""
    assert reported(WebSocketClosedError()) == []


def test_any_other_error_is_reported() -> None:
    """What is nobody's fault but ours is."""
    assert any("never retrieved" in line for line in reported(ValueError("ours")))


@pytest.mark.parametrize(
    ("message", "kept"),
    [("Failed sending message as connection was closed", False), ("anything else", True)],
)
def test_of_the_websockets_only_closed_ones_are_left_out(
    message: str, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """Bokeh's own warning about a closed connection is left out, its others are kept."""

    async def run() -> None:
        leave_out_closed_pages(asyncio.get_running_loop())
        logging.getLogger("bokeh.server.views.ws").warning(message)

    asyncio.run(run())
    assert (message in caplog.messages) is kept
