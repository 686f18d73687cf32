"""Addresses that nobody got from the page, and what must hold of every one of them.

Each function draws ``count`` addresses from a seed, and raises AssertionError naming the one that
found a fault.
"""

import asyncio
import json
import math
import re
from argparse import ArgumentTypeError
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any
from urllib.parse import urljoin

from tornado.escape import parse_qs_bytes

from app.labs.registry import LABS
from app.options.values import prefix
from app.page.class_link import NAMES as CLASS_NAMES
from app.page.page import MOST_PROBLEMS, Page, build
from app.page.shell import EMBED, LAB, PRESENT, THEME, Shell, page_html, read_shell
from app.server.probe_page import passing_document
from app.ui.fields import Problem
from app.ui.foreign_text import has_marks
from app.ui.language import languages
from app.ui.query import read_query
from tests.hostile import address, path
from tests.serving import soon

OF_SHELL = ("lang", "theme", "lab", "present", "embed")
NAMES = (*OF_SHELL, *CLASS_NAMES, *(name for lab in LABS for name in lab.names))


def query_of(written: str) -> dict[str, str]:
    """Return what a server reads in the part of an address after the question mark."""
    return read_query(parse_qs_bytes(written.encode("utf-8", "replace"), keep_blank_values=True))


def check_shells(seed: int, count: int) -> None:
    """Check that the page without its labs is one of those that there are, told with problems."""
    random = Random(seed)
    shells = {
        _html(Shell(language, theme, lab.name, present, embed))
        for present in PRESENT.options
        for embed in EMBED.options
        for language in languages()
        for theme in THEME.options
        for lab in LABS
    }
    for _turn in range(count):
        written = address(random, [name for name in NAMES if name not in CLASS_NAMES])
        query = query_of(written)
        shell = read_shell(query, random.choice(("", "zh", "q=;,,*", written[:99])))
        assert _html(shell) in shells, f"seed {seed}: {written[:500]}"
        options = {"lang": languages(), "theme": THEME.options, "lab": LAB.options}
        told = [problem for problem in shell.problems if problem.about in options]
        wrong = [name for name, given in options.items() if query.get(name, given[0]) not in given]
        assert _names(told) == sorted(wrong), f"seed {seed}: {written[:500]}"


def check_class_links(seed: int, count: int) -> None:
    """Check that a class link is what it says, told with problems, and never markup in the page."""
    random = Random(seed)
    for _turn in range(count):
        written = address(random, (*CLASS_NAMES, "lab", "embed"))
        shell = read_shell(query_of(written), "en")
        again = read_shell({**shell.class_link.written, "lab": shell.lab}, "en")
        assert again.problems == (), f"seed {seed}: {written[:500]}"
        assert again.class_link == shell.class_link, f"seed {seed}: {written[:500]}"
        told = " ".join(problem.sentence for problem in shell.problems)
        assert not has_marks(told), f"seed {seed}: {written[:500]}"
        without = replace(shell, class_link=replace(shell.class_link, sheet=""))
        for tag in ("<script", "<svg", "<img", "<iframe", "<form"):
            counts = [_html(each).count(tag) for each in (shell, without)]
            assert counts[0] == counts[1], f"seed {seed}: {written[:500]}"


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
        status = await soon(_status(port, method, b"/?" + written))
        assert status in (None, 200, 400, 414, 431), f"seed {seed}: {status} for {written[:500]!r}"


def check_prefixes(seed: int, count: int) -> None:
    """Check that a prefix is a plain path that means itself, or is refused in one line."""
    random = Random(seed)
    for _turn in range(count):
        given = path(random)
        try:
            read = prefix(given)
        except ArgumentTypeError as error:
            said = str(error)
            if len(said) < 300 and len(said.splitlines()) == 1:
                continue
            raise AssertionError(f"seed {seed}: {given[:500]!r}") from error
        assert urljoin("http://lab.example", f"{read}/") == f"http://lab.example{read}/", given
        assert not re.search(r"[^!-~]|[\"<>?#\\^`{|}]|//", read), given


async def check_paths(port: int, seed: int, count: int) -> None:
    """Check that no path is a fault of the server, nor leads a reader or a file out of it."""
    random = Random(seed)
    for _turn in range(count):
        written = path(random).encode("utf-8", "replace")
        status = await soon(_status(port, b"GET", b"/" + written))
        known = (None, 200, 400, 403, 404, 414, 431)
        assert status in known, f"seed {seed}: {status} for {written[:500]!r}"


async def _status(port: int, method: bytes, written: bytes) -> int | None:
    """Return the status that the server answers with, None where it hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(method + b" " + written + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    writer.write(b"Connection: close\r\n\r\n")
    try:
        answer = await reader.read()
    except ConnectionError:
        return None
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else None


def _html(shell: Shell) -> str:
    return page_html(shell, "token", "nonce")


def _names(problems: tuple[Problem, ...]) -> list[str]:
    """Return which settings the sentences are about, with which each begins."""
    return sorted(re.findall(r"^\w+", problem.sentence)[0] for problem in problems)


def _built(query: Mapping[str, str]) -> Page:
    """Return a page with all labs open, in the order of the tabs; nothing of it may be odd."""
    with passing_document() as document:
        page = build(document, query, "")
        for name in page.labs:
            page.show(name)
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
