"""The shell of the page: the plain HTML around the labs, which needs no lab to be built.

A visit is answered with it at once. What it shows are the three settings of the page itself: its
language, its theme and which lab is in front.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from app.labs.registry import LAB_BY_NAME, LABS, Lab
from app.page.address import known_names, understood, unknown
from app.page.class_link import NAMES, NO_CLASS_LINK, ClassLink, read_class_link
from app.page.sheet import task_html, title_of
from app.ui.assets import ASSETS, assets_version
from app.ui.bundle import BUNDLE
from app.ui.fields import Choice, Problem
from app.ui.help import EVERYWHERE
from app.ui.language import Translate, languages, marked, matching, own_name, preferred, translator
from app.ui.needed_scripts import BOKEH
from app.ui.query import read_fields
from app.ui.restriction import EXPERIMENTS, Restriction

TITLE = marked("Neuron Lab")
LAB = Choice("lab", tuple(lab.name for lab in LABS))
SYSTEM_THEME = "system"
PRESENT = Choice("present", ("", "1"))
"""Whether the page shows the picture and the output alone, large, for a room."""
EMBED = Choice("embed", ("", "1"))
"""Whether the page is in a frame of another: one lab, without what stands above it."""
THEME = Choice("theme", (SYSTEM_THEME, "light", "dark"))


class LanguageChoice(Choice):
    """A language by its code, also with a script or a country: zh-CN and zh_Hans are zh."""

    def read(self, given: object) -> str:
        """Return the language of the page that ``given`` is; or raise Refused."""
        tag = given.replace("_", "-") if isinstance(given, str) else ""
        return str(super().read(matching([tag])))


@dataclass(frozen=True)
class Shell:
    """The page's own settings, its address, and a problem for each thing wrong in that."""

    language: str
    theme: str
    lab: str
    present: str = ""
    embed: str = ""
    class_link: ClassLink = NO_CLASS_LINK
    query: Mapping[str, str] = field(default_factory=dict)
    """What its address says that the page knows, by its right names."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_restricted(self) -> bool:
        """Whether its address hides or locks something."""
        return not self.class_link.restriction.is_none

    @property
    def labs(self) -> tuple[Lab, ...]:
        """The labs that the page has: all of them, or the one that is framed or restricted."""
        is_one = self.embed or self.is_restricted
        return (LAB_BY_NAME[self.lab],) if is_one else LABS

    @property
    def restriction(self) -> Restriction:
        """What its labs have not."""
        asked = self.class_link.restriction
        return replace(asked, hidden=asked.hidden | {EXPERIMENTS}) if self.embed else asked

    @property
    def translate(self) -> Translate:
        """The translator into the page's language."""
        return translator(self.language)


def read_shell(query: Mapping[str, str], accept_language: str) -> Shell:
    """Return the settings that an address and an ``Accept-Language`` header ask for."""
    language = LanguageChoice("lang", languages())
    default = preferred(accept_language)
    defaults = {
        "lab": LABS[0].name,
        "lang": default,
        "theme": SYSTEM_THEME,
        "present": "",
        "embed": "",
    }
    known = known_names((*defaults, *NAMES))
    own = understood(query, known)
    # The language first, since problems are told in it.
    found, _problems = read_fields(own, [language], defaults, translator(default))
    translate = translator(found["lang"])
    values, problems = read_fields(own, [LAB, language, THEME, PRESENT, EMBED], defaults, translate)
    lab = LAB_BY_NAME[values["lab"]]
    class_link, more = read_class_link(own, lab, translate)
    problems += [*more, *unknown(query, known, translate)]
    return Shell(
        values["lang"],
        values["theme"],
        values["lab"],
        present=values["present"],
        embed=values["embed"],
        class_link=class_link,
        query=own,
        problems=tuple(problems),
    )


def page_html(shell: Shell, token: str, nonce: str, *, framable: bool = False) -> str:
    """Return the page; its scripts open the session that ``token`` stands for.

    ``nonce`` marks the scripts that may run although they stand in a page. ``framable`` is whether
    a page of another site may show it in a frame.
    """
    return _filled(
        "page.html",
        shell,
        _=shell.translate,
        languages={code: own_name(code) for code in languages()},
        labs={lab.name: shell.translate(lab.title) for lab in shell.labs},
        groups=[
            (shell.translate(name), [lab.name for lab in labs])
            for name, labs in groupby(shell.labs, lambda lab: lab.group)
        ],
        headlines={lab.name: shell.translate(lab.headline) for lab in shell.labs},
        helps={lab.name: lab.help for lab in shell.labs},
        everywhere=EVERYWHERE,
        shown=shell.lab,
        token=token,
        nonce=nonce,
        framable=framable,
        restricted=shell.is_restricted,
        sheet=shell.class_link.sheet,
        sheet_title=title_of(shell.class_link.sheet),
        # What the sheet's Markdown does not know is escaped in it.
        sheet_task=Markup(task_html(shell.class_link.sheet)),
        bokeh=BOKEH,
        bundle=BUNDLE,
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
            present=shell.present,
            embed=shell.embed,
            assets=f"assets/{assets_version()}",
            **more,
        )
    )


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(ASSETS), autoescape=True, trim_blocks=True)
