"""app.server.index: a visit gets the shell and a ticket, and nothing is built for it."""

import gzip
import logging
import re
import time
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from bokeh.util.token import check_token_signature, get_token_payload
from tornado.httpclient import HTTPResponse

import app.server.application
import app.server.serve
from app.page.shell import TITLE
from app.server.embedding import NOWHERE
from app.server.headers import FILE_POLICY, POLICY, headers
from app.server.index import FULL, FULL_TEXT, LIFE_OF_A_TICKET, SECONDS_UNTIL_RETRY
from app.server.listening import Where
from app.ui.assets import assets_version
from app.ui.language import languages, translator
from tests.serving import SECRET, Visitors, server_of, until

HEADERS = headers(NOWHERE)
REFERENCES = {("link", "href"), ("script", "src"), ("img", "src"), ("a", "href"), ("iframe", "src")}


class Reading(HTMLParser):
    """What a page says of itself, and what it refers to."""

    def __init__(self, response: HTTPResponse) -> None:
        super().__init__()
        self.html: dict[str, str | None] = {}
        self.body: dict[str, str | None] = {}
        self.scripts: list[dict[str, str | None]] = []
        self.title = ""
        self.references: list[str] = []
        self._inside = ""
        self.feed(response.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "html":
            self.html = dict(attrs)
        elif tag == "body":
            self.body = dict(attrs)
        elif tag == "script":
            self.scripts.append(dict(attrs))
        self.references += [value for name, value in attrs if value and (tag, name) in REFERENCES]

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


async def read(visitors: Visitors, path: str = "/", **headers: str) -> Reading:
    """Visit ``path`` and read the page."""
    response = await visitors.ask(path, **headers)
    assert response.code == 200
    return Reading(response)


def nonces(response: HTTPResponse) -> set[str]:
    """The nonces that the policy of an answer lets scripts carry."""
    return set(re.findall(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"]))


async def test_the_page_is_in_the_language_of_its_reader():
    async with server_of() as visitors:
        for accept_language, query, language in [
            ("zh-CN,zh;q=0.9,en;q=0.8", "", "zh"),
            ("en-US,en;q=0.5", "", "en"),
            ("fr", "", "en"),
            ("zh-CN", "?lang=en", "en"),
            ("en", "?lang=zh", "zh"),
            ("zh", "?lang=tlh", "zh"),
        ]:
            page = await read(visitors, "/" + query, Accept_Language=accept_language)
            assert page.html["lang"] == language
            assert page.title == translator(language)(TITLE)
        assert (await read(visitors)).html["lang"] == "en"


@pytest.mark.parametrize("path", ["/", "/?lab=softmax&theme=dark"])
async def test_all_that_the_page_refers_to_comes_from_the_same_server(path):
    async with server_of() as visitors:
        page = await read(visitors, path)
        own = f"http://127.0.0.1:{visitors.port}"
        addresses = {urljoin(f"{own}/", each) for each in page.references}
        assert {urlsplit(each).netloc for each in addresses} == {urlsplit(own).netloc}
        assert len(addresses) > 5
        for address in addresses:
            response = await visitors.ask(address.removeprefix(own))
            assert response.code == 200, address
            assert response.body, address


async def test_a_visit_builds_no_session_and_needs_no_lab(monkeypatch):
    def fail(*_: object) -> None:
        raise AssertionError("a page was built")

    async with server_of() as visitors:
        monkeypatch.setattr(app.server.application, "build", fail)
        page = await read(visitors)
        assert page.title == TITLE
        assert visitors.server.documents == []
        assert sum(visitors.server.quota.counts) == 0


async def test_the_ticket_holds_what_the_page_is_built_from_and_no_more():
    async with server_of() as visitors:
        path = "/?weight=2&lang=zh"
        page = await read(visitors, path, Accept_Language="zh-CN", Cookie="a=b")
        ticket = str(page.body["data-token"])
        assert check_token_signature(ticket, SECRET, signed=True)
        payload = get_token_payload(ticket)
        assert payload["headers"] == {"Accept-Language": "zh-CN"}
        assert payload["cookies"] == {}
        assert payload["arguments"] == {"weight": [b"2"], "lang": [b"zh"]}
        assert abs(payload["session_expiry"] - time.time() - LIFE_OF_A_TICKET) < 60


async def test_each_visit_has_a_ticket_and_a_nonce_of_its_own():
    async with server_of() as visitors:
        first, second = [await visitors.ask() for _ in range(2)]
        assert Reading(first).body["data-token"] != Reading(second).body["data-token"]
        assert len(nonces(first)) == len(nonces(second)) == 1
        assert nonces(first) != nonces(second)


async def test_the_scripts_of_a_page_are_files_and_those_of_bokeh_carry_the_nonce():
    async with server_of() as visitors:
        response = await visitors.ask()
        page = Reading(response)
        (nonce,) = nonces(response)
        inline = [each for each in page.scripts if "src" not in each]
        assert [each.get("type") for each in inline] == [None, "module"]
        assert {each["nonce"] for each in inline} == {nonce}
        scripts = [each for each in page.scripts if "src" in each]
        carrying = {each["src"] for each in scripts if each.get("nonce") == nonce}
        assert carrying == {f"assets/{assets_version()}/js/bokeh.js"}


async def test_a_visit_is_answered_anew_each_time():
    async with server_of() as visitors:
        for path in ("/", "/healthz"):
            assert (await visitors.ask(path)).headers["Cache-Control"] == "no-store"
        assert (await visitors.ask()).headers["Vary"] == "Accept-Language, Accept-Encoding"


async def test_a_page_is_compressed_for_whoever_can_read_that():
    async with server_of() as visitors:
        plain = await visitors.ask()
        packed = await visitors.ask(Accept_Encoding="gzip")
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert len(packed.body) < len(plain.body) / 2
        # But for the ticket and the nonce they are the same.
        assert len(gzip.decompress(packed.body)) == pytest.approx(len(plain.body), abs=8)


async def test_head_is_answered_as_get_is_without_the_page():
    async with server_of(most=1) as visitors:
        response = await visitors.ask(method="HEAD")
        assert (response.code, response.body) == (200, b"")
        await visitors.page().open()
        response = await visitors.ask(method="HEAD")
        assert (response.code, response.body) == (503, b"")
        assert "Retry-After" in response.headers


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("limits", [{"most": 1}, {"most_per_address": 1}])
async def test_when_the_server_is_full_the_reader_is_told_and_the_page_tries_again(
    limits, language, monkeypatch
):
    monkeypatch.setattr(app.server.serve, "UNUSED_SESSION_MS", 50)
    async with server_of(**limits) as visitors:
        page = visitors.page()
        await page.open()
        response = await visitors.ask(Accept_Language=language)
        assert response.code == 503
        assert response.headers["Retry-After"] == str(SECONDS_UNTIL_RETRY)
        notice = Reading(response)
        assert notice.html["lang"] == language
        assert notice.title.startswith(translator(language)(FULL))
        text = unescape(response.body.decode())
        assert translator(language)(FULL_TEXT) in text
        assert f'<meta http-equiv="refresh" content="{SECONDS_UNTIL_RETRY}">' in text
        assert "data-token" not in notice.body
        await page.leave()
        await until(lambda: not visitors.server.quota.full("127.0.0.1"))
        assert (await visitors.ask()).code == 200


async def test_a_proxy_is_believed_where_that_was_asked_for():
    for believed in (False, True):
        where = Where(behind_proxy=believed)
        async with server_of(where, most_per_address=1) as visitors:
            page = visitors.page(X_Forwarded_For="192.0.2.1")
            await page.open()
            answers = [
                (await visitors.ask(X_Forwarded_For=address)).code
                for address in ("192.0.2.1", "192.0.2.2")
            ]
            assert answers == ([503, 200] if believed else [503, 503])


async def test_every_kind_of_answer_has_the_security_headers():
    async with server_of(most=1) as visitors:
        file = await visitors.ask("/assets/css/page.css")
        bundle = await visitors.ask("/assets/js/bundle.js")
        answers = {
            "page": (await visitors.ask(), 200),
            "file": (file, 200),
            "file not changed": (
                await visitors.ask("/assets/css/page.css", If_None_Match=file.headers["Etag"]),
                304,
            ),
            "bundle": (bundle, 200),
            "bundle not changed": (
                await visitors.ask("/assets/js/bundle.js", If_None_Match=bundle.headers["Etag"]),
                304,
            ),
            "file of Bokeh": (await visitors.ask("/assets/js/bokeh.js"), 200),
            "health": (await visitors.ask("/healthz"), 200),
            "nowhere": (await visitors.ask("/nowhere"), 404),
            "no file": (await visitors.ask("/assets/nothing.js"), 404),
            "out of the assets": (await visitors.ask("/assets/../app/page.py"), 403),
            "wrong method": (await visitors.ask(method="POST"), 405),
            "wrong name": (await visitors.ask(Host="evil.example"), 403),
            "no ticket": (await visitors.ask("/ws"), 403),
        }
        page = visitors.page()
        await page.open()
        answers["full"] = (await visitors.ask(), 503)
        for kind, (answer, status) in answers.items():
            assert answer.code == status, kind
            for name, value in HEADERS.items():
                if name != "Content-Security-Policy":
                    assert answer.headers[name] == value, (kind, name)
            policy = re.sub(r" 'nonce-[^']+'", "", answer.headers["Content-Security-Policy"])
            of_file = "file" in kind or "bundle" in kind or kind == "out of the assets"
            wanted = FILE_POLICY if of_file else POLICY
            assert policy == wanted.format(nonce="", ancestors="'self'"), kind
            assert bool(nonces(answer)) == (kind == "page"), kind
            assert "Server" not in answer.headers, kind


def test_the_policy_lets_nothing_run_that_was_not_sent():
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == ["'self'", "blob:"]
    assert policy["connect-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"


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
async def test_no_address_breaks_the_page(query, caplog):
    async with server_of() as visitors:
        assert (await read(visitors, "/?" + query)).title == TITLE
        page = visitors.page("?" + query)
        document = await page.open()
        assert document.title == TITLE
        assert len(document.roots) == 2
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_no_answer_tells_how_the_server_is_made(caplog):
    async with server_of() as visitors:
        for path in (
            "/nowhere",
            "/metadata",
            "/autoload.js",
            "/assets/%00.js",
            "/assets/%ff",
            "/assets/../../etc/passwd",
            "/static/extensions/panel/%00.js",
            "/static/" + "a/" * 3000,
            "/ws",
            "/%00",
            "/?lang=%00",
        ):
            for method in ("GET", "HEAD", "POST"):
                response = await visitors.ask(path, method)
                assert response.code < 500, (path, method)
                text = response.body.decode()
                assert "Traceback" not in text
                for folder in ("site-packages", "app/server", "/home", "/usr", "/tmp", ".py"):
                    assert folder not in text, (path, folder)
        # And the server goes on.
        assert (await read(visitors)).title == TITLE
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
