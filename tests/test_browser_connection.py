"""A page whose server is gone: it says so, keeps what it has, and comes back by itself."""

import re
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from app.server.index import FULL
from app.ui.language import translator
from tests.browser import CHINESE, Visit
from tests.conftest import RunningServer
from tests.serving import free_port, running_command

pytestmark = pytest.mark.browser

LOST = (
    "The connection to the server is lost. What is on the screen stays, and the page comes back"
    " by itself."
)
FULL_ON_RETURN = "The server is full at the moment. The page goes on trying."
OWN_DOING = re.compile(
    r"WebSocket connection to|WebSocket is already in CLOSING|Still in CONNECTING state"
    r"|Failed to load resource|Lost websocket|Bokeh|not connected so cannot send"
)
"""What a browser says when its server is gone, and may."""


def notice(visit: Visit, language: str = "en") -> Locator:
    """What the page says of its connection."""
    return visit.page.get_by_role("alert").get_by_text(translator(language)(LOST))


def skip_pause(visit: Visit) -> None:
    """Let the page ask its server now, however long it would wait before."""
    visit.page.clock.fast_forward("00:30")


def skip_pauses_until(visit: Visit, told: Locator, *, visible: bool) -> None:
    """Let the page ask its server again and again, until ``told`` is there, or is not."""
    for _time in range(60):
        if told.is_visible() == visible:
            return
        skip_pause(visit)
        # The answer takes a moment.
        with suppress(PlaywrightTimeoutError):
            told.wait_for(state="visible" if visible else "hidden", timeout=500)
    expect(told).to_be_visible(visible=visible)


def assert_no_complaint_but_of_the_loss(visit: Visit) -> None:
    """Assert that nothing went wrong in the page besides."""
    assert [each for each in visit.complaints if not OWN_DOING.search(each)] == []


def test_a_page_comes_back_to_its_run_when_its_server_does(
    chromium: Browser, tmp_path: Path
) -> None:
    """Its server is killed: the run plays on. The next one ends, too: it stays where it was."""
    _ = translator("zh")
    port = str(free_port())
    visit = Visit(chromium, f"http://127.0.0.1:{port}", locale=CHINESE)
    visit.page.clock.install()
    epoch = visit.slider(_("Epoch"))
    with running_command(tmp_path / "first", "--port", port) as first:
        visit.go("/?weight=2&bias=2&epochs=2000&speed=0.5")
        visit.button(_("Run")).click()
        expect(epoch).not_to_have_value("0")
        visit.page.get_by_role("radio", name=_("Cross-entropy")).check()
        visit.page.wait_for_url(re.compile(r"changes=\d+(:|%3A)0\.15(:|%3A)cross-entropy"))
        changed = visit.query()
        expect(visit.page.get_by_role("heading", name=_("Cross-entropy"))).to_be_visible()
        first.process.kill()
        first.process.wait()
        expect(notice(visit, "zh")).to_be_visible()
    with running_command(tmp_path / "second", "--port", port) as second:
        skip_pauses_until(visit, notice(visit, "zh"), visible=False)
        visit.expect_ready()
        # Nobody touched the page meanwhile.
        expect(visit.button(_("Pause"))).to_have_attribute("aria-disabled", "false")
        expect(epoch).not_to_have_value(epoch.input_value())
        assert visit.query() == changed
        second.process.terminate()
        second.process.wait()
        expect(notice(visit, "zh")).to_be_visible()
        visit.button(_("Pause")).click()
        # What is here can still be looked through.
        visit.button(_("Back")).click()
        reached = epoch.input_value()
        assert int(reached) > 0
    with running_command(tmp_path / "third", "--port", port) as third:
        skip_pauses_until(visit, notice(visit, "zh"), visible=False)
        visit.expect_ready()
        expect(epoch).to_have_value(reached)
        assert visit.query() == changed
        visit.press(epoch, "End")
        said = _("Changed at epoch {epoch}: {before} → {after}.").partition("{epoch}")[0]
        expect(visit.page.get_by_role("status").first).to_contain_text(said)
        assert_no_complaint_but_of_the_loss(visit)
        assert visit.elsewhere == []
        visit.close()
        assert third.logged() == []


