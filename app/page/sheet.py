"""The class sheet: a title and a task, in the address, which stand above the lab.

Whoever makes a link writes it, and whoever opens the link reads it: it is a text of somebody whom
nobody knows. Nothing in it is markup but a few forms of Markdown.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.ui.fields import Field, Refused
from app.ui.foreign_text import has_marks
from app.ui.language import Translate

LONGEST = 600
"""Characters of a sheet, its title and all signs of Markdown included."""
DEEPEST = 8
"""Lists within lists."""


@dataclass(frozen=True)
class Sheet(Field):
    """A text: its first line is the title of a sheet, which may be empty, the rest its task."""

    name: str

    def read(self, given: object) -> str:
        """Return ``given`` with plain ends of lines; raise Refused where it is too long, or odd."""
        if not isinstance(given, str):
            raise Refused(self.name)
        text = given.replace("\r\n", "\n").replace("\t", " ").rstrip()
        plain = text.replace("\n", "")
        is_odd = has_marks(plain) or any(unicodedata.category(each) in UNSEEN for each in plain)
        if len(text) > LONGEST or is_odd:
            raise Refused(self.name)
        return text

    def write(self, value: Any) -> str:
        """Return the sheet as it is."""
        return str(value)

    def allowed(self, _: Translate) -> str:
        """Say what a sheet is."""
        text = _(
            "a text of up to {most} characters without control characters and marks that turn the"
            " direction of writing"
        )
        return text.format(most=LONGEST)


UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""The categories of Unicode that have no place in a text: control characters, and no characters."""


def title_of(sheet: str) -> str:
    """Return the title of a sheet; it is a plain text."""
    return sheet.partition("\n")[0].strip()


def task_html(sheet: str) -> str:
    """Return the task of a sheet as HTML, in which nothing of the text is markup."""
    return str(_MARKDOWN.render(sheet.partition("\n")[2]))


class _Markdown(MarkdownIt):
    """Markdown whose links lead to pages, and nowhere else."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - as it is called there
        """Return whether ``url`` may be linked to."""
        return url.lower().startswith(("http://", "https://"))


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, _env: EnvType
) -> str:
    """Write the begin of a link, which opens in a tab of its own and tells nothing of the page."""
    tokens[at].attrSet("target", "_blank")
    tokens[at].attrSet("rel", "noopener noreferrer nofollow")
    return str(self.renderToken(tokens, at, options, _env))


def _markdown() -> MarkdownIt:
    """Return what reads paragraphs, emphasis, lists, code and links, and nothing else."""
    # Without entities: one could stand for what a sheet must not contain.
    forms = ("list", "fence", "backticks", "emphasis", "escape", "link", "newline")
    markdown = _Markdown("zero", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    markdown.enable(forms)
    markdown.add_render_rule("link_open", _link_open)
    return markdown


_MARKDOWN = _markdown()
