"""app.server: what it answers, over HTTP and without a browser."""

import asyncio
import gc
import json
import logging
import re
import signal
import weakref
from collections.abc import Awaitable, Callable, Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import panel as pn
import pytest
from bokeh.document import Document
from bokeh.server.server import Server
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

import app.server
from app.language import translator
from app.page import ASSETS, TITLE, Page, build
from app.server import CannotListen, start

REFERENCES = {("link", "href"), ("script", "src"), ("img", "src"), ("a", "href"), ("iframe", "src")}
IMPORT = re.compile(r'(?:from|import)\s*"([^"]+)"')
FILE = re.compile(r'"([^"\s]+\.(?:js|css)(?:\?[^"\s]*)?)"')


class Reading(HTMLParser):
    """What a page says of itself, and what it refers to."""

    def __init__(self, response: HTTPResponse) -> None:
        super().__init__()
        self.html: dict[str, str | None] = {}
        self.title = ""
        self.references: list[str] = []
        self._inside = ""
        self.feed(response.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "html":
            self.html = dict(attrs)
        self.references += [value for name, value in attrs if value and (tag, name) in REFERENCES]

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


class Visitor:
    """A server and someone who asks it for things."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.address = f"http://127.0.0.1:{server.port}"
        self.client = AsyncHTTPClient(force_instance=True)

    async def get(self, path: str = "/", **headers: str) -> HTTPResponse:
        """Ask for a path, as it is written."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = HTTPRequest(self.address + path, headers=named, follow_redirects=False)
        return await self.client.fetch(request, raise_error=False)

    async def read(self, path: str = "/", **headers: str) -> Reading:
        """Ask for a page and read it."""
        response = await self.get(path, **headers)
        assert response.code == 200
        return Reading(response)


Scenario = Callable[[Visitor], Awaitable[None]]


async def stop(server: Server) -> None:
    """Stop a server; newer versions of Bokeh can be waited for."""
    server.stop()
    if hasattr(server, "wait_until_stopped"):
        await server.wait_until_stopped()


@pytest.fixture
def visit() -> Iterator[Callable[[Scenario], None]]:
    """Run a scenario with a server of its own, at a port that is free."""

    async def during(scenario: Scenario) -> None:
        visitor = Visitor(start("127.0.0.1", 0, show=False))
        try:
            await scenario(visitor)
        finally:
            visitor.client.close()
            await stop(visitor.server)

    handler = signal.getsignal(signal.SIGINT)
    yield lambda scenario: asyncio.run(during(scenario))
    # Panel takes over this signal for each of its servers.
    signal.signal(signal.SIGINT, handler)
    pn.state.reset()


@pytest.mark.parametrize(
    ("accept_language", "query", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "", "zh"),
        ("en-US,en;q=0.5", "", "en"),
        ("fr", "", "en"),
        ("zh-CN", "?lang=en", "en"),
        ("en", "?lang=zh", "zh"),
        ("zh", "?lang=tlh", "zh"),
    ],
)
def test_the_page_is_in_the_language_of_its_reader(visit, accept_language, query, language):
    async def scenario(visitor: Visitor) -> None:
        page = await visitor.read("/" + query, Accept_Language=accept_language)
        assert page.html["lang"] == language
        assert page.title == translator(language)(TITLE)

    visit(scenario)


def test_a_browser_that_names_no_language_gets_english(visit):
    async def scenario(visitor: Visitor) -> None:
        assert (await visitor.read()).html["lang"] == "en"

    visit(scenario)


@pytest.mark.parametrize("lab", ["neuron", "softmax"])
def test_all_that_the_page_refers_to_comes_from_the_same_server(visit, lab):
    async def scenario(visitor: Visitor) -> None:
        page = await visitor.read(f"/?lab={lab}")
        addresses = {urljoin(f"{visitor.address}/", each) for each in page.references}
        assert {urlsplit(each).netloc for each in addresses} == {urlsplit(visitor.address).netloc}
        assert len(addresses) > 5
        for address in addresses:
            response = await visitor.get(address.removeprefix(visitor.address))
            assert response.code == 200, address
            assert response.body, address

    visit(scenario)


