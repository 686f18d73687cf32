"""A real nginx through which pages come and websockets do not: the page and the log say so."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, expect

from app.ui.language import translator
from tests.browser import CHINESE, ENGLISH, Visit
from tests.nginx import WEBSOCKETS, proxy_configuration, running_nginx
from tests.serving import Command, free_port, running_command

pytestmark = pytest.mark.browser

LOCALES = {"en": ENGLISH, "zh": CHINESE}
BLOCKED = (
    "The page came through, but its websocket did not, and the lab needs one. The network, or a"
    " proxy on the way, must let websockets pass to {address} with their headers Upgrade,"
    " Connection, Host and Origin. If they reached the server, its log says why they were refused."
    " The page does not try again by itself: load it anew when this is mended."
)
LOADS_IN_ALL = 3


def said(visit: Visit, language: str = "en") -> Locator:
    """What the page says of websockets."""
    address = visit.server.replace("http", "ws") + "/ws"
    text = translator(language)(BLOCKED).format(address=address)
    return visit.page.get_by_role("alert").get_by_text(text)


def watch_loads(visit: Visit) -> list[str]:
    """Return what grows by one with each load of the page."""
    loads: list[str] = []
    visit.page.on("domcontentloaded", lambda page: loads.append(page.url))
    return loads


def wait_for_ten_minutes(visit: Visit) -> None:
    """Let the page do whatever it would do by itself in that time."""
    visit.page.clock.fast_forward("10:00")
    visit.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")


PASSING = "location / { proxy_pass http://127.0.0.1:SERVER; }"
FOREIGN_HOST = f"{WEBSOCKETS} {PASSING}"
REFUSALS = {
    "the proxy puts its own name for the server into Host": (
        "en",
        FOREIGN_HOST,
        r"its Origin is http://127\.0\.0\.1:\d+, its Host is 127\.0\.0\.1:\d+; --origin http://127",
    ),
    "the proxy does not pass on the header Upgrade": (
        "zh",
        f"proxy_set_header Host $http_host; {PASSING}",
        "a proxy did not pass on its header Upgrade",
    ),
    "the proxy refuses all websockets": (
        "en",
        f"{PASSING} location /ws {{ return 403; }}",
        None,
    ),
}
"""What a proxy may do, in nginx's words, and what the log says of it."""
SILENT = "a server that says nothing"
TRUSTED = "a proxy whose origin was given"


@dataclass(frozen=True)
class Proxies:
    """A server, and the port at which each proxy before it listens."""

    command: Command
    ports: dict[str, int]
    silent: socket.socket
    """Where websockets go that nobody answers."""

    @contextmanager
    def visit(self, browser: Browser, proxy: str, language: str = "en") -> Iterator[Visit]:
        """Give who visits the server through a proxy, with a clock that can be put forward."""
        address = f"http://127.0.0.1:{self.ports[proxy]}"
        visit = Visit(browser, address, locale=LOCALES[language])
        visit.page.clock.install()
        yield visit
        visit.close()


@pytest.fixture(scope="module")
def proxies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxies]:
    folder = tmp_path_factory.mktemp("blocked")
    with ExitStack() as running:
        silent = running.enter_context(socket.create_server(("127.0.0.1", 0)))
        locations = {
            **{name: refusal[1] for name, refusal in REFUSALS.items()},
            SILENT: f"{WEBSOCKETS} {PASSING}"
            f" location /ws {{ proxy_pass http://127.0.0.1:{silent.getsockname()[1]}; }}",
            TRUSTED: FOREIGN_HOST,
        }
        ports = {name: free_port() for name in locations}
        options = ("--port", "0", "--origin", f"http://127.0.0.1:{ports[TRUSTED]}")
        command = running.enter_context(running_command(folder / "log", *options))
        servers = {
            ports[name]: text.replace("SERVER", str(command.port))
            for name, text in locations.items()
        }
        running.enter_context(running_nginx(folder, proxy_configuration(servers)))
        yield Proxies(command, ports, silent)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_after_vain_tries_the_page_says_what_must_pass_and_stops(
    chromium: Browser, proxies: Proxies, refusal: str
) -> None:
    """It loads no more; the log has the reason once, where the websocket came so far."""
    language, _locations, reason = REFUSALS[refusal]
    logged = len(proxies.command.logged())
    tries = LOADS_IN_ALL if refusal == next(iter(REFUSALS)) else 1
    with proxies.visit(chromium, refusal, language) as visit:
        visit.page.add_init_script(f"sessionStorage['loaded-in-vain'] ??= {LOADS_IN_ALL - tries}")
        loads = watch_loads(visit)
        visit.page.goto(visit.server)
        expect(said(visit, language)).to_be_visible()
        wait_for_ten_minutes(visit)
        expect(said(visit, language)).to_be_visible()
        expect(visit.page.locator("#waiting")).to_have_count(0)
        assert len(loads) == tries
        lines = proxies.command.logged()[logged:]
        if reason is None:
            assert lines == []
        else:
            (line,) = lines
            assert "refused a websocket: " in line
            assert re.search(reason, line)


def test_a_websocket_that_nobody_answers_is_named_too(chromium: Browser, proxies: Proxies) -> None:
    """The page does not wait for ever, nor load anew when the proxy gives up."""
    with proxies.visit(chromium, SILENT) as visit:
        loads = watch_loads(visit)
        with visit.page.expect_websocket():
            visit.page.goto(visit.server)
        visit.page.clock.fast_forward("00:10")
        expect(said(visit)).to_be_visible()
        # Bokeh gives up, and the page asks once more whether it is websockets alone.
        with visit.page.expect_request(lambda request: request.method == "HEAD"):
            proxies.silent.accept()[0].close()
        visit.page.wait_for_function(
            "(tries) => Number(sessionStorage.getItem('loaded-in-vain')) === tries",
            arg=LOADS_IN_ALL,
        )
        wait_for_ten_minutes(visit)
        expect(said(visit)).to_be_visible()
        assert len(loads) == 1


def test_a_proxy_that_puts_another_name_into_host_works_with_origin(
    chromium: Browser, proxies: Proxies
) -> None:
    """The origin that was given is trusted as it is: the run comes to its end."""
    logged = len(proxies.command.logged())
    with proxies.visit(chromium, TRUSTED) as visit:
        visit.go("/?preset=badly-wrong&speed=10")
        visit.button("Run").click()
        visit.expect_end()
        assert visit.complaints == []
        assert len(proxies.command.logged()) == logged
