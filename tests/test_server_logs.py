"""app.server.logs: one line an event, and closed pages make no noise."""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.server.logs import SECONDS_UNTOLD, Repeats

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


class Clocked:
    """A log whose time passes when it is told to, with what it has written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._now = 0.0
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._repeats = Repeats(self._write, self._remember, lambda: self._now)

    def _write(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def _remember(self, seconds: float, call: Callable[[], None]) -> None:
        self._later.append((self._now + seconds, call))

    def say(self, message: str, *values: object, level: int = logging.WARNING) -> None:
        """Have something logged."""
        record = logging.LogRecord("app", level, "", 0, message, values, None)
        if self._repeats.filter(record):
            self._write(record)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds
        due = [call for time, call in self._later if time <= self._now]
        self._later = [(time, call) for time, call in self._later if time > self._now]
        for call in due:
            call()


def test_equal_lines_are_written_once_and_counted_once_a_minute():
    log = Clocked()
    for _minute in range(2):
        for _time in range(600):
            log.say("refused %s", "one")
            log.wait(SECONDS_UNTOLD / 600)
    log.wait(SECONDS_UNTOLD)
    assert log.lines[0] == "refused one"
    assert len(log.lines) <= 4
    again = [int(line.split("again, ")[1].split()[0]) for line in log.lines[1:]]
    assert sum(again) == 2 * 600 - 1


def test_lines_that_say_something_else_are_all_written():
    log = Clocked()
    log.say("refused %s", "one")
    log.say("refused %s", "two")
    log.say("refused %s", "two", level=logging.ERROR)
    log.say("worker %d ended", 1)
    log.say("worker %d ended", 2)
    assert len(log.lines) == 5


def test_lines_that_differ_by_where_an_object_is_are_equal():
    log = Clocked()
    for number in range(9):
        log.say("lost <Task at 0x%x>", 4096 + number)
    assert len(log.lines) == 1


def test_a_line_that_comes_again_much_later_is_written_again():
    log = Clocked()
    for _time in range(3):
        log.say("refused")
        log.wait(SECONDS_UNTOLD)
    assert log.lines == ["refused"] * 3


def test_lines_of_long_ago_are_forgotten():
    log = Clocked()
    for number in range(100):
        log.say("worker %d ended", number)
        log.wait(SECONDS_UNTOLD)
    assert len(log._repeats._told) <= 2


def test_the_log_of_a_server_writes_equal_lines_once():
    (line,) = logged("for _ in range(1000): logging.getLogger('app').warning('refused')")
    assert "refused" in line
