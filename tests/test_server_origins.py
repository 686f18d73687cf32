"""app.server.origins: under which names the server answers, and to whose pages it talks."""

import socket
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.server.index import NAME
from app.server.origins import (
    Origins,
    as_browsers_write,
    may_serve,
    name_in,
    own_names,
    same_origin,
)
from app.ui.language import languages, translator
from tests.serving import server_of

NAMES = frozenset({"localhost", "lab.example"})


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost:5006",
        "lab.example",
        "lab.example:443",
        "127.0.0.1",
        "127.0.0.1:5006",
        "192.168.7.9:80",
        "[::1]",
        "[::1]:5006",
        "[2001:db8::1]:80",
    ],
)
def test_ip_addresses_and_its_own_names_are_served(host):
    assert may_serve(host, NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:5006",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evillab.example",
        "lab.example.",
        "localhost@evil.example",
        "evil.example/localhost",
        "evil.example?localhost",
        "evil.example#localhost",
        "[::1",
        "[evil.example]",
        "0x7f000001",
        "2130706433",
    ],
)
def test_other_names_are_not(host):
    assert not may_serve(host, NAMES)


@pytest.mark.parametrize(
    ("origin", "name"),
    [
        ("lab.example", "lab.example"),
        ("Lab.Example", "lab.example"),
        ("lab", "lab"),
        ("my_lab-2", "my_lab-2"),
        ("lab.example:5006", "lab.example"),
        ("http://lab.example", "lab.example"),
        ("https://LAB.example:8443", "lab.example"),
        ("HTTP://lab.example.", "lab.example."),
        ("实验.example", "xn--qbt877l.example"),
        ("10.1.2.3:80", "10.1.2.3"),
        ("http://[2001:DB8::1]:80", "2001:db8::1"),
    ],
)
def test_what_is_given_as_an_origin_lets_in_who_comes_by_that_name(origin, name):
    assert name_in(origin) == name
    host = f"[{name}]" if ":" in name else name
    for asked in (host, host.upper(), f"{host}:5006"):
        assert may_serve(asked, own_names([name_in(origin)]))


@pytest.mark.parametrize(
    "origin",
    [
        *("", " ", "lab example", " lab.example", "lab.example ", "lab\n.example", "lab\t"),
        *("http://", "https://:5006", ":5006", "5006", "lab.5006", "10.1.2.999", "://lab.example"),
        *("http://lab.example/", "lab.example/lab", "lab.example?lang=zh", "lab.example#top"),
        *("ws://lab.example", "file://lab.example", "ftp://lab.example", "http:lab.example"),
        *("http://http://lab.example", "me@lab.example", "lab.example:x", "lab.example:0"),
        *("lab.example:65536", "[::1", "::1", "*", "*.example", "lab..example", ".example", "<b>"),
        f"{'x' * 64}.example",
    ],
)
def test_what_no_browser_could_come_by_is_no_origin(origin):
    with pytest.raises(ValueError, match=r"\S"):
        name_in(origin)


@given(origin=st.text())
def test_whatever_is_taken_for_an_origin_can_be_come_by(origin):
    try:
        name = name_in(origin)
    except ValueError:
        return
    assert may_serve(f"[{name}]" if ":" in name else name, own_names([name]))


@given(host=st.text())
def test_whatever_a_host_is_it_can_be_asked_about(host):
    assert isinstance(may_serve(host, NAMES), bool)
    assert isinstance(same_origin(host, "localhost"), bool)


def test_its_own_names_are_those_of_the_machine_and_those_it_is_told():
    names = own_names(["Lab.Example"])
    assert {"localhost", socket.gethostname().lower(), "lab.example"} <= names
    assert "Lab.Example" not in names
    assert "lab.example" not in own_names()


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://127.0.0.1:5006", "127.0.0.1:5006", True),
        ("https://lab.example", "lab.example", True),
        ("http://LAB.example", "lab.EXAMPLE", True),
        ("http://[::1]:5006", "[::1]:5006", True),
        ("http://127.0.0.1:5007", "127.0.0.1:5006", False),
        ("http://lab.example:80", "lab.example", False),
        ("http://evil.example", "127.0.0.1:5006", False),
        ("http://evil.example/127.0.0.1:5006", "127.0.0.1:5006", False),
        ("http://127.0.0.1:5006@evil.example", "127.0.0.1:5006", False),
        ("file://127.0.0.1:5006", "127.0.0.1:5006", False),
        ("null", "127.0.0.1:5006", False),
        ("", "", False),
        ("http://[", "127.0.0.1:5006", False),
    ],
)
def test_a_page_is_the_servers_own_when_it_came_from_where_it_was_asked(origin, host, same):
    assert same_origin(origin, host) is same


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("lab.example", {"http://lab.example", "https://lab.example"}),
        ("Lab.example:5006", {"http://lab.example:5006", "https://lab.example:5006"}),
        ("lab.example:443", {"http://lab.example:443", "https://lab.example"}),
        ("https://LAB.example", {"https://lab.example"}),
        ("https://lab.example:443", {"https://lab.example"}),
        ("HTTP://lab.example:8080", {"http://lab.example:8080"}),
        ("http://[2001:DB8:0::1]:80", {"http://[2001:db8::1]"}),
        ("https://实验.example", {"https://xn--qbt877l.example"}),
    ],
)
def test_an_origin_is_compared_as_browsers_write_it(given, written):
    assert as_browsers_write(given) == written


@pytest.mark.parametrize(
    ("origin", "host", "trusted"),
    [
        # Given: trusted whatever a proxy made of Host.
        ("https://lab.example", "backend:5006", True),
        ("https://LAB.example", "127.0.0.1", True),
        # Another scheme or port is another origin, which has to be the one that was asked.
        ("http://lab.example", "127.0.0.1:5006", False),
        ("https://lab.example:8443", "127.0.0.1:5006", False),
        ("https://lab.example:8443", "lab.example:8443", True),
        # Not given: as before.
        ("http://127.0.0.1:5006", "127.0.0.1:5006", True),
        ("http://evil.example", "evil.example", False),
        ("http://evil.example", "lab.example", False),
        ("null", "lab.example", False),
        (None, "lab.example", True),
        (None, "evil.example", False),
    ],
)
def test_a_page_is_trusted_by_its_origin_or_by_where_it_was_asked_for(origin, host, trusted):
    assert Origins.of(["https://lab.example"]).trust(origin, host) is trusted


@given(origin=st.text())
def test_nothing_that_was_not_given_is_trusted_under_a_foreign_host(origin):
    assert not Origins.of(["lab.example"]).trust(f"{origin}.", "evil.example")


@pytest.mark.parametrize("language", languages())
async def test_who_comes_by_another_name_is_told_what_to_do(language):
    async with server_of() as visitors:
        response = await visitors.ask(Host="evil.example:5006", Accept_Language=language)
        text = unescape(response.body.decode())
        assert response.code == 403
        assert f'<html lang="{language}"' in text
        assert translator(language)(NAME) in text
        assert "--origin evil.example" in text
        assert "data-token" not in text


async def test_a_name_is_never_markup():
    async with server_of() as visitors:
        response = await visitors.ask(Host="<script>x")
        assert response.code in (400, 403)
        assert b"<script>x" not in response.body


async def test_names_that_were_given_and_addresses_are_served():
    async with server_of(also=("lab.example",)) as visitors:
        for host in ("lab.example", "LAB.example:5006", "localhost", "[::1]:80", "10.1.2.3"):
            assert (await visitors.ask(Host=host)).code == 200
        for host in ("evil.example", "lab.example.evil.example"):
            assert (await visitors.ask(Host=host)).code == 403