@pytest.mark.parametrize("lab", ["neuron", "softmax"])
def test_all_files_that_the_models_refer_to_are_there(visit, lab):
    async def scenario(visitor: Visitor) -> None:
        await visitor.read(f"/?lab={lab}")
        (session,) = visitor.server.get_sessions("/")
        text = json.dumps(session.document.to_json(), default=str).replace('\\"', '"')
        files = {each for each in FILE.findall(text) if "://" not in each}
        assert f"assets/scripts/{lab}.js" in files
        for file in files:
            response = await visitor.get("/" + file.removeprefix("./"))
            assert response.code == 200, file

    visit(scenario)


def test_every_asset_is_served_as_what_it_is_and_imports_its_neighbours(visit):
    kinds = {".js": "javascript", ".css": "text/css", ".svg": "image/svg+xml"}

    async def scenario(visitor: Visitor) -> None:
        for file in sorted(ASSETS.rglob("*")):
            if file.suffix not in kinds:
                continue
            path = f"/assets/{file.relative_to(ASSETS).as_posix()}"
            response = await visitor.get(path)
            assert response.code == 200
            assert response.body == file.read_bytes()
            assert kinds[file.suffix] in response.headers["Content-Type"]
            if file.suffix == ".js":
                for imported in IMPORT.findall(response.body.decode()):
                    assert imported.startswith("./")
                    assert (file.parent / imported).is_file()

    visit(scenario)


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app/server.py",
        "/assets/../pyproject.toml",
        "/assets/%2e%2e/pyproject.toml",
        "/assets/%2e%2e%2fpyproject.toml",
        "/assets/..%2fpyproject.toml",
        "/assets/..%5cpyproject.toml",
        "/assets/....//pyproject.toml",
        "/assets/scripts/../../pyproject.toml",
        "/assets/scripts/%2e%2e/%2E%2E/pyproject.toml",
        "/assets/%252e%252e/pyproject.toml",
        "/assets//etc/passwd",
        "/assets/%2fetc/passwd",
        "/assets/" + "../" * 12 + "etc/passwd",
        "/assets/",
        "/assets/scripts/",
        "/assets/no-such-file.js",
        "/app/server.py",
        "/pyproject.toml",
    ],
)
def test_nothing_outside_the_assets_can_be_reached(visit, path):
    async def scenario(visitor: Visitor) -> None:
        response = await visitor.get(path)
        assert response.code in (400, 403, 404)
        for secret in (b"[project]", b"root:", b"import ", b"dom.js"):
            assert secret not in response.body

    visit(scenario)


@pytest.mark.parametrize(
    "query",
    [
        "weight=%ff%fe",
        "lab=%00",
        "z=" + "9" * 3000,
        "lang=../../en",
        "weight=1&weight=nan",
        "%",
        "=",
    ],
)
def test_no_address_breaks_the_page(visit, query, caplog):
    async def scenario(visitor: Visitor) -> None:
        page = await visitor.read("/?" + query)
        assert page.title == TITLE
        assert (await visitor.read()).title == TITLE

    visit(scenario)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_each_visit_has_a_page_of_its_own(visit):
    async def scenario(visitor: Visitor) -> None:
        await visitor.read()
        await visitor.read("/?weight=2")
        documents = [session.document for session in visitor.server.get_sessions("/")]
        first, second = ({model.id for model in document.models} for document in documents)
        assert first
        assert not first & second

    visit(scenario)


