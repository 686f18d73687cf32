"""docs/nginx.conf, with a real nginx and two servers behind it."""

import re
import secrets
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core import PRESETS, train
from tests.browser import Visit
from tests.nginx import running_nginx
from tests.serving import Command, free_port, running_command

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
CONFIGURATION = ROOT / "docs" / "nginx.conf"
SECRET = secrets.token_hex(32)
NAME = "lab.localhost"
"""A name that browsers resolve to this machine by themselves."""


class Cluster:
    """Two servers, and an nginx in front of them."""

    def __init__(self, folder: Path, running: ExitStack) -> None:
        self._running = running
        self.port, *self._ports = (free_port() for _each in range(3))
        self.address = f"http://{NAME}:{self.port}"
        self._logs = folder
        self.servers = {
            name: self._serve(name, port)
            for name, port in zip(("first", "second"), self._ports, strict=True)
        }
        text = CONFIGURATION.read_text(encoding="utf-8")
        for written, used in zip(("8080", "5011", "5012"), (self.port, *self._ports), strict=True):
            assert written in text
            text = text.replace(written, str(used))
        running.enter_context(running_nginx(folder, text.replace("lab.example.org", NAME)))

    def _serve(self, name: str, port: int) -> Command:
        options = ["--port", str(port), "--behind-proxy", "--origin", NAME]
        command = running_command(self._logs / name, *options, BOKEH_SECRET_KEY=SECRET)
        return self._running.enter_context(command)

    def chosen(self, cookie: str = "") -> str:
        """Return which server nginx chooses for a reader with this cookie."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/")
        request.add_header("Cookie", cookie)
        with urllib.request.urlopen(request) as answer:
            (name,) = re.findall("neuron_lab=(\\w+)", answer.headers["Set-Cookie"])
        return str(name)

    def kill(self, name: str) -> None:
        """Let one of the servers be gone."""
        self.servers[name].process.kill()
        self.servers[name].process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with ExitStack() as running:
        yield Cluster(tmp_path, running)


def test_readers_are_spread_stay_at_one_server_and_go_on_at_the_other(
    cluster: Cluster, chromium: Browser
) -> None:
    """Behind nginx a page runs; when its server is killed, it comes back by the other."""
    # That one of two is never chosen in so many tries is less likely than 1 in 10^9.
    chosen = {cluster.chosen() for _reader in range(32)}
    assert chosen == {"first", "second"}
    for name in chosen:
        assert {cluster.chosen(f"neuron_lab={name}") for _again in range(8)} == {name}

    visit = Visit(chromium, cluster.address)
    visit.go("/?lang=en&preset=badly-wrong&speed=10")

    def server_of_reader() -> str:
        (cookie,) = [c for c in visit.page.context.cookies() if c["name"] == "neuron_lab"]
        return str(cookie["value"])

    server = server_of_reader()
    visit.page.reload()
    visit.expect_ready()
    assert server_of_reader() == server
    visit.button("Run").click()
    visit.expect_end()
    frames = [train(each) for each in PRESETS["badly-wrong"].settings()]
    visit.expect_shows(300, frames)

    cluster.kill(server)
    expect(visit.page.get_by_text(re.compile("connection to the server is lost"))).to_be_visible()
    expect(visit.page.get_by_text(re.compile("connection to the server is lost"))).to_be_hidden()
    visit.expect_ready()
    visit.expect_query(preset="badly-wrong", speed="10")
    visit.button("Run").click()
    visit.expect_end()
    visit.expect_shows(300, frames)
    visit.close()
