"""What the Share dialog says of an address: a line for each thing in it, and a QR code."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tornado.escape import parse_qs_bytes

from app.jobs.background import in_background
from app.labs.registry import LAB_BY_NAME
from app.page.address_words import lines, parts_of, settings_of
from app.page.class_link import NAMES
from app.page.qr_code import qr_code
from app.page.shell import Shell, read_shell
from app.ui.language import Translate
from app.ui.query import read_query

LONGEST_ADDRESS = 16_384


class Question(NamedTuple):
    """What a dialog asks about: an address, under the number of the question."""

    address: str
    number: int


class Sharing:
    """Answers what the Share dialog of one page asks; ``answer(content)`` reaches its browser."""

    def __init__(self, answer: Callable[[dict[str, Any]], None], language: str, _: Translate):
        self._answer = answer
        self._language = language
        self._translate = _
        self._drawing = False
        self._waiting: Question | None = None

    def describe(self, asked: Mapping[str, Any]) -> None:
        """Say what is in the ``address`` asked for, under the ``number`` of the question."""
        question = _question(asked)
        if question is None:
            return
        shell = read_shell(query_in(question.address), self._language)
        _ = self._translate
        told = {"lines": lines(shell.query, _), "class": class_of(shell, _)}
        self._answer({"number": question.number, **told})
        self._waiting = question
        if not self._drawing:
            self._draw()

    def _draw(self) -> None:
        """Draw the code of the address that was asked about last, in the background, one at a time.

        A long address takes a quarter of a second.
        """
        question, self._waiting = self._waiting, None
        self._drawing = question is not None
        if question is not None:
            work = partial(qr_code, question.address)
            in_background(work, partial(self._drawn, question.number), self._draw)

    def _drawn(self, number: int, code: str) -> None:
        self._answer({"number": number, "code": code})
        self._draw()


def class_of(shell: Shell, _: Translate) -> dict[str, Any]:
    """Return what a class link to the lab in front can say, and what the address says of that.

    ``sees`` and ``changes`` are triples of a name, what it is called and whether it is so.
    ``wrong`` are sentences.
    """
    lab = LAB_BY_NAME[shell.lab]
    asked = shell.class_link
    title, _break, task = asked.sheet.partition("\n")
    return {
        "sees": [
            (name, label, asked.restriction.shows(name)) for name, label in parts_of(lab, _).items()
        ],
        "changes": [
            (name, label, not asked.restriction.locks(name))
            for name, label in settings_of(lab, _).items()
        ],
        "title": title,
        "task": task,
        "wrong": [problem.sentence for problem in shell.problems if problem.about in NAMES],
    }


def _question(asked: Mapping[str, Any]) -> Question | None:
    """Return the question that a browser asked, unchecked, if it is one."""
    address, number = asked.get("address"), asked.get("number")
    is_one = isinstance(address, str) and len(address) <= LONGEST_ADDRESS
    return Question(str(address), number) if is_one and type(number) is int else None


def query_in(address: str) -> dict[str, str]:
    """Return what an address says, as a server reads it; nothing where it is none."""
    try:
        written = urlsplit(address).query
    except ValueError:
        return {}
    return read_query(parse_qs_bytes(written.encode("utf-8", "replace"), keep_blank_values=True))
