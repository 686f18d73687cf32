"""app.server.socket: who may open a page's session, and how its connection ends."""

import asyncio
import logging
from collections.abc import Callable

import pytest
from bokeh.util.token import generate_jwt_token, generate_session_id
from tornado.httpclient import HTTPClientError

import app.server.application
import app.server.serve
from app.server.embedding import NOWHERE
from app.server.headers import headers
from app.server.message_filter import MessageFilter
from app.server.socket import GOING_AWAY, LARGEST_MESSAGE
from tests.serving import SECRET, PageClient, Visitors, new_server, server_of, until

HEADERS = headers(NOWHERE)


def troubles(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged that somebody should look into."""
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def pages_counted(visitors: Visitors) -> int:
    """How many pages hold a place."""
    return sum(visitors.server.quota.counts)


async def refused(page: PageClient) -> int:
    """Return with which status the websocket of a page is refused."""
    with pytest.raises(HTTPClientError) as caught:
        await page.knock()
    response = caught.value.response
    assert response is not None
    assert response.headers.items() >= HEADERS.items()
    assert response.body == b""
    return int(caught.value.code)


def ticket(secret: bytes = SECRET, *, signed: bool = True, life: int = 60) -> str:
    """Return a ticket as a server makes it that has this secret."""
    session = generate_session_id(secret_key=secret, signed=signed)
    visit = {"headers": {}, "cookies": {}, "arguments": {}}
    return generate_jwt_token(
        session, secret_key=secret, signed=signed, expiration=life, extra_payload=visit
    )


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let servers look for sessions without a page more often than they otherwise do."""
    monkeypatch.setattr(app.server.serve, "UNUSED_SESSION_MS", 50)


async def test_a_page_is_built_when_its_websocket_is_opened():
    async with server_of() as visitors:
        page = visitors.page("?weight=2&lang=zh")
        await page.visit()
        assert visitors.server.documents == []
        await page.knock()
        assert (await page.receive()).msgtype == "ACK"
        document = await page.pull()
        assert len(visitors.server.documents) == 1
        assert document.title == "神经元实验室"
        (link, _lab) = document.roots
        assert link.data.address == {"weight": "2"}


async def test_each_page_has_models_of_its_own():
    async with server_of() as visitors:
        for query in ("", "?weight=2"):
            await visitors.page(query).open()
        first, second = ({model.id for model in each.models} for each in visitors.server.documents)
        assert first
        assert not first & second


async def test_a_ticket_opens_one_connection(caplog):
    async with server_of() as visitors:
        page, copy = visitors.page(), visitors.page()
        await page.open()
        copy.token = page.token
        assert await refused(copy) == 409
        assert len(visitors.server.documents) == 1
    assert troubles(caplog) == []


async def test_of_two_who_come_with_one_ticket_at_once_one_gets_in():
    async with server_of() as visitors:
        page, copy = visitors.page(), visitors.page()
        await page.visit()
        copy.token = page.token
        came = await asyncio.gather(page.knock(), copy.knock(), return_exceptions=True)
        (turned_away,) = [each for each in came if each is not None]
        assert isinstance(turned_away, HTTPClientError)
        assert turned_away.code == 409
        assert pages_counted(visitors) == 1


BAD_TICKETS: dict[str, Callable[[str], str]] = {
    "none": lambda _good: "",
    "nonsense": lambda _good: "nonsense",
    "a number": lambda _good: "1",
    "forged": lambda _good: ticket(b"another secret"),
    "unsigned": lambda _good: ticket(signed=False),
    "expired": lambda _good: ticket(life=-1),
    "altered": lambda good: good[:10] + ("A" if good[10] != "A" else "B") + good[11:],
    "without a signature": lambda good: good.rpartition(".")[0],
    "with another's signature": lambda good: good.rpartition(".")[0] + ticket()[-44:],
    "cut short": lambda good: good[:-5],
    "twice": lambda good: f"{good}, {good}",
    "long": lambda good: good + "A" * 5000,
}


@pytest.mark.parametrize("kind", BAD_TICKETS)
async def test_a_bad_ticket_is_refused_without_a_word(kind, caplog):
    async with server_of() as visitors:
        page = visitors.page()
        await page.visit()
        page.token = BAD_TICKETS[kind](page.token)
        assert await refused(page) == 403
        assert visitors.server.documents == []
    assert troubles(caplog) == []


async def test_a_good_ticket_in_another_protocol_is_refused(caplog):
    async with server_of() as visitors:
        page = visitors.page()
        page.subprotocol = "chat"
        await page.visit()
        assert await refused(page) == 403
        assert pages_counted(visitors) == 0
    assert troubles(caplog) == []


async def test_a_ticket_is_good_at_every_server_with_the_same_secret():
    async with server_of() as here, server_of() as there, server_of(secret=b"other") as elsewhere:
        page = here.page("?lab=softmax")
        await page.visit()
        for visitors in (there, elsewhere):
            moved = visitors.page()
            moved.token = page.token
            if visitors is elsewhere:
                assert await refused(moved) == 403
            else:
                await moved.knock()
                assert (await moved.receive()).msgtype == "ACK"
                assert (await moved.pull()).roots[0].data.address == {"lab": "softmax"}


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:1", "null", "http://[", "file://", "", "ftp://{own}"],
)
async def test_pages_from_elsewhere_are_refused(origin, caplog):
    async with server_of() as visitors:
        page = visitors.page(Origin=origin.format(own=f"127.0.0.1:{visitors.port}"))
        await page.visit()
        assert await refused(page) == 403
        assert visitors.server.documents == []
    (line,) = troubles(caplog)
    assert line.startswith("refused a websocket: its Origin")


