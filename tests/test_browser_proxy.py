"""docs/nginx.conf, with a real nginx and two servers behind it."""

import re
import secrets
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core import PRESETS, train
from tests.browser import Visit
from tests.nginx import find_nginx
from tests.serving import Command, free_port, running_command

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
CONFIGURATION = ROOT / "docs" / "nginx.conf"
SECRET = secrets.token_hex(32)
NAME = "lab.localhost"
"""A name that browsers resolve to this machine by themselves."""


class Cluster:
    """Two servers, and an nginx in front of them."""

    def __init__(self, folder: Path, nginx: str, running: ExitStack) -> None:
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
        here = folder / "nginx.conf"
        here.write_text(f"pid {folder}/pid;\n" + text.replace("lab.example.org", NAME))
        command = [nginx, "-p", str(folder), "-e", "error.log", "-c", str(here)]
        # It goes to the background when it listens.
        subprocess.run(command, check=True)
        running.callback(subprocess.run, [*command, "-s", "stop"], check=True)

    def _serve(self, name: str, port: int) -> Command:
        options = ["--port", str(port), "--behind-proxy", "--origin", NAME]
        command = running_command(self._logs / name, *options, BOKEH_SECRET_KEY=SECRET)
        return self._running.enter_context(command)

    def kill(self, name: str) -> None:
        """Let one of the servers be gone."""
        self.servers[name].process.kill()
        self.servers[name].process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    nginx = find_nginx()
    if nginx is None:
        pytest.skip("there is no nginx (apt install nginx-light)")
    with ExitStack() as running:
        yield Cluster(tmp_path, nginx, running)


def test_a_reader_stays_at_one_server_and_goes_on_at_the_other(
    cluster: Cluster, chromium: Browser
) -> None:
    """Behind nginx a page runs; when its server is killed, it comes back by the other."""
    visit = Visit(chromium, cluster.address)
    visit.go("/?lang=en&preset=badly-wrong&speed=10")

    def server_of_reader() -> str:
        (cookie,) = [c for c in visit.page.context.cookies() if c["name"] == "neuron_lab"]
        return str(cookie["value"])

    chosen = server_of_reader()
    for _again in range(4):
        visit.page.reload()
        visit.button("Run").wait_for()
        assert server_of_reader() == chosen
    visit.button("Run").click()
    visit.expect_end()
    frames = [train(each) for each in PRESETS["badly-wrong"].settings()]
    visit.expect_shows(300, frames)

    cluster.kill(chosen)
    expect(visit.page.get_by_text(re.compile("connection to the server is lost"))).to_be_visible()
    expect(visit.page.get_by_text(re.compile("connection to the server is lost"))).to_be_hidden()
    visit.expect_ready()
    visit.expect_query(preset="badly-wrong", speed="10")
    visit.button("Run").click()
    visit.expect_end()
    visit.expect_shows(300, frames)
    visit.close()


def test_both_servers_are_used(cluster: Cluster) -> None:
    """Readers without a cookie are spread over the two."""
    chosen: set[str] = set()
    # That one of two is never chosen in so many tries is less likely than 1 in 10^9.
    for _reader in range(32):
        with urllib.request.urlopen(f"http://127.0.0.1:{cluster.port}/") as answer:
            cookies = answer.headers["Set-Cookie"]
        chosen |= set(re.findall("neuron_lab=(\\w+)", cookies))
    assert chosen == {"first", "second"}
