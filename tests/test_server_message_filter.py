"""app.server.message_filter.

What a client may say to its session, and that all else changes nothing.
"""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bokeh.document import Document
from bokeh.io import curdoc
from bokeh.model import Model

from tests.serving import PageClient, Visitors, server_of, until


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Visitors, PageClient, Document]]:
    """A server with one page, and the document that the server has of it."""
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        (document,) = visitors.server.documents
        assert isinstance(document, Document)
        yield visitors, page, document


def changed(model: Model, attribute: str, value: object) -> dict[str, object]:
    """The part of a patch that changes a property."""
    of = {"id": model.id}
    return {"kind": "ModelChanged", "model": of, "attr": attribute, "new": value}


def said(model: Model, data: dict[str, Any], name: str = "data_event") -> dict[str, Any]:
    """The part of a patch by which a script of the page says something to the server."""
    entries = [["model", {"id": model.id}], ["data", {"type": "map", "entries": [*data.items()]}]]
    event = {"type": "event", "name": name, "values": {"type": "map", "entries": entries}}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}


def state(document: Document) -> str:
    """All that the server would tell a page."""
    return json.dumps(document.to_json(), default=str, sort_keys=True)


async def test_what_a_quick_reader_does_before_the_page_is_drawn_is_answered():
    async with opened() as (_visitors, page, document):
        link = component(document, "PageLink")
        # No document_ready was said before.
        await page.patch(said(link, {"lab": "softmax"}))
        told = ""
        while "SoftmaxView" not in told:
            patch = await page.receive_one("PATCH-DOC")
            told = json.dumps(patch.content)


def component(document: Document, name: str) -> Model:
    """The component of this class."""
    (found,) = [
        each
        for each in document.models
        if type(getattr(each, "data", None)).__name__.startswith(name)
    ]
    return found


def set_weight(document: Document, value: object, name: str = "weight") -> dict[str, object]:
    """The part of a patch by which the Neuron lab says that a reader has set the weight."""
    message = {"kind": "set", "name": name, "value": value, "done": True}
    return said(component(document, "NeuronView"), message)


async def test_a_control_that_a_reader_moves_is_heard():
    async with opened() as (_visitors, page, document):
        assert (await page.patch(set_weight(document, 2))).msgtype == "OK"
        link = component(document, "PageLink")
        await until(lambda: link.data.address == {"weight": "2"})


async def test_a_script_of_the_page_is_heard():
    async with opened() as (_visitors, page, document):
        link = component(document, "PageLink")
        assert (await page.patch(said(link, {"lab": "softmax"}))).msgtype == "OK"
        await until(lambda: link.data.address == {"lab": "softmax"})


async def test_a_model_that_a_browser_describes_is_known_by_its_id_alone():
    async with opened() as (_visitors, page, document):
        link = component(document, "PageLink")
        event = said(link, {"lab": "softmax"})
        values = event["msg_data"]["values"]
        described = {"type": "object", "name": type(link).__qualified_model__, "id": link.id}
        described["attributes"] = {"esm": "alert(1)", "name": "another", "class_name": "another"}
        values["entries"][0] = ["model", described]
        before = (link.esm, link.name, link.class_name)
        assert (await page.patch(event)).msgtype == "OK"
        await until(lambda: link.data.address == {"lab": "softmax"})
        assert (link.esm, link.name, link.class_name) == before
        # Nor is a model made that is not there.
        models = len(document.models)
        values["entries"][0] = ["model", described | {"id": "p999999"}]
        await page.patch(event)
        assert len(document.models) == models
        # What is done now is not done to this page, which asked last.
        assert curdoc() is not document


async def test_what_a_script_says_holds_no_model():
    async with opened() as (_visitors, page, document):
        link = component(document, "PageLink")
        for value in ({"id": link.id}, [{"id": link.id}]):
            assert (await page.patch(set_weight(document, value))).msgtype == "OK"
        await page.patch(set_weight(document, 2, name="bias"))
        await until(lambda: link.data.address == {"bias": "2"})
        # It was not even refused by the lab, which would have told the reader.
        assert link.data.problems == []


async def test_no_property_can_be_set():
    async with opened() as (_visitors, page, document):
        before = state(document)
        for attribute in ("value", "start", "end", "x_range", "name", "visible", "sx"):
            await page.patch(*(changed(model, attribute, 3) for model in document.models))
            assert state(document) == before, attribute


