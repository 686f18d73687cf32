"""app.server.in_order: what a page is told, it is told in the order in which it happened."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

import pytest
from bokeh.document import Document
from bokeh.model import Model
from bokeh.models import Range1d
from tornado.websocket import WebSocketHandler

from tests.serving import server_of, until
from tests.test_server_message_filter import component, said


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """A slow line from server to pages: what is written counts as sent once this is set."""
    is_free = asyncio.Event()
    write = WebSocketHandler.write_message

    def write_slowly(*what: Any, **how: Any) -> Awaitable[None]:
        written = write(*what, **how)

        async def sent() -> None:
            await is_free.wait()
            await written

        return asyncio.ensure_future(sent())

    monkeypatch.setattr(WebSocketHandler, "write_message", write_slowly)
    return is_free


def ranges(document: Document) -> set[Model]:
    """What the axes of the plots reach over, in all labs that are open."""
    return set(document.select({"type": Range1d}))


async def test_a_lab_comes_before_what_changes_in_it_also_on_a_slow_line(line):
    async with server_of() as visitors:
        line.set()
        page = visitors.page()
        await page.open()
        (document,) = visitors.server.documents
        before = ranges(document)
        line.clear()
        event = said(component(document, "PageLink"), {"lab": "several"})
        await page.send("PATCH-DOC", {"events": [event]})
        await until(lambda: ranges(document) > before)
        (changed, *_others) = ranges(document) - before
        session = document.session_context.session
        change = session.with_document_locked(changed.update, end=1234.0)
        changing = asyncio.create_task(change)
        line.set()
        await changing
        told, happened = "", []
        while changed.id not in told:
            events = (await page.receive_one("PATCH-DOC")).content["events"]
            told = json.dumps(events)
            happened += [event.get("attr", event["kind"]) for event in events]
        assert "MultiInputView" in told
        # Of which lab the root is, the browser has to know before.
        assert happened.index("opened") < happened.index("RootAdded")
