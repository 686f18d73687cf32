"""app.page.sheet: the title and the task of a class sheet, which anybody may have written."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page.sheet import LONGEST, Sheet, task_html, title_of
from app.ui.fields import Refused
from app.ui.foreign_text import MARKS
from app.ui.language import translator

SHEET = Sheet("sheet")
ALLOWED = {
    **dict.fromkeys(("p", "br", "em", "strong", "ul", "ol", "li", "code", "pre"), frozenset()),
    "ol": {"start"},
    "code": {"class"},
    "a": {"href", "title", "target", "rel"},
}
"""The elements of a task, and their attributes."""
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!-- --><b>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&colon;alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](//elsewhere.example)",
    "[a](/?lang=en)",
    "[a](http://x.example/\"onclick='alert(1)')",
    '[a](http://x.example "\\"onclick=alert(1) x=\\"")',
    "<http://x.example>",
    "![a](http://x.example/a.png)",
    "[a]: javascript:alert(1)\n\n[a]",
    "```html\n<script>alert(1)</script>\n```",
    '``` " onclick=alert(1)\n```',
    "&lt;script&gt; &#x202e; &#60;b&#62;",
    "- " * 200,
    "> " * 200,
    "*" * 599,
    "[" * 599,
    "`" * 599,
    "[a](" * 140,
    "**a *" * 119,
)


class Written(HTMLParser):
    """What a task is made of: its elements with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.odd = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd += data

    handle_decl = handle_pi = unknown_decl = handle_comment


def check(task: str) -> Written:
    """Return what a task is written as; there is nothing else in it than a task has."""
    written = Written(task_html(f"Title\n{task}"))
    assert written.odd == ""
    for tag, attributes in written.elements:
        assert attributes.keys() <= ALLOWED[tag], (tag, attributes)
        if tag == "a":
            assert str(attributes["href"]).lower().startswith(("http://", "https://"))
            assert attributes["rel"] == "noopener noreferrer nofollow"
            assert attributes["target"] == "_blank"
    return written


def test_the_first_line_is_the_title_and_the_rest_the_task():
    sheet = SHEET.read("Why slow?\r\nRun it, and *look* at `σ′`.\n\n1. one\n2. two\n")
    assert title_of(sheet) == "Why slow?"
    assert task_html(sheet) == (
        "<p>Run it, and <em>look</em> at <code>σ′</code>.</p>\n"
        "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"
    )
    assert title_of("\nOnly a task") == ""
    assert task_html("Only a title") == ""


def test_a_link_opens_a_tab_of_its_own():
    written = check("See [the book](https://book.example/chap3.html).")
    (link,) = [attributes for tag, attributes in written.elements if tag == "a"]
    assert link["href"] == "https://book.example/chap3.html"


@pytest.mark.parametrize("task", HOSTILE)
def test_nothing_of_a_hostile_task_is_markup(task):
    check(task)
    assert title_of(SHEET.read(task)) == task.partition("\n")[0].strip()


def test_markup_is_shown_as_it_is_written():
    for task in HOSTILE[:4]:
        assert check(task).text.strip() == task


@given(
    st.text(st.sampled_from("<>&\"'`*_[]()!#-\\\n :/.ajhtp1=") | st.characters(), max_size=LONGEST)
)
def test_no_task_is_anything_but_a_task(task):
    check(task)


@given(st.text(max_size=LONGEST + 1))
def test_what_is_read_is_read_again_as_the_same(text):
    try:
        sheet = SHEET.read(text)
    except Refused:
        return
    assert SHEET.read(SHEET.write(sheet)) == sheet
    assert len(sheet) <= LONGEST


@pytest.mark.parametrize(
    "given",
    [
        "x" * (LONGEST + 1),
        "x" * 10_000,
        *(f"Why{mark}slow?" for mark in MARKS),
        "a\x00b",
        "a\x1b[31mb",
        "a\rb",
        "a\u2028b",
        "\ud800",
        "\ue000",
        None,
        ["Why slow?"],
        600,
    ],
)
def test_what_is_too_long_or_odd_is_refused(given):
    with pytest.raises(Refused):
        SHEET.read(given)


def test_what_is_refused_is_told_without_its_marks():
    fault = SHEET.fault("Why\u202eslow?", "", translator("en"))
    assert str(LONGEST) in fault.allowed
    assert fault.used == ""


def test_texts_of_any_writing_and_joined_emoji_are_read():
    for text in ("为什么慢？\n看 *σ′*", "למה איטי?\nהריצו", "👩‍🏫 Why slow?", "x" * LONGEST):
        assert SHEET.read(text) == text