async def test_what_the_server_says_cannot_be_set():
    async with opened() as (_visitors, page, document):
        before = state(document)
        link = component(document, "PageLink")
        for attribute, value in [("data", None), ("esm", "alert(1)"), ("children", [])]:
            await page.patch(changed(link, attribute, value))
        assert state(document) == before


OTHER_EVENTS = [
    {"kind": "RootAdded", "model": {"type": "object", "name": "Div", "id": "x"}},
    {"kind": "TitleChanged", "title": "another"},
    {"kind": "MessageSent", "msg_type": "another", "msg_data": {}},
    {"kind": "ColumnsStreamed", "model": {"id": "x"}, "attr": "data", "data": {}},
    {"kind": "no such kind"},
]


async def test_no_other_event_is_heard():
    async with opened() as (_visitors, page, document):
        before, roots = state(document), len(document.roots)
        for event in OTHER_EVENTS:
            await page.patch(event)
            assert (state(document), len(document.roots)) == (before, roots), event
            assert document.title != "another"


async def test_roots_cannot_be_taken_away():
    async with opened() as (_visitors, page, document):
        before = [root.id for root in document.roots]
        await page.patch({"kind": "RootRemoved", "model": {"id": before[0]}})
        assert [root.id for root in document.roots] == before


async def test_of_a_patch_the_allowed_part_is_heard():
    async with opened() as (_visitors, page, document):
        events = [{"kind": "TitleChanged", "title": "another"}, set_weight(document, 2)]
        assert (await page.patch(*events)).msgtype == "OK"
        link = component(document, "PageLink")
        await until(lambda: link.data.address == {"weight": "2"})
        assert document.title != "another"


OTHER_MESSAGES = {
    "PUSH-DOC": {"doc": {"version": "3", "title": "mine", "roots": []}},
    "SERVER-INFO-REQ": {},
    "ACK": {},
    "OK": {},
    "ERROR": {"text": "x", "traceback": None},
    "PULL-DOC-REPLY": {"doc": {}},
}


async def test_no_other_message_is_answered(caplog):
    async with opened() as (_visitors, page, document):
        before, roots = state(document), [root.id for root in document.roots]
        for kind, content in OTHER_MESSAGES.items():
            await page.send(kind, content)
            answer = await page.receive_one("ERROR")
            assert answer.content == {"text": "refused", "traceback": None}, kind
            assert state(document) == before
            assert [root.id for root in document.roots] == roots
            await page.pull()
    # The first is told of, and the rest of the same client is not.
    assert [each.name for each in caplog.records if each.levelno >= logging.WARNING] == [
        "app.server.message_filter"
    ]


BAD_PATCHES: list[Any] = [
    {},
    {"events": None},
    {"events": 1},
    {"events": [None]},
    {"events": [1, "a", []]},
    {"events": [{"kind": "ModelChanged"}]},
    {"events": [{"kind": "ModelChanged", "attr": "value"}]},
    {"events": [{"kind": "ModelChanged", "attr": "value", "model": {"id": "none"}, "new": 1}]},
    {"events": [{"kind": "ModelChanged", "attr": "value", "model": None, "new": 1}]},
    {"events": [{"kind": "ModelChanged", "attr": ["value"], "model": {"id": "p1"}, "new": 1}]},
    {"events": [{"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": None}]},
    {
        "events": [
            {
                "kind": "MessageSent",
                "msg_type": "bokeh_event",
                "msg_data": {"type": "event", "name": "no such event", "values": {}},
            }
        ]
    },
]


async def test_bad_patches_are_refused_in_one_line_and_without_a_traceback(caplog):
    async with opened() as (visitors, page, document):
        before = state(document)
        for content in BAD_PATCHES:
            await page.send("PATCH-DOC", content)
            answer = await page.receive_one("ERROR", "OK")
            assert "Traceback" not in json.dumps(answer.content)
            if answer.msgtype == "ERROR":
                assert answer.content == {"text": "refused", "traceback": None}
        assert state(document) == before
        # Neither this page nor another is the worse for it.
        assert (await page.patch(set_weight(document, 2))).msgtype == "OK"
        await visitors.page().open()
    ours = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    assert len(ours) == 1
    assert ours[0].startswith("refused a message of a client: ")
