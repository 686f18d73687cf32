"""A page whose server is gone: it says so, keeps what it has, and comes back by itself."""

import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from app.server.index import FULL
from app.ui.language import translator
from tests.browser import CHINESE, ENGLISH, Visit
from tests.serving import free_port, running_command

pytestmark = pytest.mark.browser

LOCALES = {"en": ENGLISH, "zh": CHINESE}
LOST = (
    "The connection to the server is lost. What is on the screen stays, and the page comes back"
    " by itself."
)
FULL_ON_RETURN = "The server is full at the moment. The page goes on trying."
OWN_DOING = re.compile(r"WebSocket connection to|Failed to load resource|Lost websocket|Bokeh")
"""What a browser says when its server is gone, and may."""


def notice(visit: Visit, language: str = "en") -> Locator:
    """What the page says of its connection."""
    return visit.page.get_by_role("alert").get_by_text(translator(language)(LOST))


def assert_no_complaint_but_of_the_loss(visit: Visit) -> None:
    """Assert that nothing went wrong in the page besides."""
    assert [each for each in visit.complaints if not OWN_DOING.search(each)] == []


@pytest.mark.parametrize(("language", "how"), [("en", signal.SIGKILL), ("zh", signal.SIGTERM)])
def test_a_page_comes_back_to_its_run_when_its_server_does(
    chromium: Browser, tmp_path: Path, language: str, how: signal.Signals
) -> None:
    """In mid-run the server ends; the curves stay; a new one takes the run up where it was."""
    _ = translator(language)
    port = str(free_port())
    visit = Visit(chromium, f"http://127.0.0.1:{port}", locale=LOCALES[language])
    epoch = visit.slider(_("Epoch"))
    with running_command(tmp_path / "first", "--port", port) as first:
        visit.go("/?preset=badly-wrong&speed=0.5")
        visit.button(_("Run")).click()
        expect(epoch).not_to_have_value("0")
        # The cost changes on the way, which no address tells.
        visit.page.get_by_role("radio", name=_("Cross-entropy")).check()
        visit.expect_query(cost="cross-entropy", weight="2", bias="2", speed="0.5")
        expect(visit.page.get_by_role("heading", name=_("Cross-entropy"))).to_be_visible()
        first.process.send_signal(how)
        first.process.wait()
        expect(notice(visit, language)).to_be_visible()
        visit.button(_("Pause")).click()
        # What is here can still be looked through.
        visit.button(_("Back")).click()
        reached = epoch.input_value()
        assert int(reached) > 0
    with running_command(tmp_path / "second", "--port", port) as second:
        expect(notice(visit, language)).to_be_hidden()
        visit.expect_ready()
        expect(epoch).to_have_value(reached)
        visit.expect_query(cost="cross-entropy", weight="2", bias="2", speed="0.5")
        visit.press(epoch, "End")
        changed = _("Changed at epoch {epoch}: {before} → {after}.").partition("{epoch}")[0]
        expect(visit.page.get_by_role("status").first).to_contain_text(changed)
        assert_no_complaint_but_of_the_loss(visit)
        assert visit.elsewhere == []
        visit.close()
        assert second.logged() == []


def test_a_run_that_was_playing_plays_on(chromium: Browser, tmp_path: Path) -> None:
    """Nobody touched the page while its server was gone: it goes on to the end."""
    port = str(free_port())
    visit = Visit(chromium, f"http://127.0.0.1:{port}")
    with running_command(tmp_path / "first", "--port", port) as first:
        visit.go("/?epochs=2000&speed=0.5")
        visit.button("Run").click()
        expect(visit.slider("Epoch")).not_to_have_value("0")
        first.process.kill()
        first.process.wait()
        expect(notice(visit)).to_be_visible()
    with running_command(tmp_path / "second", "--port", port):
        expect(notice(visit)).to_be_hidden()
        visit.expect_ready()
        expect(visit.button("Pause")).to_have_attribute("aria-disabled", "false")
        reached = visit.slider("Epoch").input_value()
        expect(visit.slider("Epoch")).not_to_have_value(reached)
        visit.close()


