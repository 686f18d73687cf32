"""app.server.embedding: who may show the page in a frame, and what is let through for that."""

import re

import pytest
from tornado.httpclient import HTTPClientError

from app.cli import planned, warn_of_any_frame
from app.options.parser import parser
from app.server.embedding import ANY, NOWHERE, Embedding, sites_of
from tests.serving import server_of

ALONE = {"X-Frame-Options", "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy"}
COURSE = Embedding.of(["https://school.example"])


@pytest.mark.parametrize(
    ("origin", "sites"),
    [
        ("https://School.example", {"https://school.example"}),
        ("https://school.example:443", {"https://school.example"}),
        ("http://school.example:8000", {"http://school.example:8000"}),
        ("school.example", {"http://school.example", "https://school.example"}),
        ("127.0.0.1:8888", {"http://127.0.0.1:8888", "https://127.0.0.1:8888"}),
        (ANY, {ANY}),
    ],
)
def test_a_site_is_written_as_a_policy_writes_it(origin, sites):
    assert sites_of(origin) == sites


@pytest.mark.parametrize(
    "origin",
    [
        *(
            "",
            " ",
            "* ",
            "**",
            "*.school.example",
            "https://*",
            "'self'",
        ),
        *("https://school.example/", "https://school.example; script-src *", "school.example,a.b"),
        *("https://school.example https://evil.example", "school.example\nX: y", "[::1]", "a;b"),
        "http://[2001:db8::1]:80",
    ],
)
def test_nothing_else_gets_into_the_policy(origin):
    with pytest.raises(ValueError, match=r"\S"):
        sites_of(origin)
    with pytest.raises(SystemExit):
        parser().parse_args(["--allow-frame", origin])


PATHS = ("/", "/assets/css/page.css", "/assets/js/bundle.js", "/assets/js/bokeh.js", "/nowhere")


async def test_where_no_site_may_frame_it_all_answers_say_so():
    async with server_of() as visitors:
        for path in PATHS:
            for method in ("GET", "HEAD"):
                headers = (await visitors.ask(path, method)).headers
                assert {headers[name].lower() for name in ALONE} == {"sameorigin", "same-origin"}
                assert re.search(r"frame-ancestors 'self'$", headers["Content-Security-Policy"])
                assert "Access-Control-Allow-Origin" not in headers


async def test_where_sites_may_frame_it_nothing_contradicts_that():
    async with server_of(embedding=COURSE) as visitors:
        for path in PATHS:
            headers = (await visitors.ask(path)).headers
            assert not ALONE & headers.keys()
            policy = headers["Content-Security-Policy"]
            assert policy.endswith("frame-ancestors 'self' https://school.example")


async def test_files_can_be_read_from_a_sandbox_and_the_page_with_its_ticket_cannot():
    async with server_of(embedding=COURSE) as visitors:

        async def reader(path: str, method: str = "GET") -> str | None:
            answer = await visitors.ask(path, method, Origin="null")
            assert answer.code == 200
            return answer.headers.get("Access-Control-Allow-Origin")

        assert await reader("/assets/js/bundle.js") == "*"
        assert await reader("/assets/js/bokeh.js") == "*"
        assert await reader("/") is None
        assert await reader("/healthz") is None
        # Whether the server is there, which a page that lost it asks.
        assert await reader("/", "HEAD") == "*"


@pytest.mark.parametrize("embedding", [NOWHERE, COURSE])
async def test_a_sandboxed_page_gets_in_with_a_ticket_and_only_where_frames_are_allowed(embedding):
    async with server_of(embedding=embedding) as visitors:
        page = visitors.page(Origin="null")
        await page.visit()
        if embedding.is_allowed:
            await page.open()
        else:
            with pytest.raises(HTTPClientError, match="403"):
                await page.knock()
        without = visitors.page(Origin="null")
        without.token = "no ticket"
        with pytest.raises(HTTPClientError, match="403"):
            await without.knock()


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://school.example", "127.0.0.1"),
        ("http://evil.example", "127.0.0.1"),
        ("NULL", "127.0.0.1"),
        ("null", "evil.example"),
    ],
)
async def test_the_site_itself_still_may_not_talk_to_the_server(origin, host):
    async with server_of(embedding=COURSE) as visitors:
        page = visitors.page(Origin=origin, Host=host)
        await page.visit()
        with pytest.raises(HTTPClientError, match="403"):
            await page.knock()


def test_leave_for_every_site_is_said_aloud(caplog):
    for options, told in (([], 0), (["--allow-frame", "school.example"], 0), (["*"], 1)):
        arguments = ["--allow-frame", *options] if options == ["*"] else options
        warn_of_any_frame(planned(parser().parse_args(arguments)))
        assert len(caplog.records) == told