async def test_its_own_pages_are_let_in():
    async with server_of() as visitors:
        page = visitors.page(Origin=f"http://127.0.0.1:{visitors.port}")
        await page.open()


async def test_a_name_that_was_made_to_point_here_is_refused():
    async with server_of(also=("lab.example",)) as visitors:
        for host, gets_in in [("evil.example", False), ("lab.example:80", True)]:
            page = visitors.page(Origin=f"http://{host}", Host=host)
            await page.visit()
            if gets_in:
                await page.knock()
            else:
                assert await refused(page) == 403


async def test_when_the_server_is_full_the_websocket_is_refused(impatient, caplog):
    async with server_of(most=1) as visitors:
        first, second = visitors.page(), visitors.page()
        await first.visit()
        await second.visit()
        await first.knock()
        assert (await first.receive()).msgtype == "ACK"
        assert await refused(second) == 503
        await first.leave()
        await until(lambda: pages_counted(visitors) == 0)
        # The ticket is as good as it was.
        await second.knock()
        assert (await second.receive()).msgtype == "ACK"
    assert troubles(caplog) == []


async def test_a_page_that_was_closed_leaves_nothing(impatient):
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        assert (pages_counted(visitors), len(visitors.server.sockets)) == (1, 1)
        await page.leave()
        await until(lambda: not visitors.server.documents)
        await until(lambda: pages_counted(visitors) == 0)
        assert visitors.server.sockets == set()


async def test_a_page_that_is_asked_whether_it_is_there_while_it_closes_is_no_trouble(caplog):
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        (socket,) = visitors.server.sockets
        # The server says goodbye, and Bokeh pings before the page has answered.
        socket.close(GOING_AWAY, "the server stops")
        visitors.server._tornado._keep_alive()
        await page.end()
        await until(lambda: not visitors.server.sockets)
        await until(lambda: pages_counted(visitors) == 0)
    assert troubles(caplog) == []


async def test_pages_closed_before_they_were_built_leave_nothing(impatient, caplog, monkeypatch):
    built: list[object] = []
    monkeypatch.setattr(app.server.application, "build_page", built.append)
    async with server_of() as visitors:
        pages = [visitors.page() for _ in range(5)]
        for page in pages:
            await page.visit()

        async def come_and_go(page: PageClient) -> None:
            await page.knock()
            page.socket.close()

        await asyncio.gather(*map(come_and_go, pages))
        await until(lambda: pages_counted(visitors) == 0)
        assert visitors.server.documents == []
        assert visitors.server.sockets == set()
    assert built == []
    assert troubles(caplog) == []