async def knock(visitor: Visitor, origin: str) -> int:
    """Open a page, and ask for its websocket as a page from ``origin`` would; return the status."""
    response = await visitor.get()
    (token,) = re.findall(r'"token":\s*"([^"]+)"', response.body.decode())
    lines = (
        "GET /ws HTTP/1.1",
        f"Host: {urlsplit(visitor.address).netloc}",
        f"Origin: {origin}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        f"Sec-WebSocket-Protocol: bokeh, {token}",
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", visitor.server.port)
    writer.write("".join(f"{line}\r\n" for line in (*lines, "")).encode())
    status = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return int(status.split()[1])


def test_its_own_pages_may_talk_to_the_server(visit):
    async def scenario(visitor: Visitor) -> None:
        assert await knock(visitor, visitor.address) == 101

    visit(scenario)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null"])
def test_pages_from_elsewhere_may_not(visit, origin):
    async def scenario(visitor: Visitor) -> None:
        assert await knock(visitor, origin) == 403

    visit(scenario)


def test_it_is_healthy_when_a_page_can_be_built(visit):
    async def scenario(visitor: Visitor) -> None:
        response = await visitor.get("/healthz")
        assert response.code == 200
        assert response.body == b"ok\n"

    visit(scenario)


class Broken(RuntimeError):
    """What a page that cannot be built raises in these tests."""


def test_it_is_not_healthy_when_no_page_can_be_built(visit, monkeypatch, caplog):
    def fail(*_: object) -> Page:
        raise Broken("the reason")

    async def scenario(visitor: Visitor) -> None:
        monkeypatch.setattr(app.server, "build", fail)
        response = await visitor.get("/healthz")
        assert response.code == 503
        text = response.body.decode()
        assert text.endswith("\n")
        assert len(text.splitlines()) == 1
        assert "Traceback" not in text
        assert "the reason" not in text
        monkeypatch.undo()
        assert (await visitor.get("/healthz")).code == 200

    visit(scenario)
    # Who looks after the server finds the reason in its log.
    assert any(record.exc_info and record.exc_info[0] is Broken for record in caplog.records)


@pytest.mark.parametrize("fails", [False, True])
def test_the_health_check_leaves_nothing_behind(visit, monkeypatch, fails):
    left: list[weakref.ref[object]] = []

    def remembered(document: Document, query: dict[str, str], accept_language: str) -> Page:
        page = build(document, query, accept_language)
        left.extend(weakref.ref(each) for each in (document, page, *document.models))
        if fails:
            raise Broken
        return page

    async def scenario(visitor: Visitor) -> None:
        monkeypatch.setattr(app.server, "build", remembered)
        for _ in range(3):
            assert (await visitor.get("/healthz")).code == (503 if fails else 200)
        assert visitor.server.get_sessions() == []

    # A record of the error would keep what it is about.
    monkeypatch.setattr(app.server.log, "disabled", True)
    visit(scenario)
    # What the first pass takes away lets go of more.
    gc.collect()
    gc.collect()
    assert len(left) > 100
    assert [each() for each in left if each() is not None] == []


def test_a_page_and_a_health_check_do_not_mix(visit):
    async def scenario(visitor: Visitor) -> None:
        await visitor.read()
        (before,) = visitor.server.get_sessions("/")
        models = {model.id for model in before.document.models}
        assert (await visitor.get("/healthz")).code == 200
        (after,) = visitor.server.get_sessions("/")
        assert after is before
        assert {model.id for model in after.document.models} == models

    visit(scenario)


def test_the_server_is_started_and_so_cleans_up_after_its_visitors(visit):
    async def scenario(visitor: Visitor) -> None:
        with pytest.raises(AssertionError, match="started"):
            visitor.server.start()

    visit(scenario)


# Tornado does not close the socket that it could not bind.
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_a_port_in_use_is_refused(visit):
    async def scenario(visitor: Visitor) -> None:
        port = visitor.server.port
        with pytest.raises(CannotListen, match=str(port)) as caught:
            start("127.0.0.1", port, show=False)
        assert len(str(caught.value).splitlines()) == 1
        # The first is none the worse for it.
        assert (await visitor.get("/healthz")).code == 200

    visit(scenario)
    gc.collect()


@pytest.mark.parametrize("address", ["no such host", "1.2.3.4.5"])
def test_an_address_that_is_none_is_refused(visit, address):
    async def scenario(visitor: Visitor) -> None:
        with pytest.raises(CannotListen, match=re.escape(address)):
            start(address, 0, show=False)

    visit(scenario)


def test_a_server_that_was_stopped_frees_its_port(visit):
    async def scenario(visitor: Visitor) -> None:
        first = start("127.0.0.1", 0, show=False)
        port = first.port
        await stop(first)
        second = start("127.0.0.1", port, show=False)
        assert second.port == port
        await stop(second)

    visit(scenario)
