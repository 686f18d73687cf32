"""app.notebook: a lab in a cell, its settings, and the server behind it, without a notebook."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from app.notebook import lab, origins
from app.notebook.cell import LabCell
from app.notebook.origins import HUB, notebook_origins
from app.notebook.server import LabServer, server_of_this_kernel
from tests.serving import LONGEST, free_port, until

ROOT = Path(__file__).parent.parent
HERE, ELSEWHERE = "http://localhost:8888", "https://hub.example.org"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no Jupyter that runs on this machine be found."""
    monkeypatch.setattr(origins, "_descriptions", lambda: [])
    monkeypatch.delenv(HUB, raising=False)


@pytest.fixture
def server() -> Iterator[LabServer]:
    """The server of this kernel, which only the test uses."""
    server_of_this_kernel.cache_clear()
    yield server_of_this_kernel()
    server_of_this_kernel().stop()


def ask(port: int, path: str = "/") -> Any:
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LONGEST)


def answers(port: int) -> bool:
    try:
        ask(port).close()
    except OSError:
        return False
    return True


def told(html: str) -> dict[str, Any]:
    """Return what the script of a cell is told."""
    found = re.search(r"\.showLab\((\{.*\})\);</script>$", html)
    assert found
    return json.loads(found[1])


# What is asked for.


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"name": "neurone"}, "there is no lab 'neurone'"),
        ({"weight": 99}, "weight: “99” is not a number from -5 to 5"),
        ({"wieght": 2}, "has no setting 'wieght'; there is 'weight'"),
        ({"theme": "blue"}, "'blue' is none of system, light, dark"),
        ({"language": "xx"}, "'xx' is none of en, zh"),
        ({"origin": "not a host"}, "no name of a host"),
    ],
)
def test_what_is_wrong_is_said_before_a_server_starts(
    asked: dict[str, Any], sentence: str, server: LabServer
) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        lab(**asked)
    assert server.port == 0


# What the notebook is given.


def test_the_html_is_one_place_and_one_script_that_nothing_told_can_end() -> None:
    html = LabCell("</script>", 1, frozenset(), 500)._repr_html_()
    assert html.count("</script>") == 1
    assert html.endswith("</script>")
    assert told(html)["query"] == "</script>"
    assert not re.search(r"^(import|export)\b", html, re.MULTILINE)


def test_a_console_says_where_the_lab_is() -> None:
    cell = LabCell("embed=1&lab=softmax", 5006, frozenset(), 500)
    assert repr(cell) == "Neuron Lab: http://127.0.0.1:5006/?embed=1&lab=softmax"


# What is served.


def framed_by(port: int, query: str = "") -> set[str]:
    """Return who may frame the page at ``port``."""
    with ask(port, f"/?{query}") as answer:
        policy = answer.headers["Content-Security-Policy"]
    [sites] = re.findall("frame-ancestors ([^;]*)", policy)
    return set(sites.split())


def test_one_server_shows_all_labs_and_lets_the_notebook_alone_frame_them(
    server: LabServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEURON_LAB_PREFIX", "/of-another-server")
    cells = [lab("neuron", origin=HERE, preset="badly-wrong", cost="both", height=500)]
    cells.append(lab("several", origin=HERE, learning_rate=0.5))
    first, second = (told(cell._repr_html_()) for cell in cells)
    assert parse_qs(first["query"]) == {
        **{"embed": ["1"], "lab": ["neuron"]},
        **{"preset": ["badly-wrong"], "cost": ["both"]},
    }
    assert parse_qs(second["query"])["several.learning_rate"] == ["0.5"]
    assert first["port"] == second["port"] == server.port
    assert first["origins"] == [HERE]
    assert first["height"] == 500
    assert first["place"] != second["place"]
    assert framed_by(server.port, first["query"]) == {"'self'", HERE}
    with ask(server.port, f"/assets/{first['version']}/icon.svg") as answer:
        # The cell asks for that to know who answers.
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def ended_process() -> subprocess.Popen[str]:
    """Return a process that has ended by itself."""
    process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, text=True)
    process.wait()
    return process


def test_it_is_started_anew_at_its_port_for_other_pages_or_where_it_has_ended(
    server: LabServer,
) -> None:
    port = server.port = free_port()
    server.origins = frozenset({HERE})
    server._process = ended_process()
    server.serve(frozenset({HERE}))
    assert framed_by(port) == {"'self'", HERE}
    if os.name == "posix":
        # Who interrupts the kernel sends the signal to its group, and does not mean the server.
        assert os.getpgid(server._process.pid) != os.getpgid(0)
    server.serve(frozenset({ELSEWHERE}))
    assert framed_by(port) == {"'self'", HERE, ELSEWHERE}
    assert server.port == port


def test_a_server_that_does_not_start_says_why_and_takes_another_port_then() -> None:
    server = LabServer()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server.port = taken.getsockname()[1]
        with pytest.raises(RuntimeError, match=r"does not start: .*cannot listen .* in use"):
            server.serve(frozenset())
    assert server.port == 0


PROGRAM = """
from app.notebook.server import LabServer
server = LabServer()
server.serve(frozenset())
print(server.port, flush=True)
input()
"""


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_the_server_ends_with_the_kernel_even_if_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as kernel:
        assert kernel.stdout
        port = int(kernel.stdout.readline())
        assert answers(port)
        kernel.kill()
    asyncio.run(until(lambda: not answers(port)))


# Who may show it.


def test_the_origins_are_those_of_the_server_of_the_kernel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(HUB, "https://hub.example.org/user/anna/")
    file = tmp_path / "jpserver-1.json"
    file.write_text(json.dumps({"url": "http://lab.example:8889/user/anna/"}), "utf-8")
    monkeypatch.setattr(origins, "_descriptions", lambda: [file, tmp_path / "gone.json"])
    assert notebook_origins() == {
        *("http://localhost:8889", "http://127.0.0.1:8889", "http://lab.example:8889"),
        "https://hub.example.org",
    }


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"url": 5}', '{"url": "no address"}', "\xff"])
def test_a_description_that_is_none_is_passed_over(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "jpserver-1.json"
    file.write_text(text, "latin-1")
    monkeypatch.setattr(origins, "_descriptions", lambda: [file])
    assert notebook_origins() == frozenset()
