"""The page: header, tabs and the labs in them. It wires and lays out, and decides nothing else.

The header and the tabs are plain HTML, ``assets/page.html``; each lab has a place in it that stays
empty until the lab is first shown.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import panel as pn
import param
from bokeh.document import Document
from jinja2 import Environment, FileSystemLoader, Template

from app.component import ScriptComponent, script
from app.fields import Choice, Refused, read_fields
from app.labs import LABS, Session
from app.language import languages, marked, own_name, preferred, translator

ASSETS = Path(__file__).parent.parent / "assets"
TITLE = marked("Neuron Lab")
LAB = Choice("lab", tuple(lab.name for lab in LABS))
MOST_PROBLEMS = 20
SYSTEM_THEME = "system"
THEME = Choice("theme", (SYSTEM_THEME, "light", "dark"))


class PageLink(ScriptComponent):
    """What header and tabs, ``assets/scripts/page.js``, share with the server."""

    address = param.Dict(default={}, doc="the query of all labs")
    problems = param.List(default=[], doc="numbered sentences the reader should see, newest last")

    _esm = script("page")


class Page:
    """One reader's page: which lab is shown, and the labs opened so far."""

    def __init__(self, query: Mapping[str, str], accept_language: str) -> None:
        language = Choice("lang", languages())
        default = preferred(accept_language)
        defaults = {"lab": LABS[0].name, "lang": default, "theme": SYSTEM_THEME}
        # The language first, since problems are told in it.
        found, _problems = read_fields(query, [language], defaults, translator(default))
        self.language: str = found["lang"]
        self.translate = translator(self.language)
        values, problems = read_fields(query, [LAB, language, THEME], defaults, self.translate)
        self.theme: str = values["theme"]
        self._told = 0
        self.link = PageLink(self._receive)
        for problem in problems:
            self._tell(problem)
        self.places = {lab.name: pn.Column(sizing_mode="stretch_width") for lab in LABS}
        self._query = query
        self._sessions: dict[str, Session] = {}
        self.show(values["lab"])

    def show(self, name: str) -> None:
        """Show lab ``name``, which is opened now if it never was."""
        self.lab = name
        if name not in self._sessions:
            lab = next(each for each in LABS if each.name == name)
            session = lab.open(self._query, self._readdress, self._tell, self.translate)
            self._sessions[name] = session
            self.places[name].append(session.view)
        self._readdress()

    def _readdress(self) -> None:
        address = {} if self.lab == LABS[0].name else {"lab": self.lab}
        for lab in LABS:
            if lab.name in self._sessions:
                address |= self._sessions[lab.name].query
            else:
                address |= {name: self._query[name] for name in lab.names if name in self._query}
        self.link.address = address

    def _tell(self, problem: str) -> None:
        self._told += 1
        self.link.problems = [*self.link.problems, [self._told, problem]][-MOST_PROBLEMS:]

    def _receive(self, message: object) -> None:
        try:
            self.show(LAB.read(message["lab"] if isinstance(message, dict) else message))
        except (KeyError, Refused):
            return

    def variables(self) -> dict[str, Any]:
        """Return what ``assets/page.html`` is filled with."""
        _ = self.translate
        return {
            "_": _,
            "language": self.language,
            "languages": {code: own_name(code) for code in languages()},
            "theme": self.theme,
            "labs": {lab.name: _(lab.title) for lab in LABS},
            "shown": self.lab,
        }


@cache
def template() -> Template:
    """Return the page's template, read once."""
    loader = FileSystemLoader(ASSETS)
    return Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("page.html")


def build(document: Document, query: Mapping[str, str], accept_language: str) -> Page:
    """Build a page into ``document`` for this address and these languages."""
    page = Page(query, accept_language)
    for name, root in {"link": page.link, **page.places}.items():
        root.server_doc(document, title=page.translate(TITLE), location=False)
        document.roots[-1].name = f"root-{name}"
    document.template = template()
    document.template_variables.update(page.variables())
    return page


def serve_page() -> None:
    """Build the page of the visit that is being answered, from its address and its languages."""
    # A name given twice is no value of any field, and so is refused with a sentence.
    query = {
        name: b" & ".join(values).decode("utf-8", "replace")
        for name, values in pn.state.session_args.items()
    }
    document = pn.state.curdoc
    assert document is not None
    build(document, query, str(pn.state.headers.get("Accept-Language", "")))
