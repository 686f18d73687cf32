"""app.server.refusals: what the log says where a page got no websocket."""

import logging

import pytest
from tornado.httpclient import HTTPClientError

from app.server.refusals import MOST_NAMED, Refusals
from tests.serving import server_of


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]


def test_origin_and_host_are_named_with_what_mends_it(caplog):
    Refusals().foreign("https://lab.example:8443", "127.0.0.1:5006")
    assert lines(caplog) == [
        "refused a websocket: its Origin is https://lab.example:8443, its Host is 127.0.0.1:5006;"
        " --origin https://lab.example:8443 trusts it"
    ]


def test_a_client_without_an_origin_is_told_by_its_host(caplog):
    Refusals().foreign(None, "lab.example")
    assert lines(caplog) == [
        "refused a websocket: its Origin is missing, its Host is lab.example;"
        " --origin lab.example trusts it"
    ]


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("<script>", "lab.example"),
        ("http://lab.example", "lab example"),
        ("http://" + "x" * 200, "lab.example"),
        ("http://lab.example\n", "lab.example"),
        ("http://实验.example", "lab.example"),
        ("", ""),
    ],
)
def test_what_is_no_name_is_not_written_into_the_log(origin, host, caplog):
    Refusals().foreign(origin, host)
    assert lines(caplog) == ["refused a websocket: its Origin and its Host do not match"]


def test_whatever_clients_make_up_there_are_few_different_lines(caplog):
    refusals = Refusals()
    for number in range(3 * MOST_NAMED):
        refusals.foreign(f"http://lab-{number}.example", "lab.example")
    assert len(set(lines(caplog))) == MOST_NAMED + 1
    # The first are named as before.
    refusals.foreign("http://lab-0.example", "lab.example")
    assert "lab-0" in lines(caplog)[-1]


async def test_who_has_no_ticket_leaves_no_line(caplog):
    async with server_of() as visitors:
        for headers in ({}, {"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            assert (await visitors.ask("/ws", **headers)).code == 403
    assert lines(caplog) == []


async def test_a_websocket_whose_upgrade_was_taken_off_is_told(caplog):
    async with server_of() as visitors:
        page = visitors.page()
        await page.visit()
        protocol = f"bokeh, {page.token}"
        answer = await visitors.ask("/ws", Sec_WebSocket_Protocol=protocol)
        assert answer.code == 400
        assert "Upgrade" in lines(caplog)[0]
        # It was no fault of the page, and its ticket is good.
        await page.knock()


async def test_a_given_origin_is_trusted_whatever_a_proxy_puts_into_host(caplog):
    async with server_of(also=("https://lab.example",)) as visitors:
        for origin, host, gets_in in [
            ("https://lab.example", "backend", True),
            ("https://lab.example", "127.0.0.1:80", True),
            ("http://lab.example", "127.0.0.1:80", False),
            ("https://lab.example:8443", "127.0.0.1:80", False),
            ("https://evil.example", "lab.example", False),
        ]:
            page = visitors.page(Origin=origin, Host=host)
            await page.visit()
            if gets_in:
                await page.knock()
            else:
                with pytest.raises(HTTPClientError):
                    await page.knock()
    assert len(lines(caplog)) == 3
