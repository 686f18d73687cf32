"""app.server.logs: one line an event, and closed pages make no noise."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BEGINNING = """
import asyncio, logging, warnings
from tornado.websocket import WebSocketClosedError
from app.server.logs import leave_out_closed_pages, write_log

write_log()

def fail():
    raise ValueError("192.0.2.7 asked for\\n/a/path")

async def never_retrieved(error):
    loop = asyncio.get_running_loop()
    leave_out_closed_pages(loop)
    loop.call_exception_handler({"message": "never retrieved", "exception": error})
"""


def logged(program: str) -> list[str]:
    """What a process that does this writes to its log."""
    command = [sys.executable, "-c", BEGINNING + program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr.splitlines()


@pytest.mark.parametrize("name", ["app.server", "bokeh.server", "panel.io", "tornado.application"])
def test_an_event_is_one_line_whoever_writes_it(name: str) -> None:
    (line,) = logged(f"logging.getLogger({name!r}).warning('first\\nsecond')")
    assert name in line
    assert "WARNING" in line
    assert "first" in line
    assert "second" in line


def test_an_error_is_one_line_that_says_what_and_where_but_not_with_which_values() -> None:
    program = "try: fail()\nexcept ValueError: logging.getLogger('app').exception('it failed')"
    (line,) = logged(program)
    assert "it failed" in line
    assert "ValueError" in line
    assert "fail:" in line
    for part in ("Traceback", "192.0.2.7", "/a/path"):
        assert part not in line


def test_warnings_of_python_are_lines_too() -> None:
    (line,) = logged("warnings.warn('old ways')")
    assert "old ways" in line


def test_what_is_no_trouble_is_no_line() -> None:
    assert logged("logging.getLogger('bokeh.server').info('opened')") == []


def test_a_page_closed_under_a_message_is_no_line() -> None:
    assert logged("asyncio.run(never_retrieved(WebSocketClosedError()))") == []
    program = "logging.getLogger('bokeh.server.views.ws').warning({!r})"
    assert logged(program.format("Failed sending message as connection was closed")) == []
    assert len(logged(program.format("anything else"))) == 1


def test_any_other_error_in_a_task_is_a_line() -> None:
    (line,) = logged("asyncio.run(never_retrieved(ValueError('ours')))")
    assert "never retrieved" in line
    assert "ValueError" in line
