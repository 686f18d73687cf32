"""The shell of the page: the plain HTML around the labs, which needs no lab to be built.

A visit is answered with it at once. What it shows are the three settings of the page itself: its
language, its theme and which lab is in front.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from app.labs.registry import LABS
from app.ui.fields import Choice, Problem, read_fields
from app.ui.help import EVERYWHERE
from app.ui.language import Translate, languages, marked, own_name, preferred, translator

ASSETS = Path(__file__).parent.parent.parent / "assets"
TITLE = marked("Neuron Lab")
LAB = Choice("lab", tuple(lab.name for lab in LABS))
SYSTEM_THEME = "system"
THEME = Choice("theme", (SYSTEM_THEME, "light", "dark"))


@dataclass(frozen=True)
class Shell:
    """The page's own settings, and a problem for each that its address got wrong."""

    language: str
    theme: str
    lab: str
    problems: tuple[Problem, ...] = ()

    @property
    def translate(self) -> Translate:
        """The translator into the page's language."""
        return translator(self.language)


def read_shell(query: Mapping[str, str], accept_language: str) -> Shell:
    """Return the settings that an address and an ``Accept-Language`` header ask for."""
    language = Choice("lang", languages())
    default = preferred(accept_language)
    defaults = {"lab": LABS[0].name, "lang": default, "theme": SYSTEM_THEME}
    # The language first, since problems are told in it.
    found, _problems = read_fields(query, [language], defaults, translator(default))
    translate = translator(found["lang"])
    values, problems = read_fields(query, [LAB, language, THEME], defaults, translate)
    return Shell(values["lang"], values["theme"], values["lab"], tuple(problems))


def page_html(
    shell: Shell, token: str, nonce: str, scripts: Sequence[str], styles: Sequence[str]
) -> str:
    """Return the page; its scripts open the session that ``token`` stands for.

    ``nonce`` marks the scripts that may run although they stand in a page.
    """
    return _filled(
        "page.html",
        shell,
        _=shell.translate,
        languages={code: own_name(code) for code in languages()},
        labs={lab.name: shell.translate(lab.title) for lab in LABS},
        helps={lab.name: lab.help for lab in LABS},
        everywhere=EVERYWHERE,
        shown=shell.lab,
        token=token,
        nonce=nonce,
        scripts=scripts,
        styles=styles,
    )


def notice_html(shell: Shell, heading: str, text: str, *, retry: int | None = None) -> str:
    """Return a page that only says why there is no lab; it asks anew after ``retry`` seconds."""
    return _filled("notice.html", shell, heading=heading, text=text, retry=retry)


def _filled(template: str, shell: Shell, **more: object) -> str:
    """Return a template of ``assets/``, filled with what each of them needs and with ``more``."""
    return (
        _templates()
        .get_template(template)
        .render(
            title=shell.translate(TITLE),
            language=shell.language,
            theme=shell.theme,
            assets=f"assets/{assets_version()}",
            **more,
        )
    )


def assets_version() -> str:
    """Return a name for what the assets are now: another when one of them has changed."""
    files = ((path, path.stat()) for path in sorted(ASSETS.rglob("*")) if path.is_file())
    stamps = "".join(f"{path}{stat.st_size}{stat.st_mtime_ns}" for path, stat in files)
    return hashlib.blake2b(stamps.encode(), digest_size=6).hexdigest()


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True)
