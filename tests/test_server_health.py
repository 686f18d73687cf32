"""app.server.health: 200 only while a page can be built, and nothing is left of the attempt."""

import asyncio
import gc
import weakref
from typing import Any

import pytest
from bokeh.document import Document

import app.server.health
import app.server.probe_page
from app.page.page import Page, build
from app.server.pauses import Pauses
from tests.serving import server_of


class Broken(RuntimeError):
    """What a page that cannot be built raises in these tests."""


@pytest.fixture(autouse=True)
def try_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a page built whenever somebody asks, and waited for."""
    monkeypatch.setattr(app.server.health, "SECONDS_BETWEEN_TRIES", 0.0)
    monkeypatch.setattr(app.server.health, "SECONDS_AFTER_A_FAILURE", 0.0)
    monkeypatch.setattr(app.server.health, "SECONDS_OF_AN_ANSWER", 0.0)


async def test_who_asks_often_does_not_hold_up_others(monkeypatch):
    built = []

    def counted(*arguments: Any) -> Page:
        built.append(arguments)
        return build(*arguments)

    async with server_of() as visitors:
        monkeypatch.setattr(app.server.probe_page, "build", counted)
        monkeypatch.setattr(app.server.health, "SECONDS_BETWEEN_TRIES", 3600.0)
        for _ in range(3):
            assert (await visitors.ask("/healthz")).code == 200
        assert len(built) == 1
        monkeypatch.setattr(app.server.health, "SECONDS_BETWEEN_TRIES", 0.0)
        assert (await visitors.ask("/healthz")).code == 200
        assert len(built) == 2


async def test_the_last_try_answers_while_the_next_is_under_way(monkeypatch):
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def held(_pauses: Pauses) -> None:
        begun.set()
        await goes_on.wait()

    def fail(*_: object) -> Page:
        raise Broken

    async with server_of() as visitors:
        assert (await visitors.ask("/healthz")).code == 200
        monkeypatch.setattr(app.server.health, "SECONDS_OF_AN_ANSWER", 3600.0)
        monkeypatch.setattr(Pauses, "pause", held)
        assert (await visitors.ask("/healthz")).code == 200
        await begun.wait()
        assert (await visitors.ask("/healthz")).code == 200
        goes_on.set()
        # What goes wrong is told by the answer after the try.
        monkeypatch.setattr(app.server.probe_page, "build", fail)
        while (await visitors.ask("/healthz")).code == 200:
            await asyncio.sleep(0)
        # A failure is no answer for the next: what is mended is healthy at once.
        monkeypatch.setattr(app.server.probe_page, "build", build)
        assert (await visitors.ask("/healthz")).code == 200


async def test_it_is_healthy_when_a_page_can_be_built():
    async with server_of() as visitors:
        response = await visitors.ask("/healthz")
        assert (response.code, response.body) == (200, b"ok\n")


async def test_it_is_not_healthy_when_no_page_can_be_built(monkeypatch, caplog):
    def fail(*_: object) -> Page:
        raise Broken("the reason")

    async with server_of() as visitors:
        with monkeypatch.context() as broken:
            broken.setattr(app.server.probe_page, "build", fail)
            response = await visitors.ask("/healthz")
        assert response.code == 503
        text = response.body.decode()
        assert text.endswith("\n")
        assert len(text.splitlines()) == 1
        assert "Traceback" not in text
        assert "the reason" not in text
        assert (await visitors.ask("/healthz")).code == 200
    # Who looks after the server finds the reason in its log.
    assert any(record.exc_info and record.exc_info[0] is Broken for record in caplog.records)


async def test_it_is_not_healthy_when_a_lab_that_is_not_in_front_is_broken(monkeypatch):
    show = Page.show

    def fail_at_softmax(page: Page, name: str) -> None:
        if name == "softmax":
            raise Broken
        show(page, name)

    async with server_of() as visitors:
        monkeypatch.setattr(Page, "show", fail_at_softmax)
        assert (await visitors.ask("/healthz")).code == 503


@pytest.mark.parametrize("fails", [False, True])
async def test_the_health_check_leaves_nothing_behind(monkeypatch, fails):
    left: list[weakref.ref[object]] = []

    def remembered(document: Document, *arguments: Any) -> Page:
        page = build(document, *arguments)
        left.extend(weakref.ref(each) for each in (document, page, *document.models))
        if fails:
            raise Broken
        return page

    # A record of the error would keep what it is about.
    monkeypatch.setattr(app.server.health.log, "disabled", True)
    async with server_of() as visitors:
        monkeypatch.setattr(app.server.probe_page, "build", remembered)
        for _ in range(3):
            assert (await visitors.ask("/healthz")).code == (503 if fails else 200)
        assert visitors.server.documents == []
        assert sum(visitors.server.quota.counts) == 0
    # What the first pass takes away lets go of more.
    gc.collect()
    gc.collect()
    assert len(left) > 100
    assert [each() for each in left if each() is not None] == []


async def test_a_page_and_a_health_check_do_not_mix():
    async with server_of() as visitors:
        page = visitors.page()
        models = {model.id for model in (await page.open()).models}
        assert (await visitors.ask("/healthz")).code == 200
        (document,) = visitors.server.documents
        assert {model.id for model in document.models} == models
        await page.pull()


async def test_a_full_server_is_healthy():
    async with server_of(most=1) as visitors:
        await visitors.page().open()
        assert (await visitors.ask()).code == 503
        assert (await visitors.ask("/healthz")).code == 200
