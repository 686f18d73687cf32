"""Addresses that nobody got from the page, and what must hold of every one of them.

Each function draws ``count`` addresses from a seed, and raises AssertionError naming the one that
found a fault.
"""

import asyncio
import json
import math
import re
from collections.abc import Mapping
from random import Random
from typing import Any

from tornado.escape import parse_qs_bytes

from app.labs.registry import LABS
from app.page.page import MOST_PROBLEMS, Page, build
from app.page.shell import LAB, THEME, Shell, page_html, read_shell
from app.server.probe_page import passing_document
from app.server.query import read_query
from app.ui.fields import Problem
from app.ui.language import languages
from tests.hostile import address
from tests.serving import soon

NAMES = ("lang", "theme", "lab", *(name for lab in LABS for name in lab.names))


def query_of(written: str) -> dict[str, str]:
    """Return what a server reads in the part of an address after the question mark."""
    return read_query(parse_qs_bytes(written.encode("utf-8", "replace"), keep_blank_values=True))


def check_shells(seed: int, count: int) -> None:
    """Check that the page without its labs is one of those that there are, told with problems."""
    random = Random(seed)
    shells = {
        _html(Shell(language, theme, lab.name))
        for language in languages()
        for theme in THEME.options
        for lab in LABS
    }
    for _turn in range(count):
        written = address(random, NAMES)
        query = query_of(written)
        shell = read_shell(query, random.choice(("", "zh", "q=;,,*", written[:99])))
        assert _html(shell) in shells, f"seed {seed}: {written[:500]}"
        options = {"lang": languages(), "theme": THEME.options, "lab": LAB.options}
        wrong = [name for name, given in options.items() if query.get(name, given[0]) not in given]
        assert _names(shell.problems) == sorted(wrong), f"seed {seed}: {written[:500]}"


def check_pages(seed: int, count: int) -> None:
    """Check that all labs are built from any address, and that the address they write is good."""
    random = Random(seed)
    for _turn in range(count):
        written = address(random, NAMES)
        page = _built(query_of(written))
        again = _built(page.link.address)
        assert again.link.problems == [], f"seed {seed}: {written[:500]}"
        assert again.link.address == page.link.address, f"seed {seed}: {written[:500]}"


async def check_answers(port: int, seed: int, count: int) -> None:
    """Check that the server answers any address, and that no answer is a fault of its own."""
    random = Random(seed)
    for _turn in range(count):
        written = address(random, NAMES).encode("utf-8", "replace")
        method = random.choice((b"GET", b"GET", b"HEAD"))
        status = await soon(_status(port, method, written))
        assert status in (None, 200, 400, 414, 431), f"seed {seed}: {status} for {written[:500]!r}"


async def _status(port: int, method: bytes, written: bytes) -> int | None:
    """Return the status that the server answers with, None where it hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(method + b" /?" + written + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    writer.write(b"Connection: close\r\n\r\n")
    try:
        answer = await reader.read()
    except ConnectionError:
        return None
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else None


def _html(shell: Shell) -> str:
    return page_html(shell, "token", "nonce", ("script",), ("style",))


def _names(problems: tuple[Problem, ...]) -> list[str]:
    """Return which settings the sentences are about, with which each begins."""
    return sorted(re.findall(r"^\w+", problem.sentence)[0] for problem in problems)


def _built(query: Mapping[str, str]) -> Page:
    """Return a page with all labs open, in the order of the tabs; nothing of it may be odd."""
    with passing_document() as document:
        page = build(document, query, "")
        for lab in LABS:
            page.show(lab.name)
        told = [problem for _number, problem in page.link.problems]
        assert len(told) <= MOST_PROBLEMS
        described = document.to_json(deferred=False)
        json.dumps(described, allow_nan=False)
        for odd in _odd_numbers(described):
            raise AssertionError(f"{odd} in a page for {query}")
    return page


def _odd_numbers(described: Any) -> list[Any]:
    """Return what is no number in what Bokeh says of a document."""
    found: list[Any] = []
    left = [described]
    while left:
        each = left.pop()
        if isinstance(each, dict):
            found += [each] if each.get("type") == "number" else []
            left += each.values()
        elif isinstance(each, list):
            left += each
        elif isinstance(each, float) and not math.isfinite(each):
            found.append(each)
    return found