async def test_a_page_that_cannot_be_built_is_closed_and_frees_its_place(monkeypatch, caplog):
    def fail(*_: object) -> None:
        raise RuntimeError("the reason")

    async with server_of() as visitors:
        with monkeypatch.context() as broken:
            broken.setattr(app.server.application, "build", fail)
            page = visitors.page()
            await page.visit()
            await page.knock()
            assert await page.end() == (1011, "no page")
        assert pages_counted(visitors) == 0
        assert any(each.exc_info for each in caplog.records), "nobody can tell why"
        await visitors.page().open()


async def test_a_message_in_one_large_piece_ends_the_connection():
    async with server_of() as visitors:
        page, other = visitors.page(), visitors.page()
        await page.open()
        await other.open()
        await page.write("x" * (LARGEST_MESSAGE + 1))
        assert (await page.end())[0] == 1009
        await other.pull()


@pytest.mark.parametrize("many", [2, 9000])
async def test_a_message_with_many_buffers_ends_the_connection(many, caplog):
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        header = f'{{"msgid": "1", "msgtype": "PATCH-DOC", "num_buffers": {many}}}'
        buffer = b"x" * (LARGEST_MESSAGE * 2 // 3 if many == 2 else 20)
        await page.write(header, "{}", '{"events": []}')
        try:
            for number in range(many):
                await page.write(f'{{"id": "{number}"}}', buffer)
        except Exception as error:
            assert type(error).__name__ == "WebSocketClosedError"  # noqa: PT017
        assert await page.end() == (1008, "refused")
    assert troubles(caplog) == ["closed the connection of a client: its size"]


@pytest.mark.parametrize(
    "fragments",
    [
        ("not json", "{}", "{}"),
        ("[]", "{}", "{}"),
        ("{}", "{}", "{}"),
        ('{"msgid": "1", "msgtype": "no such type"}', "{}", "{}"),
        ('{"msgid": "1", "msgtype": "PATCH-DOC"}', "{}", "["),
        (b"\x00\xff",),
    ],
)
async def test_what_is_no_message_ends_the_connection_in_one_line(fragments, caplog):
    async with server_of() as visitors:
        page, other = visitors.page(), visitors.page()
        await page.open()
        await other.open()
        await page.write(*fragments)
        assert await page.end() == (1008, "refused")
        await other.pull()
    ours = [each for each in caplog.records if each.name.startswith("app.")]
    assert [each.levelname for each in ours] == ["WARNING"]
    assert not any(each.exc_info for each in caplog.records)


async def test_messages_that_are_small_are_no_trouble_however_many_there_are():
    async with server_of() as visitors:
        page = visitors.page()
        await page.open()
        size = LARGEST_MESSAGE // 4
        for _ in range(6):
            answer = await page.patch({"kind": "nothing", "padding": "x" * size})
            assert answer.msgtype in ("OK", "ERROR")


async def test_a_server_that_stops_tells_its_pages_first():
    server = new_server()
    async with Visitors(server.port) as visitors:
        pages = [visitors.page() for _ in range(3)]
        for page in pages:
            await page.open()
        ends = asyncio.gather(*(page.end() for page in pages))
        await server.stop()
        assert await ends == [(1001, "the server stops")] * 3


async def test_a_page_that_talks_while_the_server_ends_is_no_error(monkeypatch, caplog):
    asked: list[asyncio.Future[None]] = []

    async def wait(*_: object) -> None:
        asked.append(asyncio.get_running_loop().create_future())
        await asked[0]

    async with server_of() as visitors:
        page = visitors.page()
        await page.join()
        monkeypatch.setattr(MessageFilter, "handle", wait)
        await page.send("PULL-DOC-REQ")
        await until(lambda: bool(asked))
        asked[0].cancel()
        await page.end()
    assert troubles(caplog) == []