def test_who_finds_the_lab_full_is_told_and_gets_in_when_there_is_room(
    chromium: Browser, tmp_path: Path
) -> None:
    """With room for one page the second waits, in its reader's language, and gets the place."""
    with running_command(tmp_path / "log", "--port", "0", "--max-pages", "1") as command:
        first = Visit(chromium, command.address)
        first.go("/")
        second = Visit(chromium, command.address, locale=CHINESE)
        answer = second.page.goto(command.address)
        assert answer
        assert answer.status == 503
        heading = second.page.get_by_role("heading", name=translator("zh")(FULL))
        expect(heading).to_be_visible()
        first.close()
        # The notice loads anew by itself.
        expect(heading).to_be_hidden(timeout=60_000)
        second.expect_ready()
        second.close()


def test_a_cut_network_is_noticed_and_the_page_comes_back_when_it_is_mended(
    chromium: Browser, tmp_path: Path
) -> None:
    """The server lives on, but nobody reaches it; the run goes on where it was."""
    with running_command(tmp_path / "log", "--port", "0") as command:
        visit = Visit(chromium, command.address)
        visit.go("/?preset=badly-wrong&speed=0.5")
        visit.button("Run").click()
        expect(visit.slider("Epoch")).not_to_have_value("0")
        visit.context.set_offline(True)
        expect(notice(visit)).to_be_visible()
        visit.button("Pause").click()
        reached = visit.slider("Epoch").input_value()
        visit.context.set_offline(False)
        expect(notice(visit)).to_be_hidden()
        visit.expect_ready()
        expect(visit.slider("Epoch")).to_have_value(reached)
        assert_no_complaint_but_of_the_loss(visit)
        visit.close()
        assert command.logged() == []


def test_a_server_that_does_not_answer_is_noticed_when_run_is_pressed(
    chromium: Browser, tmp_path: Path
) -> None:
    """No connection is closed, nothing comes; when it answers again, so does the page."""
    with running_command(tmp_path / "log", "--port", "0") as command:
        visit = Visit(chromium, command.address)
        visit.go("/")
        command.process.send_signal(signal.SIGSTOP)
        try:
            visit.button("Run").click()
            expect(notice(visit)).to_be_visible()
        finally:
            command.process.send_signal(signal.SIGCONT)
        expect(notice(visit)).to_be_hidden()
        visit.expect_ready()
        visit.button("Run").click()
        expect(visit.slider("Epoch")).not_to_have_value("0")
        visit.close()


def test_who_comes_back_to_a_full_server_is_told_and_waits(
    chromium: Browser, tmp_path: Path
) -> None:
    """Another has taken the only place meanwhile, and gives it back."""
    _ = translator("zh")
    port = str(free_port())
    visit = Visit(chromium, f"http://127.0.0.1:{port}", locale=CHINESE)
    other = Visit(chromium, f"http://127.0.0.1:{port}")
    with running_command(tmp_path / "first", "--port", port) as first:
        visit.go("/?weight=-3")
        visit.context.set_offline(True)
        expect(notice(visit, "zh")).to_be_visible()
        first.process.terminate()
        first.process.wait()
    with running_command(tmp_path / "second", "--port", port, "--max-pages", "1"):
        other.go("/")
        visit.context.set_offline(False)
        told = visit.page.get_by_role("alert").get_by_text(_(FULL_ON_RETURN))
        expect(told).to_be_visible()
        other.close()
        expect(told).to_be_hidden(timeout=60_000)
        visit.expect_ready()
        visit.expect_query(weight="-3")
        assert_no_complaint_but_of_the_loss(visit)
        visit.close()


def test_a_page_that_never_gets_a_session_asks_less_and_less_often(
    chromium: Browser, tmp_path: Path
) -> None:
    """Its websocket is closed each time: it loads anew, and each time waits longer before."""
    with running_command(tmp_path / "log", "--port", "0") as command:
        visit = Visit(chromium, command.address)
        visit.page.route_web_socket("**/ws", lambda socket: socket.close())
        kept = "() => Number(sessionStorage.getItem('loaded-in-vain'))"
        visit.page.goto(command.address)
        for turn in (1, 2):
            visit.page.wait_for_function(f"(turn) => ({kept})() === turn", arg=turn)
        visit.close()