def test_a_server_out_of_reach_or_silent_is_noticed_and_the_page_comes_back_to_it(
    chromium: Browser, tmp_path: Path
) -> None:
    """The network is cut and mended; then the server is silent, and noticed when Run is pressed."""
    with running_command(tmp_path / "log", "--port", "0") as command:
        visit = Visit(chromium, command.address)
        visit.page.clock.install()
        epoch = visit.slider("Epoch")
        visit.go("/?preset=badly-wrong&speed=0.5")
        visit.button("Run").click()
        expect(epoch).not_to_have_value("0")
        visit.context.set_offline(True)
        expect(notice(visit)).to_be_visible()
        visit.button("Pause").click()
        reached = epoch.input_value()
        visit.context.set_offline(False)
        skip_pauses_until(visit, notice(visit), visible=False)
        visit.expect_ready()
        expect(epoch).to_have_value(reached)
        assert command.logged() == []
        # No connection is closed, and nothing comes.
        command.process.send_signal(signal.SIGSTOP)
        try:
            visit.button("Run").click()
            # The run is overdue; then so is the answer to the question whether anybody is there.
            with visit.page.expect_request(lambda request: request.method == "HEAD"):
                visit.page.clock.fast_forward("00:06")
            visit.page.clock.fast_forward("00:06")
            expect(notice(visit)).to_be_visible()
        finally:
            command.process.send_signal(signal.SIGCONT)
        skip_pauses_until(visit, notice(visit), visible=False)
        visit.expect_ready()
        # The run that was asked for comes.
        expect(epoch).not_to_have_value("0")
        assert_no_complaint_but_of_the_loss(visit)
        visit.close()


def test_a_network_that_went_before_the_page_listened_is_noticed(
    chromium: Browser, server: RunningServer
) -> None:
    """The browser knows that it is offline when the page begins to watch, and nobody answers."""
    visit = Visit(chromium, server.address)
    visit.page.add_init_script("Object.defineProperty(navigator, 'onLine', {get: () => false})")
    visit.page.route(
        "**/*",
        lambda route: route.abort() if route.request.method == "HEAD" else route.continue_(),
    )
    visit.go("/")
    expect(notice(visit)).to_be_visible()
    visit.close()


def test_who_finds_the_lab_full_is_told_and_gets_in_when_there_is_room(
    chromium: Browser, tmp_path: Path
) -> None:
    """With room for one page the second waits in its language, at first and when it comes back."""
    _ = translator("zh")
    options = ("--port", str(free_port()), "--max-pages", "1")
    with running_command(tmp_path / "first", *options) as command:
        first = Visit(chromium, command.address)
        first.go("/")
        second = Visit(chromium, command.address, locale=CHINESE)
        second.page.clock.install()
        answer = second.page.goto(f"{second.server}/?weight=-3")
        assert answer
        assert answer.status == 503
        heading = second.page.get_by_role("heading", name=_(FULL))
        expect(heading).to_be_visible()
        first.close()
        # The notice loads anew by itself.
        expect(heading).to_be_hidden(timeout=60_000)
        second.expect_ready()
        second.context.set_offline(True)
        expect(notice(second, "zh")).to_be_visible()
        command.process.terminate()
        command.process.wait()
    with running_command(tmp_path / "second", *options):
        other = Visit(chromium, command.address)
        other.go("/")
        second.context.set_offline(False)
        told = second.page.get_by_role("alert").get_by_text(_(FULL_ON_RETURN))
        skip_pauses_until(second, told, visible=True)
        other.close()
        skip_pauses_until(second, told, visible=False)
        second.expect_ready()
        second.expect_query(weight="-3")
        assert_no_complaint_but_of_the_loss(second)
        second.close()


def test_a_page_that_never_gets_a_session_asks_less_and_less_often(
    chromium: Browser, server: RunningServer
) -> None:
    """Its websocket is closed each time: it loads anew, and each time waits longer before."""
    visit = Visit(chromium, server.address)
    visit.page.route_web_socket("**/ws", lambda socket: socket.close())
    kept = "() => Number(sessionStorage.getItem('loaded-in-vain'))"
    visit.page.goto(server.address)
    for turn in (1, 2):
        visit.page.wait_for_function(f"(turn) => ({kept})() === turn", arg=turn)
    visit.close()
